//! Every document as PDF: its own form where it has one, its voucher otherwise.

mod facts;
mod forms;
mod routes;
mod store;

pub use routes::register;

use crate::documents::Kind;
use export::Form;
use facts::PrintFacts;
use shared::document::Document;

/// What a kind adds to be printed on its own form; the default is its voucher.
trait Print: Kind {
    /// The form, or none while there is nothing to print.
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        forms::voucher(document, facts)
    }
}
