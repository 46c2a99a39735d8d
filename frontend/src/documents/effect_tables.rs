//! What an entry does to the budget and to receipts and payments. Debit and credit mean nothing to
//! readers there, so the tables say what grows, what shrinks, what came in and what went out.

use leptos::prelude::*;
use shared::Money;
use shared::ledger::EntryLine;

use super::lookups::Lookups;
use crate::components::table::amount_cell;
use crate::text::{Text, document as words, report, t};

/// The counter account of all receipts and payments: it says nothing the others do not.
const MONEY: &str = "MONEY";

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

/// The word of the budget book, and whether it grows by credits.
pub fn budget_word(account: &str) -> Option<(Text, bool)> {
    Some(match account {
        "approved" => (report::APPROVED, true),
        "supplementary" => (report::SUPPLEMENTARY, true),
        "transfer_in" => (report::TRANSFER_IN, true),
        "transfer_out" => (report::TRANSFER_OUT, false),
        "obligated" => (report::OBLIGATED, false),
        "disbursed" => (report::DISBURSED, false),
        "available" => (report::REMAINING, false),
        _ => return None,
    })
}

/// Lines of the budget: by line and term, more or less.
pub fn budget_effects(lines: &[EntryLine], lookups: Lookups) -> AnyView {
    let rows = lines.iter().map(|line| {
        let word = budget_word(&line.account);
        let grows_by_credit = word.is_some_and(|(_, by_credit)| by_credit);
        let (more, less) = if grows_by_credit {
            (line.credit, line.debit)
        } else {
            (line.debit, line.credit)
        };
        let (code, named) = (line.account.clone(), line.account_name.clone());
        let id = line.budget_line_id;
        let name = move || {
            let term = word.map_or_else(|| code.clone(), |(word, _)| word.now().to_owned());
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
    let rows = lines
        .iter()
        .filter(|line| line.account != MONEY)
        .map(|line| {
            let (side, code) = line.account.split_once(':').unwrap_or(("", &line.account));
            let (received, paid) = if side == "P" {
                (Money::ZERO, line.debit - line.credit)
            } else {
                (line.credit - line.debit, Money::ZERO)
            };
            let (code, name) = (code.to_owned(), line.account_name.clone());
            let name = view! { <span class="code">{code}</span>" "{name} };
            (name.into_any(), received, paid)
        });
    table(
        words::CASH_EFFECT,
        [report::RECEIVED, report::PAID],
        rows.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_budget_book_has_a_name() {
        let words = [
            "approved",
            "supplementary",
            "transfer_in",
            "transfer_out",
            "obligated",
            "disbursed",
            "available",
        ];
        assert!(words.iter().all(|word| budget_word(word).is_some()));
    }
}
