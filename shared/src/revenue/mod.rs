//! Money in: receipts, remittance slips, their summaries, money straight to the bank.

mod bank_receipt;
mod items;
mod receipt;
mod remittance;

pub use bank_receipt::BankReceipt;
pub use items::{DepositKind, ReceiptItem, ReceiptItemType, Tax};
pub use receipt::{MoneyKind, Receipt, is_thai_id};
pub use remittance::{RemittanceSlip, RemittanceSummary};
