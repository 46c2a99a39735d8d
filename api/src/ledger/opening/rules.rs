//! Posting rules section 11: equity is derived, not asked for.

use crate::documents::Violation;
use crate::journal::{AccountRef, AccountingEvent, Booked};
use shared::ledger::{Opening, OpeningLine};
use shared::organisation::AccountUse;
use shared::problem::FieldCode::{MustBeEmpty, Required, UnknownValue};
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
    /// The books have entries already.
    pub has_entries: bool,
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
    if facts.has_entries {
        found.push(Violation::rule(ProblemCode::WRONG_STATE));
    }
    for (index, line) in body.lines.iter().enumerate() {
        let mut wrong = |field: &str, code| {
            let path = format!("lines[{index}].{field}");
            found.push(Violation::Field(FieldError::new(path, code)));
        };
        let account = line.account.as_str();
        let known = facts.accounts.iter().find(|(code, _)| code == account);
        if known.is_none() || DERIVED.contains(&account) {
            wrong("account", UnknownValue);
        }
        let bank = facts
            .banks
            .iter()
            .find(|(id, _)| Some(*id) == line.bank_account_id);
        let is_bank = known.is_some_and(|(_, used_for)| *used_for == Some(AccountUse::Banks));
        match bank {
            Some((_, ledger)) if ledger != account => wrong("bank_account_id", UnknownValue),
            None if line.bank_account_id.is_some() => wrong("bank_account_id", UnknownValue),
            None if is_bank => wrong("bank_account_id", Required),
            _ => {}
        }
        // What is owed in taxes is told apart by taxpayer, tax and year, and collected by them (B5).
        let is_tax = known.is_some_and(|(_, used_for)| *used_for == Some(AccountUse::Taxes));
        let of_tax = ["taxpayer_id", "tax", "tax_year"];
        match line.tax {
            None if is_tax => {
                for field in of_tax {
                    wrong(field, Required);
                }
            }
            Some(_) if known.is_some() && !is_tax => {
                for field in of_tax {
                    wrong(field, MustBeEmpty);
                }
            }
            Some(tax) if is_tax && tax.booking().account != account => wrong("tax", UnknownValue),
            _ => {}
        }
        if line
            .taxpayer_id
            .is_some_and(|id| !facts.taxpayers.contains(&id))
        {
            wrong("taxpayer_id", UnknownValue);
        }
    }
    found
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
}
