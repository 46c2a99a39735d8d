//! Documents by whatever stands on them: any number, amount, words. What is exactly meant comes first.
//!
//! It is asked while somebody types, so each source is asked along an index and for a few rows; the
//! list of documents goes on where this ends.

mod operations;
mod store;

pub use operations::search;

/// Documents found in one way, of each way.
const MOST: u32 = 8;
