//! The journal and what is derived from it: entries balance, numbers have no gaps, balances equal
//! their lines, limits hold.

mod checks;
mod operations;
mod store;

pub(super) use operations::examine;
