//! Pure: what happened × the posting rules → entries.

use super::entry::{DraftEntry, DraftLine};
use serde::Deserialize;
use shared::ledger::{Ledger, Voucher};
use shared::{BankAccountId, BudgetLineId, DocumentId, Money};
use std::collections::BTreeSet;

/// An account a document resolves a role to: `@bank`, `@expense`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRef {
    /// Account of the chart, or report code `R:412106`.
    pub code: String,
    /// The bank account, for money at banks.
    pub bank_account: Option<BankAccountId>,
    /// The key of a sub-ledger.
    pub reference: Option<String>,
}

impl AccountRef {
    /// An account without sub-ledger.
    pub fn of(code: impl Into<String>) -> AccountRef {
        AccountRef {
            code: code.into(),
            bank_account: None,
            reference: None,
        }
    }

    /// A bank account.
    pub fn bank(code: impl Into<String>, bank_account: BankAccountId) -> AccountRef {
        AccountRef {
            bank_account: Some(bank_account),
            ..AccountRef::of(code)
        }
    }

    /// A claim of the register: `claim.cheque`, by the part or document it is.
    pub fn claim(account: &str, part: uuid::Uuid) -> AccountRef {
        AccountRef::keyed(account, part.to_string())
    }

    /// An account kept by a reference.
    pub fn keyed(code: impl Into<String>, reference: impl Into<String>) -> AccountRef {
        AccountRef {
            reference: Some(reference.into()),
            ..AccountRef::of(code)
        }
    }
}

/// What happened, in accounting terms. Documents make these; they never say debit or credit.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountingEvent {
    /// Its name in the posting rules: `request.paid`.
    pub name: &'static str,
    /// The document it stems from: one receipt of a summary.
    pub source: DocumentId,
    /// Which part of the document: a document that posts several vouchers of one type numbers its
    /// parts in the order of the vouchers; within a part they are merged by type.
    pub part: u16,
    /// The budget line it moves, if any.
    pub budget_line: Option<BudgetLineId>,
    /// Its amounts by name, in baht; zero ones post nothing.
    pub amounts: Vec<(&'static str, Money)>,
    /// What the roles in the rules stand for.
    pub accounts: Vec<(&'static str, AccountRef)>,
}

/// One row of the posting-rule table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PostingRule {
    pub event: String,
    /// The amount of the event it posts.
    pub amount: String,
    /// The book.
    pub ledger: Ledger,
    /// None for the budget, cash and opening balances.
    pub voucher: Option<Voucher>,
    /// Account, or `@role`.
    pub debit: String,
    /// Account, or `@role`.
    pub credit: String,
    /// What the entry is in reports of money: `brought_forward`, `deposited`.
    pub movement: Option<String>,
}

/// Why events cannot be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostingError {
    /// No rule for the event and amount.
    NoRule(String),
    /// The document did not say what the role stands for.
    NoAccount(String),
}

/// The entries of a list of events, part by part.
pub fn entries_for(
    events: &[AccountingEvent],
    rules: &[PostingRule],
) -> Result<Vec<DraftEntry>, PostingError> {
    let parts: BTreeSet<u16> = events.iter().map(|event| event.part).collect();
    let mut entries = Vec::new();
    for part in parts {
        let of_part = events.iter().filter(|event| event.part == part).collect();
        entries.extend(entries_of_part(of_part, rules)?);
    }
    Ok(entries)
}

/// One entry per voucher type, RV, AP and PV before JV; what has no voucher goes with the first, or
/// alone when there is none.
fn entries_of_part(
    events: Vec<&AccountingEvent>,
    rules: &[PostingRule],
) -> Result<Vec<DraftEntry>, PostingError> {
    let mut entries: Vec<DraftEntry> = Vec::new();
    let mut loose: Vec<DraftLine> = Vec::new();
    for event in &events {
        for (amount, value) in event.amounts.iter().filter(|(_, value)| !value.is_zero()) {
            let mut found = false;
            for rule in rules
                .iter()
                .filter(|r| r.event == event.name && r.amount == *amount)
            {
                found = true;
                let lines = lines_of(event, rule, *value)?;
                match rule.voucher {
                    None => loose.extend(lines),
                    Some(_) => entry_of(&mut entries, rule).lines.extend(lines),
                }
            }
            if !found {
                return Err(PostingError::NoRule(format!("{} {amount}", event.name)));
            }
        }
    }
    entries.sort_by_key(|entry| entry.voucher == Some(Voucher::Journal));
    match (entries.first_mut(), events.first()) {
        (Some(first), _) => first.lines.extend(loose),
        (None, Some(event)) if !loose.is_empty() => {
            let rule = rules.iter().find(|rule| rule.event == event.name);
            entries.push(DraftEntry {
                voucher: None,
                event: event.name.to_owned(),
                movement: rule.and_then(|rule| rule.movement.clone()),
                reverses: None,
                lines: loose,
            });
        }
        _ => {}
    }
    for entry in &mut entries {
        entry.sum_up();
    }
    Ok(entries)
}

/// The entry of the voucher type of a rule.
fn entry_of<'a>(entries: &'a mut Vec<DraftEntry>, rule: &PostingRule) -> &'a mut DraftEntry {
    let at = entries
        .iter()
        .position(|entry| entry.voucher == rule.voucher);
    let at = at.unwrap_or_else(|| {
        entries.push(DraftEntry {
            voucher: rule.voucher,
            event: rule.event.clone(),
            movement: rule.movement.clone(),
            reverses: None,
            lines: Vec::new(),
        });
        entries.len() - 1
    });
    &mut entries[at]
}

fn lines_of(
    event: &AccountingEvent,
    rule: &PostingRule,
    value: Money,
) -> Result<[DraftLine; 2], PostingError> {
    // A negative amount changes sides, so that no line is ever negative.
    let (debit, credit) = match value.is_negative() {
        false => (&rule.debit, &rule.credit),
        true => (&rule.credit, &rule.debit),
    };
    let value = value.abs();
    Ok([
        line(event, rule.ledger, debit, value, Money::ZERO)?,
        line(event, rule.ledger, credit, Money::ZERO, value)?,
    ])
}

fn line(
    event: &AccountingEvent,
    ledger: Ledger,
    selector: &str,
    debit: Money,
    credit: Money,
) -> Result<DraftLine, PostingError> {
    let account = match selector.strip_prefix('@') {
        None => AccountRef::of(selector),
        Some(role) => event
            .accounts
            .iter()
            .find(|(name, _)| *name == role)
            .map(|(_, account)| account.clone())
            .ok_or_else(|| PostingError::NoAccount(format!("{} @{role}", event.name)))?,
    };
    let budget_line = match ledger {
        Ledger::Budgetary => Some(
            event
                .budget_line
                .ok_or_else(|| PostingError::NoAccount(format!("{} budget line", event.name)))?,
        ),
        _ => None,
    };
    Ok(DraftLine {
        ledger,
        account,
        budget_line,
        debit,
        credit,
        source: event.source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANK: &str = "1101030102";

    fn rules() -> Vec<PostingRule> {
        let file = include_str!("../../../migrations/posting_rules.csv");
        file.lines().skip(1).map(rule).collect()
    }

    fn rule(line: &str) -> PostingRule {
        let cells: Vec<&str> = line.split(',').collect();
        PostingRule {
            event: cells[0].to_owned(),
            amount: cells[1].to_owned(),
            ledger: cells[2].parse().expect("a ledger"),
            voucher: (!cells[3].is_empty()).then(|| cells[3].parse().expect("a voucher")),
            debit: cells[4].to_owned(),
            credit: cells[5].to_owned(),
            movement: (!cells[6].is_empty()).then(|| cells[6].to_owned()),
        }
    }

    /// `event amount=… amount=… @role=account …` as an accountant would write it.
    fn event(text: &str) -> AccountingEvent {
        let mut words = text.split_whitespace();
        let name = words.next().expect("a name").to_owned().leak();
        let mut event = AccountingEvent {
            name,
            source: DocumentId::default(),
            part: 0,
            budget_line: Some(BudgetLineId::default()),
            amounts: Vec::new(),
            accounts: Vec::new(),
        };
        for word in words {
            let (key, value) = word.split_once('=').expect("key=value");
            if key == "part" {
                event.part = value.parse().expect("a number");
                continue;
            }
            match key.strip_prefix('@') {
                Some(role) => event
                    .accounts
                    .push((role.to_owned().leak(), AccountRef::of(value))),
                None => event
                    .amounts
                    .push((key.to_owned().leak(), value.parse().expect("an amount"))),
            }
        }
        event
    }

    fn check(events: &[&str], expected: &str) {
        let events: Vec<AccountingEvent> = events.iter().map(|text| event(text)).collect();
        let found = match entries_for(&events, &rules()) {
            Err(PostingError::NoRule(what)) => format!("no rule for {what}"),
            Err(PostingError::NoAccount(what)) => format!("no account for {what}"),
            Ok(entries) => entries
                .iter()
                .flat_map(print)
                .collect::<Vec<_>>()
                .join("\n"),
        };
        let expected: Vec<&str> = expected
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(found, expected.join("\n"));
    }

    fn print(entry: &DraftEntry) -> Vec<String> {
        let head = entry.voucher.map_or("--", Voucher::as_str).to_owned();
        let lines = entry.lines.iter().map(|line| {
            let side = if line.debit.is_zero() { "Cr" } else { "Dr" };
            let book = match line.ledger {
                Ledger::Financial => "",
                Ledger::Budgetary => "budget ",
                Ledger::Cash => "cash ",
                Ledger::Register => "register ",
            };
            format!(
                "{side} {book}{} {}",
                line.account.code,
                line.debit + line.credit
            )
        });
        std::iter::once(head).chain(lines).collect()
    }

    #[test]
    fn b1_a_fee_in_cash() {
        check(
            &[
                "receipt.revenue amount=1290.00 @money=1101010101 @revenue=4301020901 @report=R:412106",
            ],
            "RV
             Dr 1101010101 1290.00
             Cr 4301020901 1290.00
             Dr cash MONEY 1290.00
             Cr cash R:412106 1290.00",
        );
    }

    #[test]
    fn b6_tax_of_an_earlier_year_with_penalty_and_surcharge() {
        check(
            &[
                "receipt.tax amount=12450.00 penalty=5478.00 @money=1101010101 \
               @receivable=1102050901 @report=R:AR-LAND",
            ],
            "RV
             Dr 1101010101 17928.00
             Cr 1102050901 12450.00
             Cr 4313010901 5478.00
             Dr cash MONEY 17928.00
             Cr cash R:AR-LAND 12450.00
             Cr cash R:412299 5478.00",
        );
    }

    #[test]
    fn b14_cash_and_cheques_to_the_bank() {
        check(
            &[&format!(
                "bank_deposit.made cash=21458.00 cheque=8400.00 @bank={BANK}"
            )],
            "JV
             Dr 1101030102 29858.00
             Cr 1101010101 21458.00
             Cr 1101010901 8400.00",
        );
    }

    #[test]
    fn d4_a_request_is_registered_and_paid_with_tax() {
        check(
            &["request.registered gross=13450.50 @expense=5104010110"],
            "AP
             Dr 5104010110 13450.50
             Cr 2102040102 13450.50
             Dr budget obligated 13450.50
             Cr budget available 13450.50",
        );
        check(
            &[
                "request.paid gross=13450.50 net=13324.79 withheld=125.71 @bank=1101030101 \
               @withheld=2102040106 @report=P:533000",
            ],
            "PV
             Dr 2102040102 13450.50
             Cr 1101030101 13324.79
             Cr 2102040106 125.71
             Dr budget disbursed 13450.50
             Cr budget obligated 13450.50
             Dr cash P:533000 13450.50
             Cr cash MONEY 13450.50
             Dr cash MONEY 125.71
             Cr cash R:DEP-WHT 125.71",
        );
    }

    #[test]
    fn d8_an_advance_is_paid_cleared_and_the_rest_comes_back() {
        check(
            &[
                "advance.paid amount=20000.00 @receivable=1102010101 @claim=claim.advance \
               @bank=1101030101 @report=P:ADV-BUD",
            ],
            "PV
             Dr 1102010101 20000.00
             Cr 1101030101 20000.00
             Dr cash P:ADV-BUD 20000.00
             Cr cash MONEY 20000.00
             Dr register claim.advance 20000.00
             Cr register claims 20000.00",
        );
        check(
            &[
                "advance.cleared voucher=17350.00 @expense=5102010199 @receivable=1102010101 \
               @claim=claim.advance @report=P:532000 @returned=R:ADV-BUD",
                "advance.cleared returned=2650.00 @claim=claim.advance",
            ],
            "JV
             Dr 5102010199 17350.00
             Cr 1102010101 17350.00
             Dr budget disbursed 17350.00
             Cr budget obligated 20000.00
             Dr budget available 2650.00
             Dr cash P:532000 17350.00
             Cr cash R:ADV-BUD 17350.00
             Dr register claims 20000.00
             Cr register claim.advance 20000.00",
        );
        check(
            &["receipt.advance_return amount=2650.00 @money=1101010101 \
               @receivable=1102010101 @report=R:ADV-BUD"],
            "RV
             Dr 1101010101 2650.00
             Cr 1102010101 2650.00
             Dr cash MONEY 2650.00
             Cr cash R:ADV-BUD 2650.00",
        );
    }

    #[test]
    fn vouchers_follow_the_order_of_the_parts_and_are_merged_within_one() {
        let deposited = |part: u16, cash: &str, cheque: &str| {
            format!("bank_deposit.made part={part} cash={cash} cheque={cheque} @bank={BANK}")
        };
        let events = [
            deposited(2, "3.00", "4.00"),
            deposited(1, "1.00", "0.00"),
            deposited(2, "5.00", "0.00"),
            "receipt.revenue part=1 amount=9.00 @money=1101010101 @revenue=4301020901 \
             @report=R:412106"
                .to_owned(),
        ];
        check(
            &events.each_ref().map(String::as_str),
            "RV
             Dr 1101010101 9.00
             Cr 4301020901 9.00
             Dr cash MONEY 9.00
             Cr cash R:412106 9.00
             JV
             Dr 1101030102 1.00
             Cr 1101010101 1.00
             JV
             Dr 1101030102 12.00
             Cr 1101010101 8.00
             Cr 1101010901 4.00",
        );
    }

    #[test]
    fn what_has_no_rule_or_account_is_refused() {
        check(
            &["request.paid bonus=1.00"],
            "no rule for request.paid bonus",
        );
        check(
            &["request.registered gross=1.00"],
            "no account for request.registered @expense",
        );
    }

    #[test]
    fn every_entry_balances_and_its_mirror_takes_it_back() {
        let events = [event(
            "request.paid gross=100.00 net=90.00 withheld=10.00 @bank=1101030101 \
             @withheld=2102040106 @report=P:533000",
        )];
        for entry in entries_for(&events, &rules()).expect("entries") {
            let balanced = super::super::BalancedEntry::new(entry.clone()).expect("balances");
            let mirrored = entry.mirrored(Default::default());
            let mut both = balanced.into_inner().lines;
            both.extend(mirrored.lines);
            for line in &both {
                let same = both
                    .iter()
                    .filter(|other| other.ledger == line.ledger && other.account == line.account);
                assert_eq!(
                    same.map(|other| other.debit - other.credit).sum::<Money>(),
                    Money::ZERO
                );
            }
        }
    }
}
