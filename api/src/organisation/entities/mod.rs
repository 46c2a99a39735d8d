//! Accounting entities and their day.

mod store;

pub use store::{entity, new_entity};
