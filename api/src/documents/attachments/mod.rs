//! Files of documents (W-1.10): kept in the database under the hash of their content, so that one
//! backup holds everything; the record holds what is known of them, their hash included.
//!
//! Whoever makes drafts of a kind attaches to its documents at any time before they are cancelled,
//! because the payee's receipt comes after the payment. Only from a draft can a file be withdrawn.

mod operations;
mod routes;
mod store;

pub use routes::register;
pub use store::list;
