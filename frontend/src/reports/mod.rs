//! Books and reports: what is left of the budget, the journal, the trial balance, the daily
//! status.

pub mod availability;
pub mod cash_count;
pub mod daily_figures;
pub mod daily_report;
pub mod drill;
pub mod journal;
pub mod period;
pub mod receipts_payments;
pub mod scope;
pub mod trial_balance;
