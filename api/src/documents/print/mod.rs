//! Every document as PDF: on its own form where its kind has one, as its voucher otherwise.

mod facts;
mod routes;
mod store;
mod voucher;

pub use facts::{PrintFacts, drawn as drawn_on_paper};
pub use routes::{call as print_name, load as load_to_print, register};
pub use store::{ListedDocument, ListedItem, keep_names, names_of};
pub use voucher::voucher;
