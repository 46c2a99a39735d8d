//! From a figure to what it is made of: the entries in the journal, and from there the documents.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::ledger::BroughtForward;
use shared::organisation::AccountUse;
use shared::permission::{Operation, Resource};

use crate::api::query;
use crate::components::table::amount;
use crate::session::session;

// Accounts by what the chart has them for (`AccountUse`); their numbers are known to the server alone.
/// Cash on hand.
pub const CASH: &str = "@cash";
/// Cheques on hand.
pub const CHEQUES: &str = "@cheques";
/// Cash and cheques.
pub const ON_HAND: &str = "@cash,@cheques";
/// Money at banks.
pub const BANKS: &str = "@banks";
/// All of them.
pub const ALL_MONEY: &str = "@cash,@cheques,@banks";

/// What the accounts asked for by `@cash` and the like are for.
pub fn asked_by_use(account: &str) -> Option<AccountUse> {
    account.strip_prefix('@')?.parse().ok()
}

/// The journal with these filters, the newest first, for whoever may read it.
pub fn entries_address(filters: &[(&str, &str)]) -> Option<String> {
    let may_read = session().can(Resource::Journal.to(Operation::Read));
    let mut filters = filters.to_vec();
    filters.push(("sort", "-seq"));
    may_read.then(|| format!("/journal{}", query(&filters)))
}

/// What lines of a book were at the end of a day.
pub fn balance_address(account: &str, until: NaiveDate) -> Option<String> {
    entries_address(&[("account", account), ("to", &until.to_string())])
}

/// A part of a period as the reports divide it, of what `of` filters by.
pub fn part_address(
    of: (&str, &str),
    (from, to): (&str, &str),
    part: BroughtForward,
    movement: &str,
) -> Option<String> {
    entries_address(&[
        of,
        ("from", from),
        ("to", to),
        ("brought_forward", part.as_str()),
        ("movement", movement),
    ])
}

/// An amount that opens what it is made of.
pub fn drill(value: Money, address: Option<String>) -> AnyView {
    match address.filter(|_| !value.is_zero()) {
        Some(address) => view! { <a class="drill" href=address>{amount(value)}</a> }.into_any(),
        None => amount(value).into_any(),
    }
}

/// A cell with such an amount, and what it is, which a narrow screen says before it.
pub fn drill_cell(
    value: Money,
    address: Option<String>,
    name: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let is_nil = value.is_zero();
    view! {
        <td class="amount" class:nil=is_nil data-name=name>{drill(value, address)}</td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_asked_for_by_uses_the_chart_has() {
        for accounts in [CASH, CHEQUES, ON_HAND, BANKS, ALL_MONEY] {
            let known = |account| asked_by_use(account).is_some();
            assert!(accounts.split(',').all(known), "{accounts}");
        }
    }
}
