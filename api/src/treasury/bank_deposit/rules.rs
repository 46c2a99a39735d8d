//! What a deposit must satisfy and posts.

use super::store::Cheque;
use crate::documents::Violation;
use crate::journal::{AccountRef, AccountingEvent, Key};
use crate::organisation::BankAccountFacts;
use shared::claims::CHEQUE_ON_HAND;
use shared::document::StepName;
use shared::ledger::Ledger;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::BankDeposit;
use shared::{DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The account it goes to.
    pub bank: Option<BankAccountFacts>,
    /// Those of the documents named that are receipts by cheque.
    pub cheques: Vec<Cheque>,
    /// Cash on hand in the books, in baht.
    pub cash: Money,
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

/// What is wrong with it, when saved or at a step.
pub fn violations(body: &BankDeposit, facts: &Facts, step: Option<StepName>) -> Vec<Violation> {
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
    if step.is_some() && body.cash > facts.cash {
        found.push(short(body.cash, facts.cash));
    }
    found
}

/// More cash than there is: told when it is handed in, not only when it is posted.
fn short(asked: Money, free: Money) -> Violation {
    let context = [
        ("free", free.to_string()),
        ("asked", asked.to_string()),
        ("short_by", (asked - free).to_string()),
    ];
    Violation::with(ProblemCode::INSUFFICIENT_CASH, &context)
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
    fn more_cash_than_there_is_is_told_when_it_is_handed_in() {
        let facts = Facts {
            bank: Some(BankAccountFacts {
                id: shared::BankAccountId::default(),
                name_th: String::new(),
                account: "1101030102".to_owned(),
            }),
            cash: Money::from_satang(130_000),
            ..Facts::default()
        };
        let told = |satang, step| {
            let body = BankDeposit {
                cash: Money::from_satang(satang),
                ..BankDeposit::default()
            };
            violations(&body, &facts, step)
        };
        let submit = Some(StepName::Submit);
        assert_eq!(told(130_000, submit), []);
        assert_eq!(told(130_001, None), [], "a draft may be ahead of the cash");
        let [Violation::Rule(code, said)] = &told(130_001, submit)[..] else {
            panic!("not told");
        };
        assert_eq!(*code, ProblemCode::INSUFFICIENT_CASH);
        assert_eq!(said.get("short_by").map(String::as_str), Some("0.01"));
    }

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
