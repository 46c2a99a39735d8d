//! Programs of others: let in by the head of finance of one organisation, for what is chosen and until a
//! day (OAuth 2, client credentials: RFC 6749 section 4.4, RFC 7523, RFC 9068).
//!
//! - `routes`, `operations`, `rules`, `store`: who is let in, and shut out.
//! - `door`: `POST /oauth/token`, and what the door says of itself.
//! - `proofs`: by what a program proves which one it is: a secret, or what it signs.
//! - `signing`: the keys of our tokens, which nobody keeps: made from the secret of the installation and
//!   the quarter, so all servers have the same ones and they change by themselves.
//! - `tokens`: what a token says, and reading one.
//! - `lookup`: from the token of a request to a `Ctx`, the same one that a session gives.
//! - `limits`: how often a program may ask.
//!
//! **Invariant: a token opens nothing that the database does not open now**: every request asks whether
//! the program is in, and for what. A program has no role and no session, so whatever asks for either
//! refuses it.

mod door;
mod limits;
mod lookup;
mod operations;
mod proofs;
mod routes;
mod rules;
mod signing;
mod store;
mod tokens;

pub use lookup::context;

use crate::platform::openapi::Api;

/// Adds these routes.
pub fn register(api: &mut Api) {
    routes::register(api);
    door::register(api);
}
