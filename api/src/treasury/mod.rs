//! Keeping and paying money: deposits at the bank, cheque reports, payments, the daily report.

mod bank_deposit;
mod cheque_report;
mod daily_report;
mod payment;

use crate::documents::Documents;
use crate::platform::openapi::Api;

/// Registers the kinds of this slice.
pub fn kinds(documents: &mut Documents<'_>) {
    documents.register::<shared::treasury::BankDeposit>();
    documents.register::<shared::treasury::ChequeReport>();
    documents.register::<shared::treasury::Payment>();
    documents.register::<shared::reporting::DailyReport>();
}

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    daily_report::register(api);
}
