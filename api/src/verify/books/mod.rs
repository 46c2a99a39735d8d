//! The journal and what is derived from it: entries balance, numbers have no gaps, balances equal
//! their lines, limits hold, and documents agree with their histories and routes.

mod checks;
mod histories;
mod operations;
mod store;

pub use operations::examine;
pub use store::reads_many;
