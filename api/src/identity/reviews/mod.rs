//! The six-monthly review of the roster: open from the first day of each half-year, signed by the head
//! of finance with a fresh proof, late after a month. What was seen and decided is kept for good.
//!
//! Nothing opens it: whether one is due follows from the day and from what was signed.

mod operations;
mod print;
mod routes;
mod store;

pub use routes::register;
