//! Amounts and days in tables.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::calendar::thai_short;

use crate::text::{Language, language};

/// An amount as reports show it: zero is a dash.
pub fn amount(value: Money) -> String {
    if value.is_zero() {
        "-".to_owned()
    } else {
        value.grouped()
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
            format!("{} {year}", date.format("%-d %b"))
        }
    }
}

/// A moment in Thailand, whatever the clock of the computer says.
pub fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    let thailand = at.naive_utc() + chrono::TimeDelta::hours(7);
    format!("{} {}", day(thailand.date()), thailand.format("%H:%M"))
}
