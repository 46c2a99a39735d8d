//! The budget: ordinances, lines and their availability.

mod lines;
mod ordinance;

pub use lines::{LineFacts, line};

use crate::documents::Documents;
use crate::platform::openapi::Api;

/// Registers the kinds of this slice.
pub fn kinds(documents: &mut Documents<'_>) {
    documents.register::<shared::budget::Ordinance>();
}

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    lines::register(api);
}
