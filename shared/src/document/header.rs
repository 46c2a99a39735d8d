//! What all documents have in common, and how they travel.

use super::{Action, Kind, REFUSED, Series, Status, StepName};
use crate::deputies::Acting;
use crate::table::{Column, Names, Row};
use crate::text::{KeyText, optional_key};
use crate::{DepartmentId, DocumentId, FiscalYear, Money, PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One number a document carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentNumber {
    pub series: Series,
    /// As printed: `69-04-00001`.
    pub text: String,
}

/// The header of every document (W-1.1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentHeader {
    /// Made by whoever created it.
    pub id: DocumentId,
    pub kind: Kind,
    /// The numbers given so far, in order; empty in a draft.
    pub numbers: Vec<DocumentNumber>,
    /// Year of the budget charged (W-1.8).
    pub fiscal_year: FiscalYear,
    /// The first voucher it was posted by, where it has no number of its own: it is called by it.
    #[serde(default)]
    pub voucher: Option<String>,
    /// The day its draft was entered; what it posts is of the day of the step that posts (W-1.4).
    pub entered_on: NaiveDate,
    /// The day it is of: what its kind says (the report of a day), else the day on which it was first
    /// numbered or posted; none before.
    pub document_on: Option<NaiveDate>,
    /// Which route of its kind it takes; none is the ordinary one.
    pub route: Option<String>,
    /// The paper written by hand that it stands for.
    pub manual: Option<Manual>,
    /// The case it belongs to: an outage whose papers are entered afterwards.
    pub case_id: Option<Uuid>,
    /// Where it stands.
    pub status: Status,
    /// How many steps of its route were taken.
    pub steps_taken: i32,
    /// The step that comes next and who may take it; none when the route is finished.
    pub next_step: Option<NextStep>,
    /// What it is about.
    pub title: String,
    /// Payer, payee or supplier.
    pub party_name: Option<String>,
    /// The department it belongs to, where it belongs to one.
    pub department_id: Option<DepartmentId>,
    /// The document's amount in baht.
    pub amount: Money,
    /// Counts changes; every change names the version it saw.
    pub version: i32,
    /// Who made it.
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    /// The live document that has taken this one, if any: the slip of a receipt.
    pub taken_by: Option<DocumentId>,
    /// True while a step has effects: once it is decided, voiding needs a cancellation document.
    pub has_effect: bool,
    /// Is it void because it was turned down, not because its maker voided it?
    #[serde(default)]
    pub is_refused: bool,
    /// Why it was sent back, until it is handed in again.
    pub returned: Option<Returned>,
    /// What the person asking may do now; the server decides again when it is done.
    pub actions: Vec<Action>,
}

/// A paper written by hand, before the document that stands for it (W-4.5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// Its number, once in its book and kind.
    pub number: KeyText,
    /// The book it stands in.
    #[serde(default, deserialize_with = "optional_key")]
    pub book: Option<KeyText>,
    #[serde(deserialize_with = "crate::calendar::day")]
    pub date: NaiveDate,
}

impl DocumentHeader {
    /// Where it stands, in the words of its kind: Thai, English.
    pub fn standing(&self) -> Names {
        match self.is_refused {
            true => REFUSED,
            false => self.kind.standing(self.status),
        }
    }

    /// The day people know it by: the day it is of, of its entry before.
    pub fn day(&self) -> NaiveDate {
        self.document_on.unwrap_or(self.entered_on)
    }
}

/// How many documents of a kind and status there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentCount {
    pub kind: Kind,
    pub status: Status,
    /// How many, or how many were counted.
    pub count: i64,
    /// There are more than `count`.
    pub more: bool,
    /// Their amounts in baht, where all were counted.
    pub amount: Option<Money>,
}

/// Somebody who made a document of the organisation or took a step of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Doer {
    pub id: PersonId,
    /// The name at the time of the newest.
    pub name: String,
}

/// Why a document lies with its maker again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Returned {
    pub at: DateTime<Utc>,
    /// Who sent it back; the name at that time.
    pub person_name: String,
    /// What is to be mended.
    pub reason: String,
}

/// The step a document waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NextStep {
    pub name: StepName,
    /// The action that takes it.
    pub action: Action,
    /// The roles that may take it.
    pub roles: Vec<crate::permission::Role>,
}

/// A document: header and body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document<B> {
    /// What all documents have.
    pub header: DocumentHeader,
    /// What this kind has.
    pub body: B,
    /// What it has posted and its next effect would post; told by a rehearsal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<crate::ledger::Entry>>,
    /// What to look at before it is done; told by a rehearsal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warnings: Option<Vec<crate::warning::Warning>>,
}

/// A document as it was when it was last sent back, for whoever judges it anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AsReturned<B> {
    /// None where it never was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<B>,
}

/// A new draft; the id is made by the client, so that sending twice creates once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDocument<B> {
    /// Version 7, made by the client.
    pub id: DocumentId,
    /// Year of the budget charged.
    pub fiscal_year: FiscalYear,
    /// The paper written by hand that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manual: Option<Manual>,
    /// The case it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<Uuid>,
    pub body: B,
}

/// A change of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedDocument<B> {
    /// The version that was seen.
    pub version: i32,
    pub body: B,
}

/// A step to be taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionRequest {
    /// The version that was seen.
    pub version: i32,
    /// Why; required when returning, refusing or cancelling (W-1.5).
    #[serde(default)]
    pub comment: Option<String>,
    /// What the step asks for: fields of the body by name, as they stand in it.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub fields: serde_json::Map<String, serde_json::Value>,
}

/// One entry of a document's history (W-1.1, W-1.7): names and positions as they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentEvent {
    pub at: DateTime<Utc>,
    /// The day of the organisation on which it was done; none in documents of before it was kept.
    pub on_day: Option<NaiveDate>,
    pub person_id: PersonId,
    /// Name at that time.
    pub person_name: String,
    /// Position at that time.
    pub position: String,
    /// In whose post it was done, by which order; none in the own.
    #[serde(default)]
    pub acting: Option<Acting>,
    /// Which step, where a step of the route was taken.
    pub step: Option<StepName>,
    /// What was done; none when it was created or changed.
    pub action: Option<Action>,
    /// Where it stood afterwards.
    pub status: Status,
    /// The reason given.
    pub comment: Option<String>,
}

impl DocumentHeader {
    /// The number people call it by: the last one given.
    pub fn number(&self) -> Option<String> {
        self.numbers.last().map(|number| number.text.clone())
    }
}

const NUMBER: Names = ("เลขที่", "Number");
const DAY: Names = ("วันที่", "Date");
const KIND: Names = ("เอกสาร", "Document");
const TITLE: Names = ("รายการ", "Subject");
const PARTY: Names = ("ผู้ชำระ/ผู้รับเงิน", "Payer or payee");
const STATUS: Names = ("สถานะ", "Status");
const AMOUNT: Names = ("จำนวนเงิน", "Amount");

/// What is cancelled is shown and not added.
const TOTAL: Names = ("รวม (ไม่นับที่ยกเลิก)", "Total without what is cancelled");

fn counts(header: &DocumentHeader) -> i8 {
    i8::from(header.status != Status::Cancelled)
}

impl Row for DocumentHeader {
    const TOTAL: Names = TOTAL;

    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(NUMBER, DocumentHeader::number).wide(18),
            Column::new(DAY, DocumentHeader::day),
            Column::new(TITLE, |row: &Self| row.title.clone()).wide(34),
            Column::new(PARTY, |row: &Self| row.party_name.clone()).wide(26),
            Column::new(STATUS, DocumentHeader::standing).wide(20),
            Column::new(AMOUNT, |row: &Self| row.amount),
        ]
    }

    fn counts(&self) -> i8 {
        counts(self)
    }
}

/// A document in a list of many kinds.
pub struct AnyDocument(pub DocumentHeader);

impl Row for AnyDocument {
    const TOTAL: Names = TOTAL;

    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(KIND, |row: &Self| row.0.kind.spec().names).wide(22),
            Column::new(NUMBER, |row: &Self| row.0.number()).wide(18),
            Column::new(DAY, |row: &Self| row.0.day()),
            Column::new(TITLE, |row: &Self| row.0.title.clone()).wide(34),
            Column::new(PARTY, |row: &Self| row.0.party_name.clone()).wide(26),
            Column::new(STATUS, |row: &Self| row.0.standing()).wide(20),
            Column::new(AMOUNT, |row: &Self| row.0.amount),
        ]
    }

    fn counts(&self) -> i8 {
        counts(&self.0)
    }
}
