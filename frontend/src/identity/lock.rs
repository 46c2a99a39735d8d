//! The lock after idle time: an overlay above the page, which stays as it is underneath.

use chrono::{DateTime, Utc};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::password_card::PasswordCard;
use crate::api;
use crate::components::table::moment;
use crate::session::session;
use crate::text::identity as words;

/// Warned this long before the lock.
const WARNING_SECONDS: f64 = 60.0;
/// Warned this long before the session ends whatever happens.
const ENDING_SECONDS: f64 = 600.0;
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
    let ends = RwSignal::new(None::<DateTime<Utc>>);
    let used = move || last_use.set_value(seconds());
    let listeners = [
        window_event_listener(ev::keydown, move |_| used()),
        window_event_listener(ev::pointerdown, move |_| used()),
        window_event_listener(ev::pointermove, move |_| used()),
        window_event_listener(ev::wheel, move |_| used()),
    ];
    let timer = set_interval_with_handle(
        move || {
            let until = session
                .session
                .with_untracked(|now| now.as_ref().map(|now| now.expires_at));
            let near =
                |until: &DateTime<Utc>| until.timestamp() as f64 - seconds() < ENDING_SECONDS;
            let near = until.filter(near);
            if ends.get_untracked() != near {
                ends.set(near);
            }
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
    let ending = move || {
        ends.get().map(|until| {
            let text = move || words::SESSION_ENDS.with(&[("time", &moment(until))]);
            view! { <p class="lock-soon" role="status">{text}</p> }
        })
    };
    view! {
        {ending}
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
    let log_out = move |()| {
        spawn_local(async move {
            // Whether or not the server heard it, this browser is done.
            let _ = api::identity::logout().await;
            let _ = window().location().set_href("/login?bye=1");
        });
    };
    let card = PasswordCard {
        name: "unlock",
        title: words::LOCKED_TITLE,
        text: words::LOCKED_TEXT,
        confirm: words::UNLOCK,
        away: words::LOGOUT,
        send: |password| Box::pin(api::identity::unlock(password)),
        entered: Callback::new(move |opened| {
            last_use.set_value(seconds());
            session.enter(opened);
            session.locked.set(false);
        }),
        left: Callback::new(log_out),
    };
    view! {
        <div class="lock" role="dialog" aria-modal="true" aria-labelledby=card.title_id()>
            {card.show(().into_any())}
        </div>
    }
    .into_any()
}
