//! What a list of entries is narrowed down to, in words: filters that no field of the page shows.

use shared::budget::BudgetAccount;
use shared::claims::Register;
use shared::ledger::{BroughtForward, CashSide, Movement};

use super::drill::asked_by_use;
use super::period::Address;
use crate::documents::lookups::Lookups;
use crate::text::{Named, report as words};

/// More accounts than this are counted, not named.
const MOST_NAMED: usize = 4;

/// The filters of the address in the language shown now, each as a few words.
pub fn in_words(address: Address, lookups: Lookups) -> Vec<String> {
    let part = address.get("brought_forward").parse().ok();
    let movements = address.get("movement");
    let movements = movements.split(',').filter_map(|code| code.parse().ok());
    let found = [
        part.map(|part: BroughtForward| part.name().to_owned()),
        all(movements.map(|one: Movement| one.name().to_owned())),
        accounts(&address.get("account"), lookups),
        budget_lines(&address.get("budget_line_id"), lookups),
        budget_year(&address.get("budget_year")),
    ];
    found.into_iter().flatten().collect()
}

fn all(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn accounts(list: &str, lookups: Lookups) -> Option<String> {
    let codes: Vec<&str> = list.split(',').filter(|code| !code.is_empty()).collect();
    let more = codes.len().saturating_sub(MOST_NAMED);
    let named = codes.iter().take(MOST_NAMED);
    let more = (more > 0).then(|| words::AND_MORE.with(&[("n", &more.to_string())]));
    all(named.map(|code| account(code, lookups)).chain(more))
}

/// An account of any book: of the chart, a term of the budget, a report code; or all that begin
/// alike.
fn account(code: &str, lookups: Lookups) -> String {
    if let Ok(term) = code.parse::<BudgetAccount>() {
        return term.name().to_owned();
    }
    if let Ok(register) = code.parse::<Register>() {
        return register.name().to_owned();
    }
    if let Some(used_for) = asked_by_use(code) {
        return used_for.name().to_owned();
    }
    match (CashSide::of(code), code.strip_suffix('*')) {
        (Some((side, "*")), _) => side.name().to_owned(),
        (_, Some(beginning)) => words::ACCOUNTS_LIKE.with(&[("code", beginning)]),
        (Some((_, report)), None) => format!("{report} {}", lookups.report_code_name(report)),
        (None, None) => format!("{code} {}", lookups.account_name(code)),
    }
}

fn budget_lines(list: &str, lookups: Lookups) -> Option<String> {
    let ids: Vec<_> = list.split(',').filter_map(|id| id.parse().ok()).collect();
    match ids.as_slice() {
        [] => None,
        [one] => Some(lookups.budget_line_name(*one)),
        many => Some(words::BUDGET_LINES.with(&[("n", &many.len().to_string())])),
    }
}

fn budget_year(year: &str) -> Option<String> {
    (!year.is_empty()).then(|| words::BUDGET_OF_YEAR.with(&[("year", year)]))
}
