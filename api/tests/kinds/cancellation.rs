//! The cancellation.

use crate::support::Office;
use serde_json::{Value, json};
use shared::document::Kind;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    let target = office.walk(Kind::BankReceipt).await;
    office.cancellation_body(target.id)
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
    /target_id                "<nothing>"  → target_id
    /reason                   " "  → reason
    /reason                   -  → reason
"#;
