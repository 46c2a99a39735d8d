//! The roster of an entity (W-2.6): who works here, and who is suspended.

mod operations;
mod routes;
mod store;

pub use routes::register;
