//! W-4.1, W-4.7: what a slip must satisfy.

use crate::documents::Violation;
use shared::problem::FieldCode::UnknownValue;
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
pub fn violations(body: &RemittanceSlip, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, id) in body.receipts.iter().enumerate() {
        if !facts.receipts.contains(id) {
            let path = format!("receipts[{index}]");
            found.push(Violation::Field(FieldError::new(path, UnknownValue)));
        }
    }
    if let Some(counted) = body.counted.filter(|counted| *counted != facts.total) {
        let context = [
            ("asked", counted.to_string()),
            ("free", facts.total.to_string()),
        ];
        found.push(Violation::with(ProblemCode::TOTAL_DIFFERS, &context));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finance_counts_must_equal_the_receipts() {
        let total = Money::from_satang(100);
        let facts = Facts {
            receipts: vec![DocumentId::default()],
            total,
        };
        let slip = |counted| RemittanceSlip {
            receipts: vec![DocumentId::default()],
            counted: Some(Money::from_satang(counted)),
            total,
        };
        assert_eq!(violations(&slip(100), &facts), []);
        assert_eq!(violations(&slip(99), &facts).len(), 1);
        assert_eq!(
            violations(
                &slip(100),
                &Facts {
                    receipts: vec![],
                    total
                }
            )
            .len(),
            1
        );
    }
}
