//! Money in: receipts at the counter, their slips and summaries, money straight to the bank.

mod bank_receipt;
mod items;
mod receipt;
mod remittance_slip;
mod remittance_summary;

use crate::documents::Documents;

/// Registers the kinds of this slice.
pub fn kinds(documents: &mut Documents<'_>) {
    documents.register::<shared::revenue::Receipt>();
    documents.register::<shared::revenue::RemittanceSlip>();
    documents.register::<shared::revenue::RemittanceSummary>();
    documents.register::<shared::revenue::BankReceipt>();
}
