//! Words, long words, yes or no, passwords, plain numbers.

use super::input::{TextBox, text_box};
use super::typing::Typing;
use super::{Bound, Frame, Shape, form_state};
use crate::text::{Text, form as words, general, identity, t};
use leptos::prelude::*;
use shared::problem::FieldCode::Malformed;

/// One line of text.
#[component]
pub fn TextField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<String>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// What to type.
    #[prop(optional)]
    hint: Option<Text>,
    /// The keyboard of phones: `numeric`, `email`.
    #[prop(default = "text")]
    mode: &'static str,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound);
    let (form, path) = (form_state(), bound.path());
    // The value is put in order at once, what is seen when the box is left: a caret must not jump.
    let typed = RwSignal::new(None::<String>);
    let take = Callback::new(move |text: String| {
        form.touched(&path);
        bound.set(shared::text::typed(&text));
        typed.set(Some(text));
    });
    let shown = Signal::derive(move || typed.get().unwrap_or_else(|| bound.get()));
    let control = text_box(
        &frame,
        TextBox {
            left: Callback::new(move |()| typed.set(None)),
            mode,
            selects: false,
            ..TextBox::new(shown, take)
        },
    );
    frame.show(
        control,
        move || bound.get(),
        move || hint.map(|hint| hint.now().to_owned()),
    )
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<String>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// Lines shown.
    #[prop(default = 2)]
    rows: u32,
    /// What to type.
    #[prop(optional)]
    hint: Option<Text>,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound);
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let form = form_state();
    let path = bound.path();
    let aria = (shape == Shape::Cell).then_some(label);
    let control = move || {
        let path = path.clone();
        let typed = move |event| {
            form.touched(&path);
            bound.set(shared::text::typed(&event_target_value(&event)));
        };
        view! {
            <textarea
                id=id.clone()
                rows=rows
                aria-label=move || aria.map(Text::now)
                aria-required=required.to_string()
                aria-invalid=move || invalid.get().to_string()
                aria-describedby=described.clone()
                prop:value=move || bound.get()
                on:input=typed
            ></textarea>
        }
        .into_any()
    };
    frame.show(
        control,
        move || bound.get(),
        move || hint.map(|hint| hint.now().to_owned()),
    )
}

/// Yes or no.
#[component]
pub fn CheckField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<bool>,
) -> impl IntoView {
    let form = form_state();
    let control = move || {
        if form.editable.get() {
            let typed = move |event| bound.set(event_target_checked(&event));
            view! { <input type="checkbox" prop:checked=move || bound.get() on:change=typed/> }
                .into_any()
        } else {
            let word = move || {
                if bound.get() {
                    general::YES
                } else {
                    general::NO
                }
                .now()
            };
            view! { <output class="value">{word}</output> }.into_any()
        }
    };
    view! {
        <label class="field check" data-field=bound.path()>{control} <span>{t(label)}</span></label>
    }
    .into_any()
}

/// A password, which the browser is told not to keep (W-2.4), with a way to see what is typed.
#[component]
pub fn PasswordField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<String>,
    /// Whether it takes the focus at once.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, Shape::Field, true, bound);
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let form = form_state();
    let (shown, caps) = (RwSignal::new(false), RwSignal::new(false));
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let (true, Some(input)) = (autofocus, input.get()) {
            let _ = input.focus();
        }
    });
    let key = move |event: leptos::ev::KeyboardEvent| {
        caps.set(event.get_modifier_state("CapsLock"));
    };
    let control = move || {
        let path = bound.path();
        let typed = move |event| {
            form.touched(&path);
            bound.set(event_target_value(&event));
        };
        view! {
            <input
                id=id.clone()
                node_ref=input
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="new-password"
                spellcheck="false"
                maxlength=shared::identity::PASSWORD_MAX.to_string()
                aria-required="true"
                aria-invalid=move || invalid.get().to_string()
                aria-describedby=described.clone()
                prop:value=move || bound.get()
                on:input=typed
                on:keyup=key
            />
        }
        .into_any()
    };
    let warning = move || caps.get().then(|| identity::CAPS_LOCK.now().to_owned());
    view! {
        {frame.show(control, String::new, warning)}
        <label class="check small show-password">
            <input
                type="checkbox"
                prop:checked=move || shown.get()
                on:change=move |event| shown.set(event_target_checked(&event))
            />
            <span>{t(identity::SHOW_PASSWORD)}</span>
        </label>
    }
    .into_any()
}

/// A whole number from 0 on; nothing typed is 0.
pub fn number_field(label: Text, bound: Bound<i32>, shape: Shape) -> AnyView {
    let frame = Frame::new(label, shape, false, bound);
    let read = |text: &str| match text {
        "" => Some(0),
        digits => digits.parse().ok().filter(|number| *number >= 0),
    };
    let written = |number: &i32| match number {
        0 => String::new(),
        number => number.to_string(),
    };
    parsed_field(frame, bound, read, written)
}

/// A number of some kind: `read` is given what was typed in Arabic digits without blanks around it,
/// `written` says how the value stands in the box. What cannot be read leaves the value of nothing.
pub fn parsed_field<T: Clone + PartialEq + Send + Sync + 'static>(
    frame: Frame,
    bound: Bound<T>,
    read: fn(&str) -> Option<T>,
    written: fn(&T) -> String,
) -> AnyView {
    let frame = frame.unread(words::NUMBER_BAD);
    let typing = Typing::new(bound.path());
    let value = move |text: &str| read(shared::calendar::arabic_digits(text).trim());
    let take = Callback::new(move |text: String| {
        if let Some(value) = value(&text).or_else(|| read("")) {
            bound.set(value);
        }
        typing.takes(text);
    });
    let left = Callback::new(move |()| {
        if let Some(text) = typing.left().filter(|text| value(text).is_none()) {
            typing.keeps(text, Malformed);
        }
    });
    let bad = Memo::new(move |_| typing.text().is_some_and(|text| value(&text).is_none()));
    let shown = Signal::derive(move || typing.text().unwrap_or_else(|| written(&bound.get())));
    let control = text_box(
        &frame,
        TextBox {
            left,
            wrong: bad.into(),
            mode: "decimal",
            class: "amount",
            ..TextBox::new(shown, take)
        },
    );
    frame.show(control, move || written(&bound.get()), || None)
}
