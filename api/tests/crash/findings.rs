//! What an inspection found wrong.

use std::collections::BTreeMap;
use std::fmt;

/// A broken promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// Acknowledged, and not there.
    Lost,
    /// There twice, or never asked for.
    Doubled,
    /// There in part.
    Half,
    /// There, but not as acknowledged.
    Changed,
    /// A series of numbers or entries with a hole.
    Gap,
    /// The journal does not add up.
    Unbalanced,
    /// The chain of records is broken.
    Chain,
    /// A right request was refused.
    Refused,
    /// Something hangs.
    Stuck,
}

/// Everything found, with the first examples of each.
#[derive(Debug, Default)]
pub struct Findings {
    counts: BTreeMap<Flaw, usize>,
    examples: Vec<String>,
}

impl Findings {
    /// Notes one.
    pub fn add(&mut self, flaw: Flaw, what: impl fmt::Display) {
        let count = self.counts.entry(flaw).or_default();
        *count += 1;
        if *count <= 3 {
            self.examples.push(format!("{flaw:?}: {what}"));
        }
    }

    /// How many of a flaw.
    pub fn count(&self, flaw: Flaw) -> usize {
        self.counts.get(&flaw).copied().unwrap_or_default()
    }

    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.counts.is_empty()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}", self.counts)?;
        writeln!(f, "{}", self.examples.join("\n"))
    }
}
