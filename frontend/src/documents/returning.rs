//! The way back from a document: to the list as it was filtered, and there to its row.

use leptos::prelude::*;
use shared::DocumentId;
use shared::document::Kind;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::list_address;

thread_local! {
    // How each list was filtered last.
    static LISTS: RefCell<HashMap<Kind, String>> = RefCell::default();
    static OPENED: Cell<Option<DocumentId>> = const { Cell::new(None) };
}

/// The document whose row the list just come to begins at.
#[derive(Debug, Clone, Copy)]
struct BeginsAt(Option<DocumentId>);

/// A list is shown so filtered.
pub fn note_list(kind: Kind, query: String) {
    LISTS.with_borrow_mut(|lists| lists.insert(kind, query));
}

/// A document is shown.
pub fn note_document(id: DocumentId) {
    OPENED.set(Some(id));
}

/// The list of a kind as it was filtered last.
pub fn last_list(kind: Kind) -> String {
    let query = LISTS.with_borrow(|lists| lists.get(&kind).cloned());
    format!("{}{}", list_address(kind), query.unwrap_or_default())
}

/// The list about to be shown begins at the row of the document shown before, where it has one.
pub fn begin_list() {
    provide_context(BeginsAt(OPENED.take()));
}

/// Does the list shown begin at this row?
pub fn begins_at(id: DocumentId) -> bool {
    use_context::<BeginsAt>().is_some_and(|begins| begins.0 == Some(id))
}
