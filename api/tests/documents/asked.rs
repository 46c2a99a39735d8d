//! What a step asks for is said by whoever takes it, and nothing else is changed by the way.

use crate::support::TestApp;
use serde_json::json;
use shared::ProblemCode;
use shared::document::Kind;

#[tokio::test]
async fn whoever_receives_money_counts_it_and_explains_a_difference() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.body(Kind::RemittanceSlip).await;
    let mut slip = office.walk_until(Kind::RemittanceSlip, body, 1).await;
    let step = slip.next_step().expect("receiving");
    let client = &office.actor(&slip, step).client;
    let path = format!("{}/{}", slip.path(), step.action);
    let total = slip.body["total"].clone();
    let take = async |fields| {
        let request = json!({ "version": slip.header.version, "fields": fields });
        client.post(&path, &request).await
    };
    let missing = take(json!({})).await.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(missing["errors"][0]["path"], "counted", "{missing}");
    let differs = take(json!({ "counted": "0.75" })).await;
    let differs = differs.refused(ProblemCode::TOTAL_DIFFERS);
    assert_eq!(differs["context"]["free"], total, "{differs}");
    let at = &differs["errors"][0]["path"];
    assert_eq!(at, "difference_reason", "{differs}");
    for (fields, path) in [
        (json!({ "counted": "x" }), "counted"),
        (json!({ "counted": "-1.00" }), "counted"),
        (json!({ "counted": total, "receipts": [] }), "receipts"),
        (json!({ "counted": total, "total": "1.00" }), "total"),
        (
            json!({ "counted": total, "difference_reason": "ไม่ขาด" }),
            "difference_reason",
        ),
    ] {
        let wrong = take(fields).await.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(wrong["errors"][0]["path"], path, "{wrong}");
    }
    let explained = json!({ "counted": "0.75", "difference_reason": "เหรียญขาด" });
    let answer = take(explained).await.ok();
    assert_eq!(answer["header"]["status"], "approved");
    assert_eq!(answer["body"]["counted"], "0.75");
    slip.refresh(&answer);
    let paper = office.on_paper(&slip).await;
    assert!(
        paper.contains("0.75") && paper.contains("เหรียญขาด"),
        "{paper}"
    );
    // Around the program: what differs has its reason.
    let mut sql = app.owner_sql().await;
    let silent = "UPDATE remittance_slips SET difference_reason = ' '";
    let refused = sql.run(silent).await.expect_err("a CHECK");
    assert!(refused.contains("remittance_slips_counted"), "{refused}");
}

#[tokio::test]
async fn nobody_counts_beforehand_for_whoever_receives() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut body = office.body(Kind::RemittanceSlip).await;
    body["counted"] = json!("0.75");
    body["difference_reason"] = json!("ทอนผิด");
    let slip = office.walk_until(Kind::RemittanceSlip, body, 1).await;
    let step = slip.next_step().expect("receiving");
    let client = &office.actor(&slip, step).client;
    let silent = json!({ "version": slip.header.version });
    let path = format!("{}/{}", slip.path(), step.action);
    let wrong = client.post(&path, &silent).await;
    let wrong = wrong.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(wrong["errors"][0]["path"], "counted", "{wrong}");
    let back = json!({ "version": slip.header.version, "comment": "นับใหม่",
        "fields": { "counted": "1.00" } });
    let wrong = client.post(&format!("{}/return", slip.path()), &back).await;
    let wrong = wrong.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(wrong["errors"][0]["path"], "counted", "{wrong}");
}

#[tokio::test]
async fn a_step_that_asks_for_nothing_takes_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.receipt_body("cash", "10.00");
    let receipt = office.draft(Kind::Receipt, body).await;
    let client = &office.maker(Kind::Receipt).client;
    let request = json!({ "version": receipt.header.version,
        "fields": { "payer_name": "คนอื่น" } });
    let answer = client
        .post(&format!("{}/submit", receipt.path()), &request)
        .await;
    let wrong = answer.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(wrong["errors"][0]["path"], "payer_name");
}
