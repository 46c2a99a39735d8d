//! Money out: disbursement requests, advances and their clearing.

mod advance_clearing;
mod advance_request;
mod charge;
mod disbursement_request;
mod payables;
mod print;

pub use payables::{Payable, payables, payees};
