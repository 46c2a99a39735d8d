//! Why a document could not be produced.

use crate::amount::Amount;
use std::fmt;

/// Why a document could not be produced. Texts are for the log, not for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// A text or number is not an amount of baht with at most two decimals.
    NotAnAmount(String),
    /// A sum leaves the range that can be printed or written exactly.
    AmountTooLarge,
    /// Two figures that must be equal are not; such a paper must not be signed.
    Inconsistent {
        figure: &'static str,
        /// What it must be according to the other figures.
        expected: Amount,
        /// What was given.
        found: Amount,
    },
    /// A row of a sheet has another number of cells than the sheet has columns.
    RowWidth {
        /// Number of columns.
        expected: usize,
        /// Number of cells.
        found: usize,
    },
    /// The template or its data is wrong (a fault of this crate).
    Template(String),
    /// The workbook could not be written.
    Workbook(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAmount(text) => write!(out, "not an amount: {text}"),
            Self::AmountTooLarge => write!(out, "amount too large"),
            Self::Inconsistent {
                figure,
                expected,
                found,
            } => write!(out, "{figure}: expected {expected}, found {found}"),
            Self::RowWidth { expected, found } => {
                write!(out, "row of {found} cells in a sheet of {expected} columns")
            }
            Self::Template(message) => write!(out, "template: {message}"),
            Self::Workbook(message) => write!(out, "workbook: {message}"),
        }
    }
}

impl std::error::Error for ExportError {}
