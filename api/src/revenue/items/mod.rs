//! What was paid for: the same items on counter receipts and bank receipts.

mod print;
mod rules;
mod store;

pub use print::lines;
pub use rules::{ItemFacts, complete, events, money_account, reserves, violations};
pub use store::item_facts;
