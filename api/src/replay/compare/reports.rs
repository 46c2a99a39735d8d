//! Balances: at the opening, trial balances, budget registers.

use super::{Amount, Comparison, Sides};
use crate::replay::client::Trouble;
use serde::Deserialize;
use shared::Money;
use shared::budget::BudgetLine;
use shared::ledger::TrialBalanceRow;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Balance {
    account: String,
    debit: Money,
    credit: Money,
}

/// Every balance before the first operation, derived equity included.
pub fn opening_balances(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "opening_balances";
    let expected: Vec<Balance> = sides.scenario.expected(key)?;
    let amount = |(index, row): (usize, &Balance)| Amount {
        of: row.account.clone(),
        value: row.debit - row.credit,
        path: format!("expected.{key}[{index}]"),
    };
    let expected = expected.iter().enumerate().map(amount).collect();
    let opening = sides.observed.opening.iter();
    let found = opening.map(|row| (row.account.clone(), row.opening_debit - row.opening_credit));
    comparison.sums("expected.opening_balances", None, expected, found.collect());
    Ok(())
}

#[derive(Deserialize)]
struct Trial {
    rows: Vec<TrialRow>,
    totals: Sums,
}

#[derive(Deserialize)]
struct TrialRow {
    account: String,
    #[serde(flatten)]
    sums: Sums,
}

#[derive(Default, Deserialize)]
struct Sums {
    opening_debit: Money,
    opening_credit: Money,
    movement_debit: Money,
    movement_credit: Money,
    closing_debit: Money,
    closing_credit: Money,
}

fn add(total: &mut Sums, row: &TrialBalanceRow) {
    total.opening_debit += row.opening_debit;
    total.opening_credit += row.opening_credit;
    total.movement_debit += row.movement_debit;
    total.movement_credit += row.movement_credit;
    total.closing_debit += row.closing_debit;
    total.closing_credit += row.closing_credit;
}

fn compare_sums(comparison: &mut Comparison, path: &str, expected: &Sums, seen: &Sums) {
    for (field, expected, seen) in [
        ("opening_debit", expected.opening_debit, seen.opening_debit),
        (
            "opening_credit",
            expected.opening_credit,
            seen.opening_credit,
        ),
        (
            "movement_debit",
            expected.movement_debit,
            seen.movement_debit,
        ),
        (
            "movement_credit",
            expected.movement_credit,
            seen.movement_credit,
        ),
        ("closing_debit", expected.closing_debit, seen.closing_debit),
        (
            "closing_credit",
            expected.closing_credit,
            seen.closing_credit,
        ),
    ] {
        comparison.same(&format!("{path}.{field}"), None, expected, seen);
    }
}

/// Trial balances, rows by account.
pub fn trial_balances(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "trial_balances";
    for (index, expected) in sides.scenario.expected::<Trial>(key)?.iter().enumerate() {
        let path = format!("expected.{key}[{index}]");
        let Some(seen) = sides.observed.trial.get(&index) else {
            comparison.differ(&path, None, "a trial balance", "not seen");
            continue;
        };
        let mut seen: BTreeMap<&str, &TrialBalanceRow> =
            seen.iter().map(|row| (row.account.as_str(), row)).collect();
        let mut totals = Sums::default();
        seen.values().for_each(|row| add(&mut totals, row));
        for (n, row) in expected.rows.iter().enumerate() {
            let mut sums = Sums::default();
            if let Some(row) = seen.remove(row.account.as_str()) {
                add(&mut sums, row);
            }
            compare_sums(comparison, &format!("{path}.rows[{n}]"), &row.sums, &sums);
        }
        for account in seen.keys() {
            comparison.differ(&format!("{path}.rows"), None, "no row", account);
        }
        compare_sums(
            comparison,
            &format!("{path}.totals"),
            &expected.totals,
            &totals,
        );
    }
    Ok(())
}

#[derive(Deserialize)]
struct Register {
    rows: Vec<RegisterRow>,
}

#[derive(Deserialize)]
struct RegisterRow {
    line: String,
    fund: String,
    approved: Money,
    supplementary: Money,
    transfer_in: Money,
    transfer_out: Money,
    obligated: Money,
    disbursed: Money,
    remaining: Money,
}

/// Budget-execution registers: every line of the master data, also those not in force yet.
pub fn budget_registers(comparison: &mut Comparison, sides: &Sides) -> Result<(), Trouble> {
    let key = "budget_registers";
    for (index, expected) in sides.scenario.expected::<Register>(key)?.iter().enumerate() {
        let path = format!("expected.{key}[{index}]");
        let Some(seen) = sides.observed.registers.get(&index) else {
            comparison.differ(&path, None, "a register", "not seen");
            continue;
        };
        let mut seen: BTreeMap<&str, &BudgetLine> =
            seen.iter().map(|line| (line.code.as_str(), line)).collect();
        for (n, row) in expected.rows.iter().enumerate() {
            let line = seen.remove(row.line.as_str());
            register_row(comparison, &format!("{path}.rows[{n}]"), row, line);
        }
        for code in seen.keys() {
            comparison.differ(&format!("{path}.rows"), None, "no row", code);
        }
    }
    Ok(())
}

fn register_row(
    comparison: &mut Comparison,
    path: &str,
    row: &RegisterRow,
    line: Option<&BudgetLine>,
) {
    if let Some(line) = line {
        let fund = line.fund.as_str().to_uppercase();
        comparison.same(&format!("{path}.fund"), None, row.fund.clone(), fund);
    }
    let of = |figure: fn(&BudgetLine) -> Money| line.map(figure).unwrap_or_default();
    for (field, expected, seen) in [
        ("approved", row.approved, of(|line| line.approved)),
        (
            "supplementary",
            row.supplementary,
            of(|line| line.supplementary),
        ),
        ("transfer_in", row.transfer_in, of(|line| line.transfer_in)),
        (
            "transfer_out",
            row.transfer_out,
            of(|line| line.transfer_out),
        ),
        ("obligated", row.obligated, of(|line| line.obligated)),
        ("disbursed", row.disbursed, of(|line| line.disbursed)),
        ("remaining", row.remaining, of(|line| line.remaining)),
    ] {
        comparison.same(&format!("{path}.{field}"), None, expected, seen);
    }
}
