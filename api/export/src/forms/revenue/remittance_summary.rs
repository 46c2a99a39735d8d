//! F-03 ใบสำคัญสรุปใบนำส่งเงิน.

use crate::amount::Amount;
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{ManualReference, Paper, Signer};
use serde::{Deserialize, Serialize};

/// Summary of remittance slips (ใบสำคัญสรุปใบนำส่งเงิน).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceSummary {
    /// Head and foot.
    pub paper: Paper,
    /// What was received.
    pub lines: Vec<RemittanceSummaryLine>,
    /// Numbers of the slips summed up.
    pub slip_numbers: Vec<String>,
    /// Slips on which what was counted is not what the receipts say (W-4.7).
    #[serde(default)]
    pub counted: Vec<CountedSlip>,
    /// Number of the receipt voucher (RV).
    #[serde(default)]
    pub voucher_number: Option<String>,
    /// The summary written by hand.
    #[serde(default)]
    pub manual_reference: Option<ManualReference>,
    /// ผู้จัดทำ.
    pub preparer: Signer,
    /// ผู้ตรวจสอบ.
    pub checker: Signer,
}

/// A slip whose money was short or over when it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedSlip {
    /// ใบนำส่งเงินเลขที่.
    pub slip: String,
    /// ตามใบเสร็จ.
    pub expected: Amount,
    /// นับได้จริง.
    pub counted: Amount,
    /// คำชี้แจง.
    pub reason: String,
}

/// A credit of the summary's voucher, in baht.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceSummaryLine {
    /// ประเภทเงิน.
    pub money_type: String,
    /// รหัสแผนงาน.
    pub plan_code: String,
    /// รหัสบัญชี.
    pub account_code: String,
    /// จำนวนเงิน, printed as บาท and สต.
    pub amount: Amount,
    /// หมายเหตุ.
    #[serde(default)]
    pub note: String,
}

impl Printable for RemittanceSummary {
    fn check(&self) -> Result<(), ExportError> {
        Amount::sum(self.lines.iter().map(|line| line.amount)).map(drop)
    }
}
