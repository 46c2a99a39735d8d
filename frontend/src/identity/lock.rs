//! The lock after idle time: an overlay above the page, which stays as it is underneath.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::login_page::{missing, wrong_notice};
use crate::api::{self, Failure};
use crate::components::fields::{Bound, FormState, PasswordField};
use crate::components::icon::{Icon, icon};
use crate::session::session;
use crate::text::{identity as words, t};

/// Warned this long before the lock.
const WARNING_SECONDS: f64 = 60.0;
/// While somebody works without calling the server, it is told so this often.
const KEEP_ALIVE_SECONDS: f64 = 240.0;

fn seconds() -> f64 {
    js_sys::Date::now() / 1000.0
}

/// Watches for idle time and shows the overlay while locked.
#[component]
pub fn LockOverlay() -> impl IntoView {
    let session = session();
    let last_use = StoredValue::new(seconds());
    let left = RwSignal::new(f64::INFINITY);
    let used = move || last_use.set_value(seconds());
    let listeners = [
        window_event_listener(ev::keydown, move |_| used()),
        window_event_listener(ev::pointerdown, move |_| used()),
        window_event_listener(ev::pointermove, move |_| used()),
        window_event_listener(ev::wheel, move |_| used()),
    ];
    let timer = set_interval_with_handle(
        move || {
            let limit = session
                .session
                .with_untracked(|now| now.as_ref().map(|now| now.idle_seconds));
            let Some(limit) = limit.filter(|_| !session.locked.get_untracked()) else {
                left.set(f64::INFINITY);
                return;
            };
            let limit = f64::from(i32::try_from(limit).unwrap_or(i32::MAX));
            let idle = seconds() - last_use.get_value();
            left.set(limit - idle);
            if idle >= limit {
                session.locked.set(true);
            } else if idle < 30.0 && seconds() - api::last_call() / 1000.0 > KEEP_ALIVE_SECONDS {
                spawn_local(async {
                    // Only the sign of life counts.
                    let _ = api::identity::session().await;
                });
            }
        },
        std::time::Duration::from_secs(1),
    );
    on_cleanup(move || {
        listeners.into_iter().for_each(|listener| listener.remove());
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let warning = move || {
        let left = left.get();
        (left > 0.0 && left <= WARNING_SECONDS).then(|| {
            let text = words::LOCK_SOON.with(&[("n", &format!("{left:.0}"))]);
            view! { <p class="lock-soon" role="alert">{text}</p> }
        })
    };
    view! {
        {warning}
        <Show when=move || session.locked.get()>
            <Unlock last_use=last_use/>
        </Show>
    }
    .into_any()
}

#[component]
fn Unlock(last_use: StoredValue<f64>) -> impl IntoView {
    let session = session();
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let password = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let unlock = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let missing = missing(&[("unlock-password", password)]);
        if !missing.is_empty() {
            form.show(missing);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::identity::unlock(password.get_untracked()).await {
                Ok(opened) => {
                    last_use.set_value(seconds());
                    session.enter(opened);
                    session.locked.set(false);
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            password.set(String::new());
            busy.set(false);
        });
    };
    let log_out = move |_| {
        spawn_local(async move {
            // Whether or not the server heard it, this browser is done.
            let _ = api::identity::logout().await;
            let _ = window().location().set_href("/login?bye=1");
        });
    };
    let name = move || {
        session
            .session
            .with(|now| now.as_ref().map(|now| now.name.clone()))
    };
    view! {
        <div class="lock" role="dialog" aria-modal="true" aria-labelledby="lock-title">
            <form class="lock-card" autocomplete="off" on:submit=unlock novalidate>
                <h2 id="lock-title">{icon(Icon::Lock)}{t(words::LOCKED_TITLE)}</h2>
                <p class="strong">{name}</p>
                <p>{t(words::LOCKED_TEXT)}</p>
                {move || failure.get().map(|failure| wrong_notice(failure.sentence()))}
                <PasswordField
                    label=words::PASSWORD
                    bound=Bound::signal("unlock-password", password)
                    autofocus=true
                />
                <div class="actions">
                    <button type="button" class="button" on:click=log_out>
                        {t(words::LOGOUT)}
                    </button>
                    <button class="button primary" aria-disabled=move || busy.get().to_string()>
                        {t(words::UNLOCK)}
                    </button>
                </div>
            </form>
        </div>
    }
    .into_any()
}
