//! Amounts and days in tables.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::calendar::thai_short;
use shared::table::Cell;

use crate::text::{Language, Text, language, t};

/// An amount as reports show it: zero is a dash, what is negative stands in parentheses.
pub fn amount(value: Money) -> String {
    match (value.is_zero(), value.is_negative()) {
        (true, _) => "-".to_owned(),
        (_, true) => format!("({})", value.abs().grouped()),
        _ => value.grouped(),
    }
}

/// A cell of any table, with what it is, which a narrow screen says before it; a text is as long as people
/// make it.
pub fn cell(value: Cell, name: Text) -> AnyView {
    let name = t(name);
    match value {
        Cell::Empty => view! { <td></td> }.into_any(),
        Cell::Text(text) if text.is_empty() => view! { <td></td> }.into_any(),
        Cell::Text(text) => {
            view! { <td data-name=name><span class="block any-length">{text}</span></td> }
                .into_any()
        }
        Cell::Name(names) => view! { <td data-name=name>{t(Text::of(names))}</td> }.into_any(),
        Cell::Day(date) => {
            view! { <td class="date" data-name=name>{move || day(date)}</td> }.into_any()
        }
        Cell::Amount(value) => {
            view! { <td class="amount" data-name=name>{amount(value)}</td> }.into_any()
        }
        Cell::Number(number) => {
            view! { <td class="amount" data-name=name>{number}</td> }.into_any()
        }
    }
}

/// An amount in baht with separators, set to the right.
pub fn amount_cell(value: Money) -> AnyView {
    view! { <td class="amount">{amount(value)}</td> }.into_any()
}

/// A day as the screen shows it; the English form keeps the Buddhist year, which is the official
/// one.
pub fn day(date: NaiveDate) -> String {
    match language() {
        Language::Thai => thai_short(date),
        Language::English => {
            let year = chrono::Datelike::year(&date) + shared::calendar::BUDDHIST_OFFSET;
            format!("{} {year} B.E.", date.format("%-d %b"))
        }
    }
}

/// A moment in Thailand, whatever the clock of the computer says.
pub fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    let thailand = at.naive_utc() + chrono::TimeDelta::hours(7);
    format!("{} {}", day(thailand.date()), thailand.format("%H:%M"))
}
