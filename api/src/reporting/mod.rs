//! What the books say of themselves: the code on paper, for anybody who holds it; the latest proofs,
//! for those who work there. Reads, never writes.

mod proofs;
mod witness;

pub use proofs::{Noted, note};

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    proofs::register(api);
    witness::register(api);
}
