//! Every route in one table; who is let in; what all pages share.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;
use shared::ProblemCode;

use crate::api::{self, Connection, Watch};
use crate::catalogue::pages::{BankAccountsPage, DepartmentsPage, PartiesPage};
use crate::components::shortcuts::{ShortcutCard, Shortcuts};
use crate::components::toast::{ToastCorner, Toasts};
use crate::documents::home_page::HomePage;
use crate::documents::list_page::ListRoute;
use crate::documents::lookups::Lookups;
use crate::documents::page::DocumentRoute;
use crate::documents::search_page::SearchPage;
use crate::identity::enrol_page::EnrolPage;
use crate::identity::lock::LockOverlay;
use crate::identity::login_page::LoginPage;
use crate::identity::users_page::UsersPage;
use crate::reports::availability::AvailabilityPage;
use crate::reports::journal::JournalPage;
use crate::reports::receipts_payments::ReceiptsPaymentsPage;
use crate::reports::trial_balance::TrialBalancePage;
use crate::session::SessionState;
use crate::shell::Shell;
use crate::text::{Named, general, identity, language, t};

/// How the line to the server is, for those who show it.
#[derive(Clone, Copy)]
pub struct Line(pub RwSignal<Connection>);

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let session = SessionState::new();
    let line = RwSignal::new(Connection::Online);
    provide_context(session);
    provide_context(Line(line));
    provide_context(Toasts::new());
    provide_context(Shortcuts::listen());
    provide_context(Lookups::new());
    api::watch(Watch {
        connection: line,
        locked: session.locked,
        ended: Callback::new(move |()| {
            if session.session.with_untracked(Option::is_some) {
                session.leave(Some(here()), Some(identity::CAME_BACK));
            }
        }),
    });
    spawn_local(session.open());
    Effect::new(move |_| {
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("lang", language().tag());
        }
    });
    view! {
        <a class="skip" href="#content">{t(general::SKIP_TO_CONTENT)}</a>
        <Router>
            // Under the overlay the page stays as it is, out of reach of mouse and keyboard.
            <div class="app" inert=move || session.locked.get()>
                <Routes fallback=not_found>
                    <Route path=path!("/login") view=LoginPage/>
                    <Route path=path!("/enrol") view=EnrolPage/>
                    <ParentRoute path=path!("") view=Shell>
                        <Route path=path!("") view=HomePage/>
                        <Route path=path!("search") view=SearchPage/>
                        <Route path=path!("budget-lines") view=AvailabilityPage/>
                        <Route path=path!("journal") view=JournalPage/>
                        <Route path=path!("trial-balance") view=TrialBalancePage/>
                        <Route path=path!("receipts-payments") view=ReceiptsPaymentsPage/>
                        <Route path=path!("parties") view=PartiesPage/>
                        <Route path=path!("bank-accounts") view=BankAccountsPage/>
                        <Route path=path!("departments") view=DepartmentsPage/>
                        <Route path=path!("users") view=UsersPage/>
                        <Route path=path!(":kind") view=ListRoute/>
                        <Route path=path!(":kind/:id") view=DocumentRoute/>
                    </ParentRoute>
                </Routes>
            </div>
            <LockOverlay/>
        </Router>
        <ToastCorner/>
        <ShortcutCard/>
    }
    .into_any()
}

/// The address shown now, to come back to.
pub fn here() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    format!("{path}{}", location.search().unwrap_or_default())
}

/// There is nothing at this address.
pub fn not_found() -> AnyView {
    view! {
        <section class="page told">
            <h1 id="page-title" tabindex="-1">{t(general::NOT_FOUND_TITLE)}</h1>
            <p>{t(general::NOT_FOUND_TEXT)}</p>
            <p><a class="button" href="/">{t(general::GO_HOME)}</a></p>
        </section>
    }
    .into_any()
}

/// The role does not open this page; names the right that is missing.
pub fn not_permitted(right: String) -> AnyView {
    let text = move || general::NOT_PERMITTED_PAGE.with(&[("right", &right)]);
    let sentence = move || ProblemCode::NotPermitted.name();
    view! {
        <section class="page told">
            <h1 id="page-title" tabindex="-1">{t(general::NOT_PERMITTED_TITLE)}</h1>
            <p>{sentence}</p>
            <p class="small">{text}</p>
            <p><a class="button" href="/">{t(general::GO_HOME)}</a></p>
        </section>
    }
    .into_any()
}
