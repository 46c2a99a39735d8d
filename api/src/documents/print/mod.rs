//! Every document as PDF: on its own form where its kind has one, as its voucher otherwise; and each
//! voucher it has booked.

mod facts;
mod routes;
mod set;
mod store;
mod voucher;

pub use facts::{PrintFacts, by_hand, drawn as drawn_on_paper, number as number_on_paper};
pub use routes::{call as print_name, load as load_to_print, register};
pub use set::{Papers, papers_of, register as register_set};
pub use store::{ListedDocument, ListedItem, keep_names, names_of};
pub use voucher::{summed as lines_on_paper, voucher};
