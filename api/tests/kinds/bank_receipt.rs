//! The bank receipt.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.bank_receipt_body("250.00")
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(_: &Office) -> Vec<Value> {
    Vec::new()
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({})
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /bank_account_id          "<nothing>"  → bank_account_id
    /payer_id                 "<nothing>"  → payer_id
    /payer_id                 -  → payer_id
    /notice_no                "<101 letters>"  → notice_no
    /items/0/amount           "0"  → items[0].amount
"#;
