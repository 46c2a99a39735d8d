//! W-8: what a payment must satisfy; it posts what those it pays say (rules D2, D4 to D8).

use crate::documents::{NewClaim, Violation};
use crate::expenditure::Payable;
use crate::journal::{AccountRef, AccountingEvent, CASH, Key};
use crate::organisation::BankAccountFacts;
use chrono::NaiveDate;
use shared::calendar::thai_long;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::{Payment, PaymentMethod};
use shared::warning::{Warning, WarningCode};
use shared::{BankAccountId, DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The cheque or slip named, where it exists.
    pub cheque: Option<ChequeFacts>,
    /// The requests paid: those of the cheque, or those named.
    pub requests: Vec<Payable>,
    /// The account paid from; none for cash.
    pub bank: Option<BankAccountFacts>,
    /// Payees of a transfer whose account was changed after their request was entered, and on which day.
    pub accounts_changed: Vec<(String, NaiveDate)>,
    /// Payees of a transfer for whom no account is written down.
    pub without_account: Vec<String>,
}

/// A cheque or withdrawal slip of a report.
#[derive(Debug)]
pub struct ChequeFacts {
    /// Where it stands in the register until it is handed over.
    pub claim: Key,
    /// Cheque or slip.
    pub method: PaymentMethod,
    /// The account it is drawn on.
    pub bank_account: BankAccountId,
    /// The requests it pays.
    pub requests: Vec<DocumentId>,
    /// What is left of it for this payment in baht: nothing before it is signed, nothing when another
    /// payment has handed it over or is about to.
    pub free: Money,
    /// Its number, or that of the slip.
    pub number: String,
}

/// Fills in what the cheque decides, and the net amount.
pub fn complete(body: &mut Payment, facts: &Facts) {
    if let Some(cheque) = &facts.cheque {
        body.requests = cheque.requests.clone();
        body.bank_account_id = Some(cheque.bank_account);
    }
    body.net = facts
        .requests
        .iter()
        .map(|request| request.net)
        .sum::<Money>();
}

/// What is wrong with it, when saved or at a step.
pub fn violations(body: &Payment, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut wrong =
        |field: String| found.push(Violation::Field(FieldError::new(field, UnknownValue)));
    match (&facts.cheque, body.cheque_item_id) {
        (None, Some(_)) => wrong("cheque_item_id".to_owned()),
        (Some(cheque), _) if cheque.method != body.method => wrong("method".to_owned()),
        _ => {}
    }
    for (index, id) in body.requests.iter().enumerate() {
        if !facts.requests.iter().any(|request| request.id == *id) {
            wrong(format!("requests[{index}]"));
        }
    }
    if body.bank_account_id.is_some() && facts.bank.is_none() {
        wrong("bank_account_id".to_owned());
    }
    if let Some(cheque) = &facts.cheque
        && cheque.free < body.net
    {
        let context = [("number", cheque.number.clone())];
        found.push(Violation::with(ProblemCode::WRONG_STATE, &context));
    }
    found
}

/// What its signers look at: accounts that are not as they were, or not known.
pub fn warnings(facts: &Facts) -> Vec<Warning> {
    let told = |(name, day): &(String, NaiveDate)| {
        let context = [("name", name.clone()), ("date", thai_long(*day))];
        Warning::new(WarningCode::ACCOUNT_CHANGED, &context, None)
    };
    let unknown = |name: &String| {
        let context = [("name", name.clone())];
        Warning::new(WarningCode::PAYEE_WITHOUT_ACCOUNT, &context, None)
    };
    let changed = facts.accounts_changed.iter().map(told);
    changed
        .chain(facts.without_account.iter().map(unknown))
        .collect()
}

/// What a payment by cheque keeps for itself while it is on its way: the cheque.
pub fn reserves(body: &Payment, facts: &Facts) -> Vec<(Key, Money)> {
    let of_cheque = |cheque: &ChequeFacts| (cheque.claim.clone(), body.net);
    facts.cheque.iter().map(of_cheque).collect()
}

/// The PV: each request is paid from the bank or in cash. The cheque is handed over.
pub fn events(body: &Payment, id: DocumentId, facts: &Facts) -> Vec<AccountingEvent> {
    let bank = match (body.method, &facts.bank) {
        (PaymentMethod::Cash, _) => Some(AccountRef::of(CASH)),
        (_, bank) => bank
            .as_ref()
            .map(|bank| AccountRef::bank(&bank.account, bank.id)),
    };
    let bank = bank.map(|bank| ("bank", bank));
    let paid = facts.requests.iter().flat_map(|request| &request.events);
    let paid = paid.cloned().map(|mut event| {
        event.accounts.extend(bank.clone());
        event
    });
    let handed_over = |cheque: &ChequeFacts| AccountingEvent {
        name: "cheque.handed_over",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![("net", body.net)],
        accounts: vec![(
            "cheque",
            AccountRef::keyed(&cheque.claim.account, &cheque.claim.dimension),
        )],
    };
    paid.chain(facts.cheque.iter().map(handed_over)).collect()
}

/// What comes into being with the payment: an advance is there to be cleared (D8).
pub fn opens(facts: &Facts) -> Vec<NewClaim> {
    let opened = facts.requests.iter().flat_map(|request| &request.opens);
    opened.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::claims::CHEQUE;
    use shared::ledger::Ledger;

    #[test]
    fn what_is_paid_from_a_bank_is_never_paid_in_cash() {
        let paid = AccountingEvent {
            name: "request.paid",
            source: DocumentId::default(),
            part: 0,
            budget_line: None,
            amounts: Vec::new(),
            accounts: Vec::new(),
        };
        let facts = Facts {
            requests: vec![Payable {
                id: DocumentId::default(),
                payee_name: String::new(),
                net: Money::from_satang(100),
                events: vec![paid],
                opens: Vec::new(),
            }],
            ..Facts::default()
        };
        let accounts = |method| {
            let body = Payment {
                method,
                ..Payment::default()
            };
            events(&body, DocumentId::default(), &facts)
                .remove(0)
                .accounts
        };
        let cash = vec![("bank", AccountRef::of(CASH))];
        assert_eq!(accounts(PaymentMethod::Cash), cash);
        let refused_when_posted = Vec::new();
        assert_eq!(accounts(PaymentMethod::Transfer), refused_when_posted);
    }

    #[test]
    fn a_cheque_is_handed_over_once_and_only_when_signed() {
        let net = Money::from_satang(100);
        let facts = |free| Facts {
            accounts_changed: Vec::new(),
            without_account: Vec::new(),
            cheque: Some(ChequeFacts {
                claim: Key {
                    ledger: Ledger::Register,
                    account: CHEQUE.to_owned(),
                    dimension: String::new(),
                },
                free,
                method: PaymentMethod::Cheque,
                bank_account: BankAccountId::default(),
                requests: Vec::new(),
                number: "0012301".to_owned(),
            }),
            requests: Vec::new(),
            bank: Some(BankAccountFacts {
                id: BankAccountId::default(),
                name_th: String::new(),
                account: "1101030101".to_owned(),
            }),
        };
        let cheque_item_id = Some(uuid::Uuid::nil());
        let body = Payment {
            method: PaymentMethod::Cheque,
            cheque_item_id,
            net,
            ..Payment::default()
        };
        assert_eq!(violations(&body, &facts(net)), []);
        assert_eq!(violations(&body, &facts(Money::ZERO)).len(), 1);
    }
}
