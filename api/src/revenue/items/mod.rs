//! What was paid for: the same items on counter receipts and bank receipts.

mod rules;
mod store;

pub use rules::{ItemFacts, events, money_account, violations};
pub use store::item_facts;
