//! Coming in: what strangers can do, what owners hear of, what stands in the record.

mod browser;
mod clocks;
mod guesses;
mod notices;
mod proof;
mod recorded;
mod thaid;

pub use browser::Door;
