//! Names of accounts and budget lines, for previews.

mod store;

pub use store::of;
