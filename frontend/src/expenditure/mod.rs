//! The forms of money out.

pub mod disbursement_request;
