//! The tax withheld from a request, and what the other requests have to do with it.

mod rules;
mod store;

pub use rules::{Contract, figures, twins, warnings};
pub use store::so_far;
