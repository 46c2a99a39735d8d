//! How the numbers of documents and vouchers are written, series by series, from a fiscal year on.

mod operations;
mod routes;
mod rules;
mod store;

pub use routes::register;
