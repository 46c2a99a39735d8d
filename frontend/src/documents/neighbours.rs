//! The documents before and after one, in the order of the list or the inbox one came from.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::DocumentId;
use shared::document::DocumentHeader;
use std::cell::RefCell;

use super::address;
use crate::components::shortcuts::{self, Keys, shortcuts};
use crate::text::{Text, document as words, t};

thread_local! {
    // What was shown last, in its order: which document, and where it is.
    static ROWS: RefCell<Vec<(DocumentId, String)>> = RefCell::default();
}

/// Rows are shown in this order; documents opened from here stand in it.
pub fn note_rows<'a>(rows: impl Iterator<Item = &'a DocumentHeader>) {
    ROWS.set(rows.map(|row| (row.id, address(row))).collect());
}

/// Where a document stands among the rows shown last.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    before: Option<String>,
    after: Option<String>,
    /// From 1.
    at: usize,
    of: usize,
}

fn place(rows: &[(DocumentId, String)], id: DocumentId) -> Option<Place> {
    let at = rows.iter().position(|(row, _)| *row == id)?;
    let address = |at: usize| rows.get(at).map(|(_, address)| address.clone());
    Some(Place {
        before: at.checked_sub(1).and_then(address),
        after: address(at + 1),
        at: at + 1,
        of: rows.len(),
    })
}

/// The ways to the document before and the one after, by link and by key; nothing for one that was not
/// come to from rows.
pub fn neighbours(id: DocumentId) -> AnyView {
    let Some(place) = ROWS.with_borrow(|rows| place(rows, id)) else {
        return ().into_any();
    };
    let (at, of) = (place.at.to_string(), place.of.to_string());
    let stands = move || words::PLACE_IN.with(&[("n", &at), ("of", &of)]);
    view! {
        <nav class="beside" aria-label=t(words::NEIGHBOURS)>
            {way(place.before, shortcuts::BEFORE, words::BEFORE)}
            <span class="small">{stands}</span>
            {way(place.after, shortcuts::AFTER, words::AFTER)}
        </nav>
    }
    .into_any()
}

fn way(address: Option<String>, keys: Keys, label: Text) -> Option<impl IntoView> {
    let address = address?;
    let (navigate, to) = (use_navigate(), address.clone());
    shortcuts().bind(keys, label, move || navigate(&to, Default::default()));
    Some(view! { <a class="button" href=address>{t(label)}<kbd>{keys.shown}</kbd></a> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_row_knows_the_one_before_and_the_one_after() {
        let id = |n| DocumentId(Uuid::from_u128(n));
        let rows = [(id(1), "/a".to_owned()), (id(2), "/b".to_owned())];
        let first = place(&rows, id(1)).expect("a place");
        assert_eq!((first.before, first.after.as_deref()), (None, Some("/b")));
        let last = place(&rows, id(2)).expect("a place");
        assert_eq!((last.before.as_deref(), last.after), (Some("/a"), None));
        assert_eq!((last.at, last.of), (2, 2));
        assert_eq!(place(&rows, id(3)), None);
    }
}
