//! Books and reports: what is left of the budget, the journal, the trial balance.

pub mod activity;
pub mod activity_act;
pub mod as_of;
pub mod availability;
pub mod drill;
pub mod journal;
pub mod period;
pub mod receipts_payments;
pub mod scope;
pub mod trial_balance;
pub mod witness_page;
