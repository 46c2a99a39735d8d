//! A question that has to be answered first. The browser's own dialog keeps the focus inside,
//! closes on Esc and gives the focus back.

use leptos::prelude::*;
use leptos::{ev, html};

/// Shows its children above the page while `open`.
#[component]
pub fn Dialog(
    /// Whether it is shown; set to false when it closes itself.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// How it looks; one with a class of its own is read from its heading on.
    #[prop(optional)]
    class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_line = NodeRef::<html::H2>::new();
    let heading = format!("dialog-{}", uuid::Uuid::now_v7().simple());
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is shown already.
            let _ = dialog.show_modal();
            // The browser begins at the first thing to fill in or press.
            if let (false, Some(title)) = (class.is_empty(), title_line.get_untracked()) {
                let _ = title.focus();
            }
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    // `close` comes a moment after Esc: a key pressed in between would find it open still.
    // (A box to choose a file says `cancel` too, from inside.)
    let cancelled = move |event: ev::Event| {
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    let closed = move |_: ev::Event| {
        // Opened again in between, it stays open.
        if !dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
            open.set(false);
        }
    };
    let labelled_by = heading.clone();
    let begins = (!class.is_empty()).then_some("-1");
    view! {
        <dialog
            node_ref=dialog
            class=format!("dialog {class}")
            aria-labelledby=labelled_by
            on:cancel=cancelled
            on:close=closed
        >
            <h2 node_ref=title_line id=heading tabindex=begins>{move || title.get()}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
    .into_any()
}
