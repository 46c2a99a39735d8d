//! Money in: receipts at the counter, their slips and summaries, money straight to the bank.

mod bank_receipt;
mod items;
mod receipt;
mod remittance_slip;
mod remittance_summary;
