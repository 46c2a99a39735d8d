//! The books as people use them: opening statements, cancellations, inquiry.

mod cancellation;
mod inquiry;
mod opening;

use crate::documents::Documents;
use crate::platform::openapi::Api;

/// Registers the kinds of this slice.
pub fn kinds(documents: &mut Documents<'_>) {
    documents.register::<shared::ledger::Cancellation>();
    documents.register::<shared::ledger::Opening>();
}

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    inquiry::register(api);
}
