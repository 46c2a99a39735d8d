//! Fields: label, value, error, hint and read-only form, once for all.

pub mod arithmetic;
pub mod bound;
pub mod calendar;
pub mod choice;
pub mod citizen;
pub mod combo;
pub mod date;
mod form;
pub mod input;
pub mod money;
pub mod rank;
pub mod text;
pub mod typing;

pub use bound::Bound;
pub use choice::{RadioField, SelectField, choices_of};
pub use citizen::IdField;
pub use combo::{Added, Asked, Choice, Choices, ComboField, Missing};
pub use date::DateField;
pub use form::FormState;
pub use money::MoneyField;
pub use text::{CheckField, PasswordField, TextArea, TextField, number_field, parsed_field};

use crate::components::ask::ask_of;
use crate::text::{Named, Text, general, t};
use form::place_of;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::FieldError;
use shared::help::bare;
use shared::problem::FieldCode;

/// The id of the control at a path, for labels and for the links of the summary.
pub fn id_of(path: &str) -> String {
    let plain: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("f-{plain}")
}

/// The form the caller stands in.
pub fn form_state() -> FormState {
    expect_context()
}

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// With its label above.
    #[default]
    Field,
    /// A cell of a grid, whose heading is the label.
    Cell,
}

/// What every field is given.
pub struct Frame {
    label: Text,
    shape: Shape,
    required: bool,
    path: String,
    form: FormState,
    unread: Option<Text>,
}

impl Frame {
    /// The frame of a field.
    pub fn new<T: Clone + PartialEq + Send + Sync + 'static>(
        label: Text,
        shape: Shape,
        required: bool,
        bound: Bound<T>,
    ) -> Frame {
        let form = form_state();
        let path = bound.path();
        form.name(path.clone(), label);
        Frame {
            label,
            shape,
            required,
            path,
            form,
            unread: None,
        }
    }

    /// The same, with what to say when what was typed cannot be read.
    pub fn unread(self, words: Text) -> Frame {
        Frame {
            unread: Some(words),
            ..self
        }
    }

    /// The id of the control.
    pub fn id(&self) -> String {
        id_of(&self.path)
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        format!("{0}-hint {0}-error", self.id())
    }

    /// True while something is wrong here.
    pub fn invalid(&self) -> Signal<bool> {
        let (form, path) = (self.form, self.path.clone());
        Signal::derive(move || form.error_at(&path).is_some())
    }

    /// Label, control or plain value, hint, error.
    pub fn show(
        self,
        control: impl Fn() -> AnyView + Send + Sync + 'static,
        value: impl Fn() -> String + Send + Sync + Clone + 'static,
        hint: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> AnyView {
        let id = self.id();
        let Frame {
            label,
            shape,
            required,
            path,
            form,
            unread,
        } = self;
        let (at, field) = (path.clone(), bare(&path));
        let error = Signal::derive(move || match (form.unread_why(&at), unread) {
            // What can be read and not be meant has words of its own.
            (Some(FieldCode::NotPositive), _) => Some(FieldCode::NotPositive.name()),
            (Some(_), Some(words)) => Some(words.now()),
            _ => form.error_at(&at),
        });
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let inner = move || {
            if form.editable.get() {
                control()
            } else {
                let value = value.clone();
                view! { <output class="value">{value}</output> }.into_any()
            }
        };
        let around = if shape == Shape::Cell {
            "cell"
        } else {
            "field"
        };
        let heading = (shape == Shape::Field).then(|| {
            let mark = move || {
                (required && form.editable.get()).then(|| {
                    view! { <span class="wanted" title=t(general::WANTED)>" *"</span> }
                })
            };
            view! { <label for=id.clone()>{t(label)}{mark}</label> }
        });
        // On a phone a row of a grid is a card, and its headings are out of sight.
        let cell_name = (shape == Shape::Cell).then(|| {
            let mark = move || {
                (required && form.editable.get()).then(|| {
                    view! { <span class="wanted">" *"</span> }
                })
            };
            view! { <span class="cell-name" aria-hidden="true">{t(label)}{mark}</span> }
        });
        view! {
            <div class=around data-field=field>
                {heading} {cell_name} {inner} <p class="hint" id=hint_id aria-live="polite">{hint}</p>
                <p class="error" id=error_id>{move || error.get()}</p>
                {ask_of(path, move || error.with(Option::is_some))}
            </div>
        }
        .into_any()
    }
}

/// What is in a field is replaced by what is typed next, as in a spreadsheet.
pub fn select_all(event: leptos::ev::FocusEvent) {
    event_target::<web_sys::HtmlInputElement>(&event).select();
}

/// What is wrong, above the form, with a link to each place; the focus goes there.
#[component]
pub fn ErrorSummary(form: FormState) -> impl IntoView {
    form.has_summary.set_value(true);
    on_cleanup(move || {
        // The form may be gone first.
        let _ = form.has_summary.try_set_value(false);
    });
    let summary = NodeRef::<leptos::html::Div>::new();
    let count = Memo::new(move |_| form.errors.with(Vec::len));
    // Each time they are shown, also when they are the same as before.
    Effect::new(move |before: Option<u32>| {
        let now = form.shown.get();
        if before.is_some_and(|before| now > before) {
            let go = move || {
                if let Some(summary) = summary.try_get_untracked().flatten() {
                    summary.scroll_into_view();
                    let _ = summary.focus();
                }
            };
            // Once it is drawn.
            Timeout::new(0, go).forget();
        }
        now
    });
    let item = move |error: FieldError| {
        let sentence = form.sentence(&error);
        let Some(id) = place_of(&error.path) else {
            return view! { <li>{sentence}</li> }.into_any();
        };
        let target = id.clone();
        let jump = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            focus(&target);
        };
        view! { <li><a href=format!("#{id}") on:click=jump>{sentence}</a></li> }.into_any()
    };
    let heading = move || general::ERRORS_FOUND.with(&[("n", &count.get().to_string())]);
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="notice bad summary" role="alert" tabindex="-1" node_ref=summary>
                <div>
                    <h2>{heading}</h2>
                    <ul>{move || form.errors.get().into_iter().map(item).collect_view()}</ul>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

/// Puts the focus on the control with this id, or the first one inside it.
pub fn focus(id: &str) {
    let Some(found) = document().get_element_by_id(id) else {
        return;
    };
    let control = found.query_selector("input, select, textarea, button");
    give_focus(control.ok().flatten().unwrap_or(found));
}

/// Puts the focus on what has this id and is to be read first: a title, a notice, whatever can be
/// pressed inside it.
pub fn focus_notice(id: &str) {
    if let Some(found) = document().get_element_by_id(id) {
        give_focus(found);
    }
}

fn give_focus(element: web_sys::Element) {
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_path() {
        assert_eq!(id_of("items[2].amount"), "f-items-2--amount");
    }
}
