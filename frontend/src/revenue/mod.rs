//! Money in: receipts, slips, summaries, money straight to the bank.

pub mod bank_receipt;
pub mod item_grid;
pub mod receipt;
pub mod remittance_slip;
pub mod remittance_summary;
