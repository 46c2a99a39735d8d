//! What was paid for: the same items on counter receipts and bank receipts.

mod rules;
mod store;

pub use rules::{ItemFacts, complete, events, money_account, reserves, violations};
pub use store::item_facts;
