//! The cheque report.

use crate::support::Office;
use serde_json::{Value, json};
use shared::document::Kind;
use uuid::Uuid;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    let request = office.walk(Kind::DisbursementRequest).await;
    office.cheque_report_body(&[request.id], Uuid::now_v7())
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let paid = office.walk(Kind::DisbursementRequest).await;
    vec![json!({ "items": [{
        "item_id": Uuid::now_v7(), "requests": [paid.id], "method": "withdrawal_slip",
        "bank_account_id": office.savings, "slip_no": "7",
    }] })]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({})
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /items                    []  → items
    /items/0/requests         []  → items[0].requests
    /items/0/requests         ["<nothing>"]  → items[0].requests[0]
    /items/0/method           "cash"  → items[0].method
    /items/0/bank_account_id  "<nothing>"  → items[0].bank_account_id
    /items/0/cheque_no        -  → items[0].cheque_no
    /items/0/slip_no          "1"  → items[0].slip_no
"#;
