//! Signed roots (trust R8): every night one Merkle root over where the records of all organisations
//! stand, signed, in a chain of its own in a folder outside the database (`LAAS_ROOTS`), published
//! for whoever wants to keep or countersign it. Whoever holds one of them, or one paper, can tell
//! that a record before it was rewritten, cut off or is gone, whoever the owner of the database is.
//!
//! | in the folder | |
//! | --- | --- |
//! | `roots.jsonl` | the entries, a line of JSON each: keys as they came into force, roots |
//! | `heads/ROOT` | what a root stands over: `entity seq hash`, a line each |
//! | `countersigned.jsonl` | signatures that others gave |
//!
//! An entry names the hash of the one before; what is signed and hashed is the text of
//! [`rules::Entry::text`], never its JSON. A new key is signed by the one it follows, so that whoever
//! knows one key can follow the chain to the next, and old roots verify for ever.
//!
//! **Invariant: what stands in the folder is only ever added to; nothing is added to a chain that is
//! broken.**

mod command;
mod files;
mod merkle;
mod operations;
mod routes;
mod rules;
mod signing;
mod store;

pub use command::{countersign, key, seal};
pub use files::{Folder, append_countersignature, append_key, keys_in_force, read as read_roots};
pub use merkle::{SealedHead, includes, merkle_root};
pub use operations::{entities, latest_proof, seal as seal_roots};
pub use routes::{proof_of, register};
pub use rules::{Entry, Kept, chain_of_keys, read_kept};
pub use signing::{SigningKey, key_id, verifies};
