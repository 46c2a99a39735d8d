//! The books: opening balances, cancellations.

pub mod cancellation;
pub mod opening;
