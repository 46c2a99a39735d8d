//! What anybody may ask of the books without logging in. Reads, never writes.

mod witness;

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    witness::register(api);
}
