//! Forms of the treasury.

pub mod cheque_report;
pub mod daily_report;
