//! Asking first, before an act that takes effect at once: what follows, and a button that says what
//! is done.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::text::{Text, document as words, t};

/// The question; `go` is told when the answer is yes.
#[component]
pub fn Sure(
    /// Whether it is asked; set to false with the answer.
    open: RwSignal<bool>,
    /// What is done: heading and button.
    act: Text,
    /// What follows, with names and figures.
    consequence: Signal<String>,
    /// Does it.
    go: Callback<()>,
) -> impl IntoView {
    let yes = move |_| {
        open.set(false);
        go.run(());
    };
    view! {
        <Dialog open=open title=Signal::derive(move || act.now().to_owned())>
            <p class="any-length">{move || consequence.get()}</p>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {t(words::NOT_NOW)}
                </button>
                <button type="button" class="button danger" on:click=yes>{t(act)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
