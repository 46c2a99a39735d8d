//! What the law gives to two people: makers of a draft, those who judge and who pays, who says whom
//! money goes to and who approves it.

use crate::support::{Client, Doc, Member, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, StepName};
use shared::permission::Role;
use uuid::Uuid;

/// Takes the next step as this person.
async fn step_as(office: &Office, doc: &mut Doc, member: &Member) {
    let step = doc.next_step().expect("a step");
    let answer = doc.ask(&member.client, step.action.as_str(), None).await;
    doc.actors.push((step.name, office.place_of(member)));
    doc.refresh(&answer.ok());
}

/// The person is refused the next step, is not offered it, and does not find it in the inbox.
async fn kept_from(doc: &Doc, client: &Client, code: ProblemCode) {
    let action = doc.next_step().expect("a step").action;
    doc.ask(client, action.as_str(), None).await.refused(code);
    let seen = client.get(&doc.path()).await.ok();
    let offered = seen["header"]["actions"].as_array().expect("actions");
    assert!(!offered.contains(&json!(action)), "{offered:?}");
    let inbox = client.get("/inbox?per_page=200").await.ok();
    let waiting = inbox["items"].as_array().expect("items");
    assert!(waiting.iter().all(|item| item["id"] != json!(doc.id)));
}

/// The draft as it stands, saved again by this person.
async fn save_as(doc: &mut Doc, member: &Member) {
    let changed = json!({ "version": doc.header.version, "body": doc.body });
    let answer = member.client.put(&doc.path(), &changed).await.ok();
    doc.refresh(&answer);
}

#[tokio::test]
async fn whoever_changed_a_draft_made_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all = office.everything();
    let clerk = office.member(Role::DepartmentClerk);
    let mut doc = office
        .draft(Kind::DisbursementRequest, office.request_body("5.00"))
        .await;
    save_as(&mut doc, all).await;
    // The first maker has the last word, which washes nobody clean.
    save_as(&mut doc, clerk).await;
    let history = all
        .client
        .get(&format!("{}/history", doc.path()))
        .await
        .ok();
    let makers: Vec<&Value> = history
        .as_array()
        .expect("events")
        .iter()
        .map(|event| &event["person_id"])
        .collect();
    let expected = [clerk, all, clerk].map(|member| json!(member.person));
    assert_eq!(makers, expected.iter().collect::<Vec<_>>());
    office.step(&mut doc).await;
    kept_from(&doc, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
    // Sent back, it is still made by all who made it.
    let officer = office.as_role(Role::FinanceOfficer);
    let answer = doc.ask(officer, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    office.step(&mut doc).await;
    kept_from(&doc, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
    app.check_books().await;
}

#[tokio::test]
async fn whoever_changed_what_was_sent_back_made_it_too() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all = office.everything();
    let body = office.request_body("5.00");
    let mut doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let answer = doc.ask(&all.client, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    save_as(&mut doc, all).await;
    office.step(&mut doc).await;
    kept_from(&doc, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
}

#[tokio::test]
async fn after_a_return_the_duties_of_the_whole_route_hold_anew() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all = office.everything();
    let body = office.request_body("5.00");
    let mut doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    step_as(&office, &mut doc, all).await; // examines
    let head = office.as_role(Role::FinanceHead);
    let answer = doc.ask(head, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    doc.actors.retain(|(step, _)| *step == StepName::Draft);
    // What was examined before is examined no more; who examines now recommends, passes and approves
    // nothing, and who recommends passes nothing.
    for _ in 0..3 {
        office.step(&mut doc).await;
    }
    step_as(&office, &mut doc, all).await; // recommends
    for _ in [StepName::Pass, StepName::Approve] {
        kept_from(&doc, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
        office.step(&mut doc).await;
    }
    app.check_books().await;
}

#[tokio::test]
async fn whoever_judged_what_is_paid_does_not_pay_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all = office.everything();
    let judged = [
        StepName::Examine,
        StepName::Recommend,
        StepName::Pass,
        StepName::Approve,
    ];
    for kind in [Kind::DisbursementRequest, Kind::AdvanceRequest] {
        for own in judged {
            let mut request = office.draft(kind, office.body(kind).await).await;
            while let Some(step) = request.next_step() {
                match step.name == own {
                    true => step_as(&office, &mut request, all).await,
                    false => office.step(&mut request).await,
                }
            }
            let body = office.transfer_body(&[request.id]);
            let mut payment = office.walk_until(Kind::Payment, body, 4).await;
            kept_from(&payment, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
            office.step(&mut payment).await;
        }
    }
    // The same with a cheque: who signed it does not hand it over.
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let body = office.cheque_report_body(&[request.id], item);
    let mut report = office.walk_until(Kind::ChequeReport, body, 3).await;
    step_as(&office, &mut report, all).await;
    let body = office.cheque_payment_body(item);
    let mut payment = office.walk_until(Kind::Payment, body, 1).await;
    kept_from(&payment, &all.client, ProblemCode::SEPARATION_OF_DUTIES).await;
    office.step(&mut payment).await;
    app.check_books().await;
}

/// Enters a payee by its code and version (0: a new one), or changes it.
async fn put_party(member: &Member, id: Uuid, (code, version): (&str, i32), name: &str) {
    let party = json!({
        "id": id, "code": code, "version": version, "name_th": name, "kind": "supplier", "taxpayer_kind": "none",
        "vat_registered": false, "bank": "ธนาคารสมมติ", "bank_account_no": "1234567890",
    });
    let path = format!("/parties/{id}");
    member.client.put(&path, &party).await.ok();
}

#[tokio::test]
async fn nobody_approves_that_money_goes_to_a_payee_of_ones_own_making() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all = office.everything();
    let officer = office.member(Role::FinanceOfficer);
    let (entered, changed) = (Uuid::now_v7(), Uuid::now_v7());
    put_party(all, entered, ("S-1", 0), &office.text("ผู้ขาย")).await;
    put_party(officer, entered, ("S-1", 1), &office.text("ผู้ขาย")).await;
    put_party(officer, changed, ("S-2", 0), &office.text("ผู้ขาย")).await;
    put_party(all, changed, ("S-2", 1), &office.text("ผู้ขาย")).await;
    let mut requests = Vec::new();
    for payee in [entered, changed] {
        let mut body = office.request_body("5.00");
        body["payee_id"] = json!(payee);
        requests.push((Kind::DisbursementRequest, body));
    }
    let mut advance = office.advance_body("5.00");
    advance["borrower_id"] = json!(entered);
    requests.push((Kind::AdvanceRequest, advance));
    for (kind, body) in requests {
        let mut request = office.walk_until(kind, body, 5).await;
        kept_from(&request, &all.client, ProblemCode::OWN_PAYEE).await;
        office.step(&mut request).await;
        let payment = office.transfer_body(&[request.id]);
        let mut payment = office.walk_until(Kind::Payment, payment, 3).await;
        kept_from(&payment, &all.client, ProblemCode::OWN_PAYEE).await;
        office.step(&mut payment).await;
    }
    let mut body = office.request_body("5.00");
    body["payee_id"] = json!(changed);
    let request = office.walk_body(Kind::DisbursementRequest, body).await;
    let body = office.cheque_report_body(&[request.id], Uuid::now_v7());
    let mut report = office.walk_until(Kind::ChequeReport, body, 3).await;
    kept_from(&report, &all.client, ProblemCode::OWN_PAYEE).await;
    office.step(&mut report).await;
    app.check_books().await;
}
