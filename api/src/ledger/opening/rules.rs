//! Posting rules section 11: what money is left is derived, not asked for.

use crate::documents::Violation;
use crate::journal::{AccountRef, AccountingEvent, Booked};
use shared::expenditure::DeductionKind;
use shared::ledger::{Opening, OpeningLine};
use shared::organisation::AccountUse;
use shared::problem::FieldCode::{self, MustBeEmpty, NothingToDrawOn, Required, UnknownValue};
use shared::{BankAccountId, DocumentId, FieldError, Money, PartyId, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Those of the accounts named that take postings, and what they are for.
    pub accounts: Vec<(String, Option<AccountUse>)>,
    /// Bank accounts with their ledger account.
    pub banks: Vec<(BankAccountId, String)>,
    /// Taxpayers of the entity.
    pub taxpayers: Vec<PartyId>,
    /// What the first other document is called by which entries stand in the books.
    pub standing: Option<String>,
}

/// The accounts that the opening derives.
const DERIVED: [&str; 4] = ["3102010101", "3102010901", "3102010902", "3102010903"];

/// Money, in the sense of the fund proof (posting rules section 2).
fn is_money(account: &str) -> bool {
    account.starts_with("1101")
        || account == "1104010101"
        || account.starts_with("110201")
        || account == "1203010901"
        || account == "1102050906"
}

/// Liabilities that money must cover.
fn is_funded(account: &str) -> bool {
    let other = [
        "2102040101",
        "2102040198",
        "2102040199",
        "2103010103",
        "2105010901",
        "2201010901",
    ];
    account.starts_with('2') && !other.contains(&account)
}

/// เงินสะสม: what money is left after funded liabilities and the other earmarks.
fn accumulated_money(body: &Opening) -> Money {
    let sum = |wanted: fn(&str) -> bool| -> Money {
        let lines = body.lines.iter().filter(|line| wanted(&line.account));
        lines.map(|line| line.debit - line.credit).sum()
    };
    sum(is_money) + sum(is_funded) - body.reserve - body.carried_over_reserve
}

/// What is wrong with it.
pub fn violations(body: &Opening, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    if let Some(number) = &facts.standing {
        let number = [("number", number.clone())];
        found.push(Violation::with(ProblemCode::BOOKS_HAVE_ENTRIES, &number));
    }
    for (index, line) in body.lines.iter().enumerate() {
        let wrong = |(field, code): (&str, FieldCode)| {
            Violation::Field(FieldError::new(format!("lines[{index}].{field}"), code))
        };
        found.extend(wrong_fields(line, facts).into_iter().map(wrong));
    }
    found
}

/// What is wrong with a line: its account, and what tells the balances on that account apart, which
/// must be there and nothing else, because later documents draw on the balance by it.
fn wrong_fields(line: &OpeningLine, facts: &Facts) -> Vec<(&'static str, FieldCode)> {
    let account = line.account.as_str();
    let known = facts.accounts.iter().find(|(code, _)| code == account);
    let used_for = known.and_then(|(_, used_for)| *used_for);
    let mut found = Vec::new();
    if known.is_none() || DERIVED.contains(&account) {
        found.push(("account", UnknownValue));
    }
    // A cheque is drawn on by its receipt (B2), an advance by its request (D8).
    if matches!(used_for, Some(AccountUse::Cheques | AccountUse::Advances)) {
        found.push(("account", NothingToDrawOn));
    }
    let mut banks = facts.banks.iter();
    let bank = banks.find(|(id, _)| Some(*id) == line.bank_account_id);
    match bank {
        Some((_, ledger)) if ledger != account => found.push(("bank_account_id", UnknownValue)),
        None if line.bank_account_id.is_some() => found.push(("bank_account_id", UnknownValue)),
        None if used_for == Some(AccountUse::Banks) => found.push(("bank_account_id", Required)),
        _ => {}
    }
    // A deposit is returned by its reference (B11); what was deducted from pay has none (D5).
    let is_deposit = used_for == Some(AccountUse::Deposits);
    match (is_deposit, line.reference.is_some()) {
        (true, false) if !takes_deductions(account) => found.push(("reference", Required)),
        (false, true) if known.is_some() => found.push(("reference", MustBeEmpty)),
        _ => {}
    }
    // What is owed in taxes is told apart by taxpayer, tax and year, and collected by them (B5).
    let is_tax = used_for == Some(AccountUse::Taxes);
    let of_tax = ["taxpayer_id", "tax", "tax_year"];
    match line.tax {
        None if is_tax => found.extend(of_tax.map(|field| (field, Required))),
        Some(_) if known.is_some() && !is_tax => {
            found.extend(of_tax.map(|field| (field, MustBeEmpty)));
        }
        Some(tax) if is_tax && tax.booking().account != account => {
            found.push(("tax", UnknownValue));
        }
        _ => {}
    }
    let taxpayer = line.taxpayer_id;
    if taxpayer.is_some_and(|id| !facts.taxpayers.contains(&id)) {
        found.push(("taxpayer_id", UnknownValue));
    }
    found
}

/// Is a deduction from pay kept on this account? It is handed on as a whole.
fn takes_deductions(account: &str) -> bool {
    let mut kinds = DeductionKind::ALL.iter();
    kinds.any(|kind| kind.booking().account == account)
}

/// The balances, and the earmarks of equity; what is left over is 3102010101 by itself.
pub fn events(body: &Opening, id: DocumentId) -> Vec<AccountingEvent> {
    let event = |amount, value, account| AccountingEvent {
        name: "opening.entered",
        source: id,
        part: 0,
        budget_line: None,
        amounts: vec![(amount, value)],
        accounts: vec![("account", account)],
    };
    let mut events: Vec<AccountingEvent> = body
        .lines
        .iter()
        .map(|line| match line.debit.is_zero() {
            false => event("debit", line.debit, account(line)),
            true => event("credit", line.credit, account(line)),
        })
        .collect();
    for (code, value) in [
        ("3102010901", accumulated_money(body)),
        ("3102010902", body.reserve),
        ("3102010903", body.carried_over_reserve),
    ] {
        events.push(event("credit", value, AccountRef::of(code)));
    }
    events
}

fn account(line: &OpeningLine) -> AccountRef {
    let tax = line.taxpayer_id.zip(line.tax).zip(line.tax_year);
    AccountRef {
        code: line.account.clone(),
        bank_account: line.bank_account_id,
        reference: match tax {
            Some(((taxpayer, tax), year)) => Some(tax.key(taxpayer, year)),
            None => line.reference.as_deref().map(str::to_owned),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accumulated_money_is_what_money_is_left() {
        let line = |account: &str, debit: i64, credit: i64| OpeningLine {
            account: account.to_owned(),
            debit: Money::from_satang(debit),
            credit: Money::from_satang(credit),
            ..OpeningLine::default()
        };
        let lines = vec![
            line("1101030102", 1000, 0),
            line("1206010101", 500, 0),
            line("2112010101", 0, 100),
            line("2102040199", 0, 50),
        ];
        let reserve = Money::from_satang(300);
        let body = Opening {
            lines,
            reserve,
            ..Opening::default()
        };
        assert_eq!(accumulated_money(&body), Money::from_satang(600));
    }

    /// What is wrong with a line on an account that the chart has for this.
    fn told(used_for: Option<AccountUse>, line: OpeningLine) -> Vec<(&'static str, FieldCode)> {
        let facts = Facts {
            accounts: vec![(line.account.clone(), used_for)],
            ..Facts::default()
        };
        wrong_fields(&line, &facts)
    }

    fn on(account: &str, reference: Option<&str>) -> OpeningLine {
        OpeningLine {
            account: account.to_owned(),
            reference: reference.map(Into::into),
            ..OpeningLine::default()
        }
    }

    #[test]
    fn a_balance_has_the_key_it_is_drawn_on_by_and_no_other() {
        let deposits = Some(AccountUse::Deposits);
        assert_eq!(told(deposits, on("2112010101", Some("C1"))), []);
        let missing = told(deposits, on("2112010101", None));
        assert_eq!(missing, [("reference", Required)]);
        // Other deductions from pay stand on the account of other deposits.
        assert_eq!(told(deposits, on("2111020199", None)), []);
        assert_eq!(told(deposits, on("2111020199", Some("C1"))), []);
        for used_for in [None, Some(AccountUse::Cash)] {
            let other = told(used_for, on("1101010101", Some("ตู้เซฟ")));
            assert_eq!(other, [("reference", MustBeEmpty)]);
        }
        let mut owed = on("1102050901", Some("C1"));
        owed.tax = Some(shared::revenue::Tax::LandBuilding);
        owed.tax_year = Some(2568);
        let beside = told(Some(AccountUse::Taxes), owed);
        assert_eq!(beside, [("reference", MustBeEmpty)]);
    }

    #[test]
    fn what_no_register_could_draw_on_is_not_brought_forward() {
        for used_for in [AccountUse::Cheques, AccountUse::Advances] {
            let found = told(Some(used_for), on("1102010101", None));
            assert_eq!(found, [("account", NothingToDrawOn)]);
        }
    }
}
