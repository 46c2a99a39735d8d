//! Everything behind the log-in: a file of its own, loaded while the person types the password.
//!
//! One file, not one for each page: once here, no page needs the server to open, so that a line
//! that is gone for a minute never leaves anybody before an empty page.

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::path;

use crate::address::here;
use crate::api::Proof;
use crate::catalogue::new_party::NewPartyDialog;
use crate::catalogue::pages::{BankAccountsPage, DepartmentsPage, PartiesPage};
use crate::components::copying;
use crate::components::list_keys;
use crate::components::shortcuts::{ShortcutCard, Shortcuts};
use crate::components::states::{loading, not_found};
use crate::components::toast::{ToastCorner, Toasts};
use crate::components::works::{Works, WorksCorner};
use crate::documents::home_page::HomePage;
use crate::documents::list_page::ListRoute;
use crate::documents::lookups::Lookups;
use crate::documents::page::DocumentRoute;
use crate::documents::parties::PartyWanted;
use crate::documents::search_page::SearchPage;
use crate::documents::unsent::UnsentPage;
use crate::documents::uploads::UploadQueues;
use crate::help::{Help, HelpPanel};
use crate::identity::absences_page::AbsencesPage;
use crate::identity::deputies_page::DeputiesPage;
use crate::identity::enrol_page::EnrolPage;
use crate::identity::lock::LockOverlay;
use crate::identity::programs_page::ProgramsPage;
use crate::identity::proof::{ProofOverlay, ProvedPage};
use crate::identity::review_page::ReviewPage;
use crate::identity::rights::MyRightsPage;
use crate::identity::user_page::UserPage;
use crate::identity::users_page::UsersPage;
use crate::reports::activity::ActivityPage;
use crate::reports::activity_act::ActivityActPage;
use crate::reports::availability::AvailabilityPage;
use crate::reports::journal::JournalPage;
use crate::reports::receipts_payments::ReceiptsPaymentsPage;
use crate::reports::trial_balance::TrialBalancePage;
use crate::reports::witness_page::WitnessPage;
use crate::session::{Gate, SessionState, session};
use crate::shell::Shell;
use crate::styles;
use crate::text::{general, t};
use crate::treasury::daily_report::closed_days::closed_days;

/// Where ThaiD leads back to after a proof, in its window.
const PROVED: &str = "/proved";

/// Fetches the file, to have it when it is needed; [`Pages`] says when it did not come.
pub fn fetch() {
    spawn_local(async {
        let _ = preload_pages().await;
    });
    spawn_local(async {
        styles::come().await;
    });
}

/// The pages, for whoever is logged in, once their file is here; until then a sign that they are
/// coming, or why they do not. Everybody else is led to the log-in, which needs no such file.
#[component]
pub fn Pages() -> impl IntoView {
    let session = session();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.gate.get() == Gate::Closed {
            if session.return_to.with_untracked(Option::is_none) {
                session.return_to.set(Some(here()));
            }
            navigate("/login", Default::default());
        }
    });
    later(pages, move || session.gate.get() == Gate::Open)
}

/// The page of a code on paper. A file of its own: whoever holds a paper needs no other, and whoever logs in
/// none of it.
#[component]
pub fn CodeOnPaper() -> impl IntoView {
    later(code_on_paper, || true)
}

/// The first log-in and a forgotten password, and where ThaiD leads back to: rarely come to, so a file of their
/// own. Whoever logs in by password loads none of it.
#[component]
pub fn FirstTime() -> impl IntoView {
    later(first_time, || true)
}

/// A part of the program, from when it is wanted and its file is here; until then a sign that it is coming,
/// or why it does not.
fn later<Coming>(load: fn() -> Coming, is_wanted: impl Fn() -> bool + 'static) -> AnyView
where
    Coming: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    let come = RwSignal::new_local(None::<Option<AnyView>>);
    // What the part provides belongs here, whichever click asks for it.
    let owner = Owner::current().unwrap_or_default();
    let open = move || {
        let part = async move {
            match styles::come().await {
                true => load().await.ok(),
                false => None,
            }
        };
        let part = owner.with(|| ScopedFuture::new(part));
        spawn_local(async move { come.set(Some(part.await)) });
    };
    // A page of an earlier program may ask for what is no more there: asked in vain twice, it is loaded anew.
    let asked = StoredValue::new(false);
    let again = Callback::new({
        let open = open.clone();
        move |()| match asked.get_value() {
            true => drop(window().location().reload()),
            false => {
                asked.set_value(true);
                open();
            }
        }
    });
    Effect::new(move |_| {
        if is_wanted() {
            open();
        }
    });
    (move || {
        come.track();
        match come.try_update_untracked(Option::take).flatten() {
            None => alone(loading()),
            Some(Some(part)) => part,
            Some(None) => alone(not_come(again)),
        }
    })
    .into_any()
}

/// Where a page would stand, while there is no frame around it.
fn alone(view: AnyView) -> AnyView {
    view! { <main id="content" class="alone" tabindex="-1">{view}</main> }.into_any()
}

fn not_come(again: Callback<()>) -> AnyView {
    view! {
        <section class="page told" role="alert">
            <h1 id="page-title" tabindex="-1">{t(general::PAGES_NOT_COME_TITLE)}</h1>
            <p>{t(general::PAGES_NOT_COME)}</p>
            <p>
                <button type="button" class="button" on:click=move |_| again.run(())>
                    {t(general::RETRY)}
                </button>
            </p>
        </section>
    }
    .into_any()
}

/// Does something stand above the page that must be answered first?
fn is_covered(session: SessionState) -> bool {
    session.locked.get() || session.proof.get() == Proof::Asked
}

/// The routes of all pages, and what all of them share.
#[wasm_split(
    pages,
    wasm_split_path = leptos::wasm_split,
    preload(preload_pages),
    fallible
)]
fn pages() -> Result<AnyView, SplitLoaderError> {
    let session = session();
    provide_context(Toasts::new());
    provide_context(Works::new());
    provide_context(Shortcuts::listen());
    provide_context(Help::listen(Signal::derive(move || is_covered(session))));
    provide_context(Lookups::new());
    provide_context(Some(closed_days(session)));
    provide_context(UploadQueues::new());
    provide_context(PartyWanted(RwSignal::new(None)));
    copying::watch();
    list_keys::watch();
    let view = view! {
        // Under the overlay the page stays as it is, out of reach of mouse and keyboard.
        <div class="app" inert=move || is_covered(session)>
            <Routes fallback=|| alone(not_found())>
                <ParentRoute path=path!("") view=Shell>
                    <Route path=path!("") view=HomePage/>
                    <Route path=path!("search") view=SearchPage/>
                    <Route path=path!("unsent") view=UnsentPage/>
                    <Route path=path!("budget-lines") view=AvailabilityPage/>
                    <Route path=path!("journal") view=JournalPage/>
                    <Route path=path!("trial-balance") view=TrialBalancePage/>
                    <Route path=path!("receipts-payments") view=ReceiptsPaymentsPage/>
                    <Route path=path!("activity") view=ActivityPage/>
                    <Route path=path!("activity/:seq") view=ActivityActPage/>
                    <Route path=path!("parties") view=PartiesPage/>
                    <Route path=path!("bank-accounts") view=BankAccountsPage/>
                    <Route path=path!("departments") view=DepartmentsPage/>
                    <Route path=path!("users") view=UsersPage/>
                    <Route path=path!("users/review") view=ReviewPage/>
                    <Route path=path!("users/:id") view=UserPage/>
                    <Route path=path!("absences") view=AbsencesPage/>
                    <Route path=path!("deputies") view=DeputiesPage/>
                    <Route path=path!("programs") view=ProgramsPage/>
                    <Route path=path!("my-rights") view=MyRightsPage/>
                    <Route path=path!(":kind") view=ListRoute/>
                    <Route path=path!(":kind/:id") view=DocumentRoute/>
                </ParentRoute>
            </Routes>
        </div>
        <NewPartyDialog/>
        <ProofOverlay/>
        <LockOverlay/>
        <WorksCorner/>
        <ToastCorner/>
        <ShortcutCard/>
        <HelpPanel/>
    };
    Ok(view.into_any())
}

#[wasm_split(code_on_paper, wasm_split_path = leptos::wasm_split, fallible)]
fn code_on_paper() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <WitnessPage/> }.into_any())
}

#[wasm_split(first_time, wasm_split_path = leptos::wasm_split, fallible)]
fn first_time() -> Result<AnyView, SplitLoaderError> {
    let page = match here().starts_with(PROVED) {
        true => view! { <ProvedPage/> }.into_any(),
        false => view! { <EnrolPage/> }.into_any(),
    };
    Ok(page)
}
