//! W-8.1: the number of a cheque or withdrawal slip is used once on its account; a cheque pays
//! approved requests.

use crate::documents::{NewClaim, Violation};
use crate::expenditure::Payable;
use crate::journal::{AccountRef, AccountingEvent, Key};
use shared::document::StepName;
use shared::ledger::Ledger;
use shared::problem::FieldCode::{Duplicate, NotPositive, UnknownValue};
use shared::treasury::{ChequeItem, ChequeReport, PaymentMethod};
use shared::{BankAccountId, DocumentId, FieldError, KeyText, Money, ProblemCode};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Those of the documents named that can be paid.
    pub requests: Vec<Payable>,
    /// Bank accounts of the entity.
    pub banks: Vec<BankAccountId>,
    /// Numbers of cheques and slips used before, in documents that left draft.
    pub used: Vec<(PaymentMethod, BankAccountId, KeyText)>,
    /// Item ids that other reports have.
    pub foreign_items: Vec<Uuid>,
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
pub fn violations(body: &ChequeReport, facts: &Facts, step: Option<StepName>) -> Vec<Violation> {
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
        if step.is_some() && !item.net.is_positive() {
            let net = FieldError::new(format!("items[{index}].net"), NotPositive);
            found.push(Violation::Field(net));
        }
        let Some(number) = item.number() else {
            continue;
        };
        let is_same = |(method, bank, other): (PaymentMethod, BankAccountId, &KeyText)| {
            method == item.method && bank == item.bank_account_id && other == number
        };
        let same_report = body.items.iter().take(index);
        let same_report = same_report
            .filter_map(|other| Some((other.method, other.bank_account_id, other.number()?)));
        let other_reports = facts.used.iter();
        let other_reports = other_reports.map(|(method, bank, number)| (*method, *bank, number));
        if same_report.chain(other_reports).any(is_same) {
            let context = [("number", number.to_string())];
            found.push(Violation::with(ProblemCode::DUPLICATE_NUMBER, &context));
            let field = match item.cheque_no {
                Some(_) => "cheque_no",
                None => "slip_no",
            };
            let path = format!("items[{index}].{field}");
            found.push(Violation::Field(FieldError::new(path, Duplicate)));
        }
    }
    found
}

fn claim(item: &ChequeItem) -> Option<AccountRef> {
    Some(AccountRef::claim(item.method.claim()?, item.item_id))
}

/// Signed, each cheque is there to be handed over (W-8.2).
pub fn events(body: &ChequeReport, id: DocumentId) -> Vec<AccountingEvent> {
    let signed = |item: &ChequeItem| AccountingEvent {
        name: "cheque.signed",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![("net", item.net)],
        accounts: claim(item)
            .into_iter()
            .map(|claim| ("cheque", claim))
            .collect(),
    };
    body.items.iter().map(signed).collect()
}

/// A cheque is called by its number and its payees; handed over, its requests are done.
pub fn opens(body: &ChequeReport, id: DocumentId, facts: &Facts) -> Vec<NewClaim> {
    let opened = |item: &ChequeItem| {
        let payees = facts.requests.iter();
        let payees = payees.filter(|request| item.requests.contains(&request.id));
        let names: BTreeSet<&str> = payees.map(|request| request.payee_name.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let number = item.number().cloned();
        Some(NewClaim {
            document: id,
            key: Key::of(Ledger::Register, &claim(item)?),
            label: number.unwrap_or_default().to_string(),
            party: None,
            party_name: Some(names.join(", ")),
            bank_account: Some(item.bank_account_id),
            carries: item.requests.clone(),
        })
    };
    body.items.iter().filter_map(opened).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cheque_number_is_used_once() {
        let bank = BankAccountId::default();
        let item = ChequeItem {
            cheque_no: Some("0012301".into()),
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
        assert_eq!(violations(&once, &facts, None), []);
        // The rule, and the field that it is about.
        assert_eq!(violations(&twice, &facts, None).len(), 2);
        let used = vec![(PaymentMethod::Cheque, bank, "0012301".into())];
        assert_eq!(violations(&once, &Facts { used, ..facts }, None).len(), 2);
    }

    #[test]
    fn the_number_of_a_withdrawal_slip_is_used_once_and_is_no_cheque_number() {
        let bank = BankAccountId::default();
        let slip = ChequeItem {
            method: PaymentMethod::WithdrawalSlip,
            slip_no: Some("W-031".into()),
            ..ChequeItem::default()
        };
        let found = |items: Vec<ChequeItem>, method| {
            let facts = Facts {
                banks: vec![bank],
                used: vec![(method, bank, "W-031".into())],
                ..Facts::default()
            };
            violations(&ChequeReport { items }, &facts, None).len()
        };
        assert_eq!(found(vec![slip.clone()], PaymentMethod::Cheque), 0);
        assert_eq!(
            found(vec![slip.clone(), slip.clone()], PaymentMethod::Cheque),
            2
        );
        assert_eq!(found(vec![slip], PaymentMethod::WithdrawalSlip), 2);
    }
}
