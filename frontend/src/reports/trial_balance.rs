//! The trial balance (งบทดลอง).

use leptos::prelude::*;
use shared::Money;
use shared::ledger::BroughtForward::{self, Excluded, Included, Only};
use shared::ledger::TrialBalanceRow;

use super::as_of::as_of;
use super::drill::{drill_cell, part_address};
use super::period::{Address, period, period_fields, take_home_days};
use crate::api;
use crate::components::badge::{Tone, badge};
use crate::components::icon::Icon;
use crate::components::states::{Answer, empty_text, shown};
use crate::components::title::page_title;
use crate::text::{Text, document, general, report as words, t};

/// งบทดลอง of the period in the address.
#[component]
pub fn TrialBalancePage() -> impl IntoView {
    let address = Address::here();
    let (from, to) = period(address);
    let answer: Answer<Vec<TrialBalanceRow>> = LocalResource::new(move || {
        let (from, to) = (from.get(), to.get());
        async move { api::reports::trial_balance(&from, &to).await }
    });
    Effect::new(move |_| {
        page_title(words::TRIAL_BALANCE.now());
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::TRIAL_BALANCE)}</h1>
                {take_home_days("/reports/trial-balance", from, to)}
            </div>
            <p class="quiet">{t(words::TRIAL_BALANCE_LEAD)}</p>
            {as_of(answer)}
            <div class="filters">{period_fields(address)}</div>
            {shown(answer, move |rows| table(&rows, &from.get(), &to.get()))}
        </section>
    }
    .into_any()
}

fn table(rows: &[TrialBalanceRow], from: &str, to: &str) -> AnyView {
    if rows.is_empty() {
        return empty_text(words::REPORT_EMPTY, words::JOURNAL_EMPTY_NEXT);
    }
    let closing = |of: Figure| rows.iter().map(of).sum::<Money>();
    let balances = closing(|row| row.closing_debit) == closing(|row| row.closing_credit);
    let verdict = if balances {
        badge(Tone::Good, Icon::Check, t(words::BALANCED))
    } else {
        badge(Tone::Bad, Icon::Warning, t(words::NOT_BALANCED))
    };
    let row = |row: &TrialBalanceRow| {
        view! {
            <tr>
                <td class="code">{row.account.clone()}</td>
                <td class="name">{row.account_name.clone()}</td>
                {figures(std::slice::from_ref(row), from, to)}
            </tr>
        }
    };
    let pair = || {
        view! {
            <th scope="col" class="amount">{t(document::DEBIT)}</th>
            <th scope="col" class="amount">{t(document::CREDIT)}</th>
        }
    };
    view! {
        <p>{verdict}</p>
        <div class="scroll tall" tabindex="0">
            <table class="list report stacked">
                <thead>
                    <tr>
                        <th scope="col" rowspan="2">{t(words::ACCOUNT_CODE)}</th>
                        <th scope="col" rowspan="2">{t(words::NAME)}</th>
                        <th scope="colgroup" colspan="2">{t(words::OPENING_BALANCE)}</th>
                        <th scope="colgroup" colspan="2">{t(words::MOVEMENT)}</th>
                        <th scope="colgroup" colspan="2">{t(words::CLOSING_BALANCE)}</th>
                    </tr>
                    <tr>{pair()}{pair()}{pair()}</tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">{t(general::TOTAL)}</th>
                        {figures(rows, from, to)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

type Figure = fn(&TrialBalanceRow) -> Money;

/// The columns, in the order they stand in.
const COLUMNS: [(BroughtForward, Text, Text, Figure); 6] = [
    (Only, words::OPENING_BALANCE, document::DEBIT, |row| {
        row.opening_debit
    }),
    (Only, words::OPENING_BALANCE, document::CREDIT, |row| {
        row.opening_credit
    }),
    (Excluded, words::MOVEMENT, document::DEBIT, |row| {
        row.movement_debit
    }),
    (Excluded, words::MOVEMENT, document::CREDIT, |row| {
        row.movement_credit
    }),
    (Included, words::CLOSING_BALANCE, document::DEBIT, |row| {
        row.closing_debit
    }),
    (Included, words::CLOSING_BALANCE, document::CREDIT, |row| {
        row.closing_credit
    }),
];

/// The six figures of one row, or of all together. A balance stands on one side, so a figure is
/// made of those accounts alone that stand in its column.
fn figures(rows: &[TrialBalanceRow], from: &str, to: &str) -> AnyView {
    let cell = |(part, group, side, of): (BroughtForward, Text, Text, Figure)| {
        let there = rows.iter().filter(|row| !of(row).is_zero());
        let accounts: Vec<&str> = there.map(|row| row.account.as_str()).collect();
        let accounts = accounts.join(",");
        let address = part_address(("account", &accounts), (from, to), part, "");
        let name = move || format!("{} {}", group.now(), side.now());
        drill_cell(rows.iter().map(of).sum(), address, name)
    };
    COLUMNS.map(cell).collect_view().into_any()
}
