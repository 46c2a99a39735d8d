//! The daily report.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.daily_report_body()
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
    /report_date              "2025-10-16"  → report_date
    /report_date              -  → report_date
    /counted_cash/0/count     -1  → counted_cash[0].count
    /counted_cash/0/value     "0.00"  → counted_cash[0].value
    /difference_reason        "<1001 letters>"  → difference_reason
"#;
