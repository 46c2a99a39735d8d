//! The one text box behind fields of words, amounts, days and numbers.

use super::{Frame, Shape};
use crate::text::Text;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// What differs between the boxes.
#[derive(Clone, Copy)]
pub struct TextBox {
    pub shown: Signal<String>,
    /// Told while somebody types.
    pub typed: Callback<String>,
    /// Told when something is pasted or dropped; as [`TextBox::typed`] where that makes no
    /// difference.
    pub pasted: Callback<String>,
    /// Told when the box is left.
    pub left: Callback<()>,
    /// Told of keys.
    pub key: Callback<ev::KeyboardEvent>,
    /// True while what is typed is wrong, beside what the form knows to be wrong.
    pub wrong: Signal<bool>,
    /// True while the amount is more than there is.
    pub over: Signal<bool>,
    /// A longer form of what is shown.
    pub title: Signal<String>,
    /// The keyboard of phones.
    pub mode: &'static str,
    pub class: &'static str,
    /// Shown while it is empty.
    pub example: Option<Text>,
    /// Whether entering it marks what is there, to be replaced by what is typed next.
    pub selects: bool,
}

impl TextBox {
    /// A box that shows and takes text.
    pub fn new(shown: Signal<String>, typed: Callback<String>) -> TextBox {
        TextBox {
            shown,
            typed,
            pasted: typed,
            left: Callback::new(|()| ()),
            key: Callback::new(|_| ()),
            wrong: Signal::stored(false),
            over: Signal::stored(false),
            title: Signal::stored(String::new()),
            mode: "text",
            class: "",
            example: None,
            selects: true,
        }
    }
}

/// A box that is taken off the page while it has the focus is still told that it was left; what
/// it belonged to may be gone by then.
fn left(of: TextBox) {
    let _ = of.left.try_run(());
}

/// True for what came in at once from elsewhere.
fn is_pasted(event: &ev::Event) -> bool {
    let input = event.dyn_ref::<web_sys::InputEvent>();
    let kinds = ["insertFromPaste", "insertFromDrop", "insertFromYank"];
    input.is_some_and(|event| kinds.contains(&event.input_type().as_str()))
}

/// Draws the box in its frame.
pub fn text_box(frame: &Frame, of: TextBox) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let aria = (frame.shape == Shape::Cell).then_some(frame.label);
    let required = frame.required;
    let is_wrong = move || invalid.get() || of.wrong.get() || of.over.get();
    let entered = move |event| {
        if of.selects {
            super::select_all(event);
        }
    };
    move || {
        view! {
            <input
                id=id.clone()
                class=of.class
                class:over=move || of.over.get()
                type="text"
                inputmode=of.mode
                autocomplete="off"
                placeholder=move || of.example.map(Text::now)
                aria-label=move || aria.map(Text::now)
                aria-required=required.to_string()
                aria-invalid=move || is_wrong().to_string()
                aria-describedby=described.clone()
                title=move || Some(of.title.get()).filter(|title| !title.is_empty())
                prop:value=move || of.shown.get()
                on:focus=entered
                on:keydown=move |event| of.key.run(event)
                on:input=move |event| {
                    let told = if is_pasted(&event) { of.pasted } else { of.typed };
                    told.run(event_target_value(&event));
                }
                on:change=move |_| left(of)
                on:blur=move |_| left(of)
            />
        }
        .into_any()
    }
}
