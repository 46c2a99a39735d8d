//! F-02 ใบนำส่งเงิน.

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{ManualReference, Paper, Signer};
use serde::{Deserialize, Serialize};

/// Remittance slip (ใบนำส่งเงิน).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceSlip {
    /// Head and foot.
    pub paper: Paper,
    /// หน่วยงาน.
    pub department: String,
    /// What is handed over.
    pub lines: Vec<RemittanceSlipLine>,
    /// In what form.
    pub split: MoneySplit,
    /// What the receiver counted where that was not the total, and why.
    #[serde(default)]
    pub counted: Option<(Amount, String)>,
    /// เลขที่/วันที่ใบนำส่งเงินที่จัดทำด้วยมือ.
    #[serde(default)]
    pub manual_reference: Option<ManualReference>,
    /// ผู้นำส่งเงิน.
    pub remitter: Signer,
    /// ผู้รับเงิน.
    pub receiver: Signer,
}

/// A receipt that is handed over, in baht.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceSlipLine {
    /// เล่มที่-เลขที่ใบเสร็จ, from-to.
    pub receipts: String,
    /// ประเภทเงิน.
    pub money_type: String,
    /// รหัสงาน.
    pub work_code: String,
    /// รหัสบัญชี.
    pub account_code: String,
    /// จำนวนเงิน, printed as บาท and สต.
    pub amount: Amount,
    /// หมายเหตุ.
    #[serde(default)]
    pub note: String,
}

/// The money handed over by form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoneySplit {
    /// เงินสด.
    pub cash: Amount,
    /// เช็ค.
    pub cheques: Amount,
    /// เงินโอน.
    pub transfers: Amount,
}

impl Printable for RemittanceSlip {
    fn check(&self) -> Result<(), ExportError> {
        let total = Amount::sum(self.lines.iter().map(|line| line.amount))?;
        let split = self.split.cash.plus(self.split.cheques)?;
        agree(
            "money handed over",
            total,
            split.plus(self.split.transfers)?,
        )
    }
}
