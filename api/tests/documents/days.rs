//! The day and the year a document is of are those of the step that numbers it or posts, not of its
//! draft; "as at" is read from what happened until then.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

async fn it_becomes(app: &TestApp, office: &Office, day: &str) {
    let path = format!("/practice/entities/{}/today", office.id);
    let today = json!({ "today": day });
    app.anonymous().put(&path, &today).await.ok();
}

fn ids(page: &Value) -> Vec<Value> {
    let items = page["items"].as_array().expect("rows").iter();
    items.map(|item| item["id"].clone()).collect()
}

#[tokio::test]
async fn a_receipt_is_of_the_day_it_is_issued() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut receipt = office
        .draft(Kind::Receipt, office.receipt_body("cash", "10.00"))
        .await;
    assert_eq!(receipt.header.document_on, None);
    office
        .walk_body(Kind::DailyReport, office.daily_report_body())
        .await;
    it_becomes(&app, &office, "2025-10-17").await;
    office.step(&mut receipt).await;
    let day = receipt.header.document_on.expect("a day").to_string();
    assert_eq!(day, "2025-10-17", "not the closed day of the draft");
    let collector = office.as_role(Role::RevenueOfficer);
    let of_day = |day: &str| format!("/receipts?from={day}&to={day}");
    let issued = collector.get(&of_day("2025-10-17")).await.ok();
    assert!(ids(&issued).contains(&json!(receipt.id)));
    let drafted = collector.get(&of_day("2025-10-15")).await.ok();
    assert!(!ids(&drafted).contains(&json!(receipt.id)));
    app.check_books().await;
}

#[tokio::test]
async fn the_report_of_a_day_says_the_same_whenever_it_is_asked() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let draft = office.cheque_report_body(&[request.id], item);
    let mut report = office.draft(Kind::ChequeReport, draft).await;
    let waiting = async |day: &str| {
        let figures = officer
            .get(&format!("/reports/daily-status?date={day}"))
            .await
            .ok();
        figures["cheques_not_collected"]
            .as_array()
            .expect("rows")
            .len()
    };
    it_becomes(&app, &office, "2025-10-17").await;
    while report.next_step().is_some() {
        office.step(&mut report).await;
    }
    assert_eq!(
        (waiting("2025-10-15").await, waiting("2025-10-17").await),
        (0, 1)
    );
    it_becomes(&app, &office, "2025-10-20").await;
    office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    assert_eq!(waiting("2025-10-15").await, 0, "it was not signed then");
    assert_eq!(waiting("2025-10-17").await, 1, "it was still here then");
    assert_eq!(waiting("2025-10-20").await, 0, "it is gone now");
    app.check_books().await;
}

/// What is in the cash box and at the banks by the lines of all days.
const LEFT: &str = "SELECT jsonb_build_array(
        (coalesce(sum(debit - credit) FILTER (WHERE account = '1101010101'), 0))::numeric(18, 2)::text,
        (coalesce(sum(debit - credit) FILTER (WHERE bank_account_id IS NOT NULL), 0))::numeric(18, 2)::text)
    AS value FROM journal_lines
    WHERE entity_id = $1 AND ledger = 'financial' AND posted_on <= $2::text::date";

/// The months before a day come from their balances, so no line may be counted with its month and
/// again with its day.
#[tokio::test]
async fn a_day_carries_forward_what_all_days_until_then_left() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    for day in ["2025-10-31", "2025-11-01", "2025-11-03"] {
        it_becomes(&app, &office, day).await;
        office.walk(Kind::BankReceipt).await;
    }
    let mut sql = app.owner_sql().await;
    let mut left_before = json!(null);
    for day in [
        "2025-10-15",
        "2025-10-30",
        "2025-10-31",
        "2025-11-01",
        "2025-11-02",
        "2025-11-03",
        "2025-12-01",
    ] {
        let path = format!("/reports/daily-status?date={day}");
        let figures = officer.get(&path).await.ok();
        let of = |figure: &str| json!([figures["cash"][figure], figures["bank"][figure]]);
        let left: Value = sql.value(LEFT, &[office.id.into(), day.into()]).await;
        assert_eq!(of("carried_forward"), left, "{day}");
        if day > "2025-10-30" {
            assert_eq!(of("brought_forward"), left_before, "{day}");
        }
        left_before = left;
    }
    assert_ne!(left_before, json!(["0.00", "0.00"]));
}

#[tokio::test]
async fn at_the_edge_of_the_year_numbers_are_of_the_new_one_or_the_step_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    it_becomes(&app, &office, "2026-09-30").await;
    let body = office.receipt_body("cash", "10.00");
    let mut receipt = office.draft(Kind::Receipt, body).await;
    let mut request = office
        .walk_until(Kind::DisbursementRequest, office.request_body("10.00"), 1)
        .await;
    it_becomes(&app, &office, "2026-10-01").await;
    office.step(&mut receipt).await;
    assert_eq!(receipt.header.fiscal_year.0, 2570);
    assert_eq!(receipt.header.numbers[0].text, "RCPT-00001/70");
    let step = request.next_step().expect("its registration");
    let client = &office.actor(&request, step).client;
    let problem = request
        .ask(client, step.action.as_str(), None)
        .await
        .refused(ProblemCode::FISCAL_YEAR_ENDED);
    assert!(problem["title"].as_str().expect("a title").contains("2569"));
    // The way out: it goes back, and nothing of the old year is left obligated.
    let answer = request
        .ask(client, "refuse", Some("สิ้นปีงบประมาณ"))
        .await
        .ok();
    request.refresh(&answer);
    // A line of the old year cannot be charged by a document of the new one.
    let clerk = office.as_role(Role::DepartmentClerk);
    let new =
        json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": office.request_body("1.00") });
    let problem = clerk
        .post("/disbursement-requests", &new)
        .await
        .refused(ProblemCode::LINE_NOT_IN_FORCE);
    let line = problem["context"]["line"].as_str().expect("a line");
    assert!(line.contains("2569"), "{line}");
    app.check_books().await;
}

#[tokio::test]
async fn what_would_be_posted_is_shown_in_the_year_it_will_be_posted_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    it_becomes(&app, &office, "2026-09-30").await;
    let mut receipt = office
        .walk_until(Kind::BankReceipt, office.bank_receipt_body("10.00"), 1)
        .await;
    it_becomes(&app, &office, "2026-10-01").await;
    let officer = office.as_role(Role::FinanceOfficer);
    let years = async |receipt: &Doc| -> Vec<Value> {
        let entries = officer
            .get(&format!("{}/entries", receipt.path()))
            .await
            .ok();
        let entries = entries.as_array().expect("entries").iter();
        entries.map(|entry| entry["fiscal_year"].clone()).collect()
    };
    let shown = years(&receipt).await;
    office.step(&mut receipt).await;
    assert_eq!(receipt.header.fiscal_year.0, 2569, "it was numbered then");
    assert!(!shown.is_empty());
    assert_eq!(shown, years(&receipt).await);
    assert_eq!(shown[0], 2570);
}

#[tokio::test]
async fn a_payee_stays_as_it_was_decided_on() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let list = officer.get("/parties?per_page=200").await.ok();
    let parties = list["items"].as_array().expect("parties");
    let mut party = parties
        .iter()
        .find(|party| party["id"] == json!(office.supplier))
        .expect("it")
        .clone();
    let before = party["name_th"].clone();
    party["name_th"] = json!("ชื่อใหม่");
    party["taxpayer_kind"] = json!("individual");
    officer
        .put(&format!("/parties/{}", office.supplier), &party)
        .await
        .ok();
    let report = office.walk_cheque(&request, item).await;
    let path = format!("/disbursement-requests/{}", request.id);
    let now = officer.get(&path).await.ok();
    assert_eq!(now["body"]["payee_name"], before);
    assert_eq!(now["body"]["taxpayer_kind"], "juristic");
    assert_eq!(json!(report.header.party_name), before);
    app.check_books().await;
}
