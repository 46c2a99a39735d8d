//! The address shown.

use leptos::prelude::*;

/// The address shown now, to come back to.
pub fn here() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    format!("{path}{}", location.search().unwrap_or_default())
}
