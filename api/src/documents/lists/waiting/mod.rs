//! What waits: at places of the routes, and at who made it.
//!
//! **Candidates are met by what their headers say, along the index of what waits, each place on its own;
//! of the oldest of them all, and of no more than are wanted, the history is asked.** What a header
//! rules out is never a candidate: who made a document has the duty of its draft.

mod operations;
mod store;

pub use operations::{standing_at, waiting};
pub use store::{place, place_of_anybody};
