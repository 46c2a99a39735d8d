//! The images of rows in the record: the last one of every row, in the shape its table has now, and
//! whether every step found its rows as the step before had left them.
//!
//! A table may have been altered since an image was made. What migrations did to tables stands in
//! the record of every entity, the same in all; an old image is taken through what came after it.

mod operations;
mod rules;
mod store;

pub(super) use operations::{history, read, read_until};
pub(super) use rules::History;
pub use rules::{Known, alterations};
pub(super) use store::{Expected, expected, grown_image};
