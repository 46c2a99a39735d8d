//! Reading the journal: which entries, in which order, and what the lines asked for add up to. Every
//! figure of a report leads here, so the filters speak the language of the reports.

mod filter;
mod store;

pub use filter::EntryFilter;
pub use store::{entries, entries_of, found};
