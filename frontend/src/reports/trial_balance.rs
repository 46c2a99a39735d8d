//! The trial balance (งบทดลอง).

use leptos::prelude::*;
use shared::Money;
use shared::ledger::TrialBalanceRow;

use super::drill::{drill_cell, entries_address};
use super::period::{Address, period, period_fields};
use crate::api;
use crate::components::badge::{Tone, badge};
use crate::components::icon::Icon;
use crate::components::states::{Answer, empty_text, shown};
use crate::components::table::amount_cell;
use crate::text::{document, general, report as words, t};

/// The page.
#[component]
pub fn TrialBalancePage() -> impl IntoView {
    let address = Address::here();
    let (from, to) = period(address);
    let answer: Answer<Vec<TrialBalanceRow>> = LocalResource::new(move || {
        let (from, to) = (from.get(), to.get());
        async move { api::reports::trial_balance(&from, &to).await }
    });
    Effect::new(move |_| {
        let app = general::APP_SHORT.now();
        leptos::prelude::document().set_title(&format!("{} · {app}", words::TRIAL_BALANCE.now()));
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::TRIAL_BALANCE)}</h1>
            </div>
            <p class="quiet">{t(words::TRIAL_BALANCE_LEAD)}</p>
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
    let sum = |of: fn(&TrialBalanceRow) -> Money| rows.iter().map(of).sum::<Money>();
    let (debit, credit) = (sum(|row| row.closing_debit), sum(|row| row.closing_credit));
    let verdict = if debit == credit {
        badge(Tone::Good, Icon::Check, t(words::BALANCED))
    } else {
        badge(Tone::Bad, Icon::Warning, t(words::NOT_BALANCED))
    };
    let row = |row: &TrialBalanceRow| {
        let account = ("account", row.account.as_str());
        let movement = entries_address(&[account, ("from", from), ("to", to)]);
        // The opening statement is brought forward whatever its day, so this is all until the end.
        let until = entries_address(&[account, ("to", to)]);
        view! {
            <tr>
                <td class="code">{row.account.clone()}</td>
                <td class="name">{row.account_name.clone()}</td>
                {drill_cell(row.opening_debit, until.clone())}
                {drill_cell(row.opening_credit, until.clone())}
                {drill_cell(row.movement_debit, movement.clone())}
                {drill_cell(row.movement_credit, movement)}
                {drill_cell(row.closing_debit, until.clone())}
                {drill_cell(row.closing_credit, until)}
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
            <table class="list report">
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
                        {amount_cell(sum(|row| row.opening_debit))}
                        {amount_cell(sum(|row| row.opening_credit))}
                        {amount_cell(sum(|row| row.movement_debit))}
                        {amount_cell(sum(|row| row.movement_credit))}
                        {amount_cell(debit)}
                        {amount_cell(credit)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
