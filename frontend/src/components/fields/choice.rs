//! One of a few.

use super::combo::Choice;
use super::typing::Typing;
use super::{Bound, Frame, Shape, form_state};
use crate::components::paste::PASTED;
use crate::text::form as words;
use crate::text::{Named, Text, t};
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlSelectElement};
use shared::problem::FieldCode;
use shared::text::normal;

/// The choices of a set of codes, with their names.
pub fn choices_of<T: Named>(codes: &[T]) -> Vec<(String, Text)> {
    codes
        .iter()
        .map(|code| (code.to_string(), code.text()))
        .collect()
}

fn name_of(options: &[(String, Text)], value: &str) -> String {
    options
        .iter()
        .find(|(code, _)| code == value)
        .map(|(_, text)| text.now().to_owned())
        .unwrap_or_default()
}

/// What was chosen, or else the word pasted that no choice is called.
fn chosen(event: &Event, options: &[(String, Text)]) -> Result<String, String> {
    let select: HtmlSelectElement = event_target(event);
    let Some(pasted) = select.get_attribute(PASTED) else {
        return Ok(select.value());
    };
    // Fails only for names that are none.
    let _ = select.remove_attribute(PASTED);
    let called = |(code, name): &&(String, Text)| {
        let is = |name: &str| normal(name) == normal(&pasted);
        is(code) || is(name.now())
    };
    let found = options.iter().find(called).map(|(code, _)| code.clone());
    found.ok_or(pasted)
}

/// A list that drops down. A pasted word that is not in it stays, to be corrected.
#[component]
pub fn SelectField(
    /// Its name.
    label: Text,
    /// The code chosen.
    bound: Bound<String>,
    /// Codes and names.
    options: Vec<(String, Text)>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// What stands for nothing chosen; without it something always is.
    #[prop(optional)]
    none: Option<Text>,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound).unread(words::COMBO_BAD);
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let form = form_state();
    let path = bound.path();
    let typing = Typing::new(path.clone());
    let is_wrong = move || invalid.get() || typing.unread().is_some();
    let shown = options.clone();
    let aria = (shape == Shape::Cell).then_some(label);
    let control = move || {
        let (path, known) = (path.clone(), options.clone());
        let take = move |event| {
            form.touched(&path);
            match chosen(&event, &known) {
                Ok(code) => bound.set(code),
                Err(text) => typing.keeps(text, FieldCode::UnknownValue),
            }
        };
        let unread = move || {
            let text = typing.unread()?;
            Some(view! { <option value=text.clone() prop:selected=true>{text.clone()}</option> })
        };
        let option = |(code, text): (String, Text)| {
            let this = code.clone();
            view! { <option value=code selected=move || bound.get() == this>{t(text)}</option> }
        };
        view! {
            <select
                id=id.clone()
                aria-label=move || aria.map(Text::now)
                aria-invalid=move || is_wrong().to_string()
                aria-describedby=described.clone()
                prop:value=move || typing.unread().unwrap_or_else(|| bound.get())
                on:change=take
            >
                {unread}
                {none.map(|none| option((String::new(), none)))}
                {options.clone().into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    };
    frame.show(control, move || name_of(&shown, &bound.get()), || None)
}

/// Buttons side by side, one of them pressed; for choices that change the form.
#[component]
pub fn RadioField(
    /// Its name.
    label: Text,
    /// The code chosen.
    bound: Bound<String>,
    /// Codes and names.
    options: Vec<(String, Text)>,
) -> impl IntoView {
    let form = form_state();
    let id = super::id_of(&bound.path());
    let group = id.clone();
    let one = move |(code, text): (String, Text)| {
        let (this, value) = (code.clone(), code.clone());
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=group.clone()
                    value=code
                    prop:checked=move || bound.get() == this
                    on:change=move |_| bound.set(value.clone())
                />
                <span>{t(text)}</span>
            </label>
        }
    };
    let shown = options.clone();
    let control = move || {
        if form.editable.get() {
            let all = options.clone().into_iter().map(&one).collect_view();
            view! { <div class="segments">{all}</div> }.into_any()
        } else {
            let shown = shown.clone();
            view! { <output class="value">{move || name_of(&shown, &bound.get())}</output> }
                .into_any()
        }
    };
    view! { <fieldset class="field radio" id=id data-field=bound.path()><legend>{t(label)}</legend>{control}</fieldset> }
        .into_any()
}

/// Codes as choices of a combo box, in the language shown now.
pub fn named_choices<T: Named>(codes: &[T]) -> Vec<Choice> {
    let choice = |code: &T| Choice::new(code.to_string(), "", code.name());
    codes.iter().map(choice).collect()
}
