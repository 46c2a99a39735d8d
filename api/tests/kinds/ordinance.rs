//! The ordinance.

use crate::support::Office;
use serde_json::{Value, json};
use uuid::Uuid;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.ordinance_body(&[(Uuid::now_v7(), "00111", "330800", "50000.00")])
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let mut ordinance = body(office).await;
    ordinance["lines"][0]["project"] = json!("โครงการสมมติ");
    vec![ordinance]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({})
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /ordinance_no             ""  → ordinance_no
    /ordinance_no             "<51 letters>"  → ordinance_no
    /approved_on              "2025-02-30"  → approved_on
    /approved_on              "15/10/2568"  → approved_on
    /total                    "0.00"  → total
    /total                    "50000.01"  → *
    /total                    -  → total
    /lines                    []  → lines
    /estimates                []  → *
    /estimates/0/revenue_type "999999"  → estimates[0].revenue_type
    /estimates/0/revenue_type "4121\u000006"  → *
    /estimates/0/amount       "-1.00"  → estimates[0].amount
    /lines/0/code             " "  → lines[0].code
    /lines/0/fund             "acc"  → lines[0].fund
    /lines/0/fund             "gold"  → lines[0].fund
    /lines/0/work             "99999"  → lines[0].work
    /lines/0/work             "00411"  → lines[0].work
    /lines/0/expenditure_type "999999"  → lines[0].expenditure_type
    /lines/0/department_id    "<nothing>"  → lines[0].department_id
    /lines/0/department_id    "01"  → lines[0].department_id
    /lines/0/amount           "9999999999999999.99"  → *
    /lines/0/explanation      "<4001 letters>"  → lines[0].explanation
"#;
