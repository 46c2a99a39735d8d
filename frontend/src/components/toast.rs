//! Short news. They are also read aloud; nothing is told by a toast alone.

use super::icon::{Icon, icon};
use crate::text::{general, t};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

const LIFE_MILLISECONDS: u32 = 8_000;

/// One piece of news, with a way on where there is one.
#[derive(Clone)]
pub struct Toast {
    id: u32,
    text: String,
    link: Option<(String, String)>,
    /// What did not succeed stays until it was read.
    stays: bool,
}

/// The news shown now.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// None.
    pub fn new() -> Toasts {
        Toasts {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Tells something.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), None, false);
    }

    /// Tells what did not succeed where no other place tells it; it stays until it is closed.
    pub fn refuse(self, text: impl Into<String>) {
        self.show(text.into(), None, true);
    }

    /// Tells something and offers a link.
    pub fn say_with_link(self, text: impl Into<String>, address: String, label: &str) {
        self.show(text.into(), Some((address, label.to_owned())), false);
    }

    fn show(self, text: String, link: Option<(String, String)>, stays: bool) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let toast = Toast {
            id,
            text,
            link,
            stays,
        };
        self.shown.update(|all| all.push(toast));
        if stays {
            return;
        }
        spawn_local(async move {
            TimeoutFuture::new(LIFE_MILLISECONDS).await;
            self.close(id);
        });
    }

    fn close(self, id: u32) {
        self.shown.update(|all| all.retain(|toast| toast.id != id));
    }
}

/// Where news go.
pub fn toasts() -> Toasts {
    expect_context()
}

/// The corner in which they stand.
#[component]
pub fn ToastCorner() -> impl IntoView {
    let toasts = toasts();
    let one = move |toast: Toast| {
        let id = toast.id;
        let link = toast
            .link
            .map(|(address, label)| view! { <a href=address>{label}</a> });
        let (class, drawing, role) = match toast.stays {
            true => ("toast bad", Icon::Warning, Some("alert")),
            false => ("toast", Icon::Check, None),
        };
        view! {
            <div class=class role=role>
                {icon(drawing)}
                <p>{toast.text}" "{link}</p>
                <button
                    type="button"
                    class="plain"
                    aria-label=t(general::DISMISS)
                    on:click=move |_| toasts.close(id)
                >
                    {icon(Icon::Cross)}
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-label=t(general::NOTICES)>
            <For each=move || toasts.shown.get() key=|toast| toast.id children=one/>
        </div>
    }
    .into_any()
}
