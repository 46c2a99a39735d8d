//! Lists narrowed down by what a document's header does not say: the fund of the lines it charges, and who
//! did something to it.
//!
//! **Who or what is rare is asked for its documents, along an index of its own; of the others the list is
//! gone through, and each document is asked.** [`few_of`] tells which, by reading no more than it takes to
//! see that there are many.

mod store;

pub use store::{few_of, people};
