//! The payment.

use crate::support::Office;
use serde_json::{Value, json};
use shared::document::Kind;
use uuid::Uuid;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    let request = office.walk(Kind::DisbursementRequest).await;
    office.transfer_body(&[request.id])
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let paid = office.walk(Kind::DisbursementRequest).await;
    vec![json!({ "method": "cash", "requests": [paid.id], "received_by": "ผู้รับ" })]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "received_by": "x", "cheque_item_id": Uuid::now_v7(), "net": "1.00" })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /requests                 []  → requests
    /requests                 ["<nothing>"]  → requests[0]
    /bank_account_id          -  → bank_account_id
    /bank_account_id          "<nothing>"  → bank_account_id
    /method                   "cheque"  → cheque_item_id
    /cheque_item_id           "<nothing>"  → cheque_item_id
    /received_by              "<301 letters>"  → received_by
"#;
