//! The budget: ordinances and their lines.

use crate::codes::Code;
use crate::ledger::Side;
use crate::table::{Called, Column, Row};
use crate::{BudgetLineId, DepartmentId, FiscalYear, Money};
use serde::{Deserialize, Serialize};

pub mod ordinance;

pub use ordinance::{Ordinance, OrdinanceLine, RevenueEstimate};

/// The work of งบกลาง, which only its types may use (budget-classification 2), and only requests of their
/// own kind charge.
pub const CENTRAL_WORK: &str = "00411";

problems! {
    /// The line has not enough remaining (W-1.11, W-7.2).
    INSUFFICIENT_BUDGET = "insufficient_budget", 422,
        "รายการงบประมาณ {line} แหล่งเงิน {fund} มีเงินคงเหลือ {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท) \
         โปรดลดจำนวนเงินหรือขอโอนงบประมาณ",
        "Budget line {line} of the fund {fund} has {free} baht left, not enough for {asked} baht (short by {short_by}). \
         Lower the amount or ask for a transfer.";
    /// The line is not yet, or no longer, in force (W-3.4).
    LINE_NOT_IN_FORCE = "line_not_in_force", 422,
        "รายการงบประมาณ {line} ยังไม่มีผลใช้บังคับหรือสิ้นสุดแล้ว โปรดเลือกรายการอื่น",
        "Budget line {line} is not in force. Choose another line.";
}

codes! {
    /// Fund sources (แหล่งเงิน) of `fund_sources.csv` that a budget line can have.
    pub enum Fund {
        Bud = "bud" ("เงินงบประมาณ", "Budget"),
        Spc = "spc" ("งบประมาณรายจ่ายเฉพาะการ", "Special enterprise budget"),
        /// เงินอุดหนุนระบุวัตถุประสงค์/เฉพาะกิจ
        Sub = "sub" ("เงินอุดหนุนเฉพาะกิจ", "Specific grant"),
        CarryBud = "carry_bud" ("งบประมาณค้างจ่าย", "Carried-over budget"),
        CarrySub = "carry_sub" ("เงินอุดหนุนค้างจ่าย", "Carried-over grant"),
        Acc = "acc" ("เงินสะสม", "Accumulated money"),
        AccOld = "acc_old" ("เงินสะสมปีเก่า", "Accumulated money of earlier years"),
        Res = "res" ("เงินทุนสำรองเงินสะสม", "Reserve"),
        Loan = "loan" ("เงินกู้", "Loan"),
        Don = "don" ("รับบริจาค", "Donation"),
        /// เงินรายได้ของหน่วยงานภายใต้สังกัด
        Unit = "unit" ("เงินรายได้ของหน่วยงาน", "Unit's own income"),
    }
}

codes! {
    /// The accounts of the budgetary book, in the order of the register of a line.
    pub enum BudgetAccount {
        Approved = "approved" ("อนุมัติ", "Approved"),
        Supplementary = "supplementary" ("เพิ่มเติม", "Supplementary"),
        TransferIn = "transfer_in" ("โอนเข้า", "Transfer in"),
        TransferOut = "transfer_out" ("โอนออก", "Transfer out"),
        Obligated = "obligated" ("ก่อหนี้ผูกพัน", "Obligated"),
        Disbursed = "disbursed" ("เบิกจ่ายแล้ว", "Disbursed"),
        /// What the others leave.
        Available = "available" ("คงเหลือ", "Remaining"),
    }
}

impl BudgetAccount {
    /// The side on which its figure grows.
    pub const fn grows_by(self) -> Side {
        use BudgetAccount::*;
        match self {
            Approved | Supplementary | TransferIn => Side::Credit,
            TransferOut | Obligated | Disbursed | Available => Side::Debit,
        }
    }

    /// Its figure of a line, in baht.
    pub const fn of(self, line: &BudgetLine) -> Money {
        match self {
            BudgetAccount::Approved => line.approved,
            BudgetAccount::Supplementary => line.supplementary,
            BudgetAccount::TransferIn => line.transfer_in,
            BudgetAccount::TransferOut => line.transfer_out,
            BudgetAccount::Obligated => line.obligated,
            BudgetAccount::Disbursed => line.disbursed,
            BudgetAccount::Available => line.remaining,
        }
    }
}

/// A budget line with its live availability: *remaining = approved + supplementary + transfer in −
/// transfer out − obligated − disbursed*, every term in baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BudgetLine {
    pub id: BudgetLineId,
    /// Short code within the entity and year.
    pub code: String,
    /// Year of the budget.
    pub fiscal_year: FiscalYear,
    /// แหล่งเงิน.
    pub fund: Fund,
    /// งาน.
    pub work: String,
    pub work_name: String,
    /// ประเภทรายจ่าย.
    pub expenditure_type: String,
    pub expenditure_type_name: String,
    /// โครงการ.
    pub project: Option<String>,
    /// The department that spends it.
    pub department_id: DepartmentId,
    /// Name of the line.
    pub name_th: String,
    /// Approved by the ordinance.
    pub approved: Money,
    /// Added by supplementary ordinances or grants.
    pub supplementary: Money,
    /// Received by transfer.
    pub transfer_in: Money,
    /// Given by transfer.
    pub transfer_out: Money,
    /// ก่อหนี้ผูกพัน, outstanding.
    pub obligated: Money,
    /// เบิกจ่ายแล้ว.
    pub disbursed: Money,
    /// คงเหลือ.
    pub remaining: Money,
}
impl Row for BudgetLine {
    fn columns() -> Vec<Column<Self>> {
        let name = |row: &Self| row.name_th.clone();
        let mut columns = vec![
            Column::new(("รหัส", "Code"), |row: &Self| row.code.clone()).wide(10),
            Column::new(("รายการงบประมาณ", "Budget line"), name).wide(30),
            Column::new(("งาน", "Work"), |row: &Self| row.work_name.clone()).wide(20),
            Column::new(("แหล่งเงิน", "Fund"), |row: &Self| {
                Called(row.fund)
            })
            .wide(12),
        ];
        let amounts = BudgetAccount::ALL.iter();
        columns.extend(amounts.map(|term| Column::amount(term.names(), move |row| term.of(row))));
        columns
    }
}
