//! The inboxes of all posts of a person: how much waits in each, and hearing at once of more.

mod operations;
mod routes;

pub use routes::register;
