//! Reasons of refusal that name the law (`scenario-format.md` 9), where a wrong field would be half
//! the truth.

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use uuid::Uuid;

/// A refused draft of a request; what was said, and of which field.
async fn refused(office: &Office, body: &Value, code: ProblemCode, field: &str) {
    let client = &office.maker(Kind::DisbursementRequest).client;
    let answer = client.create("/disbursement-requests", body).await;
    assert_eq!(answer.json()["errors"][0]["path"], field);
    answer.refused(code);
}

#[tokio::test]
async fn the_contingency_needs_its_purpose() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (contingency, fund) = (Uuid::now_v7(), Uuid::now_v7());
    let ordinance = office.ordinance_body(&[
        (contingency, "00411", "111000", "100.00"),
        (fund, "00411", "110300", "100.00"),
    ]);
    office.walk_body(Kind::Ordinance, ordinance).await;
    let on = |line: Uuid, purpose: &str| {
        let mut body = office.request_on(line, "1.00");
        body["request_kind"] = json!("central");
        body["purpose"] = json!(purpose);
        body
    };
    for nothing in ["", " \n"] {
        let body = on(contingency, nothing);
        refused(&office, &body, ProblemCode::PURPOSE_NEEDED, "purpose").await;
        // Of another central line it is a field left out, as of any line.
        let body = on(fund, nothing);
        refused(&office, &body, ProblemCode::INVALID_FIELDS, "purpose").await;
    }
    let mut body = office.request_body("1.00");
    body["purpose"] = json!(" ");
    refused(&office, &body, ProblemCode::INVALID_FIELDS, "purpose").await;
    let said = on(contingency, "น้ำท่วมฉับพลัน");
    office.draft(Kind::DisbursementRequest, said).await;
    app.check_books().await;
}

#[tokio::test]
async fn a_line_that_no_act_opened_is_not_in_force() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let line = Uuid::now_v7();
    let ordinance = office.ordinance_body(&[(line, "00111", "330800", "100.00")]);
    office.draft(Kind::Ordinance, ordinance).await;
    for line in [line, Uuid::now_v7()] {
        let body = office.request_on(line, "1.00");
        refused(
            &office,
            &body,
            ProblemCode::LINE_NOT_IN_FORCE,
            "budget_line_id",
        )
        .await;
    }
    app.check_books().await;
}
