//! Lines of the file of checkpoints and their hashes.

use crate::platform::record::hex;
use crate::reporting::{SealedHead, merkle_root};
use crate::verify::chain::rules::{Sealed, Witnessed};
use crate::verify::finding::{DamageKind, Finding};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What stands before the first line.
pub const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Of the form: 1.
    pub version: u32,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// SHA-256 of the line before.
    pub previous: String,
    /// Where each entity stood, by id.
    pub entities: Vec<SealedHead>,
    /// Over the entities.
    pub merkle_root: String,
}

/// SHA-256 of a line of the checkpoint file, hexadecimal; the next line names it.
pub fn line_hash(line: &str) -> String {
    hex(&Sha256::digest(line.as_bytes()))
}

/// Makes a line to follow `before`.
pub fn line(at: DateTime<Utc>, mut heads: Vec<SealedHead>, before: Option<&str>) -> Checkpoint {
    heads.sort();
    Checkpoint {
        version: 1,
        at,
        previous: before.map_or_else(|| NOTHING.to_owned(), line_hash),
        merkle_root: merkle_root(&heads),
        entities: heads,
    }
}

/// Reads a file: what it seals, how many lines are whole, and what is wrong with it.
pub fn parse(text: &str, only: Option<Uuid>) -> (Sealed, u64, Vec<Finding>) {
    let (mut sealed, mut count, mut findings) = (Sealed::new(), 0, Vec::new());
    let mut wrong = |n: usize, what: &str| {
        let finding = Finding::new(
            DamageKind::CheckpointDamaged,
            None,
            "checkpoint",
            n.to_string(),
        );
        findings.push(finding.detail(what));
    };
    let mut previous = NOTHING.to_owned();
    for (index, text) in text.lines().enumerate() {
        let n = index + 1;
        let found: Option<Checkpoint> = serde_json::from_str(text).ok();
        let before = std::mem::replace(&mut previous, line_hash(text));
        let Some(found) = found.filter(|line| line.version == 1) else {
            wrong(n, "the line cannot be read");
            continue;
        };
        if found.previous != before {
            wrong(
                n,
                "does not follow the line before: that one was altered or taken out",
            );
        }
        if found.merkle_root != merkle_root(&found.entities) {
            wrong(n, "the root is not that of its entities");
            continue;
        }
        count += 1;
        for head in found.entities {
            if only.is_some_and(|only| only != head.entity_id) {
                continue;
            }
            let list = sealed.entry((head.entity_id, head.seq)).or_default();
            let witness = Witnessed::Hash(head.hash);
            // Nights without work repeat themselves.
            if list.iter().all(|(known, _)| *known != witness) {
                let at = found.at.format("%Y-%m-%dT%H:%M:%SZ");
                list.push((witness, format!("checkpoint {n} of {at}")));
            }
        }
    }
    if count == 0 {
        wrong(0, "there is no checkpoint in it");
    }
    (sealed, count, findings)
}

/// A short code as printed on paper, `SEQ-XXXX-XXXX-XXXX-XXXX`: its number and its form.
pub fn short_code(code: &str) -> Option<(i64, String)> {
    let code = code.trim().to_uppercase();
    let (seq, digits) = code.split_once('-')?;
    let groups: Vec<&str> = digits.split('-').collect();
    let whole = |group: &&str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = groups.len() == 4 && groups.iter().all(whole);
    let seq = seq.parse().ok().filter(|seq| *seq >= 0 && fits)?;
    Some((seq, format!("{seq}-{digits}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(n: u8) -> SealedHead {
        let hash = hex(&[n; 32]);
        SealedHead {
            entity_id: Uuid::from_bytes([n; 16]),
            seq: i64::from(n),
            hash,
        }
    }

    #[test]
    fn every_alteration_of_a_file_is_found() {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let mut lines: Vec<String> = Vec::new();
        for n in 1..4 {
            let next = line(at, vec![head(n), head(9)], lines.last().map(String::as_str));
            lines.push(serde_json::to_string(&next).unwrap());
        }
        let whole = lines.join("\n");
        let (sealed, count, findings) = parse(&whole, None);
        assert_eq!((sealed.len(), count, findings), (4, 3, Vec::new()));
        let altered = [
            whole.replace("0202", "0203"),
            whole.replacen("1970", "1971", 1),
            [lines[0].clone(), lines[2].clone()].join("\n"),
            [lines[1].clone(), lines[2].clone()].join("\n"),
            [lines[0].clone(), lines[2].clone(), lines[1].clone()].join("\n"),
            whole[..whole.len() - 1].to_owned(),
            whole.replacen('{', "", 1),
            String::new(),
        ];
        for (n, text) in altered.iter().enumerate() {
            assert!(!parse(text, None).2.is_empty(), "alteration {n}");
        }
    }

    #[test]
    fn codes_of_the_paper_are_read() {
        let read = short_code(" 12-0a1b-2c3d-4e5f-6789 ");
        assert_eq!(read, Some((12, "12-0A1B-2C3D-4E5F-6789".to_owned())));
        for wrong in [
            "",
            "12",
            "12-0a1b-2c3d-4e5f",
            "x-0a1b-2c3d-4e5f-6789",
            "1-0a1b-2c3d-4e5f-678g",
        ] {
            assert_eq!(short_code(wrong), None, "{wrong}");
        }
    }
}
