//! Half-typed work, kept in the browser of the person who typed it until the server has it.
//!
//! **Invariants: each draft has a place of its own, also while it is new**, so that two tabs never
//! write over each other; **nothing is taken away but by age, by the answer of the server or by the
//! person**: what an earlier program kept stays, also where this one cannot read it (ux E7).

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::DocumentId;
use shared::document::Kind;

use super::tabs;

/// How often it is looked at.
pub const EVERY_MILLISECONDS: u64 = 5_000;
const PREFIX: &str = "laas.draft.";
/// What could not be carried into this program as a whole, as it was.
const ASIDE: &str = "laas.aside.";
/// Work older than this is not offered any more.
const LIFE_MILLISECONDS: f64 = 7.0 * 24.0 * 3600.0 * 1000.0;

thread_local! {
    // Counts what was kept and taken away by this tab.
    static CHANGES: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Changes with what is kept; reading it subscribes.
pub fn changes() -> ArcRwSignal<u32> {
    CHANGES.with(Clone::clone)
}

fn changed() {
    CHANGES.with(|changes| {
        changes.try_update(|count| *count += 1);
    });
}

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
    /// Why it could not be sent, as it was said when it was tried last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
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

    /// What is kept there; what is old is taken away.
    pub fn read(&self) -> Option<Kept> {
        let kept: Kept = LocalStorage::get(&self.name).ok()?;
        if js_sys::Date::now() - kept.at > LIFE_MILLISECONDS {
            self.clear();
            return None;
        }
        Some(Kept {
            beside: self.beside,
            ..kept
        })
    }

    /// Keeps it, with why an earlier state of it could not be sent; false when the browser has no room or
    /// does not allow it.
    pub fn write(&self, id: DocumentId, is_new: bool, body: Value) -> bool {
        let why = self.read().and_then(|kept| kept.why);
        self.put(Kept {
            id,
            at: js_sys::Date::now(),
            is_new,
            body,
            why,
            beside: self.beside,
        })
    }

    fn put(&self, kept: Kept) -> bool {
        let is_kept = LocalStorage::set(&self.name, kept).is_ok();
        changed();
        is_kept
    }

    /// It was tried to send what is kept there, and why that did not succeed.
    pub fn refused(&self, why: String) {
        if let Some(kept) = self.read() {
            self.put(Kept {
                why: Some(why),
                ..kept
            });
        }
    }

    /// Forgets it.
    pub fn clear(&self) {
        LocalStorage::delete(&self.name);
        changed();
    }

    /// Keeps what is there once more, as it is, where nothing writes over it.
    pub fn set_aside(&self) {
        let storage = LocalStorage::raw();
        let aside = self.name.replacen(PREFIX, ASIDE, 1);
        if let Ok(Some(text)) = storage.get_item(&self.name) {
            // Without room it stays where it is until the server has what was made of it.
            let _ = storage.set_item(&aside, &text);
            changed();
        }
    }

    /// The server has this content now: it is forgotten, unless more was typed since.
    pub fn arrived(&self, sent: &Value) {
        match self.read() {
            Some(kept) if kept.body != *sent => drop(self.put(Kept {
                is_new: false,
                why: None,
                ..kept
            })),
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
    let places = places(&of_kind(person, kind));
    let mut kept: Vec<Kept> = places.iter().filter_map(Place::read).collect();
    let held = tabs::held().await;
    kept.retain(|kept| kept.is_new && !held.contains(&tabs::name(kept.id)));
    kept.sort_by(|one, other| other.at.total_cmp(&one.at));
    kept
}

/// All names first: reading throws away what is old.
fn places(prefix: &str) -> Vec<Place> {
    let storage = LocalStorage::raw();
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let names = names.filter(|name| name.starts_with(prefix));
    let place = |name: String| {
        let beside = name.rsplit('.').next().and_then(|last| last.parse().ok());
        let beside = beside.unwrap_or_default();
        Place { name, beside }
    };
    names.map(place).collect()
}

/// One thing that a person has typed and the server does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsent {
    /// Where it is kept.
    name: String,
    /// Of which kind; none of a kind that this program does not know.
    pub kind: Option<Kind>,
    /// What it is; none where this program cannot read it.
    pub kept: Option<Kept>,
    /// Is it the whole of something of which a part was taken over?
    pub is_aside: bool,
}

impl Unsent {
    /// Is it to be sent? What was set aside is another copy.
    pub fn is_open(&self) -> bool {
        !self.is_aside
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        let text = LocalStorage::raw().get_item(&self.name).ok().flatten();
        text.unwrap_or_default()
    }

    /// Where it is kept, for whoever sends it.
    pub fn place(&self) -> Place {
        let beside = self.kept.as_ref().map_or(0, |kept| kept.beside);
        let name = self.name.clone();
        Place { name, beside }
    }

    /// Forgets it.
    pub fn forget(&self) {
        LocalStorage::delete(&self.name);
        changed();
    }
}

/// Everything that a person has typed here and the server does not have, the newest first.
pub fn unsent(person: &str) -> Vec<Unsent> {
    let mut all = Vec::new();
    for (prefix, is_aside) in [(PREFIX, false), (ASIDE, true)] {
        let own = format!("{prefix}{person}.");
        for place in places(&own) {
            let kind = place.name[own.len()..].split('.').next();
            let kept = place.read();
            if kept.is_none() && LocalStorage::raw().get_item(&place.name) == Ok(None) {
                continue;
            }
            all.push(Unsent {
                kind: kind.and_then(|kind| kind.parse().ok()),
                name: place.name,
                kept,
                is_aside,
            });
        }
    }
    let at = |one: &Unsent| one.kept.as_ref().map_or(0.0, |kept| kept.at);
    all.sort_by(|one, other| at(other).total_cmp(&at(one)));
    all
}

/// Everything of a person as one text, to be kept as a file: the places by their names.
pub fn as_file(person: &str) -> String {
    let texts = unsent(person).into_iter().map(|one| {
        let text = serde_json::Value::String(one.text());
        (one.name, text)
    });
    Value::Object(texts.collect()).to_string()
}

/// Puts back what was kept as a file, where nothing is kept now; how many, or none where it is no such
/// file of this person.
pub fn from_file(person: &str, text: &str) -> Option<usize> {
    let Ok(Value::Object(places)) = serde_json::from_str(text) else {
        return None;
    };
    let own = |name: &str| {
        [PREFIX, ASIDE]
            .iter()
            .any(|prefix| name.starts_with(&format!("{prefix}{person}.")))
    };
    if places.keys().any(|name| !own(name)) {
        return None;
    }
    let storage = LocalStorage::raw();
    let back = places.iter().filter(|(name, text)| {
        let is_free = storage.get_item(name) == Ok(None);
        let text = text.as_str().unwrap_or_default();
        is_free && storage.set_item(name, text).is_ok()
    });
    let count = back.count();
    changed();
    Some(count)
}
