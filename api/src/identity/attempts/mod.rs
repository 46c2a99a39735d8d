//! First log-ins on their way, bound to one browser by a cookie, for half an hour.
//!
//! An attempt begins when ThaiD has said who it is; then it carries the proof of the e-mail address,
//! until a session takes its place.

mod store;

pub use store::{
    Attempt, count_try, discard, find, forget_sending, insert, keep_code, lock, prove_email,
};

use chrono::TimeDelta;

/// How long an attempt lasts.
pub const LIFE: TimeDelta = TimeDelta::minutes(30);
