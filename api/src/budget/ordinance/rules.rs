//! W-3.1: what an ordinance must satisfy; A1: what its approval opens.

use crate::documents::Violation;
use crate::journal::AccountingEvent;
use shared::budget::{CENTRAL_WORK, Ordinance};
use shared::problem::FieldCode::{self, *};
use shared::{BudgetLineId, DepartmentId, DocumentId, FieldError, KeyText, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Works valid this year.
    pub works: Vec<String>,
    /// Expenditure types valid this year.
    pub expenditure_types: Vec<String>,
    /// Revenue types valid this year.
    pub revenue_types: Vec<String>,
    /// Departments of the entity.
    pub departments: Vec<DepartmentId>,
    /// Codes of lines in force in this year.
    pub open_codes: Vec<KeyText>,
    /// Which of its lines have been opened before, in force or not.
    pub known_lines: Vec<BudgetLineId>,
}

/// What is wrong with it.
pub fn violations(body: &Ordinance, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    let lines: Money = body.lines.iter().map(|line| line.amount).sum();
    let estimates: Money = body.estimates.iter().map(|estimate| estimate.amount).sum();
    let amounts =
        |asked: Money, free: Money| [("asked", asked.to_string()), ("free", free.to_string())];
    if lines != body.total {
        found.push(Violation::with(
            ProblemCode::TOTAL_DIFFERS,
            &amounts(body.total, lines),
        ));
        let total = FieldError::new("total", SumDiffers);
        found.push(Violation::Field(total));
    }
    if lines > estimates {
        found.push(Violation::with(
            ProblemCode::EXCEEDS_ESTIMATES,
            &amounts(lines, estimates),
        ));
    }
    let mut wrong = |path: String, code: FieldCode| {
        found.push(Violation::Field(FieldError::new(path, code)));
    };
    for (index, estimate) in body.estimates.iter().enumerate() {
        if !facts.revenue_types.contains(&estimate.revenue_type) {
            wrong(format!("estimates[{index}].revenue_type"), NotValidThisYear);
        }
    }
    for (index, line) in body.lines.iter().enumerate() {
        let at = |field: &str| format!("lines[{index}].{field}");
        let central = line.expenditure_type.starts_with('1');
        if !facts.works.contains(&line.work) || central != (line.work == CENTRAL_WORK) {
            wrong(at("work"), NotValidThisYear);
        }
        if !facts.expenditure_types.contains(&line.expenditure_type) {
            wrong(at("expenditure_type"), NotValidThisYear);
        }
        if !facts.departments.contains(&line.department_id) {
            wrong(at("department_id"), UnknownValue);
        }
        if facts.open_codes.contains(&line.code) {
            wrong(at("code"), Duplicate);
        }
        if facts.known_lines.contains(&line.budget_line_id) {
            wrong(at("budget_line_id"), Duplicate);
        }
    }
    found
}

/// A1: every appropriation becomes available.
pub fn events(body: &Ordinance, id: DocumentId) -> Vec<AccountingEvent> {
    let event = |line: &shared::budget::OrdinanceLine| AccountingEvent {
        name: "ordinance.in_force",
        source: id,
        part: 0,
        budget_line: Some(line.budget_line_id),
        amounts: vec![("amount", line.amount)],
        accounts: Vec::new(),
    };
    body.lines.iter().map(event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::budget::{OrdinanceLine, RevenueEstimate};

    fn ordinance(total: i64, line: i64, estimate: i64) -> Ordinance {
        let line = OrdinanceLine {
            work: "00111".to_owned(),
            expenditure_type: "330100".to_owned(),
            amount: Money::from_satang(line),
            ..OrdinanceLine::default()
        };
        let revenue_type = "411009".to_owned();
        let estimate = RevenueEstimate {
            revenue_type,
            amount: Money::from_satang(estimate),
        };
        Ordinance {
            total: Money::from_satang(total),
            lines: vec![line],
            estimates: vec![estimate],
            ..Ordinance::default()
        }
    }

    fn facts() -> Facts {
        Facts {
            works: vec!["00111".to_owned(), CENTRAL_WORK.to_owned()],
            expenditure_types: vec!["330100".to_owned(), "111000".to_owned()],
            revenue_types: vec!["411009".to_owned()],
            departments: vec![DepartmentId::default()],
            ..Facts::default()
        }
    }

    fn codes(body: &Ordinance) -> Vec<String> {
        let text = |violation: Violation| match violation {
            Violation::Rule(code, _) => code.to_string(),
            Violation::Field(error) => error.path,
        };
        violations(body, &facts()).into_iter().map(text).collect()
    }

    #[test]
    fn appropriations_equal_the_control_total_and_stay_within_the_estimates() {
        assert_eq!(codes(&ordinance(100, 100, 100)), Vec::<String>::new());
        assert_eq!(codes(&ordinance(101, 100, 100)), ["total_differs", "total"]);
        assert_eq!(codes(&ordinance(100, 100, 99)), ["exceeds_estimates"]);
    }

    #[test]
    fn central_budget_stays_in_its_own_work() {
        let mut body = ordinance(100, 100, 100);
        body.lines[0].work = CENTRAL_WORK.to_owned();
        assert_eq!(codes(&body), ["lines[0].work"]);
        body.lines[0].expenditure_type = "111000".to_owned();
        assert_eq!(codes(&body), Vec::<String>::new());
    }
}
