//! F-06 ใบผ่านรายการ.

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Voucher (ใบผ่านรายการ); the date of the paper is the posting date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// Head and foot.
    pub paper: Paper,
    /// Which of the four.
    pub kind: VoucherKind,
    /// วันที่เอกสาร.
    pub document_date: NaiveDate,
    /// อ้างอิง.
    #[serde(default)]
    pub reference: Option<String>,
    /// Who pays or is paid.
    #[serde(default)]
    pub party: Option<String>,
    /// How the money moved: account, cheque or slip.
    #[serde(default)]
    pub means: Option<String>,
    /// Debits first; none while what it will book is not known.
    pub lines: Vec<VoucherLine>,
    /// คำอธิบาย.
    #[serde(default)]
    pub explanation: String,
    /// วันที่จัดทำ.
    #[serde(default)]
    pub made_on: Option<NaiveDate>,
    /// Who signs.
    pub signers: VoucherSigners,
}

/// The four vouchers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoucherKind {
    /// RV ใบผ่านรายการรับ.
    Receipt,
    /// AP ใบผ่านรายการตั้งหนี้.
    Payable,
    /// PV ใบผ่านรายการจ่าย.
    Payment,
    /// JV ใบผ่านรายการบัญชีทั่วไป.
    General,
}

/// One debit or credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherLine {
    /// ชื่อบัญชี.
    pub account_name: String,
    /// รหัสบัญชี.
    pub account_code: String,
    /// เดบิต.
    pub debit: Amount,
    /// เครดิต.
    pub credit: Amount,
}

/// Who signs a voucher: two, as on those that offices print (E12).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VoucherSigners {
    /// ผู้จัดทำ.
    pub preparer: Signer,
    /// ผู้อนุมัติ.
    pub approver: Signer,
}

impl Printable for Voucher {
    fn check(&self) -> Result<(), ExportError> {
        let debit = Amount::sum(self.lines.iter().map(|line| line.debit))?;
        let credit = Amount::sum(self.lines.iter().map(|line| line.credit))?;
        agree("credit of a voucher", debit, credit)
    }
}
