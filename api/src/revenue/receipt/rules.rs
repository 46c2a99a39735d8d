//! W-4.4: what a receipt must satisfy; a cheque is taken once.

use super::Facts;
use crate::documents::Violation;
use crate::revenue::items;
use shared::calendar::thai_long;
use shared::problem::FieldCode::{Duplicate, UnknownValue};
use shared::revenue::Receipt;
use shared::{FieldError, ProblemCode};

/// What is wrong with it.
pub fn violations(body: &Receipt, facts: &Facts) -> Vec<Violation> {
    let mut found = items::violations(&body.items, &facts.items);
    for (field, known) in [
        ("payer_id", facts.payer_known),
        ("bank_account_id", facts.bank_known),
    ] {
        if !known {
            found.push(Violation::Field(FieldError::new(field, UnknownValue)));
        }
    }
    if facts.cheque_taken {
        let number = body.cheque_no.clone().unwrap_or_default().to_string();
        let context = [("number", number)];
        found.push(Violation::with(ProblemCode::DUPLICATE_NUMBER, &context));
        let twice = FieldError::new("cheque_no", Duplicate);
        found.push(Violation::Field(twice));
    }
    // Money taken after the day's report is signed belongs to the next open day (W-1.4).
    if let Some(day) = facts.closed_day {
        let context = [("date", thai_long(day))];
        found.push(Violation::with(ProblemCode::DAY_CLOSED, &context));
    }
    found
}
