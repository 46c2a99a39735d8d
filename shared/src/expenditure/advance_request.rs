//! The request for an advance (ฎีกาเงินยืม) under a contract of loan with a member of staff.

use super::request_route;
use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::{BudgetLineId, DepartmentId, FieldError, Money, PartyId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "advance-requests",
    names: ("ฎีกาเงินยืม", "Advance request"),
    menu: (Menu::Pay, 12),
    is_daily: false,
    readers: STAFF,
    makers: &[DepartmentClerk, DepartmentHead],
    cancellers: &[DepartmentClerk, DepartmentHead, FinanceOfficer],
    of_department: true,
    charges_budget: true,
    route: &request_route(&[Series::AdvanceContract, Series::RequesterNo]),
    is_done_by_claims: true,
    statuses: STATUSES,
    labels: &[LABELS],
    problems: PROBLEMS,
    ..KindSpec::OF_FINANCE
};

/// An advance is done when it is accounted for.
const STATUSES: &[Standing] = &[(Posted, "ส่งใช้ครบแล้ว", "Accounted for")];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("department_id", "กองผู้เบิก", "Requesting department"),
    ("budget_line_id", "รายการงบประมาณ", "Budget line"),
    (
        "borrower_id",
        "ผู้ยืมในทะเบียน (ถ้ามี)",
        "Borrower in the register, if there",
    ),
    ("borrower_name", "ชื่อผู้ยืม", "Borrower's name"),
    ("purpose", "ยืมเพื่อ", "Purpose"),
    ("amount", "จำนวนเงินที่ยืม", "Amount"),
    (
        "returns_on",
        "วันกลับจากเดินทางไปราชการ (ถ้าเดินทาง)",
        "Return from travel, if any",
    ),
    ("due_on", "กำหนดส่งใช้", "Due"),
    ("remark", "หมายเหตุ", "Remark"),
];

problems! {
    /// The borrower has an open advance (W-7.3).
    OPEN_ADVANCE = "open_advance", 409,
        "ผู้ยืมยังมีเงินยืมค้างอยู่ ({number}) จึงยืมใหม่ไม่ได้ โปรดส่งใช้เงินยืมเดิมให้ครบก่อน",
        "The borrower has an open advance ({number}) and gets no other before it is cleared.";
}

/// Days after the return from travel within which an advance is cleared (regulation of 2566).
pub const DAYS_AFTER_TRAVEL: u64 = 15;
/// Days after the money was received within which any other advance is cleared.
pub const DAYS_AFTER_PAYMENT: u64 = 30;

/// A request for an advance (ฎีกาเงินยืม), rule D8; W-7.3, W-7.7. Registered, it obligates its line;
/// paid, the borrower owes it until it is cleared by vouchers and by money returned.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdvanceRequest {
    /// The requesting department.
    pub department_id: DepartmentId,
    /// The line that is charged when the advance is cleared; its fund is the fund of the advance.
    pub budget_line_id: BudgetLineId,
    /// Who borrows, when in the register of parties.
    #[serde(default)]
    pub borrower_id: Option<PartyId>,
    /// Who borrows: an outsider by a typed name (W-7.7). Of a registered one the server fills it in.
    #[serde(default)]
    pub borrower_name: String,
    pub purpose: String,
    pub amount: Money,
    /// Of travel: the day of return.
    #[serde(default, deserialize_with = "crate::calendar::optional_day")]
    pub returns_on: Option<NaiveDate>,
    /// The day until which it is to be cleared; of travel at most 15 days after the return.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub due_on: NaiveDate,
    /// Printed under หมายเหตุ.
    #[serde(default)]
    pub remark: Option<String>,
}

impl DocumentBody for AdvanceRequest {
    const KIND: Kind = Kind::AdvanceRequest;

    fn title(&self) -> String {
        self.purpose.clone()
    }

    fn amount(&self) -> Money {
        self.amount
    }

    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        let due_on = Some(self.due_on);
        vec![
            ("returns_on", self.returns_on, DayBounds::TERM),
            ("due_on", due_on, DayBounds::TERM),
        ]
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let name = match self.borrower_id {
            Some(_) => check_length,
            None => check_text,
        };
        name(&mut errors, "borrower_name", &self.borrower_name, 300);
        check_passage(&mut errors, "purpose", &self.purpose, 500);
        check_positive(&mut errors, "amount", self.amount);
        let remark = self.remark.as_deref().unwrap_or("");
        check_lines(&mut errors, "remark", remark, 1000);
        if let Some(day) = self.returns_on {
            let last = day.checked_add_days(Days::new(DAYS_AFTER_TRAVEL));
            if self.due_on < day || last.is_some_and(|last| self.due_on > last) {
                errors.push(FieldError::new("due_on", UnknownValue));
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn travel_is_cleared_within_fifteen_days_of_the_return() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let due = |due_on: &str, returns_on: Option<&str>| -> Vec<String> {
            let body = AdvanceRequest {
                borrower_name: "นายสมมติ".to_owned(),
                purpose: "อบรม".to_owned(),
                amount: Money::from_satang(100),
                returns_on: returns_on.map(day),
                due_on: day(due_on),
                ..AdvanceRequest::default()
            };
            body.check().into_iter().map(|error| error.path).collect()
        };
        let (none, wrong): (Vec<String>, _) = (Vec::new(), vec!["due_on".to_owned()]);
        assert_eq!(due("2025-11-16", Some("2025-11-01")), none);
        assert_eq!(due("2025-11-17", Some("2025-11-01")), wrong);
        assert_eq!(due("2025-10-31", Some("2025-11-01")), wrong);
        assert_eq!(due("2025-12-31", None), none);
    }
}
