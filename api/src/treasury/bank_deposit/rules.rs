//! What a deposit must satisfy and posts.

use super::store::Cheque;
use crate::documents::Violation;
use crate::journal::{AccountRef, AccountingEvent, Key};
use crate::organisation::BankAccountFacts;
use shared::claims::CHEQUE_ON_HAND;
use shared::ledger::Ledger;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::BankDeposit;
use shared::{DocumentId, FieldError, Money};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The account it goes to.
    pub bank: Option<BankAccountFacts>,
    /// Those of the documents named that are receipts by cheque.
    pub cheques: Vec<Cheque>,
}

impl Cheque {
    /// Where it stands in the register from the summary of its receipt until it is deposited.
    fn claim(&self) -> AccountRef {
        AccountRef::claim(CHEQUE_ON_HAND, self.id.0)
    }
}

impl Facts {
    /// Sum of the cheques in baht.
    pub fn cheque_total(&self) -> Money {
        self.cheques.iter().map(|cheque| cheque.amount).sum()
    }
}

/// What is wrong with it.
pub fn violations(body: &BankDeposit, facts: &Facts) -> Vec<Violation> {
    let wrong = |path: String| Violation::Field(FieldError::new(path, UnknownValue));
    let unknown = body
        .cheques
        .iter()
        .enumerate()
        .filter(|(_, id)| facts.cheques.iter().all(|cheque| cheque.id != **id));
    let mut found: Vec<Violation> = unknown
        .map(|(index, _)| wrong(format!("cheques[{index}]")))
        .collect();
    if facts.bank.is_none() {
        found.push(wrong("bank_account_id".to_owned()));
    }
    found
}

/// What it keeps for itself while it is on its way: its cheques.
pub fn reserves(facts: &Facts) -> Vec<(Key, Money)> {
    let of_cheque = |cheque: &Cheque| (Key::of(Ledger::Register, &cheque.claim()), cheque.amount);
    facts.cheques.iter().map(of_cheque).collect()
}

/// B14, B2: cash and cheques become money at the bank.
pub fn events(body: &BankDeposit, id: DocumentId, facts: &Facts) -> Vec<AccountingEvent> {
    let bank = facts.bank.as_ref();
    let bank = bank.map(|bank| ("bank", AccountRef::bank(&bank.account, bank.id)));
    let made = AccountingEvent {
        name: "bank_deposit.made",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![("cash", body.cash), ("cheque", facts.cheque_total())],
        accounts: bank.into_iter().collect(),
    };
    let deposited = |cheque: &Cheque| AccountingEvent {
        name: "cheque.deposited",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![("amount", cheque.amount)],
        accounts: vec![("cheque", cheque.claim())],
    };
    let deposited = facts.cheques.iter().map(deposited);
    std::iter::once(made).chain(deposited).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deposit_at_no_bank_is_refused_when_posted_and_never_left_out() {
        let made = events(
            &BankDeposit::default(),
            DocumentId::default(),
            &Facts::default(),
        );
        let [event] = &made[..] else {
            panic!("{made:?}");
        };
        assert_eq!(event.accounts, []);
    }
}
