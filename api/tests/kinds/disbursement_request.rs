//! The disbursement request.

use crate::support::Office;
use serde_json::{Value, json};

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.request_body("100.00")
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let mut request = office.request_body("1070.00");
    request["bill_no"] = json!("บิล 1");
    request["contract_no"] = json!("สัญญา 1");
    request["contract_total"] = json!("12000.00");
    request["expense_item"] = json!("fuel");
    request["withholding"] = json!("other");
    request["withholding_rate"] = json!("0.03");
    request["deductions"] = json!([{ "kind": "cooperative", "amount": "7.50" }]);
    request["remark"] = json!("หมายเหตุ");
    request["items"][0]["bank_account_no"] = json!("123-4-56789-0");
    let deposit = json!({
        "request_kind": "deposit", "department_id": office.departments[0],
        "payee_id": office.supplier, "purpose": "คืนเงินประกัน",
        "deposits": [{ "item_type": "deposit", "deposit_kind": "performance_guarantee",
                       "reference": "สัญญา 1", "amount": "50.00" }],
    });
    vec![request, deposit]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "bill_no": "x", "remark": "x", "expense_item": "fuel",
            "contract_no": "x", "contract_total": "1.00",
            "withholding": "other", "withholding_rate": "0.01",
            "deductions": [{ "kind": "other", "amount": "1.00" }],
            "deposits": [{ "item_type": "deposit", "form": "pnd1", "deduction": "other",
                "deposit_kind": "bid", "reference": "x", "amount": "1.00" }] })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /request_kind             "central"  → request_kind
    /request_kind             "deposit"  → deposits
    /budget_line_id           "<nothing>"  → budget_line_id
    /budget_line_id           -  → budget_line_id
    /payee_id                 "<nothing>"  → payee_id
    /purpose                  "\n"  → purpose
    /items                    []  → items
    /items/0/amount           "10000000.01"  → *
    /items/0/description      ""  → items[0].description
    /items/0/bank_account_no  "12-3"  → items[0].bank_account_no
    /items/0/bank_account_no  "123-4-56789-0 x"  → items[0].bank_account_no
    /withholding              "other"  → withholding_rate
    /withholding_rate         "0.03"  → withholding_rate
    /withholding_rate         "x"  → withholding_rate
    /deductions               [{ "kind": "other", "amount": "0.00" }]  → deductions[0].amount
    /deductions               [{ "kind": "other", "amount": "100.01" }]  → *
    /deductions               [{ "kind": "x", "amount": "1.00" }]  → deductions[0].kind
    /deposits                 [{ "item_type": "deposit", "amount": "1.00" }]  → deposits
    /bill_no                  "<101 letters>"  → bill_no
    /contract_total           "1.00"  → contract_no
    /contract_no              "<101 letters>"  → contract_no
    /remark                   "ก\u0000"  → remark
"#;
