//! What verification says.

use super::books::reads_many;
use crate::reporting::Noted;
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::EntityId;
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

/// What is wrong, as programs and people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DamageKind {
    /// A record is not what its hash says, or not what the next one follows.
    RecordChanged,
    /// A record is not there.
    RecordMissing,
    /// A record that does not belong to the chain.
    RecordExtra,
    /// The head of an entity is not its last record.
    HeadWrong,
    /// A column differs from the record.
    RowChanged,
    /// The record has a row that the table has not.
    RowMissing,
    /// The table has a row that the record has not.
    RowExtra,
    /// A table whose changes are not captured, or that is not walled off by entity.
    Unprotected,
    /// The database is not made as the migrations of the program make it.
    DefinitionWrong,
    /// An index is out of order, or lacks rows of its table.
    IndexDamaged,
    /// A table, or part of one, cannot be read.
    Unreadable,
    /// An entry does not balance or does not fit its lines.
    Unbalanced,
    /// A number is missing, or a series does not stand at its last number.
    NumberGap,
    /// A balance is not the sum of its lines.
    BalanceWrong,
    /// A balance is on the side it may not be on.
    LimitBroken,
    /// A document is of another amount than its body.
    FigureWrong,
    /// A document is not what its history comes to, or its history not one that its route allows.
    RouteBroken,
    /// An entry that nothing done to a document has caused, or the entry is missing that was.
    EntryUncaused,
    /// A document or a balance is held by a document that holds nothing, or is not while it should be.
    HoldWrong,
    /// A text that lists are searched in is not what it is made of.
    SearchWrong,
    /// An attached file is not what its hash says, is gone, or belongs to no document.
    FileDamaged,
    /// The record is not what was sealed outside the database, or printed on paper.
    SealBroken,
    /// The file of checkpoints itself was altered.
    CheckpointDamaged,
    /// A signed root was altered, dropped or signed by another key.
    RootWrong,
    /// A bundle is not the one that was signed.
    BundleWrong,
}

impl DamageKind {
    /// Is it found where books are compared with each other, so that it follows from damage elsewhere?
    pub fn is_of_books(self) -> bool {
        use DamageKind as D;
        matches!(
            self,
            D::Unbalanced
                | D::NumberGap
                | D::BalanceWrong
                | D::LimitBroken
                | D::FigureWrong
                | D::RouteBroken
                | D::EntryUncaused
                | D::HoldWrong
                | D::SearchWrong
                | D::FileDamaged
        )
    }

    /// In Thai and in English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            DamageKind::RecordChanged => ("บันทึกถูกแก้ไข", "record changed"),
            DamageKind::RecordMissing => ("บันทึกหายไป", "record missing"),
            DamageKind::RecordExtra => ("บันทึกแปลกปลอม", "record does not belong"),
            DamageKind::HeadWrong => ("หัวบันทึกไม่ตรง", "head differs from last record"),
            DamageKind::RowChanged => ("ข้อมูลถูกแก้ไข", "row changed"),
            DamageKind::RowMissing => ("ข้อมูลหายไป", "row missing"),
            DamageKind::RowExtra => ("ข้อมูลแปลกปลอม", "row not in the record"),
            DamageKind::Unprotected => ("ตารางไม่มีการป้องกัน", "table unprotected"),
            DamageKind::DefinitionWrong => ("โครงสร้างฐานข้อมูลไม่ตรง", "definition differs"),
            DamageKind::IndexDamaged => ("ดัชนีเสียหาย", "index damaged"),
            DamageKind::Unreadable => ("อ่านไม่ได้", "cannot be read"),
            DamageKind::Unbalanced => ("รายการบัญชีไม่ดุล", "entry unbalanced"),
            DamageKind::NumberGap => ("เลขที่ไม่ต่อเนื่อง", "number missing"),
            DamageKind::BalanceWrong => ("ยอดคงเหลือไม่ตรงรายการ", "balance differs from its lines"),
            DamageKind::LimitBroken => ("ยอดเกินวงเงิน", "balance beyond its limit"),
            DamageKind::FigureWrong => (
                "จำนวนเงินไม่ตรงกับรายการในเอกสาร",
                "amount differs from the document's body",
            ),
            DamageKind::RouteBroken => ("เอกสารไม่ตรงกับขั้นตอน", "document differs from its route"),
            DamageKind::EntryUncaused => {
                ("รายการบัญชีไม่ตรงกับเอกสาร", "entry and document do not agree")
            }
            DamageKind::HoldWrong => (
                "การจองไม่ตรงกับสถานะเอกสาร",
                "held otherwise than the documents stand",
            ),
            DamageKind::SearchWrong => ("ข้อความสำหรับค้นหาไม่ตรง", "text for searching differs"),
            DamageKind::FileDamaged => ("ไฟล์แนบเสียหาย", "attached file damaged"),
            DamageKind::SealBroken => ("ไม่ตรงกับหลักฐานภายนอก", "differs from what was sealed"),
            DamageKind::BundleWrong => {
                ("ชุดข้อมูลไม่ใช่ชุดที่ลงนาม", "bundle differs from what was signed")
            }
            DamageKind::RootWrong => ("รากที่ลงนามไม่ถูกต้อง", "signed root altered or gone"),
            DamageKind::CheckpointDamaged => ("แฟ้มหลักฐานเสียหาย", "file of checkpoints damaged"),
        }
    }
}

/// What a record did that met a row otherwise than it should have been.
pub const FOUND: &str = " found it";

/// One damage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Whose; none where it concerns everybody.
    pub entity_id: Option<Uuid>,
    /// Its name; empty where the entity does not exist.
    pub entity_name: String,
    pub table: String,
    /// Which row: its key as JSON, the number of a record, or empty.
    pub key: String,
    /// Which column, where it is one.
    pub column: Option<String>,
    /// The document that the row is of, as people call it; of what is of none, nothing.
    pub document: Option<String>,
    /// What kind of damage.
    pub kind: DamageKind,
    /// The rest, in English.
    pub detail: String,
}

impl Finding {
    /// A finding about a table of an entity.
    pub fn new(
        kind: DamageKind,
        entity: Option<Uuid>,
        table: &str,
        key: impl Into<String>,
    ) -> Finding {
        Finding {
            entity_id: entity,
            entity_name: String::new(),
            table: table.to_owned(),
            key: key.into(),
            column: None,
            document: None,
            kind,
            detail: String::new(),
        }
    }

    /// Names the column.
    pub fn column(mut self, column: &str) -> Finding {
        self.column = Some(column.to_owned());
        self
    }

    /// The record that found a row otherwise than the one before had left it, of a finding that says so:
    /// that stands in the record for ever, whatever the tables are.
    pub fn found_by(&self) -> Option<i64> {
        let (seq, _) = self.detail.strip_prefix("record ")?.split_once(FOUND)?;
        seq.parse().ok()
    }

    /// Says the rest.
    pub fn detail(mut self, detail: impl Into<String>) -> Finding {
        self.detail = detail.into();
        self
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (thai, english) = self.kind.words();
        let whose = match self.entity_id {
            Some(id) => format!("{} [{id}]", self.entity_name),
            None => "ทุกหน่วยงาน (every entity)".to_owned(),
        };
        write!(f, "✗ {thai} ({english}) | {whose} | {}", self.table)?;
        if let Some(column) = &self.column {
            write!(f, ".{column}")?;
        }
        if !self.key.is_empty() {
            write!(f, " {}", self.key)?;
        }
        for more in self.document.iter().chain([&self.detail]) {
            if !more.is_empty() {
                write!(f, " | {more}")?;
            }
        }
        Ok(())
    }
}

/// What was found, and in how much.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// The damage, by entity, table and key; empty when there is none.
    pub findings: Vec<Finding>,
    /// Entities examined.
    pub entities: u64,
    /// Those of them of which nothing was found damaged; none where the damage is everybody's.
    pub intact: u64,
    /// Records examined.
    pub records: u64,
    /// Rows compared with the record.
    pub rows: u64,
    /// Lines of the journal among them.
    pub lines: u64,
    /// Checkpoints compared with.
    pub checkpoints: u64,
    /// How long it took.
    pub millis: u64,
}

impl Report {
    /// Lines of the journal proved in a second.
    pub fn lines_per_second(&self) -> u64 {
        self.per_second(self.lines)
    }

    fn per_second(&self, count: u64) -> u64 {
        count * 1000 / self.millis.max(1)
    }

    /// Counts and speed, in Thai and English.
    pub fn summary(&self) -> String {
        let Report {
            entities,
            intact,
            records,
            rows,
            lines,
            checkpoints,
            millis,
            ..
        } = self;
        let verdict = match self.findings.len() {
            0 => "✓ ถูกต้องครบถ้วน (everything is as recorded)".to_owned(),
            n => format!("✗ พบความเสียหาย {n} รายการ ({n} findings)"),
        };
        format!(
            "{verdict}\nหน่วยงาน (entities) {entities} · ครบถ้วน (intact) {intact} · บันทึก (records) {records} · \
             แถว (rows) {rows} · บรรทัดบัญชี (lines) {lines} · \
             จุดตรวจสอบ (checkpoints) {checkpoints}\n\
             เวลา (time) {millis} ms · {} records/s · {} lines/s",
            self.per_second(*records),
            self.lines_per_second(),
        )
    }

    /// What is left for the offices, of a run that ended at a time.
    pub fn noted(&self, at: DateTime<Utc>) -> Noted {
        let whose = self.findings.iter().map(|of| of.entity_id.map(EntityId));
        Noted {
            good: self.findings.is_empty(),
            at,
            damaged: whose.collect::<Option<_>>().unwrap_or_default(),
        }
    }

    /// Adds what another share of the organisations gave.
    pub fn add(&mut self, share: Report) {
        self.findings.extend(share.findings);
        self.records += share.records;
        self.rows += share.rows;
        self.lines += share.lines;
    }

    /// Puts what was found in order, once each, and counts who is intact.
    pub fn settle(&mut self) {
        // A view cannot be read because of a table that it reads, which is named by itself.
        let unread = |of: &&Finding| {
            matches!(of.kind, DamageKind::Unreadable | DamageKind::RowMissing)
                && !reads_many(&of.table)
        };
        if self.findings.iter().find(unread).is_some() {
            self.findings.retain(|of| !reads_many(&of.table));
        }
        self.findings.sort();
        self.findings.dedup();
        let whose = self.findings.iter().map(|of| of.entity_id);
        self.intact = match whose.collect::<Option<BTreeSet<Uuid>>>() {
            Some(damaged) => self.entities.saturating_sub(damaged.len() as u64),
            None => 0,
        };
    }

    /// Notes the time taken.
    pub fn took(&mut self, time: Duration) {
        self.millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_intact_where_the_damage_is_anothers() {
        let [own, other] = [1, 2].map(|byte| EntityId(Uuid::from_bytes([byte; 16])));
        let of = |whose: &[Option<EntityId>]| {
            let found = |id: &Option<EntityId>| {
                Finding::new(DamageKind::RowChanged, id.map(|id| id.0), "receipts", "1")
            };
            let report = Report {
                findings: whose.iter().map(found).collect(),
                ..Report::default()
            };
            report.noted(DateTime::UNIX_EPOCH)
        };
        assert!(of(&[]).is_intact(own));
        assert!(!of(&[Some(own), Some(other)]).is_intact(own));
        assert!(of(&[Some(other)]).is_intact(own));
        assert!(!of(&[Some(other), None]).is_intact(own), "everybody's");
    }
}
