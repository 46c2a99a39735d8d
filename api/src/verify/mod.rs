//! `laas verify` and `laas seal`: proves that nothing was lost or altered unseen (architecture 8a,
//! trust R7 to R10), and says whose data, which table, which row and which column where it was.
//!
//! | part | proves |
//! | --- | --- |
//! | [`chain`] | the record of each entity: numbers, links, hashes, the head, paper and seals |
//! | [`images`] | every step found its rows as the one before left them; what migrations did to tables |
//! | [`tables`] | every table equals the last image in the record; capture and walls stand |
//! | [`definitions`] | the database is made as the migrations make it; indexes are in order |
//! | [`books`] | entries balance, numbers have no gaps, limits hold, documents agree with their routes |
//! | [`checkpoint`] | the file of heads kept outside the database |
//! | [`bundle`] | the books of one organisation that were handed out |
//! | [`roots`] | the signed roots over all heads, and what others kept of them |
//!
//! Everything is read in one snapshot, by several connections that share the organisations among them,
//! each check in a savepoint of its own: what cannot be read is a finding, and the other checks go on.
//!
//! The latest result can be left in a file, of which each office is told its own
//! (`reporting/proofs`).
//!
//! **Invariant: verification trusts nothing but the record and what is kept outside; it writes
//! nothing to a database but temporary tables of its own connection.**

mod books;
mod bundle;
mod chain;
mod checkpoint;
mod command;
mod definitions;
mod finding;
mod images;
mod operations;
mod progress;
mod roots;
mod store;
mod tables;

pub use books::examine as examine_books;
pub use bundle::examine_bundle;
pub use chain::store::records_after;
pub use command::{seal, verify};
pub use definitions::{Definition, made_anew};
pub use finding::{DamageKind, Finding, Report};
pub use images::{Known, alterations};
pub use operations::{
    Options, Recorded, Witness, examine, examine_record, examine_within, head_of, heads,
    images_until,
};
pub use progress::Progress;
pub use store::{attempt, attempt_script, documents, open};

/// Adds a line to the file of checkpoints; see [`checkpoint`].
pub use checkpoint::append as append_checkpoint;
