//! F-02 ใบนำส่งเงิน.

use crate::documents::{ListedDocument, ListedItem, PrintFacts, by_hand};
use crate::journal::revenue_type;
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::remittance_slip::{
    MoneySplit, RemittanceSlip as SlipForm, RemittanceSlipLine,
};
use shared::document::{Document, StepName};
use shared::revenue::{DepositKind, MoneyKind, RemittanceSlip, Tax};

/// F-02 with the receipts it took, divided by kind of money, in baht.
pub fn form(document: &Document<RemittanceSlip>, facts: &PrintFacts) -> Form {
    let body = &document.body;
    let sum = |wanted: fn(MoneyKind) -> bool| {
        let chosen = facts
            .taken
            .iter()
            .filter(|receipt| receipt.money_kind.is_some_and(wanted));
        amount(chosen.map(|receipt| receipt.amount).sum())
    };
    // In the order of their numbers, however they were chosen.
    let mut receipts: Vec<_> = facts.taken.iter().collect();
    receipts.sort_by_key(|receipt| (receipt.number.len(), receipt.number.clone()));
    Form::from(SlipForm {
        paper: facts.paper(&document.header, None),
        department: String::new(),
        lines: receipts
            .into_iter()
            .flat_map(|receipt| lines(receipt, facts))
            .collect(),
        split: MoneySplit {
            cash: sum(|kind| kind == MoneyKind::Cash),
            cheques: sum(|kind| kind == MoneyKind::Cheque),
            transfers: sum(|kind| !matches!(kind, MoneyKind::Cash | MoneyKind::Cheque)),
        },
        counted: body
            .counted
            .filter(|counted| *counted != body.total)
            .map(|counted| {
                (
                    amount(counted),
                    body.difference_reason.clone().unwrap_or_default(),
                )
            }),
        manual_reference: by_hand(&document.header),
        remitter: facts.signer(StepName::Submit),
        receiver: facts.signer(StepName::Receive),
    })
}

/// A line for each sort of money that a receipt is for.
fn lines(receipt: &ListedDocument, facts: &PrintFacts) -> Vec<RemittanceSlipLine> {
    let mut lines: Vec<RemittanceSlipLine> = Vec::new();
    for item in &receipt.items.0 {
        let (account_code, money_type) = sort_of(item, facts);
        let value = amount(item.amount);
        let same = |line: &&mut RemittanceSlipLine| line.money_type == money_type;
        match lines.iter_mut().find(same) {
            Some(line) => line.amount = line.amount.plus(value).unwrap_or(line.amount),
            None => lines.push(RemittanceSlipLine {
                receipts: receipt.number.clone(),
                money_type,
                work_code: String::new(),
                account_code,
                amount: value,
                note: String::new(),
            }),
        }
    }
    lines
}

/// The account code of what was paid for, and what that is called.
fn sort_of(item: &ListedItem, facts: &PrintFacts) -> (String, String) {
    let code = item.code.as_deref().unwrap_or_default();
    if let Ok(tax) = code.parse::<Tax>() {
        return (revenue_type(tax).to_owned(), tax.thai().to_owned());
    }
    if let Ok(deposit) = code.parse::<DepositKind>() {
        return (String::new(), deposit.thai().to_owned());
    }
    match code {
        "" => (String::new(), item.description.clone().unwrap_or_default()),
        _ => (code.to_owned(), facts.name(code)),
    }
}
