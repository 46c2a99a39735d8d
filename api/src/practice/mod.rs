//! Entities to practise in: made in one call with their people, whose sessions are handed out, and
//! whose date can be set. Only where `LAAS_DEVELOPMENT=1`; scenario files are replayed in them.

mod operations;
mod routes;
mod store;

pub use operations::{Founded, Person, Practice, found};
pub use routes::register;
