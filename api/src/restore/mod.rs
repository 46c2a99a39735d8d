//! `laas restore-entity`: one organisation as it stood at a time, while all others go on working
//! (trust R6); and whatever of it was damaged past the record, as the record has it.
//!
//! Nothing is taken from the record: it is what the rows are made of. In one transaction, under the
//! lock of the organisation's head,
//!
//! 1. the record is proved ([`crate::verify`]); what of it is damaged can be brought from a database
//!    that was restored beside (`side`);
//! 2. every row that is not what it was at that time is put back, and what is derived made anew;
//! 3. the record gets one more entry, or several where the lines are many: found as the record had left
//!    it, left as it was then. So older papers, roots and bundles prove what they proved, going back can
//!    itself be gone back on, and the entry names what had been damaged;
//! 4. the organisation is verified whole; if anything is found, nothing has happened, but for what an
//!    honest step once took over from somebody who wrote past the record: no restore takes that away.
//!
//! What was done since that time is not lost: it stands in the record, its files beside it, and the
//! command lists it, to be entered again. Numbers given since are given again.
//!
//! **Invariant: rows are written past the triggers here alone, and no row of another organisation.**

mod command;
mod operations;
mod rules;
mod side;
mod store;

pub use command::restore_entity;
pub use operations::{Restored, restore};
pub use rules::{Asked, Moment};
