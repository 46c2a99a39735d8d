//! The clearing of an advance.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    let advance = office.walk_advance("100.00").await;
    office.clearing_body(&advance, "60.00", "40.00")
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let advance = office.walk_advance("100.00").await;
    let mut in_kind = office.clearing_body(&advance, "60.00", "0.00");
    in_kind["vouchers"][0]["expense_item"] = json!("training");
    let mut in_money = office.clearing_body(&advance, "1.00", "40.00");
    in_money["vouchers"] = json!([]);
    vec![in_kind, in_money]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "borrower_name": "x", "contract_no": "x",
            "vouchers": [{ "description": "x", "expense_item": "fuel", "amount": "1.00" }] })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /department_id            "<nothing>"  → *
    /advance_id               "<nothing>"  → advance_id
    /advance_id               -  → advance_id
    /vouchers/0/amount        "0.00"  → vouchers[0].amount
    /vouchers/0/amount        "60.01"  → *
    /vouchers/0/description   ""  → vouchers[0].description
    /vouchers/0/expense_item  "x"  → vouchers[0].expense_item
    /returned                 "40.01"  → *
    /returned                 "-0.01"  → returned
"#;
