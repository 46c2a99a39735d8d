//! A proof of who one is, asked for in place: the call that needs it waits and then goes on by itself,
//! and what was typed stays as it is underneath.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use leptos_router::hooks::use_query_map;
use std::time::Duration;

use super::login_page::{entrance, missing, told_by_address, wrong_notice};
use crate::api::{self, Failure, Proof};
use crate::components::fields::{Bound, FormState, PasswordField};
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
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let password = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let prove = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let missing = missing(&[("proof-password", password)]);
        if !missing.is_empty() {
            form.show(missing);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::identity::prove(password.get_untracked()).await {
                Ok(proved) => {
                    session.enter(proved);
                    session.proof.set(Proof::Given);
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            password.set(String::new());
            busy.set(false);
        });
    };
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
    let name = move || {
        session
            .session
            .with(|now| now.as_ref().map(|now| now.name.clone()))
    };
    view! {
        <dialog
            node_ref=dialog
            class="lock"
            aria-labelledby="proof-title"
            on:close=move |_: ev::Event| decline()
        >
            <form class="lock-card" autocomplete="off" on:submit=prove novalidate>
                <h2 id="proof-title">{icon(Icon::Lock)}{t(words::PROOF_TITLE)}</h2>
                <p class="strong">{name}</p>
                <p>{t(words::PROOF_TEXT)}</p>
                {move || failure.get().map(|failure| wrong_notice(failure.sentence()))}
                <PasswordField
                    label=words::PASSWORD
                    bound=Bound::signal("proof-password", password)
                    autofocus=true
                />
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| decline()>
                        {t(words::PROOF_DECLINE)}
                    </button>
                    <button class="button primary" aria-disabled=move || busy.get().to_string()>
                        {t(words::PROVE)}
                    </button>
                </div>
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
            </form>
        </dialog>
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
