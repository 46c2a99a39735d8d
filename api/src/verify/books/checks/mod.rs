//! What must hold of the books.

mod store;

pub use store::{CHECKS, Check};
