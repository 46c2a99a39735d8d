//! Compares expected figures with what was seen: `scenario-format.md` section 8.

mod documents;
mod journal;
mod money;
mod reports;

use super::client::Trouble;
use super::file::Scenario;
use super::names::Names;
use super::observed::Observed;
use super::report::Difference;
use shared::Money;
use std::collections::BTreeMap;
use std::fmt::Display;

/// What was compared and what differs.
#[derive(Default)]
pub struct Comparison {
    /// How many figures were compared.
    pub figures: usize,
    /// Those that differ.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Notes a difference.
    pub fn differ(
        &mut self,
        path: &str,
        operation: Option<&str>,
        expected: impl Display,
        found: impl Display,
    ) {
        self.differences.push(Difference {
            path: path.to_owned(),
            operation: operation.map(str::to_owned),
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    /// Compares one figure.
    fn same<T: Display + PartialEq>(
        &mut self,
        path: &str,
        operation: Option<&str>,
        expected: T,
        found: T,
    ) {
        self.figures += 1;
        if expected != found {
            self.differ(path, operation, expected, found);
        }
    }

    /// Compares amounts in free order, summed by what they are of; nothing is as good as zero.
    fn sums(
        &mut self,
        path: &str,
        operation: Option<&str>,
        expected: Vec<Amount>,
        mut found: BTreeMap<String, Money>,
    ) {
        let mut wanted: BTreeMap<String, (String, Money)> = BTreeMap::new();
        for Amount { of, value, path } in expected {
            wanted.entry(of).or_insert((path, Money::ZERO)).1 += value;
        }
        for (of, (path, value)) in wanted {
            let seen = found.remove(&of).unwrap_or_default();
            self.same(&path, operation, value, seen);
        }
        for (of, value) in found {
            if !value.is_zero() {
                self.differ(path, operation, "nothing", format!("{of} {value}"));
            }
        }
    }
}

/// An expected amount.
struct Amount {
    /// What it is of: account and side, line and field, report code.
    of: String,
    /// Baht.
    value: Money,
    /// Where it stands.
    path: String,
}

/// What the comparisons share.
struct Sides<'a> {
    scenario: &'a Scenario,
    observed: &'a Observed,
    names: &'a Names,
    /// The operations played, when not all were.
    played: Option<&'a [String]>,
}

impl Sides<'_> {
    /// Are the figures of this operation compared?
    fn counts(&self, operation: &str) -> bool {
        match self.played {
            None => true,
            Some(played) => played.iter().any(|id| id == operation),
        }
    }

    fn is_partial(&self) -> bool {
        self.played.is_some()
    }

    fn has(&self, key: &str) -> bool {
        self.scenario.expected.contains_key(key)
    }
}

type Comparer = fn(&mut Comparison, &Sides) -> Result<(), Trouble>;

/// Every list of expected figures that can be compared; the second says whether it still can when
/// some operations were left out.
const TABLE: &[(&str, bool, Comparer)] = &[
    ("opening_balances", true, reports::opening_balances),
    ("postings", true, journal::postings),
    ("budget_effects", true, journal::budget_effects),
    ("receipts_payments_lines", true, journal::report_lines),
    ("documents", false, documents::numbers),
    ("requests", true, documents::requests),
    ("refusals", true, documents::refusals),
    ("daily_reports", false, money::daily_reports),
    ("trial_balances", false, reports::trial_balances),
    ("budget_registers", false, reports::budget_registers),
    ("receipts_payments_reports", false, money::money_reports),
];

/// Compares everything that is expected.
pub fn compare(
    comparison: &mut Comparison,
    scenario: &Scenario,
    observed: &Observed,
    names: &Names,
    played: Option<&[String]>,
) -> Result<(), Trouble> {
    let sides = Sides {
        scenario,
        observed,
        names,
        played,
    };
    for (key, is_of_operations, comparer) in TABLE {
        // What must be refused stands with the operations too.
        let is_given = sides.has(key) || *key == "refusals";
        if is_given && (*is_of_operations || !sides.is_partial()) {
            comparer(comparison, &sides)?;
        }
    }
    for key in scenario.expected.keys() {
        let is_known = TABLE.iter().any(|(known, _, _)| known == key);
        if !is_known && !sides.is_partial() {
            let path = format!("expected.{key}");
            comparison.differ(&path, None, "what is given", "not supported");
        }
    }
    Ok(())
}
