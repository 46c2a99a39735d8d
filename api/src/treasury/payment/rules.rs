//! W-8, rules D2, D4 to D7: what a payment must satisfy and posts.

use crate::documents::Violation;
use crate::expenditure::RequestToPay;
use crate::journal::{AccountRef, AccountingEvent};
use crate::organisation::BankAccountFacts;
use shared::document::Status;
use shared::expenditure::RequestKind;
use shared::organisation::TaxpayerKind;
use shared::problem::FieldCode::UnknownValue;
use shared::treasury::{Payment, PaymentMethod};
use shared::{BankAccountId, DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// The cheque or slip named, where it exists.
    pub cheque: Option<ChequeFacts>,
    /// The requests paid: those of the cheque, or those named.
    pub requests: Vec<RequestToPay>,
    /// The account paid from; none for cash.
    pub bank: Option<BankAccountFacts>,
}

/// A cheque or withdrawal slip of a report.
#[derive(Debug)]
pub struct ChequeFacts {
    /// The report it stands on.
    pub report: DocumentId,
    /// Where that report stands.
    pub report_status: Status,
    /// Cheque or slip.
    pub method: PaymentMethod,
    /// The account it is drawn on.
    pub bank_account: BankAccountId,
    /// The requests it pays.
    pub requests: Vec<DocumentId>,
    /// Another payment has handed it over or is about to.
    pub is_used: bool,
    /// Its number, or that of the slip.
    pub number: String,
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

/// What is wrong with it.
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
    if body.method != PaymentMethod::Cash && facts.bank.is_none() {
        wrong("bank_account_id".to_owned());
    }
    if let Some(cheque) = &facts.cheque
        && (cheque.report_status != Status::Approved || cheque.is_used)
    {
        let context = [("number", cheque.number.clone())];
        found.push(Violation::with(ProblemCode::WRONG_STATE, &context));
    }
    found
}

/// The PV: each request is paid, its deductions are kept for those they belong to.
pub fn events(facts: &Facts) -> Vec<AccountingEvent> {
    let bank = match &facts.bank {
        Some(bank) => AccountRef::bank(&bank.account, bank.id),
        None => AccountRef::of("1101010101"),
    };
    facts
        .requests
        .iter()
        .flat_map(|request| of_request(request, &bank))
        .collect()
}

fn of_request(request: &RequestToPay, bank: &AccountRef) -> Vec<AccountingEvent> {
    let event = |name, amounts, accounts| AccountingEvent {
        name,
        source: request.id,
        budget_line: request.budget_line_id,
        amounts,
        accounts,
    };
    if request.request_kind == RequestKind::Deposit {
        let of_deposit = |(deposit, code, amount): (AccountRef, String, Money)| {
            let report = ("report", AccountRef::of(code));
            let accounts = vec![("deposit", deposit), ("bank", bank.clone()), report];
            event("deposit_request.paid", vec![("amount", amount)], accounts)
        };
        return request
            .deposit_accounts()
            .into_iter()
            .map(of_deposit)
            .collect();
    }
    let withheld = match request.taxpayer_kind {
        TaxpayerKind::Individual => "2102040103",
        _ => "2102040106",
    };
    let amounts = vec![
        ("net", request.net),
        ("withheld", request.withholding_tax),
        ("gross", request.gross),
    ];
    let report = format!(
        "P:{}",
        category(request.expenditure_type.as_deref().unwrap_or_default())
    );
    let accounts = vec![
        ("bank", bank.clone()),
        ("withheld", AccountRef::of(withheld)),
        ("report", AccountRef::of(report)),
    ];
    let mut events = vec![event("request.paid", amounts, accounts)];
    for deduction in &request.deductions {
        let (account, code) = deduction.kind.account();
        let report = ("report", AccountRef::of(format!("R:{code}")));
        let accounts = vec![("deducted", AccountRef::of(account)), report];
        events.push(event(
            "request.paid",
            vec![("deducted", deduction.amount)],
            accounts,
        ));
    }
    events
}

/// Report code of an expenditure type of the ordinance (`scenario-format.md` 6.2).
fn category(expenditure_type: &str) -> &'static str {
    match expenditure_type.get(..2).unwrap_or_default() {
        "21" => "521000",
        "22" => "522000",
        "31" => "531000",
        "32" => "532000",
        "33" => "533000",
        "34" => "534000",
        "41" => "541000",
        "42" => "542000",
        "51" => "551000",
        "61" => "561000",
        _ => "510000",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_report_code() {
        for (expenditure_type, code) in [
            ("110700", "510000"),
            ("120100", "510000"),
            ("340100", "534000"),
            ("610400", "561000"),
        ] {
            assert_eq!(category(expenditure_type), code);
        }
    }

    #[test]
    fn a_cheque_is_handed_over_once_and_only_when_signed() {
        let facts = |report_status, is_used| Facts {
            cheque: Some(ChequeFacts {
                report: DocumentId::default(),
                report_status,
                method: PaymentMethod::Cheque,
                bank_account: BankAccountId::default(),
                requests: Vec::new(),
                is_used,
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
            ..Payment::default()
        };
        assert_eq!(violations(&body, &facts(Status::Approved, false)), []);
        assert_eq!(violations(&body, &facts(Status::Submitted, false)).len(), 1);
        assert_eq!(violations(&body, &facts(Status::Approved, true)).len(), 1);
    }
}
