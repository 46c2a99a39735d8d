//! Forms of spending.

pub mod advance_clearing;
pub mod disbursement_request;
