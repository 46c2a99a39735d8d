//! W-1.8, W-3.4, W-7: a line is charged in its year, in force, up to what remains.

use crate::budget::LineFacts;
use crate::documents::Violation;
use crate::journal;
use shared::expenditure::ExpenseItem;
use shared::problem::FieldCode::OtherDepartment;
use shared::{DepartmentId, FieldError, FiscalYear, Money, ProblemCode};

/// สำรองจ่าย, the type of the contingency (A7).
pub const CONTINGENCY: &str = "111000";

/// Why an amount, in baht, cannot be charged to a line in a year by a department. Of another
/// department's line nothing is told but that.
pub fn charge_violations(
    line: &LineFacts,
    (year, department): (FiscalYear, DepartmentId),
    amount: Money,
) -> Vec<Violation> {
    if line.department_id != department {
        let other = FieldError::new("budget_line_id", OtherDepartment);
        return vec![Violation::Field(other)];
    }
    line_violations(line, year, amount)
}

/// Why an amount, in baht, cannot be charged to a line in a year.
pub fn line_violations(line: &LineFacts, year: FiscalYear, amount: Money) -> Vec<Violation> {
    let name = format!("{} {}", line.code, line.name_th);
    // A line is charged in its own year; what is left goes on only where it was carried over (W-1.8).
    if line.fiscal_year != year {
        let name = format!("{name} (ปีงบประมาณ {})", line.fiscal_year);
        return vec![Violation::with(
            ProblemCode::LINE_NOT_IN_FORCE,
            &[("line", name)],
        )];
    }
    if !line.is_in_force {
        return vec![Violation::with(
            ProblemCode::LINE_NOT_IN_FORCE,
            &[("line", name)],
        )];
    }
    match amount > line.remaining {
        true => vec![
            shortage(
                ProblemCode::INSUFFICIENT_BUDGET,
                name,
                line.remaining,
                amount,
            )
            .naming("fund", line.fund.thai()),
        ],
        false => Vec::new(),
    }
}

/// The refusal that says what is short: name, what is free, what is asked, in baht.
pub fn shortage(code: ProblemCode, line: String, free: Money, asked: Money) -> Violation {
    let short_by = (asked - free).to_string();
    let amounts = [
        ("line", line),
        ("free", free.to_string()),
        ("asked", asked.to_string()),
        ("short_by", short_by),
    ];
    Violation::with(code, &amounts)
}

/// The account of an expense of a line: of the item chosen, else the first of the line.
pub fn expense_account(item: Option<ExpenseItem>, line: &LineFacts) -> Option<String> {
    match item {
        Some(item) => Some(journal::expense_account(item).to_owned()),
        None => line.default_account.clone(),
    }
}

/// Report code of an expenditure type of the ordinance (`scenario-format.md` 6.2).
pub fn category(expenditure_type: &str) -> &'static str {
    match expenditure_type.get(..2).unwrap_or_default() {
        "21" => "521000",
        "22" => "522000",
        "31" => "531000",
        "32" => "532000",
        "33" => "533000",
        "34" => "534000",
        "41" => "541000",
        "42" => "542000",
        "51" => "551000",
        "61" => "561000",
        _ => "510000",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_report_code() {
        for (expenditure_type, code) in [
            ("110700", "510000"),
            ("120100", "510000"),
            ("340100", "534000"),
            ("610400", "561000"),
        ] {
            assert_eq!(category(expenditure_type), code);
        }
    }
}
