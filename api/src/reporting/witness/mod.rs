//! Paper as witness: does the code printed on a report still stand in the record, and which paper was
//! signed with it? Anybody may ask: who has not the code is told nothing but no, and nobody is named.

mod operations;
mod routes;
mod store;

pub use routes::register;
