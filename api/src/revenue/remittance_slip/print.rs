//! F-02 ใบนำส่งเงิน.

use crate::documents::ListedDocument;
use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::remittance_slip::{
    MoneySplit, RemittanceSlip as SlipForm, RemittanceSlipLine,
};
use shared::document::{Document, StepName};
use shared::revenue::{MoneyKind, RemittanceSlip};

/// Its form.
pub fn form(document: &Document<RemittanceSlip>, facts: &PrintFacts) -> Option<Form> {
    let sum = |wanted: fn(MoneyKind) -> bool| {
        let chosen = facts
            .taken
            .iter()
            .filter(|receipt| receipt.money_kind.is_some_and(wanted));
        amount(chosen.map(|receipt| receipt.amount).sum())
    };
    let line = |receipt: &ListedDocument| RemittanceSlipLine {
        receipts: receipt.number.clone(),
        money_type: receipt.title.clone(),
        work_code: String::new(),
        account_code: receipt.code.clone().unwrap_or_default(),
        amount: amount(receipt.amount),
        note: String::new(),
    };
    Some(Form::RemittanceSlip(Box::new(SlipForm {
        paper: facts.paper(&document.header, None),
        department: String::new(),
        lines: facts.taken.iter().map(line).collect(),
        split: MoneySplit {
            cash: sum(|kind| kind == MoneyKind::Cash),
            cheques: sum(|kind| kind == MoneyKind::Cheque),
            transfers: sum(|kind| !matches!(kind, MoneyKind::Cash | MoneyKind::Cheque)),
        },
        manual_reference: None,
        remitter: facts.signer(StepName::Submit),
        receiver: facts.signer(StepName::Receive),
    })))
}
