//! Tries that have not succeeded: delays grow, but no stranger can lock anybody out.
//!
//! A try is counted before the password is looked at, so that of a thousand tries at once no more
//! pass than one after the other; one that succeeds is taken back. A browser that the person has
//! logged in with before is counted on its own, whatever strangers do elsewhere, and so is a session
//! that is unlocked. Whoever has no such browser comes in by ThaiD, which asks for no password.

mod operations;
mod rules;
mod store;
mod visits;

pub use operations::{Begun, allow, begin, fail, give_back, is_first, refuse_for, succeed, unlock};
pub use rules::Caller;
pub use visits::admit;
