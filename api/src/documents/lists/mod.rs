//! Lists of documents, of one kind or of many, the inbox, and the counts of the first page: fast
//! however many documents there are.
//!
//! **A list asks for ids first, along an index and no farther than the page, and then for what the
//! rows shown need.** Each kind is asked on its own, because the indexes begin so. Counting stops at
//! [`COUNTED`]. Words are looked up in `search_texts` unless they are in so many documents that going
//! through the list meets them sooner. Plans are made for the filters given, never kept
//! ([`store::plan_anew`]): which index helps depends on them.

mod narrowed;
mod operations;
mod routes;
mod store;
mod tables;
mod waiting;

pub use operations::{Listed, Reach, list};
pub use routes::{ListQuery, Paging, page_of, register};
pub use store::{ListFilter, among};
pub use tables::ListOf;
pub use waiting::{place, place_of_anybody, standing_at, waiting};

/// Rows a list counts; of more it says that there are more.
const COUNTED: u32 = 1000;
/// The same where many kinds are counted at once, with their amounts.
const COUNTED_OF_EACH: u32 = 300;
/// The same where every row must be searched for common words, or asked for its fund or who did something.
const COUNTED_WITH_WORDS: u32 = 100;
/// The same for what waits, of each row of which it must be seen who did what.
const COUNTED_WAITING: u32 = 200;
/// Documents found by words that are then filtered and sorted; more are met by going through the list.
const FOUND: i32 = 5000;
/// The same by a fund or by who did something: as many as are read and asked in the time of a page.
const FEW: i64 = 2000;
