//! ThaiD: proves who somebody is, by OpenID Connect (code flow, PKCE, state, nonce).
//!
//! **Invariant: people are linked by the keyed hash of the citizen number in a verified token,
//! never by e-mail or name.**

mod operations;
mod provider;
mod routes;
mod rules;
mod ticket;

pub use routes::register;
