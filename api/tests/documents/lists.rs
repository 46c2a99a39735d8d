//! Lists, and what a refusal says: the true number of rows on every page, every wrong field at once.

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, spec};
use shared::permission::Role;
use uuid::Uuid;

async fn three_requests(office: &Office) {
    let kind = Kind::DisbursementRequest;
    for _ in 0..3 {
        let mut doc = office.draft(kind, office.body(kind).await).await;
        office.step(&mut doc).await;
    }
}

#[tokio::test]
async fn a_page_beyond_the_last_tells_how_many_rows_there_are() {
    let app = TestApp::start().await;
    let office = app.office().await;
    three_requests(&office).await;
    let officer = office.as_role(Role::FinanceOfficer);
    for list in [
        "/disbursement-requests?",
        "/inbox?",
        "/parties?",
        "/journal/entries?",
        "/users?",
    ] {
        // The roster is shown to the head.
        let reader = match list {
            "/users?" => office.as_role(Role::FinanceHead),
            _ => officer,
        };
        let total = reader.get(list).await.ok()["total"].clone();
        assert!(total.as_i64() > Some(1), "{list}: {total}");
        let beyond = reader
            .get(&format!("{list}page=9000&per_page=2"))
            .await
            .ok();
        assert_eq!(beyond["items"], json!([]), "{list}");
        assert_eq!(beyond["total"], total, "{list}");
    }
    let none = officer.get("/disbursement-requests?q=ไม่มี&page=2").await;
    assert_eq!(none.ok()["total"], 0);
}

/// The paths a refusal names.
fn paths(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors
        .map(|error| error["path"].as_str().expect("a path"))
        .collect()
}

#[tokio::test]
async fn every_wrong_field_is_told_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let mut body = office.body(kind).await;
    // Seen without the database: no purpose, nothing asked for. Only with it: nobody to pay, and a
    // line of another kind.
    body["purpose"] = json!("");
    body["items"][0]["amount"] = json!("0.00");
    body["payee_id"] = json!(Uuid::now_v7());
    body["request_kind"] = json!("central");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2569, "body": body });
    let client = &office.maker(kind).client;
    let problem = client
        .post(&format!("/{}", spec(kind).path), &new)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    let mut named = paths(&problem);
    named.sort_unstable();
    assert_eq!(
        named,
        ["items[0].amount", "payee_id", "purpose", "request_kind"]
    );
}

#[tokio::test]
async fn a_conflict_blames_no_field() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::Receipt;
    let doc = office.draft(kind, office.body(kind).await).await;
    let changed = json!({ "version": 7, "body": doc.body });
    let client = &office.maker(kind).client;
    let problem = client
        .put(&doc.path(), &changed)
        .await
        .refused(ProblemCode::VERSION_CONFLICT);
    assert_eq!(paths(&problem), [""; 0]);
}
