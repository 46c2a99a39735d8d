//! W-8.1: a cheque number is used once; a cheque pays approved requests.

use crate::documents::Violation;
use crate::expenditure::RequestToPay;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::ChequeReport;
use shared::{BankAccountId, FieldError, Money, ProblemCode};
use uuid::Uuid;

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Those of the documents named that are requests.
    pub requests: Vec<RequestToPay>,
    /// Bank accounts of the entity.
    pub banks: Vec<BankAccountId>,
    /// Numbers used before on the same accounts, in documents that left draft.
    pub used: Vec<(BankAccountId, String)>,
    /// Item ids that other reports have.
    pub foreign_items: Vec<Uuid>,
    /// Numbers of cheques and slips that a payment has handed over or is about to.
    pub handed_over: Vec<String>,
}

impl Facts {
    /// The payees, for lists.
    pub fn payees(&self) -> Option<String> {
        let first = self.requests.first()?.payee_name.clone();
        match self.requests.len() {
            1 => Some(first),
            n => Some(format!("{first} และอีก {} ราย", n - 1)),
        }
    }
}

/// Fills in the net amount of each cheque.
pub fn complete(body: &mut ChequeReport, facts: &Facts) {
    for item in &mut body.items {
        let paid = facts
            .requests
            .iter()
            .filter(|request| item.requests.contains(&request.id));
        item.net = paid.map(|request| request.net).sum::<Money>();
    }
}

/// What is wrong with it.
pub fn violations(body: &ChequeReport, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, item) in body.items.iter().enumerate() {
        let mut wrong = |field: String| {
            found.push(Violation::Field(FieldError::new(field, UnknownValue)));
        };
        for (row, id) in item.requests.iter().enumerate() {
            if !facts.requests.iter().any(|request| request.id == *id) {
                wrong(format!("items[{index}].requests[{row}]"));
            }
        }
        if !facts.banks.contains(&item.bank_account_id) {
            wrong(format!("items[{index}].bank_account_id"));
        }
        if facts.foreign_items.contains(&item.item_id) {
            wrong(format!("items[{index}].item_id"));
        }
        let Some(number) = &item.cheque_no else {
            continue;
        };
        let same =
            |bank: BankAccountId, other: &String| bank == item.bank_account_id && other == number;
        let before = body.items.iter().take(index).any(|other| {
            other
                .cheque_no
                .as_ref()
                .is_some_and(|no| same(other.bank_account_id, no))
        });
        if before || facts.used.iter().any(|(bank, no)| same(*bank, no)) {
            let context = [("number", number.clone())];
            found.push(Violation::with(ProblemCode::DUPLICATE_NUMBER, &context));
        }
    }
    found
}

/// W-8.1: a cheque that was handed over is no spoiled one; its payment is voided instead.
pub fn cancel_violations(facts: &Facts) -> Vec<Violation> {
    let refused =
        |number: &String| Violation::with(ProblemCode::WRONG_STATE, &[("number", number.clone())]);
    facts.handed_over.iter().map(refused).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::treasury::ChequeItem;

    #[test]
    fn a_cheque_number_is_used_once() {
        let bank = BankAccountId::default();
        let item = ChequeItem {
            cheque_no: Some("0012301".to_owned()),
            ..ChequeItem::default()
        };
        let facts = Facts {
            banks: vec![bank],
            ..Facts::default()
        };
        let once = ChequeReport {
            items: vec![item.clone()],
        };
        let twice = ChequeReport {
            items: vec![item.clone(), item],
        };
        assert_eq!(violations(&once, &facts), []);
        assert_eq!(violations(&twice, &facts).len(), 1);
        let handed_over = vec!["0012301".to_owned()];
        assert_eq!(cancel_violations(&facts), []);
        assert_eq!(
            cancel_violations(&Facts {
                handed_over,
                ..Facts::default()
            })
            .len(),
            1
        );
        let used = vec![(bank, "0012301".to_owned())];
        assert_eq!(violations(&once, &Facts { used, ..facts }).len(), 1);
    }
}
