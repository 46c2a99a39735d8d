//! Paper and workbooks of documents. Reads, never writes.

mod print;
mod witness;

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    print::register(api);
    witness::register(api);
}
