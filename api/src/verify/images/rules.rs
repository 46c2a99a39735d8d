//! What migrations did to recorded tables, as the records of the entities say, and what follows for
//! images made before.

use crate::verify::finding::{DamageKind, Finding};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The record a migration left with an entity.
#[derive(Debug, Clone, Deserialize)]
pub struct MigrationRow {
    pub entity_id: Uuid,
    /// Its number.
    pub seq: i64,
    /// Of the migration.
    pub name: String,
    /// Its altered tables, a line each; empty when it only wrote rows.
    pub lines: String,
}

/// How a name of a table, as images before a migration carry it, is to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Shape {
    /// Migrations that altered any table before the image was made.
    pub epoch: usize,
    /// The name in the image.
    pub table_name: String,
    /// The name now; none when the table is gone.
    pub now_name: Option<String>,
    /// Alterations of this table that came later.
    pub later: usize,
}

/// One alteration of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The table by its name now.
    pub now_name: String,
    /// 1 for the latest, 2 for the one before.
    pub place: usize,
    /// As it stands in the record.
    pub step: String,
}

/// Where a migration stands in the record of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    pub entity_id: Uuid,
    /// The number of the record.
    pub seq: i64,
}

/// What images have gone through since they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// Migrations that altered any table.
    pub epochs: usize,
    /// Of tables that were altered.
    pub shapes: Vec<Shape>,
    /// What was done to them.
    pub steps: Vec<Step>,
    /// When, in the record of each entity.
    pub places: Vec<Place>,
}

#[derive(Deserialize)]
struct Alteration {
    name: Option<String>,
    rename: BTreeMap<String, String>,
    drop: Vec<String>,
    add: BTreeMap<String, Value>,
}

/// The migrations that may stand in a record, each with what it does to recorded tables: lines of
/// `migrations/alterations.csv` after the name. None: whatever the records say, for tests of later
/// releases.
pub type Known = BTreeMap<String, Option<Vec<String>>>;

/// What the lines of a record say was done, as `migrations/alterations.csv` has it: table, its name
/// now, columns renamed, dropped and added. A line that is no alteration stays as it is.
pub fn alterations(lines: &str) -> Vec<String> {
    let told = |line: &str| {
        let (table, step) = line.split_once('\t')?;
        let step: Alteration = serde_json::from_str(step).ok()?;
        let renamed = step.rename.iter().map(|(old, new)| format!("{old}>{new}"));
        let parts = [
            table.to_owned(),
            step.name.unwrap_or_default(),
            renamed.collect::<Vec<String>>().join(" "),
            step.drop.join(" "),
            step.add.into_keys().collect::<Vec<String>>().join(" "),
        ];
        Some(parts.join(","))
    };
    let lines = lines.lines();
    lines
        .map(|line| told(line).unwrap_or_else(|| line.to_owned()))
        .collect()
}

/// Judges the records of migrations, ordered by entity and number. A migration did what it does, it
/// says the same to everybody, and an entity has every one since its first.
pub fn judge(rows: &[MigrationRow], known: &Known) -> (History, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut find = |kind, row: &MigrationRow, detail: &str| {
        let found = Finding::new(kind, Some(row.entity_id), "records", row.seq.to_string());
        findings.push(found.column("changes").detail(detail));
    };
    let mut altering = Vec::new();
    for row in rows {
        match known.get(&row.name) {
            None => {
                let detail = "claims a migration that this program does not know";
                find(DamageKind::RecordExtra, row, detail);
            }
            Some(Some(does)) if *does != alterations(&row.lines) => {
                let detail = "says of a migration what it does not do";
                find(DamageKind::RecordChanged, row, detail);
            }
            Some(_) if row.lines.is_empty() => {}
            Some(_) => altering.push(row),
        }
    }
    let said = most_said(&altering);
    for own in altering.chunk_by(|a, b| a.entity_id == b.entity_id) {
        let due = said.keys().skip(said.len().saturating_sub(own.len()));
        let differs = own.len() > said.len() || due.zip(own).any(|(name, row)| *name != row.name);
        if let (true, Some(row)) = (differs, own.last()) {
            let detail = "migrations are missing, doubled or out of order in this record";
            find(DamageKind::RecordMissing, row, detail);
        }
        for row in own {
            if said.get(row.name.as_str()) != Some(&row.lines.as_str()) {
                let detail = "says of a migration what other records do not say";
                find(DamageKind::RecordChanged, row, detail);
            }
        }
    }
    let place = |row: &&MigrationRow| Place {
        entity_id: row.entity_id,
        seq: row.seq,
    };
    let mut history = grow(&said);
    history.places = altering.iter().map(place).collect();
    (history, findings)
}

/// What most entities say that each migration did.
fn most_said<'a>(rows: &[&'a MigrationRow]) -> BTreeMap<&'a str, &'a str> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for row in rows {
        let said = counts.entry(&row.name).or_default();
        *said.entry(&row.lines).or_default() += 1;
    }
    let most = |said: BTreeMap<&'a str, usize>| said.into_iter().max_by_key(|(_, count)| *count);
    let named = counts
        .into_iter()
        .filter_map(|(name, said)| Some((name, most(said)?.0)));
    named.collect()
}

/// From the latest migration back: what each name of a table stood for before it.
fn grow(said: &BTreeMap<&str, &str>) -> History {
    let mut history = History {
        epochs: said.len(),
        ..History::default()
    };
    let mut known: HashMap<String, (Option<String>, usize)> = HashMap::new();
    for (epoch, lines) in said.values().enumerate().rev() {
        let mut before = known.clone();
        for (table, step) in lines.lines().filter_map(|line| line.split_once('\t')) {
            let Ok(Alteration { name, .. }) = serde_json::from_str(step) else {
                continue;
            };
            let now = name.map(|name| known.get(&name).cloned().unwrap_or((Some(name), 0)));
            let now = match now {
                Some((Some(now_name), later)) => {
                    history.steps.push(Step {
                        now_name: now_name.clone(),
                        place: later + 1,
                        step: step.to_owned(),
                    });
                    (Some(now_name), later + 1)
                }
                _ => (None, 0),
            };
            before.insert(table.to_owned(), now);
        }
        known = before;
        let shape = |(table_name, (now_name, later)): (&String, &(Option<String>, usize))| Shape {
            epoch,
            table_name: table_name.clone(),
            now_name: now_name.clone(),
            later: *later,
        };
        history.shapes.extend(known.iter().map(shape));
    }
    history.shapes.sort();
    history
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADD: &str = r#"{"add": {"x": null}, "drop": [], "name": "receipts", "rename": {}}"#;
    const MOVE: &str = r#"{"add": {}, "drop": [], "name": "slips", "rename": {}}"#;
    const GONE: &str = r#"{"add": {}, "drop": [], "name": null, "rename": {}}"#;

    fn row(entity: u8, seq: i64, name: &str, lines: String) -> MigrationRow {
        let entity_id = Uuid::from_bytes([entity; 16]);
        let name = name.to_owned();
        MigrationRow {
            entity_id,
            seq,
            name,
            lines,
        }
    }

    fn known() -> Known {
        ["a", "b", "c"]
            .map(|name| (name.to_owned(), None))
            .into_iter()
            .collect()
    }

    fn shape(epoch: usize, table: &str, now: Option<&str>, later: usize) -> Shape {
        Shape {
            epoch,
            table_name: table.to_owned(),
            now_name: now.map(str::to_owned),
            later,
        }
    }

    #[test]
    fn an_image_goes_through_everything_that_came_after_it() {
        let rows = [
            row(1, 5, "a", format!("receipts\t{ADD}")),
            row(1, 7, "b", format!("receipts\t{MOVE}")),
            row(1, 9, "c", format!("parties\t{GONE}")),
        ];
        let (history, findings) = judge(&rows, &known());
        assert_eq!((findings, history.epochs), (Vec::new(), 3));
        let wanted = [
            shape(0, "parties", None, 0),
            shape(0, "receipts", Some("slips"), 2),
            shape(1, "parties", None, 0),
            shape(1, "receipts", Some("slips"), 1),
            shape(2, "parties", None, 0),
        ];
        assert_eq!(history.shapes, wanted);
        let steps: Vec<(&str, usize, &str)> = (history.steps.iter())
            .map(|step| (step.now_name.as_str(), step.place, step.step.as_str()))
            .collect();
        assert_eq!(steps, [("slips", 1, MOVE), ("slips", 2, ADD)]);
    }

    #[test]
    fn a_claim_that_is_not_everybodys_is_named() {
        let told = |name: &str, entity, seq| row(entity, seq, name, format!("receipts\t{ADD}"));
        let whole = [
            told("a", 1, 5),
            told("b", 1, 6),
            told("a", 2, 3),
            told("b", 2, 8),
            told("b", 3, 1),
        ];
        assert_eq!(
            judge(&whole, &known()).1,
            Vec::new(),
            "the third is younger"
        );
        let kinds = |rows: &[MigrationRow]| {
            let found = judge(rows, &known()).1;
            found.iter().map(|of| of.kind).collect::<Vec<DamageKind>>()
        };
        let mut strange = whole.to_vec();
        strange[3] = row(2, 8, "b", format!("receipts\t{MOVE}"));
        assert_eq!(kinds(&strange), [DamageKind::RecordChanged]);
        strange[3] = told("z", 2, 8);
        assert!(kinds(&strange).contains(&DamageKind::RecordExtra));
        let mut missing = whole.to_vec();
        missing.remove(3);
        assert_eq!(kinds(&missing), [DamageKind::RecordMissing]);
        let mut twice = whole.to_vec();
        twice.insert(4, told("b", 2, 9));
        assert_eq!(kinds(&twice), [DamageKind::RecordMissing]);
    }

    #[test]
    fn a_migration_is_said_to_have_done_what_it_does() {
        let whole = format!("receipts\t{MOVE}\nparties\t{GONE}");
        let says = alterations(&whole);
        assert_eq!(says, ["receipts,slips,,,", "parties,,,,"]);
        let known = Known::from([("a".to_owned(), Some(says)), ("b".to_owned(), Some(vec![]))]);
        let rows = [
            row(1, 5, "a", whole),
            row(1, 6, "b", String::new()),
            row(2, 5, "a", format!("receipts\t{ADD}")),
            row(3, 5, "b", format!("receipts\t{ADD}")),
        ];
        let (history, findings) = judge(&rows, &known);
        let found: Vec<(DamageKind, Option<Uuid>)> =
            findings.iter().map(|of| (of.kind, of.entity_id)).collect();
        let forged = |of: &MigrationRow| (DamageKind::RecordChanged, Some(of.entity_id));
        assert_eq!(found, [forged(&rows[2]), forged(&rows[3])]);
        assert_eq!((history.epochs, history.places.len()), (1, 1));
    }
}
