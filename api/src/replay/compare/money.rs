//! Reports of money: of a day, and receipts and payments of a span of days.

use super::{Amount, Comparison, Sides};
use crate::replay::client::Trouble;
use crate::replay::observed::MoneyReport;
use serde::Deserialize;
use shared::Money;
use shared::ledger::CashSide;
use shared::treasury::{DailyFigures, MoneyMovement};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Daily {
    cash: Movement,
    cheques_on_hand: Movement,
    bank: BankMovement,
    bank_accounts: BTreeMap<String, Money>,
    cheques_not_collected: Uncollected,
    total_money: Money,
}

#[derive(Deserialize)]
struct Movement {
    brought_forward: Money,
    received: Money,
    deposited_to_bank: Money,
    #[serde(default)]
    paid: Money,
    carried_forward: Money,
}

#[derive(Deserialize)]
struct BankMovement {
    brought_forward: Money,
    cash_deposited: Money,
    received_direct: Money,
    paid: Money,
    carried_forward: Money,
}

#[derive(Deserialize)]
struct Uncollected {
    count: usize,
    amount: Money,
}

/// Money of days, after their last operation.
pub fn daily_reports(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "daily_reports";
    for (index, row) in sides.scenario.expected::<Daily>(key)?.iter().enumerate() {
        let path = format!("expected.{key}[{index}]");
        match sides.observed.daily.get(&index) {
            Some(seen) => daily_report(comparison, sides, &path, row, seen),
            None => comparison.differ(&path, None, "figures of a day", "not seen"),
        }
    }
    Ok(())
}

fn daily_report(
    comparison: &mut Comparison,
    sides: &Sides,
    path: &str,
    row: &Daily,
    seen: &DailyFigures,
) {
    let bank = &row.bank;
    let own = |kind: &Movement| {
        let (received, deposited) = (kind.received, kind.deposited_to_bank);
        let (paid, carried_forward) = (kind.paid, kind.carried_forward);
        let brought_forward = kind.brought_forward;
        [brought_forward, received, deposited, paid, carried_forward]
    };
    let of_bank = [
        bank.brought_forward,
        bank.received_direct,
        bank.cash_deposited,
        bank.paid,
        bank.carried_forward,
    ];
    let names = [
        "brought_forward",
        "received",
        "deposited_to_bank",
        "paid",
        "carried_forward",
    ];
    let bank_names = [
        "brought_forward",
        "received_direct",
        "cash_deposited",
        "paid",
        "carried_forward",
    ];
    for (kind, names, expected, seen) in [
        ("cash", names, own(&row.cash), &seen.cash),
        (
            "cheques_on_hand",
            names,
            own(&row.cheques_on_hand),
            &seen.cheques_on_hand,
        ),
        ("bank", bank_names, of_bank, &seen.bank),
    ] {
        for ((name, expected), seen) in names.into_iter().zip(expected).zip(figures(seen)) {
            comparison.same(&format!("{path}.{kind}.{name}"), None, expected, seen);
        }
    }
    comparison.same(
        &format!("{path}.total_money"),
        None,
        row.total_money,
        seen.total_money,
    );
    by_account(comparison, sides, path, row, seen);
}

/// Each bank account, and the cheques nobody came for.
fn by_account(
    comparison: &mut Comparison,
    sides: &Sides,
    path: &str,
    row: &Daily,
    seen: &DailyFigures,
) {
    let amount = |(id, value): (&String, &Money)| Amount {
        of: id.clone(),
        value: *value,
        path: format!("{path}.bank_accounts.{id}"),
    };
    let expected = row.bank_accounts.iter().map(amount).collect();
    let banks = seen.bank_accounts.iter().map(|account| {
        let name = sides.names.bank_name(account.bank_account_id);
        let name = name.unwrap_or_else(|| account.code.clone());
        (name, account.movement.carried_forward)
    });
    let at = format!("{path}.bank_accounts");
    comparison.sums(&at, None, expected, banks.collect());
    let (cheques, at) = (
        &seen.cheques_not_collected,
        format!("{path}.cheques_not_collected"),
    );
    let expected = &row.cheques_not_collected;
    comparison.same(&format!("{at}.count"), None, expected.count, cheques.len());
    let amount = cheques.iter().map(|cheque| cheque.amount).sum();
    comparison.same(&format!("{at}.amount"), None, expected.amount, amount);
}

/// In the order of the names above.
fn figures(movement: &MoneyMovement) -> [Money; 5] {
    [
        movement.brought_forward,
        movement.received,
        movement.deposited,
        movement.paid,
        movement.carried_forward,
    ]
}

#[derive(Deserialize)]
struct Flow {
    opening_balance: Money,
    receipts: Vec<CodeRow>,
    total_receipts: Money,
    payments: Vec<CodeRow>,
    total_payments: Money,
    closing_balance: Money,
}

#[derive(Deserialize)]
struct CodeRow {
    code: String,
    amount: Money,
}

/// Receipts-and-payments reports; the API gives rows, totals are their sums.
pub fn money_reports(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "receipts_payments_reports";
    for (index, expected) in sides.scenario.expected::<Flow>(key)?.iter().enumerate() {
        let path = format!("expected.{key}[{index}]");
        match sides.observed.money.get(&index) {
            Some(seen) => money_report(comparison, &path, expected, seen),
            None => comparison.differ(&path, None, "a report", "not seen"),
        }
    }
    Ok(())
}

fn money_report(comparison: &mut Comparison, path: &str, expected: &Flow, seen: &MoneyReport) {
    for (field, side, rows, total) in [
        (
            "receipts",
            CashSide::Receipts,
            &expected.receipts,
            expected.total_receipts,
        ),
        (
            "payments",
            CashSide::Payments,
            &expected.payments,
            expected.total_payments,
        ),
    ] {
        let amount = |(n, row): (usize, &CodeRow)| Amount {
            of: row.code.clone(),
            value: row.amount,
            path: format!("{path}.{field}[{n}].amount"),
        };
        let wanted = rows.iter().enumerate().map(amount).collect();
        let own = seen.rows.iter().filter(|row| row.side == side);
        let found: BTreeMap<String, Money> =
            own.map(|row| (row.code.clone(), row.amount)).collect();
        let sum = found.values().copied().sum();
        comparison.sums(&format!("{path}.{field}"), None, wanted, found);
        comparison.same(&format!("{path}.total_{field}"), None, total, sum);
    }
    let (first, last) = (expected.opening_balance, expected.closing_balance);
    comparison.same(
        &format!("{path}.opening_balance"),
        None,
        first,
        seen.opening,
    );
    comparison.same(&format!("{path}.closing_balance"), None, last, seen.closing);
}
