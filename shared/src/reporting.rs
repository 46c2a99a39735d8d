//! Reports that are no documents.

use crate::Money;
use crate::ledger::CashSide;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where the record of the entity stood when the figures were taken; printed on the paper, which
/// makes the signed paper a witness of everything before it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RecordHead {
    /// Number of the last record.
    pub seq: i64,
    /// SHA-256 of the last record, 64 hexadecimal digits.
    pub hash: String,
}

impl RecordHead {
    /// The short code printed on paper: number and the first 16 digits of the hash, in groups.
    pub fn short_code(&self) -> String {
        let groups: Vec<&str> = [0..4, 4..8, 8..12, 12..16]
            .into_iter()
            .filter_map(|at| self.hash.get(at))
            .collect();
        format!("{}-{}", self.seq, groups.join("-")).to_uppercase()
    }
}

/// What is said to whoever holds a paper with a code: whether the record still holds what it witnessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Witness {
    /// The record still holds it.
    pub matches: bool,
    /// The organisation whose paper it is; none where the code is wrong.
    pub entity_name: Option<String>,
    /// When the record was written up to which the paper is a witness; none where the code is wrong.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The same in Thai, as a sentence.
    pub message: String,
}

/// One row of the receipts-and-payments report (M-03), baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReceiptsPaymentsRow {
    /// Received or paid.
    pub side: CashSide,
    /// Report code.
    pub code: String,
    pub name: String,
    /// In the period.
    pub amount: Money,
    /// Since 1 October.
    pub year_to_date: Money,
}
