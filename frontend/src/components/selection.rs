//! Rows that are selected, by their boxes and by keys: Space, Shift with an arrow, Ctrl+A, Esc.

use leptos::prelude::*;
use std::collections::BTreeSet;

use crate::text::{Text, document as words};

/// Which rows of a table are selected, by what `data-row` of each says.
#[derive(Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<String>>,
    /// Where a range begins.
    from: StoredValue<Option<String>>,
}

impl Selection {
    /// None.
    pub fn new() -> Selection {
        Selection {
            chosen: RwSignal::new(BTreeSet::new()),
            from: StoredValue::new(None),
        }
    }

    /// Is this row selected? Subscribes.
    pub fn has(self, row: &str) -> bool {
        self.chosen.with(|chosen| chosen.contains(row))
    }

    /// Selects none.
    pub fn clear(self) {
        if !self.chosen.with_untracked(BTreeSet::is_empty) {
            self.chosen.set(BTreeSet::new());
        }
        self.from.set_value(None);
    }

    /// Selects a row, or no more.
    pub fn toggle(self, row: &str) {
        self.chosen.update(|chosen| {
            if !chosen.remove(row) {
                chosen.insert(row.to_owned());
            }
        });
        self.begins_at(row);
    }

    /// Selects all of these.
    pub fn all(self, rows: &[String]) {
        self.chosen.set(rows.iter().cloned().collect());
    }

    /// A range that is selected from now on begins at this row.
    pub fn begins_at(self, row: &str) {
        self.from.set_value(Some(row.to_owned()));
    }

    /// Selects what lies between where the range begins, or else `at`, and the row `to`, both among them.
    pub fn reach(self, rows: &[String], at: &str, to: &str) {
        let from = self.from.get_value().unwrap_or_else(|| at.to_owned());
        self.from.set_value(Some(from.clone()));
        self.all(between(rows, &from, to));
    }
}

/// The rows from one to another, whichever comes first.
fn between<'a>(rows: &'a [String], one: &str, other: &str) -> &'a [String] {
    let place = |wanted: &str| rows.iter().position(|row| row == wanted);
    let (Some(one), Some(other)) = (place(one), place(other)) else {
        return &[];
    };
    rows.get(one.min(other)..=one.max(other))
        .unwrap_or_default()
}

/// The box of a row. With the keyboard a row is selected where one stands, so Tab does not stop here.
pub fn pick_box(selection: Selection, row: String, name: Signal<String>) -> AnyView {
    let id = row.clone();
    let label = move || words::PICK_ROW.with(&[("name", &name.get())]);
    view! {
        <input
            type="checkbox"
            class="pick"
            tabindex="-1"
            aria-label=label
            prop:checked=move || selection.has(&id)
            on:change=move |_| selection.toggle(&row)
        />
    }
    .into_any()
}

/// What is said of what is selected: how many, and what they add up to.
pub fn said_of(count: usize, sum: shared::Money, text: Text) -> String {
    text.with(&[("n", &count.to_string()), ("amount", &sum.grouped())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reaches_both_ways_and_holds_its_ends() {
        let rows = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(between(&rows, "b", "d"), &rows[1..4]);
        assert_eq!(between(&rows, "c", "a"), &rows[0..3]);
        assert_eq!(between(&rows, "b", "b"), &rows[1..2]);
        assert_eq!(between(&rows, "b", "x"), &rows[0..0]);
    }
}
