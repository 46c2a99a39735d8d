//! บันทึกขออนุมัติยกเลิกเอกสาร: why a document is taken back, and by which vouchers (W-1.5, W-7.4).

use super::voucher::VoucherLine;
use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use serde::{Deserialize, Serialize};

/// The cancellation of a document that has had effects; the date is that of the cancellation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    /// Head and foot.
    pub paper: Paper,
    /// เอกสารที่ขอยกเลิก: kind and number.
    pub document: String,
    /// ผู้ชำระเงิน/ผู้มีสิทธิรับเงิน.
    #[serde(default)]
    pub party: Option<String>,
    /// จำนวนเงิน of the document.
    pub amount: Amount,
    /// เหตุผล.
    pub reason: String,
    /// ใบผ่านรายการกลับรายการ: their numbers; none before it is approved.
    #[serde(default)]
    pub vouchers: Vec<String>,
    /// What they book, debits first.
    #[serde(default)]
    pub lines: Vec<VoucherLine>,
    /// ผู้ขอยกเลิก.
    pub requester: Signer,
    /// ผู้อนุมัติ: หัวหน้าหน่วยงานคลัง.
    pub approver: Signer,
}

impl Printable for Cancellation {
    fn check(&self) -> Result<(), ExportError> {
        let debit = Amount::sum(self.lines.iter().map(|line| line.debit))?;
        let credit = Amount::sum(self.lines.iter().map(|line| line.credit))?;
        agree("credit of a cancellation", debit, credit)
    }
}
