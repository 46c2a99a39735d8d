//! `dry_run=true`: the same checks and the same answer, with the entries it would make, and nothing is
//! kept.

use crate::support::{Doc, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

#[tokio::test]
async fn any_step_of_any_kind_can_be_rehearsed() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let mut kinds = Kind::ALL.to_vec();
    // Last, because it closes the day.
    kinds.sort_by_key(|kind| *kind == Kind::DailyReport);
    for kind in kinds {
        let office = offices.of(kind);
        let mut doc = office.draft(kind, office.body(kind).await).await;
        while let Some(step) = doc.next_step() {
            let client = &office.actor(&doc, step).client;
            let head = office.head().await;
            let path = format!("{}/{}?dry_run=true", doc.path(), step.action);
            let request = json!({ "version": doc.header.version, "fields": doc.answers(step) });
            let rehearsed = client.post(&path, &request).await.ok();
            assert_eq!(office.head().await, head, "{kind} keeps nothing");
            office.step(&mut doc).await;
            let posted = client.get(&format!("{}/entries", doc.path())).await.ok();
            let vouchers = |entries: &Value| -> Vec<Value> {
                let entries = entries.as_array().expect("entries").iter();
                entries.map(|entry| entry["voucher_no"].clone()).collect()
            };
            assert_eq!(vouchers(&rehearsed["entries"]), vouchers(&posted), "{kind}");
            for field in ["status", "numbers", "document_on", "next_step", "amount"] {
                let is = serde_json::to_value(&doc.header).expect("JSON")[field].clone();
                assert_eq!(rehearsed["header"][field], is, "{kind} {field}");
            }
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_rehearsal_is_refused_for_the_same_reasons_and_only_where_there_is_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let clerk = office.as_role(Role::DepartmentClerk);
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": crate::support::YEAR,
        "body": office.request_body("10000000.01") });
    let path = "/disbursement-requests?dry_run=true";
    clerk
        .post(path, &new)
        .await
        .refused(ProblemCode::INSUFFICIENT_BUDGET);
    let problem = clerk
        .post("/disbursement-requests?dry_run=perhaps", &new)
        .await
        .refused(ProblemCode::MALFORMED_REQUEST);
    assert_eq!(problem["errors"][0]["path"], "dry_run");
    // A rehearsal spelt otherwise is no real write.
    for words in [
        "dry%5Frun=true",
        "DRY_RUN=true",
        "dry_run=false&dry_run=true",
        "dry_run",
        "foo=1",
    ] {
        let path = format!("/disbursement-requests?{words}");
        let spelt = clerk.post(&path, &new).await;
        spelt.refused(ProblemCode::MALFORMED_REQUEST);
    }
    // What cannot be rehearsed is not done either.
    let choice = json!({ "entity_id": office.id });
    clerk
        .put("/session/post?dry_run=true", &choice)
        .await
        .refused(ProblemCode::MALFORMED_REQUEST);
}

/// Whoever decides on a cancellation sees before what it will take back: the lines it posts then.
#[tokio::test]
async fn a_cancellation_shows_what_it_will_take_back() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office.walk(Kind::BankReceipt).await;
    let body = office.cancellation_body(receipt.id);
    let mut voiding = office.walk_until(Kind::Cancellation, body, 1).await;
    let head = office.as_role(Role::FinanceHead);
    let lines = async |voiding: &Doc| {
        let entries = head.get(&format!("{}/entries", voiding.path())).await.ok();
        let of = |entry: &Value| json!([entry["reverses"], entry["lines"]]);
        let entries = entries.as_array().expect("entries").iter();
        entries.map(of).collect::<Vec<_>>()
    };
    let before = lines(&voiding).await;
    assert_eq!(before.len(), 1, "{before:?}");
    office.step(&mut voiding).await;
    assert_eq!(lines(&voiding).await, before);
}
