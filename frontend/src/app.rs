//! What loads first: the log-in, and whatever watches over all pages.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::address::here;
use crate::api::turn::{self, Turn};
use crate::api::{self, Clock, Connection, Line, Watch};
use crate::components::focus;
use crate::components::states::not_found;
use crate::identity::login_page::LoginPage;
use crate::pages::{self, CodeOnPaper, FirstTime, Pages};
use crate::session::SessionState;
use crate::text::{general, identity, language, t};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let session = SessionState::new();
    let line = RwSignal::new(Connection::Online);
    provide_context(session);
    let clock = RwSignal::new(None);
    provide_context(Line(line));
    provide_context(Clock(clock));
    let turn = Turn::new();
    api::watch(Watch {
        connection: line,
        clock,
        turn,
        locked: session.locked,
        proof: session.proof,
        ended: Callback::new(move |()| {
            if session.session.with_untracked(Option::is_some) {
                session.leave(Some(here()), Some(identity::CAME_BACK));
            }
        }),
    });
    spawn_local(session.open());
    pages::fetch();
    focus::watch();
    Effect::new(move |_| {
        if let Some(page) = document().document_element() {
            let _ = page.set_attribute("lang", language().tag());
        }
    });
    view! {
        <a class="skip" href="#content">{t(general::SKIP_TO_CONTENT)}</a>
        {in_line(turn)}
        <Router>
            <Routes fallback=not_found>
                <Route path=path!("/login") view=LoginPage/>
                <Route path=path!("/enrol") view=FirstTime/>
                <Route path=path!("/proved") view=FirstTime/>
                <Route path=path!("/:of/:entity/:code") view=CodeOnPaper/>
                <Route path=path!("/*page") view=Pages/>
            </Routes>
        </Router>
    }
    .into_any()
}

/// Where one stands in the line while too many ask at once; what was asked is done by itself.
fn in_line(turn: Turn) -> AnyView {
    let waits = Memo::new(move |_| turn.calls.get() > 0);
    let said = move || {
        let place = match turn.place.get() {
            Some(place) => general::IN_LINE_AT.with(&[("n", &place)]),
            None => general::IN_LINE.now().to_owned(),
        };
        format!("{place} {}", general::IN_LINE_SAFE.now())
    };
    (move || {
        waits.get().then(|| {
            view! {
                <div class="in-line" role="status">
                    <span class="spinner"></span>
                    <p>{said}</p>
                    <button type="button" class="button" on:click=|_| turn::give_up()>
                        {t(general::IN_LINE_GIVE_UP)}
                    </button>
                </div>
            }
        })
    })
    .into_any()
}
