//! What stands in a box while it is typed, and stays there when it cannot be read.

use super::{FormState, form_state};
use leptos::prelude::*;
use shared::problem::FieldCode;

/// The text of a box whose value is read from it.
#[derive(Clone, Copy)]
pub struct Typing {
    form: FormState,
    path: StoredValue<String>,
    // Differs from the value only while somebody types.
    typed: RwSignal<Option<String>>,
}

impl Typing {
    /// Of the field at a path.
    pub fn new(path: String) -> Typing {
        let form = form_state();
        let gone = path.clone();
        // A field that leaves the page takes along what could not be read in it.
        on_cleanup(move || form.readable(&gone));
        Typing {
            form,
            path: StoredValue::new(path),
            typed: RwSignal::new(None),
        }
    }

    /// What stands in the box instead of its value; subscribes.
    pub fn text(self) -> Option<String> {
        self.typed.get().or_else(|| self.unread())
    }

    /// What is typed just now; subscribes.
    pub fn typed(self) -> Option<String> {
        self.typed.get()
    }

    /// What was left in the box and cannot be read; subscribes.
    pub fn unread(self) -> Option<String> {
        self.path.with_value(|path| self.form.unread_at(path))
    }

    /// Somebody types.
    pub fn takes(self, text: String) {
        self.path.with_value(|path| self.form.touched(path));
        self.typed.set(Some(text));
    }

    /// What is typed does not count: the value stands in the box again.
    pub fn forgets(self) {
        self.typed.set(None);
    }

    /// The box was left; gives what was typed. A box taken off the page while it has the focus is
    /// told so, too, when what it belonged to is gone.
    pub fn left(self) -> Option<String> {
        let typed = self.typed.try_get_untracked().flatten()?;
        self.typed.set(None);
        Some(typed)
    }

    /// What was typed cannot be read, for this reason: it stays in the box to be corrected.
    pub fn keeps(self, text: String, why: FieldCode) {
        self.form.unreadable(self.path.get_value(), text, why);
    }
}
