//! F-08 ใบรับใบสำคัญ: an advance accounted for by vouchers and by what comes back in money (7.3).

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use serde::{Deserialize, Serialize};

/// The clearing of an advance (ส่งใช้เงินยืม); the borrower keeps it as the receipt for the vouchers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceClearing {
    /// Head and foot.
    pub paper: Paper,
    /// เลขที่สัญญาการยืมเงิน.
    pub contract: String,
    /// ส่วนราชการ.
    pub department: String,
    /// ผู้ยืม.
    pub borrower: String,
    /// ใบสำคัญ.
    pub lines: Vec<ClearedVoucher>,
    /// เงินเหลือจ่ายที่ส่งคืน.
    pub returned: Amount,
    /// รวมส่งใช้.
    pub total: Amount,
    /// ใบผ่านรายการ, by which it was booked.
    #[serde(default)]
    pub vouchers: Vec<String>,
    /// หลักฐานที่แนบ.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Who signs.
    pub signers: AdvanceClearingSigners,
}

/// One voucher of the borrower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedVoucher {
    /// รายการ.
    pub description: String,
    /// จำนวนเงิน.
    pub amount: Amount,
}

/// Who signs the clearing of an advance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AdvanceClearingSigners {
    /// ผู้ยืม, with a pen.
    pub borrower: Signer,
    /// ผู้ส่งใช้: who handed it in for the department.
    pub submitter: Signer,
    /// ผู้รับใบสำคัญ: เจ้าหน้าที่การเงินและบัญชี.
    pub receiver: Signer,
    /// หัวหน้าหน่วยงานคลัง.
    pub finance_head: Signer,
}

impl Printable for AdvanceClearing {
    fn check(&self) -> Result<(), ExportError> {
        let spent = Amount::sum(self.lines.iter().map(|line| line.amount))?;
        agree(
            "total of a clearing",
            spent.plus(self.returned)?,
            self.total,
        )
    }
}
