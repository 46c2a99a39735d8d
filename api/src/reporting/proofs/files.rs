//! The files: one line of JSON each.

use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::EntityId;
use std::collections::BTreeSet;
use std::path::Path;

/// What a proof left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    /// Nothing was found.
    pub good: bool,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Whose data is damaged; of a drill that failed, and of damage that concerns everybody, empty.
    #[serde(default)]
    pub damaged: BTreeSet<EntityId>,
}

impl Noted {
    /// Was nothing of this office found damaged?
    pub fn is_intact(&self, entity: EntityId) -> bool {
        self.good || !self.damaged.is_empty() && !self.damaged.contains(&entity)
    }
}

/// Writes a note, whole or not at all.
pub fn note(path: &Path, noted: &Noted) -> Result<(), Error> {
    let text = serde_json::to_string(noted).map_err(Error::unexpected)?;
    let beside = path.with_extension("new");
    std::fs::write(&beside, text + "\n").map_err(Error::unexpected)?;
    std::fs::rename(&beside, path).map_err(Error::unexpected)
}

/// Reads a note; none where there is none that can be read, which is no proof.
pub fn read(path: &Path) -> Option<Noted> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_that_failed_says_nothing_of_any_office() {
        let drill = r#"{"good":false,"at":"2026-11-29T02:00:00Z","backup":"F","seconds":9}"#;
        let drill: Noted = serde_json::from_str(drill).expect("what the drill writes");
        assert!(!drill.is_intact(EntityId::default()));
    }
}
