//! The document engine: one life cycle, one route mechanism, one store for all kinds.
//!
//! **Invariants: only `engine.rs` and `consequences.rs` change `documents.status`; no kind has a
//! case of its own in this folder, but for what `print` shows beside an entry.**

mod attachments;
mod body;
mod claims;
mod consequences;
mod engine;
mod entries;
mod header;
mod inbox;
mod kind;
mod lists;
mod moment;
mod names;
mod papers;
mod print;
mod rights;
mod routes;
mod said;
mod search;
mod store;
mod takings;
mod warnings;

pub use claims::register as register_claims;
pub use claims::{NewClaim, keys as claims_of};
pub use consequences::{unvoidable, void};
pub use engine::{act, create, get, update};
pub use entries::entries;
pub use header::{HeaderRow, header_row};
pub use inbox::{places_of, register as register_inbox, waiting_count};
pub use kind::{Child, DocumentKind, Violation};
pub use lists::register as register_lists;
pub use lists::{Listed, Paging, Reach, page_of, standing_at};
pub use papers::{as_printed, document_in, last_about, signed_with};
pub use print::{ListedDocument, ListedItem, PrintFacts};
pub use print::{by_hand, drawn_on_paper, lines_on_paper, load_to_print, names_of};
pub use print::{number_on_paper, print_name, register_set as register_papers};
pub use rights::{any_read, sees};
pub use routes::{Documents, KindInfo};
pub use search::search;
pub use warnings::keep_twins;
