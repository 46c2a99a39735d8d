//! A newer program than the one that runs in this window: it is said, and nothing is done about it. What
//! was not sent stays where it is, whoever loads the page anew and when (ux E7).

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Connection, Line};
use crate::components::icon::{Icon, icon};
use crate::text::{t, texts};

texts! {
    NEWER = "มีระบบรุ่นใหม่", "There is a newer version";
    NEWER_TEXT =
        "โหลดหน้านี้ใหม่เมื่อสะดวก งานที่ยังไม่ส่งยังอยู่ครบ",
        "Load the page anew when it suits you. What is not sent stays.";
    RELOAD = "โหลดหน้านี้ใหม่", "Load the page anew";
}

/// How often it is asked by itself, and how soon again at most.
const EVERY: std::time::Duration = std::time::Duration::from_secs(10 * 60);
const SOONEST_MILLISECONDS: f64 = 60_000.0;

/// Where the program that runs here came from, as the page says it.
fn own() -> Option<String> {
    let script = document().query_selector("script[type=module][src]");
    script.ok().flatten()?.get_attribute("src")
}

/// Does the server give out another one? False where nobody knows.
async fn is_newer() -> bool {
    let (Some(own), Some(page)) = (own(), api::first_page().await) else {
        return false;
    };
    page.contains("type=\"module\"") && !page.contains(&own)
}

/// Looks now and then, when the window is come back to and when the line is back.
pub fn watch() -> RwSignal<bool> {
    let newer = RwSignal::new(false);
    let asked = StoredValue::new(js_sys::Date::now());
    let look = move || {
        let now = js_sys::Date::now();
        if newer.get_untracked() || now - asked.get_value() < SOONEST_MILLISECONDS {
            return;
        }
        asked.set_value(now);
        spawn_local(async move {
            if is_newer().await {
                newer.try_set(true);
            }
        });
    };
    let Line(line) = expect_context();
    Effect::new(move |before: Option<Connection>| {
        let now = line.get();
        if before == Some(Connection::Offline) && now == Connection::Online {
            // A server that was away may have come back as another.
            asked.set_value(0.0);
            look();
        }
        now
    });
    let timer = set_interval_with_handle(look, EVERY);
    let seen = window_event_listener(ev::focus, move |_| look());
    on_cleanup(move || {
        seen.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    newer
}

/// Says that there is one.
pub fn card(newer: RwSignal<bool>) -> AnyView {
    // What is typed is kept when the page goes (`pagehide`).
    let reload = |_| drop(window().location().reload());
    (move || {
        newer.get().then(|| {
            view! {
                <section class="work-row newer" role="status">
                    {icon(Icon::Info)}
                    <div>
                        <p><strong>{t(NEWER)}</strong></p>
                        <p class="small">{t(NEWER_TEXT)}</p>
                        <button type="button" class="button small" on:click=reload>{t(RELOAD)}</button>
                    </div>
                </section>
            }
        })
    })
    .into_any()
}
