//! The remittance slip.

use crate::support::Office;
use serde_json::{Value, json};
use shared::document::Kind;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    let receipt = office.walk(Kind::Receipt).await;
    json!({ "receipts": [receipt.id] })
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(_: &Office) -> Vec<Value> {
    Vec::new()
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "counted": "1.00", "difference_reason": "x", "total": "1.00" })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /receipts                 []  → receipts
    /receipts                 ["<nothing>"]  → receipts[0]
    /receipts                 "x"  → receipts
    /counted                  "99.99"  → *
    /counted                  "-1.00"  → counted
"#;
