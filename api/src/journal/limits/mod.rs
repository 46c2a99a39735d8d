//! Limited balances as they stand, and what documents on their way have reserved of them.

mod store;

pub use store::{draw, draws_that_stay, hold_again, let_go, limits, name_of, release, reserve};
