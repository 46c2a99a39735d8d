//! What the books say of themselves: the code on paper, for anybody who holds it; the latest proofs,
//! for those who work there; all of them in a folder, to be proved by others. Reads, never writes.

mod bundle;
mod proofs;
mod witness;

pub use bundle::{bundle, command as bundle_command};
pub use proofs::{Noted, note};

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    proofs::register(api);
    witness::register(api);
}
