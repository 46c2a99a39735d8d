//! Pure: limits. An account with a limit keeps its balance, per dimension, on one side; the budget
//! check and the cash check are this and nothing else.

use super::entry::DraftEntry;
use serde::Deserialize;
use shared::ledger::Ledger;
use shared::{Money, ProblemCode};

/// What a limit is kept by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Key {
    /// Which book.
    pub ledger: Ledger,
    pub account: String,
    /// Bank account, budget line or reference; empty for none.
    pub dimension: String,
}

/// A limited balance as it stands.
#[derive(Debug, Clone, Deserialize)]
pub struct Limited {
    /// What it is kept by.
    #[serde(flatten)]
    pub key: Key,
    /// `D` or `C`.
    pub side: String,
    /// Reason of refusal.
    pub problem: ProblemCode,
    /// What is there now, on its side, in baht.
    pub free: Money,
}

/// A limit that would be broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// What it is kept by.
    pub key: Key,
    /// Reason of refusal.
    pub problem: ProblemCode,
    /// What is there, in baht.
    pub free: Money,
    /// What was asked, in baht.
    pub asked: Money,
}

/// What entries move, by key: debit minus credit, in baht.
pub fn movements(entries: &[DraftEntry]) -> Vec<(Key, Money)> {
    let mut moved: std::collections::BTreeMap<Key, Money> = Default::default();
    for line in entries.iter().flat_map(|entry| &entry.lines) {
        let dimension = match (&line.account.bank_account, &line.budget_line) {
            (Some(bank), _) => bank.to_string(),
            (None, Some(budget_line)) => budget_line.to_string(),
            (None, None) => line.account.reference.clone().unwrap_or_default(),
        };
        let key = Key {
            ledger: line.ledger,
            account: line.account.code.clone(),
            dimension,
        };
        *moved.entry(key).or_default() += line.debit - line.credit;
    }
    moved.into_iter().collect()
}

/// The limits these movements would break.
pub fn broken(moved: &[(Key, Money)], limits: &[Limited]) -> Vec<Broken> {
    let mut found = Vec::new();
    for limit in limits {
        let movement = moved
            .iter()
            .find(|(key, _)| *key == limit.key)
            .map(|(_, moved)| *moved);
        let movement = movement.unwrap_or(Money::ZERO);
        let change = if limit.side == "D" {
            movement
        } else {
            -movement
        };
        if change.is_negative() && (limit.free + change).is_negative() {
            found.push(Broken {
                key: limit.key.clone(),
                problem: limit.problem,
                free: limit.free,
                asked: -change,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(free: i64) -> Limited {
        Limited {
            key: key(),
            side: "D".to_owned(),
            problem: ProblemCode::INSUFFICIENT_BUDGET,
            free: Money::from_satang(free),
        }
    }

    fn key() -> Key {
        let (account, dimension) = ("available".to_owned(), "L01".to_owned());
        Key {
            ledger: Ledger::Budgetary,
            account,
            dimension,
        }
    }

    #[test]
    fn the_last_satang_may_go_and_not_one_more() {
        let asked = |satang| vec![(key(), -Money::from_satang(satang))];
        assert_eq!(broken(&asked(100), &[limit(100)]), []);
        let found = broken(&asked(101), &[limit(100)]);
        assert_eq!(found[0].asked - found[0].free, Money::from_satang(1));
        assert_eq!(broken(&[(key(), Money::from_satang(5))], &[limit(-10)]), []);
    }
}
