//! Pure: what an act did to rows.

use crate::platform::record::hex;
use sha2::{Digest, Sha256};
use shared::activity::Became;

/// A row with all that an act did to it, or a table with another shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub became: Became,
    pub table: String,
    /// JSON: of a row its key, of a table its new shape.
    pub key: String,
    /// Hash of the row as the act found it.
    pub found: Option<String>,
    /// The row as the act left it.
    pub after: Option<String>,
}

impl Step {
    /// By what lines of a record say (`platform/record.rs`): `found` is empty of a new row and none in
    /// records that do not tell, `image` is empty of a row that was deleted.
    pub fn of(table: String, key: String, found: Option<String>, image: String) -> Step {
        let after = Some(image).filter(|image| !image.is_empty());
        let became = match (&found, &after) {
            _ if key.starts_with('{') => Became::Reshaped,
            (_, None) => Became::Deleted,
            (Some(found), _) if found.is_empty() => Became::Made,
            _ => Became::Altered,
        };
        Step {
            became,
            table,
            key,
            found,
            after,
        }
    }

    /// What a line of a record begins with that left this row: what it was before stands there.
    pub fn begins(&self) -> String {
        format!("{}\t{}\t", self.table, self.key)
    }

    /// Is this what the act found?
    pub fn found_as(&self, image: &str) -> bool {
        self.found.as_deref() == Some(hex(&Sha256::digest(image.as_bytes())).as_str())
    }

    /// Was there something before it?
    pub fn had_before(&self) -> bool {
        matches!(self.became, Became::Altered | Became::Deleted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, found: &str, image: &str) -> Step {
        let [table, key, image] = ["parties", key, image].map(str::to_owned);
        Step::of(table, key, Some(found.to_owned()), image)
    }

    #[test]
    fn what_became_of_a_row_is_told_by_what_was_found_and_left() {
        for (key, found, image, became) in [
            ("[1]", "", "{}", Became::Made),
            ("[1]", "f", "{}", Became::Altered),
            ("[1]", "f", "", Became::Deleted),
            ("{\"name\": null}", "", "", Became::Reshaped),
        ] {
            assert_eq!(step(key, found, image).became, became);
        }
    }

    #[test]
    fn what_was_before_is_proved_by_its_hash() {
        let hash = hex(&Sha256::digest(b"{}"));
        let step = step("[1]", &hash, "{\"a\": 1}");
        assert!(step.had_before() && step.found_as("{}"));
        assert!(!step.found_as("{ }"));
    }
}
