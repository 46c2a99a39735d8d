//! Asking the books: entries, trial balance, receipts and payments.

mod routes;
mod store;

pub use routes::register;
