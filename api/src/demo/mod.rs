//! Demonstration data: one LAO with people of every role, a budget, money, and work under way.
//! Entered through the same engine as everything else, so it is recorded and proved like the rest.

mod cast;
mod office;
mod play;
mod store;
mod story;

pub use office::{refuse, seed};
