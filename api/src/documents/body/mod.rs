//! Bodies: a field of the body is a column of the kind's table, so one store serves all kinds.

mod store;

pub use store::{as_returned, insert, load, replace};
