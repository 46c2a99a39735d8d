//! What a document says of itself, and what hangs on it, agrees with its history, and its history with
//! the route of its kind: also where a false change was recorded as if it were a true one.

mod law;
mod operations;
mod rules;
mod store;

pub(super) use operations::examine;
pub(super) use store::{CHECKS, routes};
