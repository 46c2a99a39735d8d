//! Counting the safe: pieces of each note and coin, and how the sum agrees with the books.

use leptos::prelude::*;
use shared::Money;
use shared::treasury::{DailyReport, Denomination};

use crate::components::fields::bound::{bind, of_row};
use crate::components::fields::{Bound, Shape, number_field};
use crate::reports::drill::{CASH, balance_address, drill};
use crate::text::{Text, label, t, texts};

texts! {
    COUNTED = "นับได้", "Counted";
    BOOK_CASH = "ตามบัญชี", "In the books";
    DIFFERENCE = "ผลต่าง", "Difference";
    COUNT_MATCHES = "ตรงกับบัญชี", "agrees with the books";
}

/// Notes and coins in use, in satang.
const VALUES: [i64; 11] = [
    100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25,
];

/// All of them, none counted yet.
pub fn nothing_counted() -> Vec<Denomination> {
    let row = |satang: i64| Denomination {
        value: Money::from_satang(satang),
        count: 0,
    };
    VALUES.into_iter().map(row).collect()
}

/// The table beside the book amount and where that comes from; `book` is none until the figures
/// are there.
pub fn cash_count(draft: RwSignal<DailyReport>, book: Signal<Option<Money>>) -> AnyView {
    let count = Memo::new(move |_| draft.with(|body| body.counted_cash.len()));
    let lines = move |index: usize| line(draft, index);
    let counted = Memo::new(move |_| draft.with(DailyReport::counted));
    let difference = move || book.get().map(|book| counted.get() - book);
    let verdict = move || {
        difference().map(|difference| {
            let class = if difference.is_zero() { "good" } else { "over" };
            let agrees = difference
                .is_zero()
                .then(|| view! { <span class="small">" "{t(COUNT_MATCHES)}</span> });
            view! { <td class=format!("amount strong {class}")>{difference.grouped()}{agrees}</td> }
        })
    };
    let total = |label: Text, value: AnyView| {
        view! { <tr><th scope="row" colspan="2">{t(label)}</th>{value}</tr> }
    };
    let counted_cell = view! { <td class="amount strong">{move || counted.get().grouped()}</td> };
    let book_cell = view! {
        <td class="amount">
            {move || {
                let day = draft.with(|body| body.report_date);
                book.get().map(|book| drill(book, balance_address(CASH, day)))
            }}
        </td>
    };
    view! {
        <div class="grid count">
            <table aria-label=t(label!(DailyReport, "counted_cash"))>
                <thead>
                    <tr>
                        <th scope="col" class="amount">{t(label!(DailyReport, "counted_cash.value"))}</th>
                        <th scope="col" class="amount">{t(label!(DailyReport, "counted_cash.count"))}</th>
                        <th scope="col" class="amount">{t(crate::text::general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || 0..count.get() key=|index| *index children=lines/>
                </tbody>
                <tfoot>
                    {total(COUNTED, counted_cell.into_any())}
                    {total(BOOK_CASH, book_cell.into_any())}
                    <tr>
                        <th scope="row" colspan="2">{t(DIFFERENCE)}</th>
                        {verdict}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn line(draft: RwSignal<DailyReport>, index: usize) -> AnyView {
    let value = move || {
        draft.with(|body| {
            of_row(&body.counted_cash, index, Denomination::default, |row| {
                row.value.grouped()
            })
        })
    };
    let amount = move || {
        draft.with(|body| {
            of_row(&body.counted_cash, index, Denomination::default, |row| {
                let amount = row.value.times(rust_decimal::Decimal::from(row.count));
                crate::components::table::amount(amount)
            })
        })
    };
    let pieces: Bound<i32> = bind!(draft, counted_cash[index].count);
    view! {
        <tr>
            <th scope="row" class="amount">{value}</th>
            <td>{number_field(label!(DailyReport, "counted_cash.count"), pieces, Shape::Cell)}</td>
            <td class="amount">{amount}</td>
        </tr>
    }
    .into_any()
}
