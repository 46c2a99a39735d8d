//! W-4.1, W-4.7: what a slip must satisfy.

use crate::documents::Violation;
use shared::document::StepName;
use shared::problem::FieldCode::{MustBeEmpty, Required, UnknownValue};
use shared::revenue::RemittanceSlip;
use shared::{DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Those of the documents named that are receipts.
    pub receipts: Vec<DocumentId>,
    /// Their sum in baht.
    pub total: Money,
}

/// What is wrong with it.
pub fn violations(body: &RemittanceSlip, facts: &Facts, step: Option<StepName>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, id) in body.receipts.iter().enumerate() {
        if !facts.receipts.contains(id) {
            let path = format!("receipts[{index}]");
            found.push(Violation::Field(FieldError::new(path, UnknownValue)));
        }
    }
    if step == Some(StepName::Receive) && body.counted.is_none() {
        found.push(Violation::Field(FieldError::new("counted", Required)));
    }
    let reason = body.difference_reason.as_deref().unwrap_or_default();
    let differs = body.counted.filter(|counted| *counted != facts.total);
    if step == Some(StepName::Receive) && differs.is_none() && !reason.trim().is_empty() {
        let idle = FieldError::new("difference_reason", MustBeEmpty);
        found.push(Violation::Field(idle));
    }
    if let Some(counted) = differs.filter(|_| reason.trim().is_empty()) {
        let context = [
            ("asked", counted.to_string()),
            ("free", facts.total.to_string()),
        ];
        found.push(Violation::with(ProblemCode::TOTAL_DIFFERS, &context));
        let unexplained = FieldError::new("difference_reason", Required);
        found.push(Violation::Field(unexplained));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receiver_counts_and_explains_a_difference() {
        let total = Money::from_satang(100);
        let facts = Facts {
            receipts: vec![DocumentId::default()],
            total,
        };
        let wrong = |counted: Option<i64>, reason: Option<&str>, step| {
            let slip = RemittanceSlip {
                receipts: vec![DocumentId::default()],
                counted: counted.map(Money::from_satang),
                difference_reason: reason.map(str::to_owned),
                total,
            };
            violations(&slip, &facts, step).len()
        };
        let receiving = Some(StepName::Receive);
        assert_eq!(wrong(None, None, Some(StepName::Submit)), 0);
        assert_eq!(wrong(None, None, receiving), 1);
        assert_eq!(wrong(Some(100), None, receiving), 0);
        // The rule, and the field that the explanation belongs into.
        assert_eq!(wrong(Some(99), None, receiving), 2);
        assert_eq!(wrong(Some(99), Some(" "), receiving), 2);
        assert_eq!(wrong(Some(99), Some("ขาด 0.01 บาท"), receiving), 0);
    }

    #[test]
    fn only_receipts_are_handed_over() {
        let slip = RemittanceSlip {
            receipts: vec![DocumentId::default()],
            ..RemittanceSlip::default()
        };
        assert_eq!(violations(&slip, &Facts::default(), None).len(), 1);
    }
}
