//! What a person should look at before a step: what a kind warns of, and documents that are most
//! likely the same one entered twice (W-7.8). What makes two of them the same is said by their kind
//! (`DocumentKind::twins`) and kept as a compared text, so that it is found by its index.

mod operations;
mod routes;
mod store;

pub use operations::{before_a_step, note, note_first};
pub use routes::register;
pub use store::keep as keep_twins;
