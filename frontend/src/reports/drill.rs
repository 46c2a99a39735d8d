//! From a figure to what it is made of: the entries in the journal, and from there the documents.

use leptos::prelude::*;
use shared::Money;
use shared::permission::{Operation, Resource};

use crate::api::query;
use crate::components::table::{amount, amount_cell};
use crate::session::session;

/// The journal with these filters, for whoever may read it.
pub fn entries_address(filters: &[(&str, &str)]) -> Option<String> {
    let may_read = session().can(Resource::Journal.to(Operation::Read));
    may_read.then(|| format!("/journal{}", query(filters)))
}

/// An amount that opens what it is made of.
pub fn drill(value: Money, address: Option<String>) -> AnyView {
    match address.filter(|_| !value.is_zero()) {
        Some(address) => view! { <a class="drill" href=address>{amount(value)}</a> }.into_any(),
        None => amount(value).into_any(),
    }
}

/// A cell with such an amount.
pub fn drill_cell(value: Money, address: Option<String>) -> AnyView {
    match address {
        Some(_) => view! { <td class="amount">{drill(value, address)}</td> }.into_any(),
        None => amount_cell(value),
    }
}
