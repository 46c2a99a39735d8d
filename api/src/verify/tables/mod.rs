//! Every table of entities equals the last image of each of its rows in the record, and whatever
//! makes that so (capture, walls, guards) stands.

mod operations;
mod rules;
mod store;

pub(super) use operations::{Recorded, catalogue, examine};
pub(super) use rules::is_fact;
pub(super) use store::own_rows;
