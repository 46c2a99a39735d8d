//! Asking the books: entries, trial balance, receipts and payments.

mod routes;
mod store;
mod tables;

pub use routes::register;
