//! The latest proofs, kept in files outside the database by whoever made them: `verify` by
//! `laas verify --note`, `drill` by `laas-backup drill`.

mod files;
mod routes;

pub use files::{Noted, note, read};
pub use routes::register;
