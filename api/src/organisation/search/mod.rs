//! One question to everything: documents and parties.

mod routes;

pub use routes::register;
