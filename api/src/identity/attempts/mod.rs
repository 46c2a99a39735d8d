//! Log-ins by ThaiD on their way, bound to one browser by a cookie, for half an hour.
//!
//! An attempt begins with a state that ThaiD sends back and that counts once; then it knows the
//! person; then it carries the proof of the e-mail address, until a session takes its place.

mod store;

pub use store::{
    Attempt, Begun, count_try, discard, find, forget_sending, identify, insert, keep_code, lock,
    prove_email, take,
};

use chrono::TimeDelta;

/// How long an attempt lasts.
pub const LIFE: TimeDelta = TimeDelta::minutes(30);
