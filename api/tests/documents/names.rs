//! Whatever is booked has a name that people know it by, in every book.

use crate::support::TestApp;
use serde_json::Value;
use shared::document::Kind;
use shared::permission::Role;

#[tokio::test]
async fn every_account_and_report_code_has_a_name() {
    let app = TestApp::start().await;
    let office = app.office().await;
    // The opening is there already, and after the daily report nothing is booked.
    let last = [Kind::Opening, Kind::DailyReport];
    for kind in Kind::ALL.iter().filter(|kind| !last.contains(kind)) {
        office.walk(*kind).await;
    }
    let mut body = office.request_body("1000.00");
    body["deductions"] = serde_json::json!([{ "kind": "cooperative", "amount": "50.00" }]);
    let request = office.walk_body(Kind::DisbursementRequest, body).await;
    let transfer = office.transfer_body(&[request.id]);
    office.walk_body(Kind::Payment, transfer).await;
    let head = office.as_role(Role::FinanceHead);
    let report = head
        .get("/reports/receipts-payments?from=2025-10-01&to=2025-10-31")
        .await
        .ok();
    let rows = report.as_array().expect("rows");
    assert!(rows.len() > 2, "{report}");
    let nameless = |row: &&Value| row["name"] == "";
    assert_eq!(rows.iter().find(nameless), None);
    let entries = head.get("/journal/entries?per_page=200").await.ok();
    let entries = entries["items"].as_array().expect("entries");
    let lines = entries
        .iter()
        .flat_map(|entry| entry["lines"].as_array().expect("lines"));
    let nameless = |line: &&Value| line["account_name"] == "" && line["account"] != "MONEY";
    assert_eq!(lines.clone().find(nameless), None);
    assert!(lines.clone().any(|line| line["ledger"] == "cash"));
}
