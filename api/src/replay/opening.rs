//! The opening statement of the file, as the API takes it: registers become lines with their keys.
//! Contracts, assets and grants have no register yet; their balances are entered. Advances have
//! none either, and nothing could draw on their balances: `founding::unsupported` says so.

use super::client::Stop;
use super::file::{Contract, Opening as Given, Scenario};
use super::names::Names;
use crate::journal::Booked;
use shared::Money;
use shared::budget::Fund;
use shared::ledger::{Opening, OpeningLine};

/// The statement; none when there is nothing to enter.
pub fn statement(scenario: &Scenario, names: &Names) -> Result<Option<Opening>, Stop> {
    let given = &scenario.master.opening;
    let mut lines = vec![debit("1101010101", given.cash)];
    for bank in &scenario.master.bank_accounts {
        lines.push(OpeningLine {
            bank_account_id: Some(names.bank(&bank.id)?),
            ..debit(&bank.account, bank.opening)
        });
    }
    for row in &given.balances {
        lines.push(debit(&row.account, row.debit));
        lines.push(credit(&row.account, row.credit));
    }
    lines.extend(registers(given, names)?);
    lines.extend(balances(scenario, names)?);
    for row in &given.contracts {
        lines.extend(of_contract(row, scenario));
    }
    lines.retain(|line| !line.debit.is_zero() || !line.credit.is_zero());
    Ok((!lines.is_empty()).then(|| Opening {
        as_at: given.as_at,
        reserve: given.reserve,
        carried_over_reserve: carried_over(scenario),
        lines,
        total: Money::ZERO,
    }))
}

fn debit(account: &str, amount: Money) -> OpeningLine {
    OpeningLine {
        account: account.to_owned(),
        debit: amount,
        ..OpeningLine::default()
    }
}

fn credit(account: &str, amount: Money) -> OpeningLine {
    OpeningLine {
        account: account.to_owned(),
        credit: amount,
        ..OpeningLine::default()
    }
}

/// Receivables, deposits, tax withheld and deductions.
fn registers(given: &Given, names: &Names) -> Result<Vec<OpeningLine>, Stop> {
    let mut lines = Vec::new();
    for row in &given.receivables {
        lines.push(OpeningLine {
            taxpayer_id: Some(names.taxpayer(&row.taxpayer)?),
            tax: Some(row.tax),
            tax_year: Some(row.tax_year),
            ..debit(row.tax.booking().account, row.amount)
        });
    }
    for row in &given.deposits {
        lines.push(OpeningLine {
            reference: Some(row.reference.as_str().into()),
            ..credit(row.deposit_kind.booking().account, row.amount)
        });
    }
    for row in &given.withheld_tax {
        lines.push(credit(row.form.booking().account, row.amount));
    }
    for row in &given.payroll_deductions {
        lines.push(credit(row.deduction.booking().account, row.amount));
    }
    Ok(lines)
}

/// Balances of grants and fixed assets.
fn balances(scenario: &Scenario, names: &Names) -> Result<Vec<OpeningLine>, Stop> {
    let given = &scenario.master.opening;
    let mut lines = Vec::new();
    for row in &given.grants {
        let account = match names.line(&row.line)?.1.fund() {
            Some(Fund::Don) => "2109010902",
            _ => "2109010901",
        };
        lines.push(credit(account, row.unspent));
    }
    for row in &given.assets {
        lines.push(debit(&row.account, row.cost));
        // Accumulated depreciation stands two accounts after the asset: …01 and …03.
        let stem = row.account.get(..9).unwrap_or_default();
        lines.push(credit(&format!("{stem}3"), row.accumulated_depreciation));
    }
    Ok(lines)
}

/// A contract of earlier years: what was accepted is owed, works under way, money paid ahead.
fn of_contract(contract: &Contract, scenario: &Scenario) -> Vec<OpeningLine> {
    let parties = &scenario.master.parties;
    let supplier = parties.iter().find(|party| party.id == contract.supplier);
    let is_public = supplier
        .is_some_and(|party| ["government", "state_enterprise"].contains(&party.kind.as_str()));
    let payable = match is_public {
        true => "2101010101",
        false => "2101010102",
    };
    let owed = accepted(contract).map(|instalment| instalment.amount).sum();
    let ahead = contract.advance_paid - contract.advance_recovered;
    vec![
        credit(payable, owed),
        debit("1103020111", ahead),
        debit("1211010101", contract.in_progress),
    ]
}

fn accepted(contract: &Contract) -> impl Iterator<Item = &super::file::Instalment> {
    let is_accepted = |state: &Option<String>| state.as_deref() == Some("accepted");
    contract
        .instalments
        .iter()
        .filter(move |row| is_accepted(&row.state))
}

/// 3102010903: as given, else what carried-over lines can still spend and do not owe yet.
fn carried_over(scenario: &Scenario) -> Money {
    let given = &scenario.master.opening;
    if let Some(certified) = given.carried_over_reserve {
        return certified;
    }
    let lines = &scenario.master.budget_lines;
    let carried = lines
        .iter()
        .filter(|line| line.fund() == Some(Fund::CarryBud));
    let mut left = Money::ZERO;
    for line in carried {
        left += line.approved;
        for contract in &given.contracts {
            for row in accepted(contract) {
                // An instalment without charges of its own is charged as its contract is.
                left -= match (row.charges.as_slice(), contract.charges.as_slice()) {
                    ([], [only]) if only.line == line.id => row.amount,
                    ([], _) => Money::ZERO,
                    (own, _) => own
                        .iter()
                        .filter(|charge| charge.line == line.id)
                        .map(|charge| charge.amount)
                        .sum(),
                };
            }
        }
    }
    left
}
