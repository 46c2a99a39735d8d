//! Half-typed work, kept in the browser of the person who typed it until the server has it.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::DocumentId;
use shared::document::Kind;

/// How often it is looked at.
pub const EVERY_MILLISECONDS: u64 = 5_000;
const PREFIX: &str = "laas.draft.";
/// Work older than this is not offered any more.
const LIFE_MILLISECONDS: f64 = 7.0 * 24.0 * 3600.0 * 1000.0;

/// A draft as it was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The id it was given in the browser: sending it later creates it once.
    pub id: DocumentId,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// The content.
    pub body: Value,
}

/// The place of one draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Place(String);

impl Place {
    /// Of a document, or of the new one of a kind.
    pub fn new(person: &str, kind: Kind, id: Option<DocumentId>) -> Place {
        let which = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        Place(format!("{PREFIX}{person}.{kind}.{which}"))
    }

    /// What is kept there, unless it is old.
    pub fn read(&self) -> Option<Kept> {
        let kept: Kept = LocalStorage::get(&self.0).ok()?;
        if js_sys::Date::now() - kept.at > LIFE_MILLISECONDS {
            self.clear();
            return None;
        }
        Some(kept)
    }

    /// Keeps it; false when the browser has no room or does not allow it.
    pub fn write(&self, id: DocumentId, body: Value) -> bool {
        let at = js_sys::Date::now();
        LocalStorage::set(&self.0, Kept { id, at, body }).is_ok()
    }

    /// Forgets it.
    pub fn clear(&self) {
        LocalStorage::delete(&self.0);
    }
}
