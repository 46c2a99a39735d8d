//! Failed tries, by account and by address: delays grow, but no stranger can lock anybody out.
//!
//! A try by account is counted before the password is looked at, so that a thousand tries at once
//! do not all pass; a try by address only when it has failed, so that an office whose people all
//! begin at half past eight behind one address is not slowed down.

mod operations;
mod rules;
mod store;

pub use operations::{Caller, begin, fail, refuse_for};
pub use store::clear;
