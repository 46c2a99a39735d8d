//! What an entry does to the budget and to receipts and payments. Debit and credit mean nothing to
//! readers there, so the tables say what grows, what shrinks, what came in and what went out.

use leptos::prelude::*;
use shared::Money;
use shared::budget::BudgetAccount;
use shared::ledger::{CashSide, EntryLine, Side};

use super::lookups::Lookups;
use crate::components::table::amount_cell;
use crate::text::{Named, Text, document as words, report, t};

/// A table of names with two columns of amounts; nothing without rows.
fn table(title: Text, columns: [Text; 2], rows: Vec<(AnyView, Money, Money)>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let [left, right] = columns;
    let row = |(name, left, right): (AnyView, Money, Money)| {
        view! { <tr><td>{name}</td>{amount_cell(left)}{amount_cell(right)}</tr> }
    };
    view! {
        <div class="scroll" tabindex="0">
            <table class="entries effects">
                <caption>{t(title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(words::LINE)}</th>
                        <th scope="col" class="amount">{t(left)}</th>
                        <th scope="col" class="amount">{t(right)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Lines of the budget: by line and term, more or less.
pub fn budget_effects(lines: &[EntryLine], lookups: Lookups) -> AnyView {
    let rows = lines.iter().map(|line| {
        let term: Option<BudgetAccount> = line.account.parse().ok();
        let grows_by = term.map_or(Side::Debit, BudgetAccount::grows_by);
        let (more, less) = match grows_by {
            Side::Credit => (line.credit, line.debit),
            Side::Debit => (line.debit, line.credit),
        };
        let (code, named) = (line.account.clone(), line.account_name.clone());
        let id = line.budget_line_id;
        let name = move || {
            let term = match term {
                Some(term) => term.name(),
                None => &code,
            };
            let known = id.map(|id| lookups.budget_line_name(id));
            let line = known
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| named.clone());
            format!("{line} · {term}")
        };
        (name.into_any(), more, less)
    });
    table(
        words::BUDGET_EFFECT,
        [words::INCREASE, words::DECREASE],
        rows.collect(),
    )
}

/// Lines of receipts and payments, by report code: in or out.
pub fn cash_effects(lines: &[EntryLine]) -> AnyView {
    let rows = lines.iter().filter_map(|line| {
        let (side, code) = CashSide::of(&line.account)?;
        let (received, paid) = match side {
            CashSide::Receipts => (line.credit - line.debit, Money::ZERO),
            CashSide::Payments => (Money::ZERO, line.debit - line.credit),
        };
        let (code, name) = (code.to_owned(), line.account_name.clone());
        let name = view! { <span class="code">{code}</span>" "{name} };
        Some((name.into_any(), received, paid))
    });
    table(
        words::CASH_EFFECT,
        [report::RECEIVED, report::PAID],
        rows.collect(),
    )
}
