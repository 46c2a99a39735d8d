//! One of a few.

use super::combo::Choice;
use super::{Bound, Frame, Shape, form_state};
use crate::text::{Named, Text, t};
use leptos::prelude::*;

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

/// A list that drops down.
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
    let frame = Frame::new(label, shape, required, bound);
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let form = form_state();
    let path = bound.path();
    let shown = options.clone();
    let aria = (shape == Shape::Cell).then_some(label);
    let control = move || {
        let path = path.clone();
        let chosen = move |event| {
            form.touched(&path);
            bound.set(event_target_value(&event));
        };
        let option = |(code, text): (String, Text)| {
            let this = code.clone();
            view! { <option value=code selected=move || bound.get() == this>{t(text)}</option> }
        };
        view! {
            <select
                id=id.clone()
                aria-label=move || aria.map(Text::now)
                aria-invalid=move || invalid.get().to_string()
                aria-describedby=described.clone()
                prop:value=move || bound.get()
                on:change=chosen
            >
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
    view! { <fieldset class="field radio" id=id><legend>{t(label)}</legend>{control}</fieldset> }
        .into_any()
}

/// Codes as choices of a combo box, in the language shown now.
pub fn named_choices<T: Named>(codes: &[T]) -> Vec<Choice> {
    let choice = |code: &T| Choice::new(code.to_string(), "", code.name());
    codes.iter().map(choice).collect()
}
