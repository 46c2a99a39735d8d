//! Forms of spending.

pub mod disbursement_request;
