//! The first log-in (W-2 steps 2 and 3): after ThaiD an e-mail address, proved by a one-time code,
//! then a password.
//!
//! The code proves the address, not the person; ThaiD has proved the person.

mod letter;
mod operations;
mod routes;
mod rules;

pub use routes::register;
