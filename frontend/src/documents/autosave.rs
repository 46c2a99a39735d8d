//! Half-typed work, kept in the browser of the person who typed it until the server has it.
//!
//! **Invariant: each draft has a place of its own, also while it is new**, so that two tabs never
//! write over each other.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::DocumentId;
use shared::document::Kind;

use super::tabs;

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
    /// Whether the server has no such document yet.
    pub is_new: bool,
    /// The content.
    pub body: Value,
    /// Which of the places of its document it was read from.
    #[serde(skip)]
    pub beside: u8,
}

/// Places of one document: what was typed before somebody decides on what was found never writes over it.
const PLACES: u8 = 4;

/// A place of one draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    name: String,
    beside: u8,
}

impl Place {
    /// Of a document; `beside` tells its places apart.
    pub fn new(person: &str, kind: Kind, id: DocumentId, beside: u8) -> Place {
        let name = format!("{}{id}", of_kind(person, kind));
        let name = match beside {
            0 => name,
            beside => format!("{name}.{beside}"),
        };
        Place { name, beside }
    }

    /// What is kept there, unless it is old or cannot be read any more.
    pub fn read(&self) -> Option<Kept> {
        let kept: Option<Kept> = LocalStorage::get(&self.name).ok();
        let kept = kept.filter(|kept| js_sys::Date::now() - kept.at <= LIFE_MILLISECONDS);
        if kept.is_none() {
            self.clear();
        }
        kept.map(|kept| Kept {
            beside: self.beside,
            ..kept
        })
    }

    /// Keeps it; false when the browser has no room or does not allow it.
    pub fn write(&self, id: DocumentId, is_new: bool, body: Value) -> bool {
        let at = js_sys::Date::now();
        let kept = Kept {
            id,
            at,
            is_new,
            body,
            beside: self.beside,
        };
        LocalStorage::set(&self.name, kept).is_ok()
    }

    /// Forgets it.
    pub fn clear(&self) {
        LocalStorage::delete(&self.name);
    }

    /// The server has this content now: it is forgotten, unless more was typed since.
    pub fn arrived(&self, sent: &Value) {
        match self.read() {
            Some(kept) if kept.body != *sent => drop(self.write(kept.id, false, kept.body)),
            _ => self.clear(),
        }
    }
}

fn of_kind(person: &str, kind: Kind) -> String {
    format!("{PREFIX}{person}.{kind}.")
}

/// What is kept of a document, the newest first.
pub fn kept_of(person: &str, kind: Kind, id: DocumentId) -> Vec<Kept> {
    let places = (0..PLACES).map(|beside| Place::new(person, kind, id, beside));
    let mut kept: Vec<Kept> = places.filter_map(|place| place.read()).collect();
    kept.sort_by(|one, other| other.at.total_cmp(&one.at));
    kept
}

/// The new drafts of a kind that a person typed and that no tab works on any more, newest first.
pub async fn left_behind(person: &str, kind: Kind) -> Vec<Kept> {
    let prefix = of_kind(person, kind);
    let storage = LocalStorage::raw();
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    // All names first: reading throws away what is old.
    let places: Vec<Place> = names
        .filter(|name| name.starts_with(&prefix))
        .map(|name| Place { name, beside: 0 })
        .collect();
    let mut kept: Vec<Kept> = places.iter().filter_map(Place::read).collect();
    let held = tabs::held().await;
    kept.retain(|kept| kept.is_new && !held.contains(&tabs::name(kept.id)));
    kept.sort_by(|one, other| other.at.total_cmp(&one.at));
    kept
}
