//! The route of a kind: who takes which step, which number it gives, whether it has effects.

use super::{Action, Status};
use crate::permission::Role;

codes! {
    /// The steps of all routes, named as the people who take them would.
    pub enum StepName {
        /// The makers, before the first step; named where separation of duties needs it.
        Draft = "draft" ("จัดทำร่าง", "Draft"),
        /// Those who entered or changed the payee, before there was a document; named where separation
        /// of duties needs it.
        Payee = "payee" ("บันทึกข้อมูลผู้รับเงิน", "Enter the payee"),
        /// Those who changed the account of the payee after the document was entered; named where
        /// separation of duties needs it.
        Account = "account" ("แก้ไขบัญชีผู้รับเงิน", "Change the account of the payee"),
        /// ส่งเอกสาร / ลงนามผู้เบิก
        Submit = "submit" ("ส่งเอกสาร", "Submit"),
        Receive = "receive" ("นับเงินและรับ", "Receive"),
        /// ลงทะเบียนรับฎีกา: treasury number and obligation
        Register = "register" ("ลงทะเบียนรับ", "Register"),
        Examine = "examine" ("ตรวจ", "Examine"),
        /// เห็นควรจ่าย / ตรวจสอบ
        Recommend = "recommend" ("เห็นควรจ่าย", "Recommend"),
        Pass = "pass" ("ผ่านเรื่อง", "Pass"),
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 1
        FirstCustodian = "first_custodian" ("กรรมการคนที่ 1", "First custodian"),
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 2
        SecondCustodian = "second_custodian" ("กรรมการคนที่ 2", "Second custodian"),
        /// ลงนามกรรมการเก็บรักษาเงิน คนที่ 3
        ThirdCustodian = "third_custodian" ("กรรมการคนที่ 3", "Third custodian"),
        Approve = "approve" ("อนุมัติ", "Approve"),
        Confirm = "confirm" ("ยืนยันการจ่าย", "Confirm payment"),
    }
}

codes! {
    /// Number series: gap-free for an entity and a fiscal year, never reused (W-1.2).
    pub enum Series {
        /// `RCPT-00001/69`
        Receipt = "receipt" ("เลขที่ใบเสร็จ", "Receipt number"),
        /// `1/2569`
        RemittanceSlip = "remittance_slip" ("เลขที่ใบนำส่ง", "Slip number"),
        /// `1/2569`
        RemittanceSummary = "remittance_summary" ("เลขที่ใบสำคัญสรุป", "Summary number"),
        /// เลขที่ผู้เบิก `69-04-00001`, a series for each department (E7)
        RequesterNo = "requester_no" ("เลขที่ผู้เบิก", "Requester's number"),
        /// เลขที่สัญญาการยืมเงิน `ย.1/2569`
        AdvanceContract = "advance_contract" ("เลขที่สัญญาการยืมเงิน", "Advance contract"),
        /// เลขที่คลังรับ `1/2569`
        TreasuryNo = "treasury_no" ("เลขที่คลังรับ", "Treasury number"),
        /// `1/2569`
        ChequeReport = "cheque_report" ("เลขที่รายงาน", "Report number"),
        /// `RV-00001/69`
        ReceiptVoucher = "receipt_voucher" ("ใบผ่านรายการรับ", "Receipt voucher"),
        /// `AP-00001/69`
        PayableVoucher = "payable_voucher" ("ใบผ่านรายการตั้งหนี้", "Payable voucher"),
        /// `PV-00001/69`
        PaymentVoucher = "payment_voucher" ("ใบผ่านรายการจ่าย", "Payment voucher"),
        /// `JV-00001/69`
        JournalVoucher = "journal_voucher" ("ใบผ่านรายการบัญชีทั่วไป", "Journal voucher"),
    }
}

impl Series {
    /// Is there a series for each department?
    pub const fn is_by_department(self) -> bool {
        matches!(self, Series::RequesterNo)
    }

    /// How it is written where the entity has set nothing (E7), as `NumberFormat` reads it.
    pub const fn default_format(self) -> &'static str {
        match self {
            Series::Receipt => "RCPT-{n:5}/{yy}",
            Series::RequesterNo => "{yy}-{dept}-{n:5}",
            Series::AdvanceContract => "ย.{n}/{yyyy}",
            Series::ReceiptVoucher => "RV-{n:5}/{yy}",
            Series::PayableVoucher => "AP-{n:5}/{yy}",
            Series::PaymentVoucher => "PV-{n:5}/{yy}",
            Series::JournalVoucher => "JV-{n:5}/{yy}",
            Series::RemittanceSlip
            | Series::RemittanceSummary
            | Series::TreasuryNo
            | Series::ChequeReport => "{n}/{yyyy}",
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

/// What a kind calls a step of its route: Thai, English.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Called {
    /// In the line of steps: ลงนามผู้เบิก.
    pub step: (&'static str, &'static str),
    /// On the button: ลงนามผู้เบิกและส่ง.
    pub act: (&'static str, &'static str),
}

/// One step of a route.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    pub name: StepName,
    /// What it is called, and what its button says, where taking it means more than its name.
    pub called: Option<Called>,
    /// What taking it is, in the life cycle.
    pub action: Action,
    /// Where the document stands afterwards.
    pub to: Status,
    /// Who may take it.
    pub roles: &'static [Role],
    /// Whose documents.
    pub scope: Scope,
    /// Who took one of these steps may not take this one (separation of duties).
    pub not_by: &'static [StepName],
    /// Who took one of these steps of what it pays may not take this one.
    pub not_by_of_paid: &'static [StepName],
    /// Numbers given at this step, in this order.
    pub numbers: &'static [Series],
    /// True when the step has effects on budget or books: once the document is decided, voiding it
    /// needs a cancellation document.
    pub takes_effect: bool,
    /// True when the step brings something into being that others draw on, in the register alone:
    /// it goes as the document is voided, unless others have drawn on it.
    pub opens_claims: bool,
    /// True when approving signs what has happened and decides on no amount.
    pub only_signs: bool,
    /// What taking it leads to beyond the document, Thai and English, where people must know it
    /// before they take it.
    pub consequence: Option<(&'static str, &'static str)>,
    /// Fields of the body that whoever takes it says then: what was counted, who received it.
    pub asks: &'static [&'static str],
    /// True when whoever takes it must have proved who that is a moment ago (step-up, `trust.md`
    /// section 4).
    pub needs_proof: bool,
    /// True when money leaves for the payees: not on a day on which the account of one was changed.
    pub pays: bool,
}

impl Step {
    /// A step without numbers, effects or separation, for any document of the entity.
    pub const fn new(name: StepName, action: Action, to: Status, roles: &'static [Role]) -> Step {
        Step {
            name,
            called: None,
            action,
            to,
            roles,
            scope: Scope::Entity,
            not_by: &[],
            not_by_of_paid: &[],
            numbers: &[],
            takes_effect: false,
            opens_claims: false,
            only_signs: false,
            consequence: None,
            asks: &[],
            needs_proof: false,
            pays: false,
        }
    }

    /// The same, called otherwise.
    pub const fn called(self, called: Called) -> Step {
        Step {
            called: Some(called),
            ..self
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

    /// The same, not by those who took these steps of what it pays.
    pub const fn not_by_of_paid(self, not_by_of_paid: &'static [StepName]) -> Step {
        Step {
            not_by_of_paid,
            ..self
        }
    }

    /// The same, giving these numbers.
    pub const fn numbering(self, numbers: &'static [Series]) -> Step {
        Step { numbers, ..self }
    }

    /// The same, bringing claims into being.
    pub const fn opening_claims(self) -> Step {
        Step {
            opens_claims: true,
            ..self
        }
    }

    /// Does taking it post anything?
    pub const fn posts(&self) -> bool {
        self.takes_effect || self.opens_claims
    }

    /// Does it decide on the amount? Then roles count up to their ceiling.
    pub const fn decides(&self) -> bool {
        matches!(self.action, Action::Approve) && !self.only_signs
    }

    /// The same, signing what has happened, whatever the amount.
    pub const fn only_signing(self) -> Step {
        Step {
            only_signs: true,
            ..self
        }
    }

    /// The same; whoever takes it says what these fields of the body are.
    pub const fn asking(self, asks: &'static [&'static str]) -> Step {
        Step { asks, ..self }
    }

    /// The same; whoever takes it is told before what follows, in Thai and English.
    pub const fn leading_to(self, consequence: (&'static str, &'static str)) -> Step {
        Step {
            consequence: Some(consequence),
            ..self
        }
    }

    /// The same, by somebody who has proved the own identity a moment ago.
    pub const fn with_proof(self) -> Step {
        Step {
            needs_proof: true,
            ..self
        }
    }

    /// The same, by which money leaves for the payees.
    pub const fn paying(self) -> Step {
        Step { pays: true, ..self }
    }

    /// The same, with effects.
    pub const fn with_effect(self) -> Step {
        Step {
            takes_effect: true,
            ..self
        }
    }
}
