//! Receipts and payments by type (รายงานรับ-จ่ายเงิน).

use leptos::prelude::*;
use shared::reporting::ReceiptsPaymentsRow;
use shared::{FiscalYear, Money};

use super::drill::{drill_cell, entries_address};
use super::period::{Address, period, period_fields};
use crate::api;
use crate::components::states::{Answer, empty_text, shown};
use crate::components::table::amount_cell;
use crate::text::{Text, general, report as words, t};

/// The page.
#[component]
pub fn ReceiptsPaymentsPage() -> impl IntoView {
    let address = Address::here();
    let (from, to) = period(address);
    let answer: Answer<Vec<ReceiptsPaymentsRow>> = LocalResource::new(move || {
        let (from, to) = (from.get(), to.get());
        async move { api::reports::receipts_payments(&from, &to).await }
    });
    Effect::new(move |_| {
        let app = general::APP_SHORT.now();
        document().set_title(&format!("{} · {app}", words::RECEIPTS_PAYMENTS.now()));
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::RECEIPTS_PAYMENTS)}</h1>
            </div>
            <p class="quiet">{t(words::RECEIPTS_PAYMENTS_LEAD)}</p>
            <div class="filters">{period_fields(address)}</div>
            {shown(answer, move |rows| table(&rows, &from.get(), &to.get()))}
        </section>
    }
    .into_any()
}

fn table(rows: &[ReceiptsPaymentsRow], from: &str, to: &str) -> AnyView {
    if rows.is_empty() {
        return empty_text(words::REPORT_EMPTY, words::JOURNAL_EMPTY_NEXT);
    }
    let sum = |side: &str, of: fn(&ReceiptsPaymentsRow) -> Money| {
        rows.iter()
            .filter(|row| row.side == side)
            .map(of)
            .sum::<Money>()
    };
    let surplus = |of: fn(&ReceiptsPaymentsRow) -> Money| sum("R", of) - sum("P", of);
    view! {
        <div class="scroll tall" tabindex="0">
            <table class="list report">
                <thead>
                    <tr>
                        <th scope="col">{t(words::CODE)}</th>
                        <th scope="col">{t(words::NAME)}</th>
                        <th scope="col" class="amount">{t(words::IN_PERIOD)}</th>
                        <th scope="col" class="amount">{t(words::YEAR_TO_DATE)}</th>
                    </tr>
                </thead>
                {side(rows, "R", words::RECEIPTS_SIDE, from, to)}
                {side(rows, "P", words::PAYMENTS_SIDE, from, to)}
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">{t(words::SURPLUS)}</th>
                        {amount_cell(surplus(|row| row.amount))}
                        {amount_cell(surplus(|row| row.year_to_date))}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn side(rows: &[ReceiptsPaymentsRow], side: &str, title: Text, from: &str, to: &str) -> AnyView {
    let last = to.parse().map(FiscalYear::of).unwrap_or_default();
    let year = last.first_day().to_string();
    let of_side: Vec<&ReceiptsPaymentsRow> = rows.iter().filter(|row| row.side == side).collect();
    let sum =
        |of: fn(&ReceiptsPaymentsRow) -> Money| of_side.iter().map(|row| of(row)).sum::<Money>();
    let line = |row: &&ReceiptsPaymentsRow| {
        // The account of this code in the book of receipts and payments.
        let account = format!("{side}:{}", row.code);
        let since =
            |from: &str| entries_address(&[("account", &account), ("from", from), ("to", to)]);
        view! {
            <tr>
                <td class="code">{row.code.clone()}</td>
                <td class="name">{row.name.clone()}</td>
                {drill_cell(row.amount, since(from))}
                {drill_cell(row.year_to_date, since(&year))}
            </tr>
        }
    };
    view! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan="4">{t(title)}</th></tr>
            {of_side.iter().map(line).collect_view()}
            <tr class="subtotal">
                <th scope="row" colspan="2">{t(general::TOTAL)}</th>
                {amount_cell(sum(|row| row.amount))}
                {amount_cell(sum(|row| row.year_to_date))}
            </tr>
        </tbody>
    }
    .into_any()
}
