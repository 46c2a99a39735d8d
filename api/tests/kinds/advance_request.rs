//! The request for an advance.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.advance_body("100.00")
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let mut travel = office.advance_body("70.00");
    travel["borrower_id"] = json!(office.supplier);
    travel["borrower_name"] = json!(format!("คู่ค้า SUPPLIER {}", office.canary));
    travel["returns_on"] = json!("2025-10-20");
    travel["due_on"] = json!("2025-11-04");
    travel["remark"] = json!("หมายเหตุ");
    vec![travel]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "borrower_id": uuid::Uuid::now_v7(), "returns_on": "2025-01-01", "remark": "x" })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /department_id            "<nothing>"  → *
    /budget_line_id           "<nothing>"  → budget_line_id
    /budget_line_id           -  → budget_line_id
    /borrower_id              "<nothing>"  → borrower_id
    /borrower_name            ""  → borrower_name
    /borrower_name            "<301 letters>"  → borrower_name
    /purpose                  "\n"  → purpose
    /amount                   "0.00"  → amount
    /amount                   "10000000.01"  → *
    /returns_on               "2025-10-01"  → due_on
    /due_on                   -  → due_on
    /due_on                   "2025-13-01"  → due_on
    /remark                   "ก\u0000"  → remark
"#;
