//! A proof of who one is, asked for in place: the call that needs it waits and then goes on by itself,
//! and what was typed stays as it is underneath.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use leptos_router::hooks::use_query_map;
use std::time::Duration;

use super::login_page::{entrance, told_by_address, wrong_notice};
use super::password_card::PasswordCard;
use crate::api::{self, Proof};
use crate::components::icon::{Icon, icon};
use crate::session::session;
use crate::text::{identity as words, t};

/// While ThaiD is open in another window, the server is asked this often whether it has answered.
const LOOKED_EVERY: Duration = Duration::from_secs(2);

/// Shows the question while it is asked.
#[component]
pub fn ProofOverlay() -> impl IntoView {
    let session = session();
    view! {
        <Show when=move || session.proof.get() == Proof::Asked>
            <Prove/>
        </Show>
    }
    .into_any()
}

#[component]
fn Prove() -> impl IntoView {
    let session = session();
    watch_thaid();
    // Above a question that may be open itself, hence the browser's own dialog; Esc closes it.
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // Fails only for a dialog that is shown already.
            let _ = dialog.show_modal();
        }
    });
    let decline = move || {
        if session.proof.get_untracked() == Proof::Asked {
            session.proof.set(Proof::Declined);
        }
    };
    let card = PasswordCard {
        name: "proof",
        title: words::PROOF_TITLE,
        text: words::PROOF_TEXT,
        confirm: words::PROVE,
        away: words::PROOF_DECLINE,
        send: |password| Box::pin(api::identity::prove(password)),
        entered: Callback::new(move |proved| {
            session.enter(proved);
            session.proof.set(Proof::Given);
        }),
        left: Callback::new(move |()| decline()),
    };
    view! {
        <dialog
            node_ref=dialog
            class="lock"
            aria-labelledby=card.title_id()
            on:close=move |_: ev::Event| decline()
        >
            {card.show(by_thaid())}
        </dialog>
    }
    .into_any()
}

fn by_thaid() -> AnyView {
    view! {
        <p class="or"><span>{t(words::LOGIN_OR)}</span></p>
        <a
            class="button wide"
            href=api::identity::THAID_START_PROOF
            target="_blank"
            rel="external noopener"
        >
            {icon(Icon::Person)}
            {t(words::PROVE_THAID)}
        </a>
    }
    .into_any()
}

/// Goes on as soon as ThaiD, in another window, has said who this is.
fn watch_thaid() {
    let session = session();
    let look = move || {
        spawn_local(async move {
            if let Ok(now) = api::identity::session().await
                && now.proof_seconds > 0
                && session.proof.try_get_untracked() == Some(Proof::Asked)
            {
                session.enter(now);
                session.proof.set(Proof::Given);
            }
        });
    };
    let timer = set_interval_with_handle(look, LOOKED_EVERY);
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

/// `/proved`: where ThaiD leads back to in its window, or why it did not prove anything.
#[component]
pub fn ProvedPage() -> impl IntoView {
    let query = use_query_map();
    let wrong = move || query.with(told_by_address);
    let text = move || match wrong() {
        Some(why) => wrong_notice(why),
        None => view! {
            <p class="notice info" role="status">{t(words::PROVED)}</p>
        }
        .into_any(),
    };
    entrance(
        words::PROOF_TITLE,
        view! {
            <h1 id="page-title" tabindex="-1">{t(words::PROOF_TITLE)}</h1>
            {text}
            <p>{t(words::PROVED_CLOSE)}</p>
        }
        .into_any(),
    )
}
