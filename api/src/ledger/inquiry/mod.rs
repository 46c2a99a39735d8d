//! Asking the books: entries, trial balance, receipts and payments.

mod money_report;
mod routes;
mod store;
mod tables;

pub use routes::register;
