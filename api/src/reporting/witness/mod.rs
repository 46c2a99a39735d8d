//! Paper as witness: does the code printed on a report still stand in the record? Anybody may
//! ask, because the answer tells nothing but yes or no.

mod routes;
mod store;

pub use routes::register;
