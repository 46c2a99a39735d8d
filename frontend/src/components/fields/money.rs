//! An amount of baht: arithmetic, Thai digits, grouped when left.

use super::arithmetic::{evaluate, is_formula};
use super::{Bound, Frame, Shape, form_state, select_all};
use crate::text::{Text, form as words};
use leptos::ev;
use leptos::prelude::*;
use shared::Money;

/// An amount. While it is typed the value already follows, so that totals and warnings are live.
#[component]
pub fn MoneyField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<Money>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// Something to say beside it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// True while the amount is more than there is.
    #[prop(optional, into)]
    over: Signal<bool>,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound);
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let form = form_state();
    let path = bound.path();
    let aria = (shape == Shape::Cell).then_some(label);
    // What is typed differs from the value only while somebody types.
    let typed = RwSignal::new(None::<String>);
    let formula = RwSignal::new(String::new());
    let bad = Memo::new(move |_| {
        typed.with(|typed| {
            typed
                .as_deref()
                .is_some_and(|text| !text.trim().is_empty() && evaluate(text).is_none())
        })
    });
    let shown = move || {
        typed.get().unwrap_or_else(|| {
            let value = bound.get();
            if value.is_zero() {
                String::new()
            } else {
                value.grouped()
            }
        })
    };
    let input = move |event: ev::Event| {
        form.touched(&path);
        let text = event_target_value(&event);
        let value = if text.trim().is_empty() {
            Some(Money::ZERO)
        } else {
            evaluate(&text)
        };
        formula.set(if is_formula(&text) {
            text.clone()
        } else {
            String::new()
        });
        typed.set(Some(text));
        if let Some(value) = value {
            bound.set(value);
        }
    };
    let input = Callback::new(input);
    let left = move |_: ev::FocusEvent| {
        // What cannot be read stays to be corrected.
        if !bad.get_untracked() {
            typed.set(None);
        }
    };
    let control = move || {
        view! {
            <input
                id=id.clone()
                class="amount"
                class:over=move || over.get()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=move || aria.map(Text::now)
                aria-required=required.to_string()
                aria-invalid=move || (invalid.get() || bad.get() || over.get()).to_string()
                aria-describedby=described.clone()
                title=move || formula.get()
                prop:value=shown
                on:focus=select_all
                on:input=move |event| input.run(event)
                on:blur=left
            />
        }
        .into_any()
    };
    let hint = move || {
        if bad.get() {
            return Some(words::MONEY_BAD.now().to_owned());
        }
        hint.get()
    };
    frame.show(control, move || bound.get().grouped(), hint)
}
