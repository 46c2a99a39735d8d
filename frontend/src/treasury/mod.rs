//! Keeping and paying money: deposits at the bank, cheque reports, payments.

pub mod bank_deposit;
pub mod cheque_items;
pub mod cheque_report;
pub mod handover;
pub mod payment;
