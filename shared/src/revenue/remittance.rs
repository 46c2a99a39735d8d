//! From the counter to the treasury: remittance slips and their summaries.

use crate::document::{DocumentBody, Kind};
use crate::problem::FieldCode::*;
use crate::{DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// A remittance slip (ใบนำส่งเงิน): a collector hands the day's receipts to the treasury; W-4.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemittanceSlip {
    /// The receipts on it; each on exactly one slip.
    pub receipts: Vec<DocumentId>,
    /// What finance counted, in baht; must equal the receipts (W-4.7).
    #[serde(default)]
    pub counted: Option<Money>,
    /// Sum of the receipts in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for RemittanceSlip {
    const KIND: Kind = Kind::RemittanceSlip;

    fn title(&self) -> String {
        format!("ใบเสร็จ {} ฉบับ", self.receipts.len())
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn check(&self) -> Vec<FieldError> {
        check_taken("receipts", &self.receipts)
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.receipts.clone()
    }
}

/// A summary of remittance slips (ใบสำคัญสรุปใบนำส่งเงิน): posts one RV; W-4.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemittanceSummary {
    /// The slips; each on exactly one summary.
    pub slips: Vec<DocumentId>,
    /// Sum of the slips in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for RemittanceSummary {
    const KIND: Kind = Kind::RemittanceSummary;

    fn title(&self) -> String {
        format!("ใบนำส่งเงิน {} ฉบับ", self.slips.len())
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn check(&self) -> Vec<FieldError> {
        check_taken("slips", &self.slips)
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.slips.clone()
    }
}

/// `Required` for none, `Duplicate` for the same document twice.
fn check_taken(field: &str, taken: &[DocumentId]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if taken.is_empty() {
        errors.push(FieldError::new(field, Required));
    }
    for (index, id) in taken.iter().enumerate() {
        if taken.iter().take(index).any(|other| other == id) {
            errors.push(FieldError::new(format!("{field}[{index}]"), Duplicate));
        }
    }
    errors
}
