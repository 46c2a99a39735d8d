//! The forms: one struct of input per form, and the one list of all of them.

mod cheque_report;
mod daily_report;
mod disbursement_request;
mod receipt;
mod remittance;
mod voucher;

pub use cheque_report::{BankTotal, ChequeReport, ChequeReportLine, ChequeReportSigners};
pub use daily_report::{
    BankAccount, BankMovement, CashMovement, ChequeMovement, DailyReport, DailyReportSigners,
    Denomination, DenominationKind, UncollectedCheque,
};
pub use disbursement_request::{
    BudgetLine, BudgetState, Deduction, DisbursementPayment, DisbursementRequest,
    DisbursementSigners, LoanContract, NumberAndDate, RequestPayee,
};
pub use receipt::{DayTotal, Receipt, ReceiptLine};
pub use remittance::{
    MoneySplit, RemittanceSlip, RemittanceSlipLine, RemittanceSummary, RemittanceSummaryLine,
};
pub use voucher::{Voucher, VoucherKind, VoucherLine, VoucherSigners};

use crate::error::ExportError;
use serde::{Deserialize, Serialize};

/// Any document that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Form {
    /// F-09 รายงานสถานะการเงินประจำวัน.
    DailyFinancialStatus(Box<DailyReport>),
    /// F-01 ใบเสร็จรับเงิน.
    Receipt(Box<Receipt>),
    /// F-02 ใบนำส่งเงิน.
    RemittanceSlip(Box<RemittanceSlip>),
    /// F-03 ใบสำคัญสรุปใบนำส่งเงิน.
    RemittanceSummary(Box<RemittanceSummary>),
    /// F-04 ฎีกาเบิกเงิน.
    DisbursementRequest(Box<DisbursementRequest>),
    /// F-05 รายงานการจัดทำเช็ค/ใบถอน.
    ChequeReport(Box<ChequeReport>),
    /// F-06 ใบผ่านรายการ.
    Voucher(Box<Voucher>),
}

/// What the printer needs to know of a form besides its data.
pub(crate) trait Printable: Serialize {
    /// Name of its template.
    const TEMPLATE: &'static str;

    /// Refuses figures that contradict each other: such a paper must not be signed.
    fn check(&self) -> Result<(), ExportError>;
}
