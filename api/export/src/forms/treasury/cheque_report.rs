//! F-05 รายงานการจัดทำเช็ค/ใบถอน.

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Cheque report (รายงานการจัดทำเช็ค/ใบถอน), landscape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChequeReport {
    /// Head and foot.
    pub paper: Paper,
    /// One line per cheque or withdrawal slip.
    pub lines: Vec<ChequeReportLine>,
    /// Paid by bank account.
    pub totals_by_bank: Vec<BankTotal>,
    /// Who signs.
    pub signers: ChequeReportSigners,
}

/// One cheque or withdrawal slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChequeReportLine {
    /// เลขที่คลังรับ.
    pub treasury_number: String,
    /// ผู้มีสิทธิรับเงิน.
    pub payee: String,
    /// รายการ.
    pub description: String,
    /// แหล่งเงิน.
    pub fund_source: String,
    /// จำนวนเงินขอเบิก.
    pub gross: Amount,
    /// หัก.
    pub deducted: Amount,
    /// จ่ายจริง.
    pub net: Amount,
    /// ธนาคาร/เลขที่บัญชี.
    pub bank_account: String,
    /// เลขที่เช็ค/ใบถอน.
    pub cheque_number: String,
    /// วันที่รับ; none leaves room for the pen.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
}

/// Sum of one bank account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTotal {
    /// ธนาคาร/เลขที่บัญชี.
    pub bank_account: String,
    /// Number of cheques and slips.
    pub count: u32,
    /// จ่ายจริง.
    pub amount: Amount,
}

/// Who signs a cheque report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChequeReportSigners {
    /// ผู้จัดทำ.
    pub preparer: Signer,
    /// หัวหน้าหน่วยงานคลัง.
    pub finance_head: Signer,
    /// ปลัด.
    pub chief_administrator: Signer,
    /// ผู้บริหารท้องถิ่น.
    pub executive: Signer,
}

impl Printable for ChequeReport {
    fn check(&self) -> Result<(), ExportError> {
        for line in &self.lines {
            agree("paid on a line", line.gross.minus(line.deducted)?, line.net)?;
        }
        let paid = Amount::sum(self.lines.iter().map(|line| line.net))?;
        let by_bank = Amount::sum(self.totals_by_bank.iter().map(|total| total.amount))?;
        agree("totals by bank", paid, by_bank)
    }
}
