//! Money out: disbursement requests.

mod disbursement_request;

pub use disbursement_request::{RequestToPay, requests_to_pay};

use crate::documents::Documents;

/// Registers the kinds of this slice.
pub fn kinds(documents: &mut Documents<'_>) {
    documents.register::<shared::expenditure::DisbursementRequest>();
}
