//! Keeping and paying money: deposits at the bank, cheque reports, payments, the daily report.

mod bank_deposit;
mod cheque_report;
mod daily_report;
mod payment;

use crate::platform::openapi::Api;

/// Adds the other routes of this slice.
pub fn register(api: &mut Api) {
    daily_report::register(api);
}
