//! Budget lines and their live availability, which is a balance of the budgetary book.

mod routes;
mod store;

pub use routes::register;
pub use store::{LineFacts, line};
