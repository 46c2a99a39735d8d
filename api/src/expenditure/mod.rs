//! Money out: disbursement requests.

mod disbursement_request;

pub use disbursement_request::{RequestToPay, requests_to_pay};
