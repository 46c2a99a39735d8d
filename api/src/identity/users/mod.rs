//! The roster of an entity (W-2.6): who works here, in which roles, how far and how long they reach,
//! and who is suspended.
//!
//! The head of finance keeps it; the head's own post is opened above (`appoint_head`).

mod operations;
mod routes;
mod rules;
mod store;

pub use operations::appoint_head;
pub use operations::tell_of_rights;
pub use routes::register;
pub use rules::check_clash;
pub use store::{end_rights, find, holders, list, set_suspended};
