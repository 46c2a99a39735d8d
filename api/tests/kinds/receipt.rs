//! The receipt.

use crate::support::Office;
use serde_json::{Value, json};
use uuid::Uuid;

/// A valid body, different every time.
pub async fn body(office: &Office) -> Value {
    office.receipt_body("cash", "100.00")
}

/// Bodies with the fields that the ordinary one leaves out.
pub async fn rich(office: &Office) -> Vec<Value> {
    let mut receipt = office.receipt_body("cheque", "70.00");
    receipt["payer_address"] = json!("1 หมู่ 1\nตำบลสมมติ");
    receipt["payer_tax_id"] = json!("1234567890121");
    receipt["items"].as_array_mut().expect("items").push(json!({
        "item_type": "deposit", "amount": "5.25", "deposit_kind": "bid", "reference": "ซอง 1",
    }));
    let mut by_qr = office.receipt_body("qr", "1.00");
    by_qr["bank_account_id"] = json!(office.savings);
    by_qr["reference"] = json!("QR-1");
    let advance = office.walk_advance("100.00").await;
    vec![
        receipt,
        by_qr,
        office.advance_return_body(&advance, "40.00"),
    ]
}

/// Every other field there is, filled with something of its type.
pub fn more() -> Value {
    json!({ "payer_address": "x", "payer_tax_id": "x", "reference": "x",
            "cheque_bank": "x", "cheque_no": "x", "cheque_date": "2025-01-01", "items": [
                { "item_type": "tax", "amount": "1.00", "taxpayer_id": Uuid::now_v7(), "tax": "signboard",
                  "tax_year": 2568, "penalty": "1.00", "surcharge": "1.00" },
                { "item_type": "deposit", "amount": "1.00", "deposit_kind": "bid", "reference": "x" },
                { "item_type": "advance_return", "amount": "1.00", "advance_id": Uuid::now_v7() }] })
}

/// Wrong bodies; see `bad_input/bodies.rs`.
pub const WRONG: &str = r#"
    /payer_name               ""  → payer_name
    /payer_name               "ก\u0007"  → payer_name
    /payer_name               "ก\u0000"  → payer_name
    /payer_id                 "<nothing>"  → payer_id
    /payer_tax_id             "1234567890122"  → payer_tax_id
    /money_kind               "gold"  → money_kind
    /money_kind               "cheque"  → cheque_no
    /money_kind               "transfer"  → bank_account_id
    /bank_account_id          "<savings>"  → bank_account_id
    /cheque_no                "1"  → cheque_no
    /items                    []  → items
    /items                    {}  → items
    /items/0/amount           100  → items[0].amount
    /items/0/amount           1.5  → items[0].amount
    /items/0/amount           "1.005"  → items[0].amount
    /items/0/amount           "1,000.00"  → items[0].amount
    /items/0/amount           "๑๐๐.๐๐"  → items[0].amount
    /items/0/amount           "1e3"  → items[0].amount
    /items/0/amount           "NaN"  → items[0].amount
    /items/0/amount           " 1.00"  → items[0].amount
    /items/0/amount           "99999999999999999.00"  → items[0].amount
    /items/0/amount           "-0.01"  → items[0].amount
    /items/0/revenue_type     "441002"  → items[0].revenue_type
    /items/0/revenue_type     "<10000 letters>"  → items[0].revenue_type
    /items/0/revenue_type     -  → items[0].revenue_type
    /items/0/deposit_kind     "bid"  → items[0].deposit_kind
    /items/0/penalty          "1.00"  → items[0].penalty
    /items/0/tax_year         2147483648  → items[0].tax_year
    /items/0/advance_id       "<nothing>"  → items[0].advance_id
    /items/0/surprise         1  → items[0].surprise
    /surprise                 1  → surprise
"#;
