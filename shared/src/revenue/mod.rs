//! Money in: receipts, remittance slips, their summaries, money straight to the bank.

mod items;

pub mod bank_receipt;
pub mod receipt;
pub mod remittance_slip;
pub mod remittance_summary;

pub use bank_receipt::BankReceipt;
pub use items::{
    DepositKind, ReceiptItem, ReceiptItemType, Tax, check_tax_year, is_ordinary_revenue,
};
pub use receipt::{MoneyKind, Receipt, same_bank};
pub use remittance_slip::RemittanceSlip;
pub use remittance_summary::RemittanceSummary;
