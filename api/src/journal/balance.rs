//! Pure: limits. An account with a limit keeps its balance, per dimension, on one side, and on that
//! side what documents on their way have reserved; the budget check and the cash check are this and
//! nothing else.

use super::entry::{DraftEntry, DraftLine};
use super::posting::AccountRef;
use serde::Deserialize;
use shared::ledger::{Ledger, Side};
use shared::{DocumentId, Money, ProblemCode};
use std::collections::BTreeMap;

/// What a limit is kept by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Key {
    /// Which book.
    pub ledger: Ledger,
    pub account: String,
    /// Bank account, budget line or reference; empty for none.
    pub dimension: String,
}

impl Key {
    /// The balance of an account outside the budget.
    pub fn of(ledger: Ledger, account: &AccountRef) -> Key {
        let bank = account.bank_account.map(|id| id.to_string());
        Key {
            ledger,
            account: account.code.clone(),
            dimension: bank.or(account.reference.clone()).unwrap_or_default(),
        }
    }

    fn of_line(line: &DraftLine) -> Key {
        match line.budget_line {
            Some(budget_line) if line.account.bank_account.is_none() => Key {
                ledger: line.ledger,
                account: line.account.code.clone(),
                dimension: budget_line.to_string(),
            },
            _ => Key::of(line.ledger, &line.account),
        }
    }
}

/// What one document has reserved of a balance and not released.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reserved {
    pub document: DocumentId,
    /// Not drawn yet, in baht.
    pub open: Money,
    /// Drawn, in baht.
    pub used: Money,
}

/// A limited balance as it stands.
#[derive(Debug, Clone, Deserialize)]
pub struct Limited {
    /// What it is kept by.
    #[serde(flatten)]
    pub key: Key,
    /// The side it stays on.
    pub side: Side,
    /// Reason of refusal.
    pub problem: ProblemCode,
    /// What is there now, on its side, less what is reserved, in baht.
    pub free: Money,
    /// What the documents that draw now have reserved themselves.
    pub own: Vec<Reserved>,
}

impl Limited {
    /// What a movement (debit minus credit) adds to its side.
    fn added(&self, movement: Money) -> Money {
        match self.side {
            Side::Debit => movement,
            Side::Credit => -movement,
        }
    }
}

/// By how much a document's reservation shrinks, or grows again where its posting is taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// The document whose reservation it is.
    pub document: DocumentId,
    /// The balance.
    pub key: Key,
    /// Baht drawn; negative when a posting is taken back.
    pub amount: Money,
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

/// What entries move, by key and by the document it stems from: debit minus credit, in baht.
pub fn movements(entries: &[DraftEntry]) -> BTreeMap<(Key, DocumentId), Money> {
    let mut moved: BTreeMap<(Key, DocumentId), Money> = BTreeMap::new();
    for line in entries.iter().flat_map(|entry| &entry.lines) {
        *moved.entry((Key::of_line(line), line.source)).or_default() += line.debit - line.credit;
    }
    moved
}

/// What these movements draw on reservations of the documents they stem from: never more than is
/// open, and back never more than was drawn.
pub fn draws(moved: &BTreeMap<(Key, DocumentId), Money>, limits: &[Limited]) -> Vec<Draw> {
    let mut draws = Vec::new();
    for limit in limits {
        for own in &limit.own {
            let movement = moved.get(&(limit.key.clone(), own.document)).copied();
            let asked = -limit.added(movement.unwrap_or_default());
            let amount = asked.min(own.open).max(-own.used);
            if !amount.is_zero() {
                draws.push(Draw {
                    document: own.document,
                    key: limit.key.clone(),
                    amount,
                });
            }
        }
    }
    draws
}

/// The limits these movements would break.
pub fn broken(
    moved: &BTreeMap<(Key, DocumentId), Money>,
    draws: &[Draw],
    limits: &[Limited],
) -> Vec<Broken> {
    let mut found = Vec::new();
    for limit in limits {
        let of_key = moved.iter().filter(|((key, _), _)| *key == limit.key);
        let change = limit.added(of_key.map(|(_, moved)| *moved).sum());
        let drawn = draws.iter().filter(|draw| draw.key == limit.key);
        let change = change + drawn.map(|draw| draw.amount).sum();
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

    fn limit(free: i64, own: Vec<Reserved>) -> Limited {
        Limited {
            key: key(),
            side: Side::Debit,
            problem: ProblemCode::INSUFFICIENT_BUDGET,
            free: Money::from_satang(free),
            own,
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

    fn asked(satang: i64) -> BTreeMap<(Key, DocumentId), Money> {
        let key = (key(), DocumentId::default());
        BTreeMap::from([(key, -Money::from_satang(satang))])
    }

    #[test]
    fn the_last_satang_may_go_and_not_one_more() {
        let limit = |free| [limit(free, Vec::new())];
        assert_eq!(broken(&asked(100), &[], &limit(100)), []);
        let found = broken(&asked(101), &[], &limit(100));
        assert_eq!(found[0].asked - found[0].free, Money::from_satang(1));
        assert_eq!(broken(&asked(-5), &[], &limit(-10)), []);
    }

    #[test]
    fn what_a_document_has_reserved_is_its_own_and_nobody_elses() {
        // 100 there, 60 of it reserved by the one that draws.
        let own = |open, used| Reserved {
            document: DocumentId::default(),
            open: Money::from_satang(open),
            used: Money::from_satang(used),
        };
        let limits = [limit(40, vec![own(60, 0)])];
        for (satang, drawn, is_broken) in [(60, 60, false), (100, 60, false), (101, 60, true)] {
            let draws = draws(&asked(satang), &limits);
            assert_eq!(draws[0].amount, Money::from_satang(drawn), "{satang}");
            let broken = broken(&asked(satang), &draws, &limits);
            assert_eq!(broken.is_empty(), !is_broken, "{satang}");
        }
        // Taken back, it is reserved again, as far as it was drawn.
        let limits = [limit(40, vec![own(0, 60)])];
        let back = draws(&asked(-100), &limits);
        assert_eq!(back[0].amount, Money::from_satang(-60));
        assert_eq!(broken(&asked(-100), &back, &limits), []);
    }
}
