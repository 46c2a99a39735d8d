//! Sessions: at most one per person (W-2.3), known by the hash of a random token in a cookie.
//!
//! A session ends after twelve hours, on leaving, and the moment its last role in the entity is
//! suspended or taken away, because roles are read with every request. After idle time it is
//! locked until the password is given. The token changes with every log-in, proof, unlocking and
//! change of post. What matters most asks for a proof of a moment ago (`Ctx::check_proof`).

mod lookup;
mod operations;
mod routes;
mod rules;
mod store;

pub use lookup::sessions;
pub use operations::{Arrival, Entered, Means, confirm_by_thaid, enter, open_session};
pub use routes::{cookies_of, entered, register};
pub use store::end_in_entity;
