//! What the books say of themselves: the code on paper, for anybody who holds it; signed roots over
//! all of them, for whoever keeps one; the latest proofs, for those who work there; all of them in a
//! folder, to be proved by others. Reads the database, never writes to it.

mod activity;
mod bundle;
mod measured;
mod nights;
mod proofs;
mod roots;
mod witness;

pub use activity::{
    column as activity_column, is_hidden as is_hidden_activity, table as activity_table,
};
pub use bundle::{Manifest, Seal, bundle, command as bundle_command, sealed_text};
pub use measured::measure;
pub use nights::{begin as begin_nights, work as night_work};
pub use proofs::{Noted, note};
pub use roots::{
    Entry, Folder, Kept, SealedHead, SigningKey, append_countersignature, append_key,
    chain_of_keys, countersign, includes, key, key_id, merkle_root, read_kept, read_roots, seal,
    seal_roots, verifies,
};

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    activity::register(api);
    proofs::register(api);
    bundle::register(api);
    roots::register(api);
    witness::register(api);
}
