//! What loads first: the log-in, and whatever watches over all pages.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use shared::ProblemCode;

use crate::api::{self, Connection, Watch};
use crate::identity::enrol_page::EnrolPage;
use crate::identity::login_page::LoginPage;
use crate::pages::{self, Pages};
use crate::session::SessionState;
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
    pages::fetch();
    Effect::new(move |_| {
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("lang", language().tag());
        }
    });
    view! {
        <a class="skip" href="#content">{t(general::SKIP_TO_CONTENT)}</a>
        <Router>
            <Routes fallback=not_found>
                <Route path=path!("/login") view=LoginPage/>
                <Route path=path!("/enrol") view=EnrolPage/>
                <Route path=path!("/*page") view=Pages/>
            </Routes>
        </Router>
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
