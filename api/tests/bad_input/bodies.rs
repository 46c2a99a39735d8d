//! Wrong bodies of every kind: refused with the place and a Thai sentence that names the field, and
//! nothing is written.

use crate::support::{Answer, Office, TestApp, YEAR};
use reqwest::Method;
use serde_json::{Value, json};
use shared::document::{Kind, field_name, spec};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Kind, place in its body, what is put there (`-`: left out), and the field that must be named
/// (`*`: a rule refuses, which names no field). `<nothing>` is an id of nothing.
const WRONG: &str = r#"
    ordinance            /ordinance_no             ""  → ordinance_no
    ordinance            /ordinance_no             "<51 letters>"  → ordinance_no
    ordinance            /approved_on              "2025-02-30"  → approved_on
    ordinance            /approved_on              "15/10/2568"  → approved_on
    ordinance            /total                    "0.00"  → total
    ordinance            /total                    "50000.01"  → *
    ordinance            /total                    -  → total
    ordinance            /lines                    []  → lines
    ordinance            /estimates                []  → *
    ordinance            /estimates/0/revenue_type "999999"  → estimates[0].revenue_type
    ordinance            /estimates/0/revenue_type "4121\u000006"  → *
    ordinance            /estimates/0/amount       "-1.00"  → estimates[0].amount
    ordinance            /lines/0/code             " "  → lines[0].code
    ordinance            /lines/0/fund             "acc"  → lines[0].fund
    ordinance            /lines/0/fund             "gold"  → lines[0].fund
    ordinance            /lines/0/work             "99999"  → lines[0].work
    ordinance            /lines/0/work             "00411"  → lines[0].work
    ordinance            /lines/0/expenditure_type "999999"  → lines[0].expenditure_type
    ordinance            /lines/0/department_id    "<nothing>"  → lines[0].department_id
    ordinance            /lines/0/department_id    "01"  → lines[0].department_id
    ordinance            /lines/0/amount           "9999999999999999.99"  → *
    ordinance            /lines/0/explanation      "<4001 letters>"  → lines[0].explanation
    receipt              /payer_name               ""  → payer_name
    receipt              /payer_name               "ก\u0007"  → payer_name
    receipt              /payer_name               "ก\u0000"  → payer_name
    receipt              /payer_id                 "<nothing>"  → payer_id
    receipt              /payer_tax_id             "1234567890122"  → payer_tax_id
    receipt              /money_kind               "gold"  → money_kind
    receipt              /money_kind               "cheque"  → cheque_no
    receipt              /money_kind               "transfer"  → bank_account_id
    receipt              /bank_account_id          "<savings>"  → bank_account_id
    receipt              /cheque_no                "1"  → cheque_no
    receipt              /items                    []  → items
    receipt              /items                    {}  → items
    receipt              /items/0/amount           100  → items[0].amount
    receipt              /items/0/amount           1.5  → items[0].amount
    receipt              /items/0/amount           "1.005"  → items[0].amount
    receipt              /items/0/amount           "1,000.00"  → items[0].amount
    receipt              /items/0/amount           "๑๐๐.๐๐"  → items[0].amount
    receipt              /items/0/amount           "1e3"  → items[0].amount
    receipt              /items/0/amount           "NaN"  → items[0].amount
    receipt              /items/0/amount           " 1.00"  → items[0].amount
    receipt              /items/0/amount           "99999999999999999.00"  → items[0].amount
    receipt              /items/0/amount           "-0.01"  → items[0].amount
    receipt              /items/0/revenue_type     "441002"  → items[0].revenue_type
    receipt              /items/0/revenue_type     "<10000 letters>"  → items[0].revenue_type
    receipt              /items/0/revenue_type     -  → items[0].revenue_type
    receipt              /items/0/deposit_kind     "bid"  → items[0].deposit_kind
    receipt              /items/0/penalty          "1.00"  → items[0].penalty
    receipt              /items/0/tax_year         2147483648  → items[0].tax_year
    receipt              /items/0/surprise         1  → items[0].surprise
    receipt              /surprise                 1  → surprise
    remittance_slip      /receipts                 []  → receipts
    remittance_slip      /receipts                 ["<nothing>"]  → receipts[0]
    remittance_slip      /receipts                 "x"  → receipts
    remittance_slip      /counted                  "99.99"  → *
    remittance_summary   /slips                    []  → slips
    remittance_summary   /slips                    ["<nothing>"]  → slips[0]
    bank_receipt         /bank_account_id          "<nothing>"  → bank_account_id
    bank_receipt         /payer_id                 "<nothing>"  → payer_id
    bank_receipt         /payer_id                 -  → payer_id
    bank_receipt         /notice_no                "<101 letters>"  → notice_no
    bank_receipt         /items/0/amount           "0"  → items[0].amount
    bank_deposit         /bank_account_id          "<nothing>"  → bank_account_id
    bank_deposit         /cash                     "-1.00"  → cash
    bank_deposit         /cash                     "0.00"  → cash
    bank_deposit         /cheques                  ["<nothing>"]  → cheques[0]
    disbursement_request /request_kind             "central"  → request_kind
    disbursement_request /request_kind             "deposit"  → deposits
    disbursement_request /budget_line_id           "<nothing>"  → budget_line_id
    disbursement_request /budget_line_id           -  → budget_line_id
    disbursement_request /payee_id                 "<nothing>"  → payee_id
    disbursement_request /purpose                  "\n"  → purpose
    disbursement_request /items                    []  → items
    disbursement_request /items/0/amount           "10000000.01"  → *
    disbursement_request /items/0/description      ""  → items[0].description
    disbursement_request /withholding              "other"  → withholding_rate
    disbursement_request /withholding_rate         "0.03"  → withholding_rate
    disbursement_request /withholding_rate         "x"  → withholding_rate
    disbursement_request /deductions               [{ "kind": "other", "amount": "0.00" }]  → deductions[0].amount
    disbursement_request /deductions               [{ "kind": "other", "amount": "100.01" }]  → *
    disbursement_request /deductions               [{ "kind": "x", "amount": "1.00" }]  → deductions[0].kind
    disbursement_request /deposits                 [{ "item_type": "deposit", "amount": "1.00" }]  → deposits
    disbursement_request /bill_no                  "<101 letters>"  → bill_no
    disbursement_request /remark                   "ก\u0000"  → remark
    cheque_report        /items                    []  → items
    cheque_report        /items/0/requests         []  → items[0].requests
    cheque_report        /items/0/requests         ["<nothing>"]  → items[0].requests[0]
    cheque_report        /items/0/method           "cash"  → items[0].method
    cheque_report        /items/0/bank_account_id  "<nothing>"  → items[0].bank_account_id
    cheque_report        /items/0/cheque_no        -  → items[0].cheque_no
    cheque_report        /items/0/slip_no          "1"  → items[0].slip_no
    payment              /requests                 []  → requests
    payment              /requests                 ["<nothing>"]  → requests[0]
    payment              /bank_account_id          -  → bank_account_id
    payment              /bank_account_id          "<nothing>"  → bank_account_id
    payment              /method                   "cheque"  → cheque_item_id
    payment              /cheque_item_id           "<nothing>"  → cheque_item_id
    payment              /received_by              "<301 letters>"  → received_by
    daily_report         /report_date              "2025-10-16"  → report_date
    daily_report         /report_date              -  → report_date
    daily_report         /counted_cash/0/count     -1  → counted_cash[0].count
    daily_report         /counted_cash/0/value     "0.00"  → counted_cash[0].value
    daily_report         /difference_reason        "<1001 letters>"  → difference_reason
    cancellation         /target_id                "<nothing>"  → target_id
    cancellation         /reason                   " "  → reason
    cancellation         /reason                   -  → reason
    opening              /lines                    []  → lines
    opening              /as_at                    "วันนี้"  → as_at
    opening              /reserve                  "-1.00"  → reserve
    opening              /lines/0/account          "9999999999"  → lines[0].account
    opening              /lines/0/account          "3102010101"  → lines[0].account
    opening              /lines/0/credit           "1.00"  → lines[0].debit
    opening              /lines/1/bank_account_id  -  → lines[1].bank_account_id
    opening              /lines/1/bank_account_id  "<current>"  → lines[1].bank_account_id
    opening              /lines/3/taxpayer_id      "<nothing>"  → lines[3].taxpayer_id
"#;

/// One row of the table.
struct Wrong {
    kind: Kind,
    place: &'static str,
    value: &'static str,
    named: &'static str,
}

fn table() -> Vec<Wrong> {
    let rows = WRONG.lines().map(str::trim).filter(|row| !row.is_empty());
    let read = |row: &'static str| {
        let (front, named) = row.split_once(" → ").expect("a row names a field");
        let (kind, rest) = front.split_once(' ').expect("a row has a kind");
        let (place, value) = rest.trim().split_once(' ').expect("a row has a place");
        Wrong {
            kind: kind.parse().expect("a kind"),
            place,
            value: value.trim(),
            named,
        }
    };
    rows.map(read).collect()
}

/// What a row puts at its place; null for nothing.
fn value(text: &str, office: &Office) -> Value {
    if text == "-" {
        return Value::Null;
    }
    let filled = text
        .replace("<nothing>", &Uuid::now_v7().to_string())
        .replace("<savings>", &office.savings.to_string())
        .replace("<current>", &office.current.to_string());
    match filled
        .strip_suffix(" letters>\"")
        .and_then(|text| text.strip_prefix("\"<"))
    {
        Some(count) => json!("ก".repeat(count.parse().expect("a number"))),
        None => serde_json::from_str(&filled).unwrap_or_else(|why| panic!("{text}: {why}")),
    }
}

/// Puts a value at a place, or takes the place away.
pub fn plant(body: &Value, place: &str, value: Value) -> Value {
    let mut body = body.clone();
    let (parent, name) = place.rsplit_once('/').expect("a place");
    let parent = body.pointer_mut(parent).expect("the place is there");
    match parent {
        Value::Object(fields) if value.is_null() => {
            fields.remove(name);
        }
        Value::Object(fields) => {
            fields.insert(name.to_owned(), value);
        }
        other => other[name.parse::<usize>().expect("an index")] = value,
    }
    body
}

/// What is wrong with a refusal, which must be of the client's and name the field in Thai.
fn complaint(answer: &Answer, path: &str) -> Option<String> {
    let problem = answer.json();
    if !(400..500).contains(&answer.status) {
        return Some(format!("answered {}", answer.status));
    }
    if path == "*" {
        return None;
    }
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    // Bodies that cannot be read are known with the envelope's name in front.
    let whole = format!("body.{path}");
    let named = errors
        .iter()
        .find(|error| error["path"] == path || error["path"] == whole);
    let Some(named) = named else {
        return Some(format!("names not {path} but {errors:?}"));
    };
    let message = named["message"].as_str().unwrap_or_default();
    let name = field_name(path);
    (!message.starts_with(&name)).then(|| format!("{message:?} does not begin with {name:?}"))
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_its_place_and_changes_nothing() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let (table, mut faults, mut tried) = (table(), Vec::new(), BTreeSet::new());
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let body = office.body(*kind).await;
        let draft = office.draft(*kind, body.clone()).await;
        let client = &office.maker(*kind).client;
        let path = format!("/{}", spec(*kind).path);
        let head = office.head().await;
        for row in table.iter().filter(|row| row.kind == *kind) {
            let wrong = plant(&body, row.place, value(row.value, office));
            let what = format!("{kind} {} {}", row.place, row.value);
            // When it is made, and when it is changed.
            let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": wrong });
            let changed = json!({ "version": 1, "body": wrong });
            for answer in [
                client.attempt(Method::POST, &path, &new).await,
                client.attempt(Method::PUT, &draft.path(), &changed).await,
            ] {
                let found = complaint(&answer, row.named);
                faults.extend(found.map(|found| format!("{what}: {found}")));
            }
            tried.insert(*kind);
        }
        assert_eq!(
            office.head().await,
            head,
            "{kind}: a refusal wrote something"
        );
        // The body itself is good.
        client
            .put(&draft.path(), &json!({ "version": 1, "body": body }))
            .await
            .ok();
    }
    assert_eq!(tried.len(), Kind::ALL.len(), "every kind has wrong bodies");
    assert!(faults.is_empty(), "{faults:#?}");
    app.check_books().await;
}
