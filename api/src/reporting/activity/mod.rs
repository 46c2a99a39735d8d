//! The record as people read it: the history of a document, of a person, of a day, with what stood
//! there before and after (trust R22). Nothing is kept for it beside indexes of the record.
//!
//! What a row was before an act is looked for in records nearby, of the same thing or written shortly
//! before, and shown where its hash is the one the act found. Numbers of citizens and accounts are shown
//! by their last digits, unless whoever may see them whole gives a reason; each such look is a record.

mod labels;
mod operations;
mod routes;
mod rules;
mod store;
mod values;
mod words;

pub use labels::{column, is_hidden, table};
pub use routes::register;
