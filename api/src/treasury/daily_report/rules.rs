//! W-10, W-4.2: what a daily report must satisfy.

use crate::documents::Violation;
use chrono::NaiveDate;
use shared::document::StepName;
use shared::problem::FieldCode::{BeforeBooks, NotValidThisYear, Required};
use shared::reporting::RecordHead;
use shared::treasury::{DailyFigures, DailyReport};
use shared::{FieldError, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The figures of the day as they stand now.
    pub figures: DailyFigures,
    /// Where the record stands now.
    pub head: RecordHead,
    pub today: NaiveDate,
    /// The first day of the books, where there are any.
    pub begin: Option<NaiveDate>,
    /// Another live report of the same or a later day is on its way or signed.
    pub other: Option<String>,
}

/// What is wrong with it.
pub fn violations(body: &DailyReport, facts: &Facts, step: Option<StepName>) -> Vec<Violation> {
    let mut found = Vec::new();
    if body.report_date > facts.today {
        found.push(Violation::Field(FieldError::new(
            "report_date",
            NotValidThisYear,
        )));
    }
    if facts.begin.is_some_and(|begin| body.report_date < begin) {
        found.push(Violation::Field(FieldError::new(
            "report_date",
            BeforeBooks,
        )));
    }
    if let Some(other) = &facts.other {
        found.push(Violation::with(
            ProblemCode::REPORT_EXISTS,
            &[("number", other.clone())],
        ));
    }
    if step.is_none() {
        return found;
    }
    if !body.figures.is_same_money(&facts.figures) {
        found.push(Violation::rule(ProblemCode::FIGURES_CHANGED));
    }
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let (counted, book) = (body.counted(), body.figures.cash.carried_forward);
    if counted != book && blank(&body.difference_reason) {
        let context = [("asked", counted.to_string()), ("free", book.to_string())];
        found.push(Violation::with(ProblemCode::CASH_DIFFERENCE, &context));
        found.push(unexplained("difference_reason"));
    }
    if body.figures.unremitted > 0 && blank(&body.unremitted_reason) {
        let context = [("count", body.figures.unremitted.to_string())];
        found.push(Violation::with(
            ProblemCode::RECEIPTS_NOT_REMITTED,
            &context,
        ));
        found.push(unexplained("unremitted_reason"));
    }
    found
}

/// The same, at the field that the explanation belongs into.
fn unexplained(path: &str) -> Violation {
    Violation::Field(FieldError::new(path, Required))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::Money;
    use shared::treasury::Denomination;

    fn report(book: i64, count: i32) -> (DailyReport, Facts) {
        let mut figures = DailyFigures::default();
        figures.cash.carried_forward = Money::from_satang(book);
        let row = Denomination {
            value: Money::from_satang(100),
            count,
        };
        let body = DailyReport {
            figures: figures.clone(),
            counted_cash: vec![row],
            ..Default::default()
        };
        (
            body,
            Facts {
                figures,
                ..Facts::default()
            },
        )
    }

    fn codes(body: &DailyReport, facts: &Facts) -> Vec<String> {
        let code = |violation| match violation {
            Violation::Rule(code, _) => code.to_string(),
            Violation::Field(error) => error.path,
        };
        violations(body, facts, Some(StepName::Submit))
            .into_iter()
            .map(code)
            .collect()
    }

    #[test]
    fn a_difference_of_the_count_is_explained_or_refused() {
        let (mut body, facts) = report(100, 1);
        assert_eq!(codes(&body, &facts), Vec::<String>::new());
        body.counted_cash[0].count = 2;
        assert_eq!(
            codes(&body, &facts),
            ["cash_difference", "difference_reason"]
        );
        body.difference_reason = Some("เหรียญชำรุด".to_owned());
        assert_eq!(codes(&body, &facts), Vec::<String>::new());
    }

    #[test]
    fn there_is_no_report_of_a_day_before_the_books_begin() {
        let (body, mut facts) = report(100, 1);
        facts.begin = Some(body.report_date);
        assert_eq!(codes(&body, &facts), Vec::<String>::new());
        facts.begin = body.report_date.succ_opt();
        assert_eq!(codes(&body, &facts), ["report_date"]);
    }

    #[test]
    fn figures_that_moved_are_not_signed_and_receipts_are_remitted() {
        let (body, mut facts) = report(100, 1);
        facts.figures.unremitted = 1;
        assert_eq!(codes(&body, &facts), ["figures_changed"]);
        let (mut body, _) = report(100, 1);
        body.figures = facts.figures.clone();
        assert_eq!(
            codes(&body, &facts),
            ["receipts_not_remitted", "unremitted_reason"]
        );
        // Both that are missing are said at once.
        body.counted_cash[0].count = 2;
        let fields = ["difference_reason", "unremitted_reason"];
        let all = codes(&body, &facts);
        assert!(
            fields
                .iter()
                .all(|field| all.iter().any(|code| code == field))
        );
    }
}
