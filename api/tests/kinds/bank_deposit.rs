//! The bank deposit.

use crate::support::Office;
use serde_json::{Value, json};
use shared::document::Kind;
use uuid::Uuid;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    json!({
        "bank_account_id": office.savings, "cash": "10.00", "slip_no": office.text("ใบนำฝาก"),
    })
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let cheque = office.receipt_body("cheque", "30.00");
    let cheque = office.walk_body(Kind::Receipt, cheque).await;
    vec![json!({
        "bank_account_id": office.savings, "cash": "0.00", "cheques": [cheque.id], "slip_no": null,
    })]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "cheques": [Uuid::now_v7()], "total": "1.00" })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /bank_account_id          "<nothing>"  → bank_account_id
    /cash                     "-1.00"  → cash
    /cash                     "0.00"  → cash
    /cheques                  ["<nothing>"]  → cheques[0]
"#;
