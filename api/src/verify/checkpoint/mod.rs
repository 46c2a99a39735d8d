//! The file of checkpoints: one JSON line for each `laas seal`, kept where the owner of the
//! database cannot reach it. Sealing is only worth what the keeping is worth: copy the file, or
//! print its last hash.
//!
//! A line is `{"version":1,"at":…,"previous":…,"entities":[{"entity_id","seq","hash"},…],
//! "merkle_root":…}`. `previous` is the SHA-256 of the line before (without its line end), 64
//! zeros for the first. `entities` are sorted by id. `merkle_root` is the tree hash of RFC 6962,
//! section 2.1, with SHA-256: a leaf is `SHA-256(0x00 ‖ text)` with the text
//! `laas-head/1⏎{entity_id}⏎{seq}⏎{hash}`, a node is `SHA-256(0x01 ‖ left ‖ right)`, split at the
//! largest power of two smaller than the number of leaves. All hashes are lower-case hexadecimal.

mod operations;
pub(super) mod rules;

pub use operations::append;
pub(super) use operations::read;
