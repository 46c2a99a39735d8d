//! What a replay found.

use std::fmt;

/// One figure that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands in the file: `expected.postings[3].lines[0].debit`.
    pub path: String,
    /// The operation it belongs to, where it belongs to one.
    pub operation: Option<String>,
    /// What the file says.
    pub expected: String,
    /// What the system says.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference {
            path,
            operation,
            expected,
            found,
        } = self;
        let operation = operation.as_deref().unwrap_or("-");
        write!(f, "{path}\t{operation}\texpected {expected}\tfound {found}")
    }
}

/// An operation that was left out (only with `--partial`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its id in the file.
    pub operation: String,
    pub op: String,
    /// Why it was left out.
    pub why: String,
}

/// The outcome of a replay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Operations played, refused ones included, in order.
    pub played: Vec<String>,
    /// Operations left out, in order.
    pub skipped: Vec<Skipped>,
    /// How many expected figures were compared.
    pub figures: usize,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}")?;
        }
        for Skipped { operation, op, why } in &self.skipped {
            writeln!(f, "skipped {operation} {op}: {why}")?;
        }
        write!(
            f,
            "{} operations played, {} skipped; {} figures compared, {} differences",
            self.played.len(),
            self.skipped.len(),
            self.figures,
            self.differences.len()
        )
    }
}
