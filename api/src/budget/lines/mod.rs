//! Budget lines and their live availability, which is a balance of the budgetary book.

mod routes;
mod store;

/// The work of งบกลาง, which only its types may use (budget-classification 2).
pub const CENTRAL_WORK: &str = "00411";

pub use routes::register;
pub use store::{LineFacts, line};
