//! Codes on paper: each is that of a record, and leads back to the document it was printed of.

mod operations;
mod store;

pub use operations::{as_printed, document_by, document_in};
pub use store::{last_about, signed_with};
