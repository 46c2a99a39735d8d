//! Forms of money that comes in.

pub mod receipt;
pub mod remittance_slip;
pub mod remittance_summary;
