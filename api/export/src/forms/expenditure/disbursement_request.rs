//! F-04 ฎีกาเบิกเงิน.

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Disbursement request (ฎีกาเบิกเงิน). Its number is เลขที่ผู้เบิก, its date that of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisbursementRequest {
    /// Head and foot.
    pub paper: Paper,
    /// ปีงบประมาณ, Buddhist era.
    pub fiscal_year: u16,
    /// ส่วนราชการ.
    pub department: String,
    /// เลขที่คลังรับ and วันที่คลังรับ.
    #[serde(default)]
    pub treasury: Option<NumberAndDate>,
    /// Where in the budget.
    pub budget_line: BudgetLine,
    /// ผู้มีสิทธิรับเงิน.
    pub payee: String,
    /// รายการ and the reason.
    pub description: String,
    /// สัญญา/ใบสั่งซื้อ.
    #[serde(default)]
    pub contract: Option<String>,
    /// ใบแจ้งหนี้/ใบส่งของ.
    #[serde(default)]
    pub bill: Option<String>,
    /// จำนวนเงิน before VAT.
    pub amount: Amount,
    pub vat: Amount,
    /// รวม.
    pub gross: Amount,
    /// หัก.
    pub deductions: Vec<Deduction>,
    /// คงจ่าย.
    pub net: Amount,
    /// หมายเหตุ.
    #[serde(default)]
    pub note: Option<String>,
    /// งบประมาณคงเหลือ before and after this request.
    #[serde(default)]
    pub budget: Option<BudgetState>,
    /// How it is paid.
    #[serde(default)]
    pub payment: Option<DisbursementPayment>,
    /// Who signs.
    pub signers: DisbursementSigners,
    /// Page 2: the payees, if more than one.
    #[serde(default)]
    pub payees: Vec<RequestPayee>,
    /// Page 2: the evidence.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Of an advance: the contract of loan, on a page of its own (F-08).
    #[serde(default)]
    pub loan: Option<LoanContract>,
}

/// F-08 สัญญาการยืมเงิน, under which an advance is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanContract {
    /// เลขที่ ย.; none before it was given.
    pub number: Option<String>,
    /// ผู้ยืม.
    pub borrower: Signer,
    /// เพื่อ.
    pub purpose: String,
    /// Of travel: the day of return.
    #[serde(default)]
    pub returns_on: Option<NaiveDate>,
    /// กำหนดส่งใช้.
    pub due_on: NaiveDate,
}

/// What a contract or order is quoted by: its number and the day on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberAndDate {
    /// เลขที่.
    pub number: String,
    /// วันที่.
    pub date: NaiveDate,
}

/// The place in the budget the money comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BudgetLine {
    /// แผนงาน.
    pub plan: String,
    /// งาน.
    pub work: String,
    /// หมวด.
    pub category: String,
    /// ประเภท.
    pub kind: String,
    /// โครงการ.
    #[serde(default)]
    pub project: Option<String>,
    /// แหล่งเงิน.
    pub fund_source: String,
}

/// Something withheld from the payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// ภาษีหัก ณ ที่จ่าย, ค่าปรับ, เงินประกันผลงาน, ประกันสังคม, สหกรณ์, ธนาคาร, กยศ.
    pub name: String,
    /// จำนวนเงิน.
    pub amount: Amount,
}

/// Budget left before and after the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetState {
    /// คงเหลือก่อนเบิก.
    pub before: Amount,
    /// คงเหลือหลังเบิก.
    pub after: Amount,
}

/// How the request is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisbursementPayment {
    /// ธนาคาร/เลขที่บัญชี; none in cash.
    #[serde(default)]
    pub account: Option<String>,
    /// How: เช็คเลขที่ or ใบถอนเงินเลขที่ with the number, เงินโอน, เงินสด.
    pub means: String,
    /// ลงวันที่.
    pub date: NaiveDate,
    /// สั่งจ่าย.
    pub payee: String,
}

/// Who signs a disbursement request, in the order of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DisbursementSigners {
    /// ผู้เบิก: head of the department.
    pub requester: Signer,
    /// เจ้าหน้าที่การเงินและบัญชี, who certifies the budget left.
    pub finance_officer: Signer,
    /// ผู้ตรวจฎีกา.
    pub examiner: Signer,
    /// หัวหน้าหน่วยงานคลัง: เห็นควรจ่าย.
    pub finance_head: Signer,
    /// ปลัด.
    pub chief_administrator: Signer,
    /// ผู้บริหารท้องถิ่น: อนุมัติ.
    pub executive: Signer,
    /// ผู้ลงนามในเช็ค, as a rule three.
    pub cheque_signers: Vec<Signer>,
    /// ผู้รับเงิน.
    #[serde(default)]
    pub receiver: Signer,
    /// ผู้จ่ายเงิน.
    #[serde(default)]
    pub payer: Signer,
    /// หัวหน้าหน่วยงานคลัง, who certifies the payment.
    #[serde(default)]
    pub certifier: Signer,
}

/// One of several payees, page 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPayee {
    /// ชื่อ.
    pub name: String,
    /// รายการ or งวด.
    pub description: String,
    /// จำนวนเงิน.
    pub gross: Amount,
    /// หัก and คงจ่าย, where they are known for each.
    #[serde(default)]
    pub deducted: Option<(Amount, Amount)>,
}

impl Printable for DisbursementRequest {
    fn check(&self) -> Result<(), ExportError> {
        agree("gross", self.amount.plus(self.vat)?, self.gross)?;
        let deducted = Amount::sum(self.deductions.iter().map(|line| line.amount))?;
        agree("net", self.gross.minus(deducted)?, self.net)?;
        if let Some(budget) = self.budget {
            agree(
                "budget after",
                budget.before.minus(self.gross)?,
                budget.after,
            )?;
        }
        let mut nets = Vec::new();
        for payee in &self.payees {
            if let Some((deducted, net)) = payee.deducted {
                agree("net of a payee", payee.gross.minus(deducted)?, net)?;
                nets.push(net);
            }
        }
        if self.payees.is_empty() {
            return Ok(());
        }
        let gross = Amount::sum(self.payees.iter().map(|payee| payee.gross))?;
        agree("gross of the payees", gross, self.gross)?;
        match nets.len() == self.payees.len() {
            true => agree("net of the payees", Amount::sum(nets)?, self.net),
            false => Ok(()),
        }
    }
}
