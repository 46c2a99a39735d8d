//! The route of a kind: who takes which step, which number it gives, whether it has effects.

use super::{Action, Status};
use crate::permission::Role;

codes! {
    /// The steps of all routes, named as the people who take them would.
    pub enum StepName {
        /// The maker, before the first step; named where separation of duties needs it.
        Draft = "draft",
        /// ส่งเอกสาร / ลงนามผู้เบิก
        Submit = "submit",
        /// นับเงินและรับ
        Receive = "receive",
        /// ลงทะเบียนรับฎีกา: treasury number and obligation
        Register = "register",
        /// ตรวจ
        Examine = "examine",
        /// เห็นควรจ่าย / ตรวจสอบ
        Recommend = "recommend",
        /// ผ่านเรื่อง
        Pass = "pass",
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 1
        FirstCustodian = "first_custodian",
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 2
        SecondCustodian = "second_custodian",
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 3
        ThirdCustodian = "third_custodian",
        /// อนุมัติ
        Approve = "approve",
        /// ยืนยันการจ่าย
        Confirm = "confirm",
    }
}

codes! {
    /// Number series: gap-free for an entity and a fiscal year, never reused (W-1.2).
    pub enum Series {
        /// `RCPT-00001/69`
        Receipt = "receipt",
        /// `1/2569`
        RemittanceSlip = "remittance_slip",
        /// `1/2569`
        RemittanceSummary = "remittance_summary",
        /// เลขที่ผู้เบิก `ฎ04 1/2569`, a series for each department
        RequesterNo = "requester_no",
        /// เลขที่คลังรับ `1/2569`
        TreasuryNo = "treasury_no",
        /// `1/2569`
        ChequeReport = "cheque_report",
        /// `RV-00001/69`
        ReceiptVoucher = "receipt_voucher",
        /// `AP-00001/69`
        PayableVoucher = "payable_voucher",
        /// `PV-00001/69`
        PaymentVoucher = "payment_voucher",
        /// `JV-00001/69`
        JournalVoucher = "journal_voucher",
    }
}

impl Series {
    /// The number as printed. `scope` is the department code for the requester's number, else empty.
    pub fn format(self, n: i64, fiscal_year: crate::FiscalYear, scope: &str) -> String {
        let short = fiscal_year.short();
        match self {
            Series::Receipt => format!("RCPT-{n:05}/{short}"),
            Series::RequesterNo => format!("ฎ{scope} {n}/{fiscal_year}"),
            Series::ReceiptVoucher => format!("RV-{n:05}/{short}"),
            Series::PayableVoucher => format!("AP-{n:05}/{short}"),
            Series::PaymentVoucher => format!("PV-{n:05}/{short}"),
            Series::JournalVoucher => format!("JV-{n:05}/{short}"),
            Series::RemittanceSlip
            | Series::RemittanceSummary
            | Series::TreasuryNo
            | Series::ChequeReport => format!("{n}/{fiscal_year}"),
        }
    }
}

/// Whose documents of the entity a role may act on at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any document of the entity.
    Entity,
    /// Documents of the person's own department.
    Department,
}

/// One step of a route.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: StepName,
    /// What taking it is, in the life cycle.
    pub action: Action,
    /// Where the document stands afterwards.
    pub to: Status,
    /// Who may take it.
    pub roles: &'static [Role],
    /// Whose documents.
    pub scope: Scope,
    /// Steps whose takers may not take this one (separation of duties).
    pub not_by: &'static [StepName],
    /// Numbers given at this step, in this order.
    pub numbers: &'static [Series],
    /// True when the step has effects on budget or books: afterwards nothing is sent back, and
    /// voiding needs a cancellation document.
    pub takes_effect: bool,
}

impl Step {
    /// A step without numbers, effects or separation, for any document of the entity.
    pub const fn new(name: StepName, action: Action, to: Status, roles: &'static [Role]) -> Step {
        Step {
            name,
            action,
            to,
            roles,
            scope: Scope::Entity,
            not_by: &[],
            numbers: &[],
            takes_effect: false,
        }
    }

    /// The same, for the own department only.
    pub const fn of_department(self) -> Step {
        Step {
            scope: Scope::Department,
            ..self
        }
    }

    /// The same, not by those who took these steps.
    pub const fn not_by(self, not_by: &'static [StepName]) -> Step {
        Step { not_by, ..self }
    }

    /// The same, giving these numbers.
    pub const fn numbering(self, numbers: &'static [Series]) -> Step {
        Step { numbers, ..self }
    }

    /// The same, with effects.
    pub const fn with_effect(self) -> Step {
        Step {
            takes_effect: true,
            ..self
        }
    }
}
