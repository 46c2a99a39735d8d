//! The opening.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.opening_body()
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(_: &Office) -> Vec<Value> {
    Vec::new()
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "carried_over_reserve": "1.00", "total": "1.00" })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /lines                    []  → lines
    /as_at                    "วันนี้"  → as_at
    /reserve                  "-1.00"  → reserve
    /carried_over_reserve     "-1.00"  → carried_over_reserve
    /lines/0/reference        "ตู้เซฟ"  → lines[0].reference
    /lines/3/reference        -  → lines[3].reference
    /lines/0/account          "1101010901"  → lines[0].account
    /lines/0/account          "1102010101"  → lines[0].account
    /lines/0/account          "1102010108"  → lines[0].account
    /lines/0/account          "9999999999"  → lines[0].account
    /lines/0/account          "3102010101"  → lines[0].account
    /lines/0/credit           "1.00"  → lines[0].debit
    /lines/1/bank_account_id  -  → lines[1].bank_account_id
    /lines/1/bank_account_id  "<current>"  → lines[1].bank_account_id
    /lines/3/taxpayer_id      "<nothing>"  → lines[3].taxpayer_id
    /lines/3/tax              "signboard"  → lines[3].tax_year
    /lines/3/tax_year         2568  → lines[3].taxpayer_id
    /lines/3/tax_year         1  → lines[3].tax_year
    /lines/0/account          "1102050901"  → lines[0].taxpayer_id
"#;
