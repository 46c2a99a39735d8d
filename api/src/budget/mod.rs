//! The budget: ordinances, lines and their availability.

mod lines;
mod ordinance;

pub use lines::{LineFacts, line};
pub use ordinance::{Estimate, estimates};

use crate::platform::openapi::Api;

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    lines::register(api);
}
