//! The books. Documents say what happened; the posting rules say which accounts; nobody else names
//! an account or writes an entry.
//!
//! **Invariant: only `store.rs` of this folder writes `journal_entries`, `journal_lines` and the
//! numbers of vouchers; `posting.rs`, `entry.rs` and `balance.rs` are pure.**

mod balance;
mod choices;
mod entries;
mod entry;
mod limits;
mod operations;
mod posting;
mod store;

pub use balance::Key;
pub use choices::{ADVANCES, Booked, Booking, CASH, CHEQUES, expense_account, revenue_type};
pub use entries::{EntryFilter, entries, entries_of, found as found_entries};
pub use entry::{BalancedEntry, DraftEntry, DraftLine};
pub use limits::release;
pub use operations::{
    Posting, free, has_standing, hold_again, mirror, mirrored, post, preview, reserve,
};
pub use posting::{AccountRef, AccountingEvent, PostingRule, entries_for};
pub use store::{Number, closed_day, first_day_of_books, next_numbers, standing_beside};
