//! The record as people read it: who did what to what, when, from where, and what stood there before
//! (trust R22).

use crate::document::Kind;
use crate::table::{Column, Names, Row};
use crate::text::check_text;
use crate::{DocumentId, FieldError, PersonId};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The longest reason for seeing numbers whole, in letters.
const REASON_MAX: usize = 300;

/// Rows of one act that are shown at once.
pub const ROWS_AT_ONCE: u32 = 100;

codes! {
    /// What became of a row.
    pub enum Became {
        Made = "made" ("เพิ่มใหม่", "Made"),
        Altered = "altered" ("แก้ไข", "Altered"),
        Deleted = "deleted" ("ลบ", "Deleted"),
        /// The table itself has another shape since.
        Reshaped = "reshaped" ("ปรับโครงสร้างทะเบียน", "Table reshaped"),
    }
}

/// The same in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Words {
    pub th: String,
    pub en: String,
}

impl Words {
    /// What is written alike in both.
    pub fn alike(text: impl Into<String>) -> Words {
        let th = text.into();
        let en = th.clone();
        Words { th, en }
    }
}

impl From<Names> for Words {
    fn from((th, en): Names) -> Words {
        Words {
            th: th.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A document to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OfDocument {
    pub kind: Kind,
    pub id: DocumentId,
}

/// One act, as it stands in the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Its number in the record of the organisation.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Who; none where the system itself acted.
    pub person_id: Option<PersonId>,
    pub person: Option<String>,
    /// What was done.
    pub act: Words,
    /// What it was about.
    pub about: Words,
    /// The document it was about.
    pub document: Option<OfDocument>,
}

impl Activity {
    /// The same moment in Thailand.
    fn bangkok(&self) -> chrono::NaiveDateTime {
        self.at.naive_utc() + TimeDelta::hours(7)
    }
}

impl Row for Activity {
    fn columns() -> Vec<Column<Activity>> {
        vec![
            Column::new(("ลำดับ", "No."), |act: &Activity| act.seq),
            Column::new(
                ("วันที่", "Day"),
                |act: &Activity| -> NaiveDate { act.bangkok().date() },
            ),
            Column::new(("เวลา", "Time"), |act: &Activity| {
                act.bangkok().format("%H:%M:%S").to_string()
            })
            .wide(9),
            Column::new(("ผู้ทำ", "Who"), |act: &Activity| {
                act.person.clone().unwrap_or_else(|| SYSTEM.0.to_owned())
            })
            .wide(26),
            Column::new(("สิ่งที่ทำ", "Act"), |act: &Activity| {
                act.act.th.clone()
            })
            .wide(34),
            Column::new(("เกี่ยวกับ", "About"), |act: &Activity| act.about.th.clone()).wide(34),
        ]
    }
}

/// What the system itself is called where it acted.
pub const SYSTEM: Names = ("ระบบ", "The system");

/// From where somebody had logged in who then acted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CameFrom {
    pub at: DateTime<Utc>,
    /// By which way, with what kind of browser.
    pub way: Words,
    /// The address in the network, where it was known.
    pub address: Option<String>,
}

/// One field of a row that an act changed; none where there was nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChangedField {
    pub field: Words,
    pub before: Option<Words>,
    pub after: Option<Words>,
}

/// One row that an act changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChangedRow {
    /// Where it stands.
    pub table: Words,
    /// Which document it is of, or what it is called.
    pub of: Option<String>,
    pub became: Became,
    /// What it was before was found, and proved by its hash. A row that was last written long before
    /// shows only what it became.
    pub is_before_known: bool,
    /// What differs; of a row that is new or gone all there was.
    pub fields: Vec<ChangedField>,
}

/// One act with what it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ActivityDetail {
    pub activity: Activity,
    /// SHA-256 of the record, 64 hexadecimal digits.
    pub hash: String,
    /// The latest log-in here of who acted, within the life of a session; none is known where it was in
    /// another organisation.
    pub came_from: Option<CameFrom>,
    /// In the order it was done; a page of them.
    pub rows: Vec<ChangedRow>,
    /// How many rows it changed in all.
    pub total: i64,
    /// This page of them, from 1.
    pub page: u32,
    /// Numbers of citizens and accounts are shown by their last digits only.
    pub is_masked: bool,
}

/// Asks for the numbers of citizens and accounts of an act whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Why: stands in the record, with whoever asked.
    #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 300))]
    pub reason: String,
    /// Of the rows it changed, from 1.
    #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 1_000_000))]
    pub page: u32,
}

impl Look {
    /// What is wrong with it by itself.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "reason", &self.reason, REASON_MAX);
        errors
    }
}
