//! The forms of keeping and paying money.

pub mod bank_deposit;
pub mod cheque_report;
pub mod daily_report;
pub mod payment;
