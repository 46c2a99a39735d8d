//! Who acts in the post of another (รักษาราชการแทน, ปฏิบัติราชการแทน): by which order, on which days.
//!
//! The order stays as it was entered; what it gives is a role beside those of the roster, that says so.
//! What was signed by it says by which (`document_events.deputy_id`). The head of finance enters the
//! orders of all posts but the own, which is opened above (`appoint_for_head`).

mod operations;
mod routes;
mod rules;
mod store;

pub use operations::{OrderForHead, appoint_for_head};
pub use routes::register;
