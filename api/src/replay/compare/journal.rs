//! Postings, budget effects and report lines: the three books of the journal, by operation.

use super::{Amount, Comparison, Sides};
use crate::replay::client::Trouble;
use chrono::NaiveDate;
use serde::Deserialize;
use shared::Money;
use shared::ledger::{CashSide, Entry, EntryLine, Ledger};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Posting {
    operation: String,
    date: NaiveDate,
    #[serde(rename = "type")]
    voucher: String,
    number: String,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    account: String,
    #[serde(default)]
    debit: Money,
    #[serde(default)]
    credit: Money,
    #[serde(default)]
    bank_account: Option<String>,
}

/// The operation an entry belongs to; a question mark for documents nobody made here.
fn operation_of(sides: &Sides, entry: &Entry) -> String {
    let found = sides.observed.operations.get(&entry.document_id);
    found.cloned().unwrap_or_else(|| "?".to_owned())
}

fn lines(entry: &Entry, ledger: Ledger) -> impl Iterator<Item = &EntryLine> {
    entry.lines.iter().filter(move |line| line.ledger == ledger)
}

/// Every voucher, with its operation.
pub fn postings(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let expected: Vec<Posting> = sides.scenario.expected("postings")?;
    let entries = sides.observed.entries.iter();
    let vouchers = entries.filter(|entry| entry.voucher_type.is_some());
    let mut found: Vec<(String, Option<&Entry>)> = vouchers
        .map(|entry| (operation_of(sides, entry), Some(entry)))
        .collect();
    let order = found.iter().map(|(operation, _)| operation.clone());
    let order: Vec<String> = order.collect();
    let before = comparison.differences.len();
    for (index, posting) in expected.iter().enumerate() {
        let path = format!("expected.postings[{index}]");
        let operation = posting.operation.as_str();
        if !sides.counts(operation) {
            continue;
        }
        let same = found
            .iter_mut()
            .find(|(other, entry)| other == operation && entry.is_some());
        match same.and_then(|(_, entry)| entry.take()) {
            Some(entry) => compare_posting(comparison, sides, &path, posting, entry),
            None => {
                let wanted = format!("{} {}", posting.voucher, posting.number);
                comparison.differ(&path, Some(operation), wanted, "no voucher");
            }
        }
    }
    for (operation, entry) in &found {
        if let Some(number) = entry.and_then(|entry| entry.voucher_no.clone()) {
            comparison.differ("expected.postings", Some(operation), "no voucher", number);
        }
    }
    if comparison.differences.len() == before && !sides.is_partial() {
        let wanted: Vec<String> = expected.into_iter().map(|row| row.operation).collect();
        comparison.same(
            "expected.postings, in order",
            None,
            wanted.join(" "),
            order.join(" "),
        );
    }
    Ok(())
}

fn compare_posting(
    comparison: &mut Comparison,
    sides: &Sides,
    path: &str,
    posting: &Posting,
    entry: &Entry,
) {
    let operation = Some(posting.operation.as_str());
    let voucher = entry.voucher_type.map(|voucher| voucher.to_string());
    let voucher = voucher.unwrap_or_default();
    let at = |field: &str| format!("{path}.{field}");
    comparison.same(&at("type"), operation, posting.voucher.clone(), voucher);
    comparison.same(&at("date"), operation, posting.date, entry.posted_on);
    // Numbers go on where vouchers of operations left out are missing.
    if !sides.is_partial() {
        let number = entry.voucher_no.clone().unwrap_or_default();
        comparison.same(&at("number"), operation, posting.number.clone(), number);
    }
    let mut expected = Vec::new();
    for (index, line) in posting.lines.iter().enumerate() {
        for (side, value) in [("debit", line.debit), ("credit", line.credit)] {
            let bank = line.bank_account.as_deref().unwrap_or_default();
            if !value.is_zero() {
                expected.push(Amount {
                    of: format!("{} {side} {bank}", line.account),
                    value,
                    path: format!("{path}.lines[{index}].{side}"),
                });
            }
        }
    }
    let mut found: BTreeMap<String, Money> = BTreeMap::new();
    for line in lines(entry, Ledger::Financial) {
        let bank = line.bank_account_id;
        let bank = bank.map(|id| sides.names.bank_name(id).unwrap_or_else(|| "?".to_owned()));
        let bank = bank.unwrap_or_default();
        for (side, value) in [("debit", line.debit), ("credit", line.credit)] {
            if !value.is_zero() {
                *found
                    .entry(format!("{} {side} {bank}", line.account))
                    .or_default() += value;
            }
        }
    }
    comparison.sums(&at("lines"), operation, expected, found);
}

/// Amounts that belong to an operation, in free order.
type ByOperation<T> = BTreeMap<String, T>;

fn compare_by_operation(
    comparison: &mut Comparison,
    sides: &Sides,
    path: &str,
    mut expected: ByOperation<Vec<Amount>>,
    found: ByOperation<BTreeMap<String, Money>>,
) {
    for (operation, found) in found {
        let wanted = expected.remove(&operation).unwrap_or_default();
        if sides.counts(&operation) {
            comparison.sums(path, Some(&operation), wanted, found);
        }
    }
    for (operation, wanted) in expected {
        if sides.counts(&operation) {
            comparison.sums(path, Some(&operation), wanted, BTreeMap::new());
        }
    }
}

#[derive(Deserialize)]
struct Effects {
    operation: String,
    effects: Vec<Effect>,
}

#[derive(Deserialize)]
struct Effect {
    line: String,
    field: String,
    amount: Money,
}

/// Which word of the budgetary book raises its figure on the debit side.
fn effect(line: &EntryLine) -> Option<Money> {
    match line.account.as_str() {
        "obligated" | "disbursed" | "transfer_out" => Some(line.debit - line.credit),
        "supplementary" | "transfer_in" => Some(line.credit - line.debit),
        _ => None,
    }
}

/// What operations changed on budget lines.
pub fn budget_effects(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "budget_effects";
    let mut expected: ByOperation<Vec<Amount>> = BTreeMap::new();
    for (index, row) in sides.scenario.expected::<Effects>(key)?.iter().enumerate() {
        let wanted = expected.entry(row.operation.clone()).or_default();
        for (n, effect) in row.effects.iter().enumerate() {
            wanted.push(Amount {
                of: format!("{} {}", effect.line, effect.field),
                value: effect.amount,
                path: format!("expected.{key}[{index}].effects[{n}].amount"),
            });
        }
    }
    let mut found: ByOperation<BTreeMap<String, Money>> = BTreeMap::new();
    for entry in &sides.observed.entries {
        let of = found.entry(operation_of(sides, entry)).or_default();
        for line in lines(entry, Ledger::Budgetary) {
            let name = line.budget_line_id.and_then(|id| sides.names.line_name(id));
            if let Some(value) = effect(line) {
                let name = name.unwrap_or_else(|| "?".to_owned());
                *of.entry(format!("{name} {}", line.account)).or_default() += value;
            }
        }
    }
    compare_by_operation(
        comparison,
        sides,
        "expected.budget_effects",
        expected,
        found,
    );
    Ok(())
}

#[derive(Deserialize)]
struct ReportLines {
    operation: String,
    lines: Vec<ReportLine>,
}

#[derive(Deserialize)]
struct ReportLine {
    side: String,
    code: String,
    amount: Money,
}

/// What operations add to the receipts-and-payments report.
pub fn report_lines(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "receipts_payments_lines";
    let mut expected: ByOperation<Vec<Amount>> = BTreeMap::new();
    let rows: Vec<ReportLines> = sides.scenario.expected(key)?;
    for (index, row) in rows.iter().enumerate() {
        let wanted = expected.entry(row.operation.clone()).or_default();
        for (n, line) in row.lines.iter().enumerate() {
            wanted.push(Amount {
                of: format!("{}:{}", line.side, line.code),
                value: line.amount,
                path: format!("expected.{key}[{index}].lines[{n}].amount"),
            });
        }
    }
    let mut found: ByOperation<BTreeMap<String, Money>> = BTreeMap::new();
    for entry in &sides.observed.entries {
        let of = found.entry(operation_of(sides, entry)).or_default();
        for line in lines(entry, Ledger::Cash) {
            let value = match CashSide::of(&line.account) {
                Some((CashSide::Receipts, _)) => line.credit - line.debit,
                Some((CashSide::Payments, _)) => line.debit - line.credit,
                None => continue, // money itself
            };
            *of.entry(line.account.clone()).or_default() += value;
        }
    }
    compare_by_operation(
        comparison,
        sides,
        "expected.receipts_payments_lines",
        expected,
        found,
    );
    Ok(())
}
