//! Receipts and payments by type (รายงานรับ-จ่ายเงิน).

use leptos::prelude::*;
use shared::ledger::CashSide;
use shared::reporting::ReceiptsPaymentsRow;
use shared::{FiscalYear, Money};

use super::as_of::as_of;
use super::drill::{drill_cell, entries_address};
use super::period::{Address, period, period_fields, take_home_days};
use crate::api;
use crate::components::states::{Answer, empty_text, shown};
use crate::components::title::page_title;
use crate::text::{Named, general, report as words, t};

/// รายงานรับ-จ่ายเงิน of the period in the address.
#[component]
pub fn ReceiptsPaymentsPage() -> impl IntoView {
    let address = Address::here();
    let (from, to) = period(address);
    let answer: Answer<Vec<ReceiptsPaymentsRow>> = LocalResource::new(move || {
        let (from, to) = (from.get(), to.get());
        async move { api::reports::receipts_payments(&from, &to).await }
    });
    Effect::new(move |_| {
        page_title(words::RECEIPTS_PAYMENTS.now());
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::RECEIPTS_PAYMENTS)}</h1>
                {take_home_days("/reports/receipts-payments", from, to)}
            </div>
            <p class="quiet">{t(words::RECEIPTS_PAYMENTS_LEAD)}</p>
            {as_of(answer)}
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
    let periods = Periods::until(from, to);
    let of = |side: CashSide| -> Vec<&ReceiptsPaymentsRow> {
        rows.iter().filter(|row| row.side == side).collect()
    };
    let (receipts, payments) = (of(CashSide::Receipts), of(CashSide::Payments));
    let [amount, year] = sums(&receipts);
    let [paid, paid_in_year] = sums(&payments);
    let both = [CashSide::Receipts.all(), CashSide::Payments.all()].join(",");
    view! {
        <div class="scroll tall" tabindex="0">
            <table class="list report stacked">
                <thead>
                    <tr>
                        <th scope="col">{t(words::CODE)}</th>
                        <th scope="col">{t(words::NAME)}</th>
                        <th scope="col" class="amount">{t(words::IN_PERIOD)}</th>
                        <th scope="col" class="amount">{t(words::YEAR_TO_DATE)}</th>
                    </tr>
                </thead>
                {side(&receipts, CashSide::Receipts, &periods)}
                {side(&payments, CashSide::Payments, &periods)}
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">{t(words::SURPLUS)}</th>
                        {periods.cells(&both, [amount - paid, year - paid_in_year])}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The days the two columns are of.
struct Periods {
    from: String,
    first_of_year: String,
    to: String,
}

impl Periods {
    fn until(from: &str, to: &str) -> Periods {
        let year = to.parse().map(FiscalYear::of).unwrap_or_default();
        Periods {
            from: from.to_owned(),
            first_of_year: year.first_day().to_string(),
            to: to.to_owned(),
        }
    }

    /// The figures of both columns, which come from these accounts of the book of receipts and
    /// payments.
    fn cells(&self, accounts: &str, [amount, year_to_date]: [Money; 2]) -> AnyView {
        let since = |from: &str| {
            entries_address(&[("account", accounts), ("from", from), ("to", &self.to)])
        };
        view! {
            {drill_cell(amount, since(&self.from), || words::IN_PERIOD.now().to_owned())}
            {drill_cell(
                year_to_date,
                since(&self.first_of_year),
                || words::YEAR_TO_DATE.now().to_owned(),
            )}
        }
        .into_any()
    }
}

fn sums(rows: &[&ReceiptsPaymentsRow]) -> [Money; 2] {
    let amount = rows.iter().map(|row| row.amount).sum();
    [amount, rows.iter().map(|row| row.year_to_date).sum()]
}

fn side(rows: &[&ReceiptsPaymentsRow], side: CashSide, periods: &Periods) -> AnyView {
    let line = |row: &&ReceiptsPaymentsRow| {
        let account = format!("{side}:{}", row.code);
        view! {
            <tr>
                <td class="code">{row.code.clone()}</td>
                <td class="name">{row.name.clone()}</td>
                {periods.cells(&account, sums(&[row]))}
            </tr>
        }
    };
    view! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan="4">{t(side.text())}</th></tr>
            {rows.iter().map(line).collect_view()}
            <tr class="subtotal">
                <th scope="row" colspan="2">{t(general::TOTAL)}</th>
                {periods.cells(&side.all(), sums(rows))}
            </tr>
        </tbody>
    }
    .into_any()
}
