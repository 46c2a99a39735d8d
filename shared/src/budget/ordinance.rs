//! The annual budget ordinance.

use super::Fund;
use crate::document::room::*;
use crate::problem::FieldCode;
use crate::text::KeyText;
use crate::{BudgetLineId, DepartmentId, FieldError, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "ordinances",
    names: ("ข้อบัญญัติงบประมาณรายจ่าย", "Budget ordinance"),
    menu: (Menu::Budget, 20),
    readers: STAFF,
    makers: &[BudgetOfficer],
    cancellers: &[BudgetOfficer],
    charges_budget: true,
    route: &[
        step(S::Submit, Submit, Submitted, &[BudgetOfficer]),
        step(S::Examine, Examine, Submitted, &[ChiefAdministrator]).not_by(&[S::Draft, S::Submit]),
        step(S::Approve, Approve, Posted, &[Executive])
            .not_by(&[S::Draft, S::Submit, S::Examine])
            .with_effect(),
    ],
    statuses: STATUSES,
    labels: &[LABELS],
    problems: PROBLEMS,
    ..KindSpec::OF_FINANCE
};

/// An ordinance is in force.
const STATUSES: &[Standing] = &[(Posted, "ใช้บังคับแล้ว", "In force")];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("ordinance_no", "เลขที่ข้อบัญญัติ/เทศบัญญัติ", "Ordinance number"),
    ("approved_on", "วันที่อนุมัติ", "Approved on"),
    ("total", "ยอดรวมตามข้อบัญญัติ", "Control total"),
    ("estimates", "ประมาณการรายรับ", "Revenue estimates"),
    ("estimates.revenue_type", "ประเภทรายรับ", "Revenue type"),
    ("estimates.amount", "จำนวนเงิน", "Amount"),
    ("lines", "รายจ่าย", "Appropriations"),
    (
        "lines.budget_line_id",
        "รหัสรายการงบประมาณ",
        "Id of the line",
    ),
    ("lines.code", "รหัส", "Code"),
    ("lines.fund", "แหล่งเงิน", "Fund"),
    ("lines.work", "งาน", "Work"),
    ("lines.expenditure_type", "ประเภทรายจ่าย", "Expenditure type"),
    ("lines.project", "โครงการ", "Project"),
    ("lines.department_id", "กองผู้เบิก", "Requesting department"),
    ("lines.name_th", "ชื่อรายการ", "Name of the line"),
    ("lines.explanation", "คำชี้แจง", "Explanation"),
    ("lines.amount", "จำนวนเงิน", "Amount"),
];

problems! {
    /// Appropriations above revenue estimates (W-3.1).
    EXCEEDS_ESTIMATES = "exceeds_estimates", 422,
        "ยอดรายจ่าย {asked} บาท เกินประมาณการรายรับ {free} บาท โปรดปรับให้ไม่เกินประมาณการ",
        "Appropriations of {asked} baht exceed the revenue estimates of {free} baht.";
}

/// An annual budget ordinance (ข้อบัญญัติ/เทศบัญญัติงบประมาณรายจ่าย), rule A1, W-3.1 to W-3.4.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Ordinance {
    /// Number of the ordinance, `1/2568`.
    pub ordinance_no: String,
    /// Day it was approved by the district chief or the governor.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub approved_on: NaiveDate,
    /// Control total of the appropriations in baht.
    pub total: Money,
    /// Revenue estimates; appropriations may not exceed their sum.
    pub estimates: Vec<RevenueEstimate>,
    /// The appropriations, one per line of control.
    pub lines: Vec<OrdinanceLine>,
}

/// Estimate of one revenue type.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevenueEstimate {
    /// Code of `revenue_types.csv`.
    pub revenue_type: String,
    /// Estimate for the year in baht.
    pub amount: Money,
}

/// One appropriation: the smallest unit the council approves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrdinanceLine {
    /// The id the budget line will have; made by the client.
    pub budget_line_id: BudgetLineId,
    /// Short code of the line within the entity and year, `L01`.
    pub code: KeyText,
    /// BUD or SPC.
    pub fund: Fund,
    /// งาน, code of `budget_plans.csv`.
    pub work: String,
    /// ประเภทรายจ่าย, six digits of `expenditure_types.csv`.
    pub expenditure_type: String,
    /// โครงการ, where the line has one.
    #[serde(default)]
    pub project: Option<String>,
    /// The department that spends it.
    pub department_id: DepartmentId,
    /// Name of the line.
    pub name_th: String,
    /// คำชี้แจง: why and on what legal basis (W-3.1).
    pub explanation: String,
    /// Appropriation in baht.
    pub amount: Money,
}

impl Default for OrdinanceLine {
    fn default() -> Self {
        OrdinanceLine {
            budget_line_id: BudgetLineId::default(),
            code: KeyText::default(),
            fund: Fund::Bud,
            work: String::new(),
            expenditure_type: String::new(),
            project: None,
            department_id: DepartmentId::default(),
            name_th: String::new(),
            explanation: String::new(),
            amount: Money::ZERO,
        }
    }
}

impl DocumentBody for Ordinance {
    const KIND: Kind = Kind::Ordinance;
    /// The largest provinces print some three thousand lines.
    const MAX_ROWS: usize = 5_000;

    fn title(&self) -> String {
        format!("ข้อบัญญัติงบประมาณรายจ่าย เลขที่ {}", self.ordinance_no)
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        vec![("approved_on", Some(self.approved_on), DayBounds::PAST)]
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "ordinance_no", &self.ordinance_no, 50);
        check_positive(&mut errors, "total", self.total);
        if self.lines.is_empty() {
            errors.push(FieldError::new("lines", FieldCode::Required));
        }
        for (index, estimate) in self.estimates.iter().enumerate() {
            check_positive(
                &mut errors,
                &format!("estimates[{index}].amount"),
                estimate.amount,
            );
        }
        for (index, line) in self.lines.iter().enumerate() {
            let at = |field: &str| format!("lines[{index}].{field}");
            check_text(&mut errors, &at("code"), &line.code, 20);
            check_text(&mut errors, &at("name_th"), &line.name_th, 300);
            check_passage(&mut errors, &at("explanation"), &line.explanation, 4000);
            check_length(
                &mut errors,
                &at("project"),
                line.project.as_deref().unwrap_or(""),
                300,
            );
            check_positive(&mut errors, &at("amount"), line.amount);
            if !matches!(line.fund, Fund::Bud | Fund::Spc) {
                errors.push(FieldError::new(at("fund"), FieldCode::UnknownValue));
            }
            if self
                .lines
                .iter()
                .take(index)
                .any(|other| other.code == line.code)
            {
                errors.push(FieldError::new(at("code"), FieldCode::Duplicate));
            }
        }
        errors
    }
}
