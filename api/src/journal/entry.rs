//! Pure: entries before they are written, and the proof that they balance.

use super::posting::AccountRef;
use shared::ledger::{Ledger, Voucher};
use shared::{BudgetLineId, DocumentId, EntryId, Money};

/// The account that stands against every claim of the register.
const REGISTER_CONTRA: &str = "claims";
/// What posting rules call a balance brought forward.
const BROUGHT_FORWARD: &str = "brought_forward";

/// One line of an entry to be.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftLine {
    /// Which book.
    pub ledger: Ledger,
    pub account: AccountRef,
    /// The budget line, in the budgetary book.
    pub budget_line: Option<BudgetLineId>,
    /// Baht; one side is zero.
    pub debit: Money,
    pub credit: Money,
    /// The document the line stems from.
    pub source: DocumentId,
}

/// An entry to be: a voucher, or lines of the budget alone.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftEntry {
    /// What it is printed on.
    pub voucher: Option<Voucher>,
    /// What happened.
    pub event: String,
    /// What it is in reports of money, by its posting rule.
    pub movement: Option<String>,
    /// The entry it mirrors.
    pub reverses: Option<EntryId>,
    pub lines: Vec<DraftLine>,
}

impl DraftEntry {
    /// Adds up lines of the same book, account, dimension, source and side, keeping the order of
    /// the books.
    pub(super) fn sum_up(&mut self) {
        let mut summed: Vec<DraftLine> = Vec::new();
        for line in self.lines.drain(..) {
            let same = summed.iter_mut().find(|other| {
                other.ledger == line.ledger
                    && other.account == line.account
                    && other.budget_line == line.budget_line
                    && other.source == line.source
                    && other.debit.is_zero() == line.debit.is_zero()
            });
            match same {
                Some(other) => {
                    other.debit += line.debit;
                    other.credit += line.credit;
                }
                None => summed.push(line),
            }
        }
        summed.sort_by_key(|line| line.ledger);
        self.lines = summed;
    }

    /// Has it lines of the register alone?
    pub fn is_register(&self) -> bool {
        self.lines
            .iter()
            .all(|line| line.ledger == Ledger::Register)
    }

    /// Does it bring balances forward? Those stand from the first day of the books on.
    pub fn brings_forward(&self) -> bool {
        self.movement.as_deref() == Some(BROUGHT_FORWARD)
    }

    /// The same without what was drawn for good on these accounts of the register, and without its
    /// counterpart.
    pub fn without_draws_on(mut self, accounts: &[String]) -> DraftEntry {
        let stays = |line: &DraftLine| {
            line.ledger == Ledger::Register
                && line.credit.is_positive()
                && accounts.contains(&line.account.code)
        };
        let mut gone: Money = self
            .lines
            .iter()
            .filter(|line| stays(line))
            .map(|line| line.credit)
            .sum();
        self.lines.retain(|line| !stays(line));
        for line in &mut self.lines {
            if line.ledger == Ledger::Register && line.account.code == REGISTER_CONTRA {
                let taken = gone.min(line.debit);
                line.debit -= taken;
                gone -= taken;
            }
        }
        self.lines
            .retain(|line| !(line.debit.is_zero() && line.credit.is_zero()));
        self
    }

    /// The entry that takes this one back.
    pub fn mirrored(&self, reverses: EntryId) -> DraftEntry {
        let lines = self.lines.iter().cloned().map(|line| DraftLine {
            debit: line.credit,
            credit: line.debit,
            ..line
        });
        DraftEntry {
            voucher: self.voucher,
            event: self.event.clone(),
            movement: self.movement.clone(),
            reverses: Some(reverses),
            lines: lines.collect(),
        }
    }
}

/// An entry whose debits equal its credits in every book. Only [`BalancedEntry::new`] makes one,
/// and the store accepts nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct BalancedEntry(DraftEntry);

impl BalancedEntry {
    /// `None` when a book does not balance, a line is empty, negative or two-sided.
    pub fn new(entry: DraftEntry) -> Option<BalancedEntry> {
        let whole = entry.lines.iter().all(|line| {
            line.debit.is_positive() != line.credit.is_positive()
                && !line.debit.is_negative()
                && !line.credit.is_negative()
        });
        let balanced = Ledger::ALL.iter().all(|ledger| {
            let lines = entry.lines.iter().filter(|line| line.ledger == *ledger);
            lines
                .map(|line| line.debit - line.credit)
                .sum::<Money>()
                .is_zero()
        });
        (whole && balanced && !entry.lines.is_empty()).then_some(BalancedEntry(entry))
    }

    /// What was proved to balance.
    pub fn entry(&self) -> &DraftEntry {
        &self.0
    }

    /// The entry, without the proof.
    pub fn into_inner(self) -> DraftEntry {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(debit: i64, credit: i64) -> DraftLine {
        DraftLine {
            ledger: Ledger::Financial,
            account: AccountRef::of("1101010101"),
            budget_line: None,
            debit: Money::from_satang(debit),
            credit: Money::from_satang(credit),
            source: DocumentId::default(),
        }
    }

    fn entry(lines: Vec<DraftLine>) -> Option<BalancedEntry> {
        let event = "test".to_owned();
        BalancedEntry::new(DraftEntry {
            voucher: None,
            event,
            movement: None,
            reverses: None,
            lines,
        })
    }

    #[test]
    fn only_balanced_entries_can_be_made() {
        assert!(entry(vec![line(100, 0), line(0, 100)]).is_some());
        assert!(entry(vec![line(100, 0), line(0, 99)]).is_none());
        assert!(entry(vec![line(100, 100)]).is_none());
        assert!(entry(vec![line(-100, 0), line(0, -100)]).is_none());
        assert!(entry(Vec::new()).is_none());
        let other = DraftLine {
            ledger: Ledger::Cash,
            ..line(0, 100)
        };
        assert!(entry(vec![line(100, 0), other]).is_none());
    }
}
