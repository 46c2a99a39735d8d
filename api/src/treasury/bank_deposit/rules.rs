//! What a deposit must satisfy and posts.

use crate::documents::Violation;
use crate::journal::{AccountRef, AccountingEvent};
use crate::organisation::BankAccountFacts;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::BankDeposit;
use shared::{DocumentId, FieldError, Money};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The account it goes to.
    pub bank: Option<BankAccountFacts>,
    /// Those of the documents named that are receipts by cheque.
    pub cheques: Vec<DocumentId>,
    /// Their sum in baht.
    pub cheque_total: Money,
}

/// What is wrong with it.
pub fn violations(body: &BankDeposit, facts: &Facts) -> Vec<Violation> {
    let wrong = |path: String| Violation::Field(FieldError::new(path, UnknownValue));
    let unknown = body
        .cheques
        .iter()
        .enumerate()
        .filter(|(_, id)| !facts.cheques.contains(id));
    let mut found: Vec<Violation> = unknown
        .map(|(index, _)| wrong(format!("cheques[{index}]")))
        .collect();
    if facts.bank.is_none() {
        found.push(wrong("bank_account_id".to_owned()));
    }
    found
}

/// B14, B2: cash and cheques become money at the bank.
pub fn events(body: &BankDeposit, id: DocumentId, facts: &Facts) -> Vec<AccountingEvent> {
    let Some(bank) = &facts.bank else {
        return Vec::new();
    };
    vec![AccountingEvent {
        name: "bank_deposit.made",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![("cash", body.cash), ("cheque", facts.cheque_total)],
        accounts: vec![("bank", AccountRef::bank(&bank.account, bank.id))],
    }]
}
