//! The books as people use them: opening statements, cancellations, inquiry.

mod cancellation;
mod inquiry;
mod opening;

use crate::platform::openapi::Api;

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    inquiry::register(api);
}
