//! What a document was when it was sent back, for whoever judges it anew.

use crate::support::TestApp;
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;

#[tokio::test]
async fn what_was_sent_back_is_kept_beside_what_was_made_of_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.body(Kind::DisbursementRequest).await;
    let mut doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let client = &office.everything().client;
    let path = doc.path();
    let as_returned = async || client.get(&format!("{path}/as-returned")).await.ok();
    assert_eq!(as_returned().await, json!({}), "never sent back");
    let first = client.get(&path).await.ok();
    let send_back = async |version: &Value| {
        let said = json!({ "version": version, "comment": "แก้จำนวนเงิน" });
        let officer = office.as_role(Role::FinanceOfficer);
        officer.post(&format!("{path}/return"), &said).await.ok()
    };
    let returned = send_back(&first["header"]["version"]).await;
    assert_eq!(as_returned().await["body"], first["body"]);
    // Changed by its maker, with a row more: what was judged stays what it was.
    let mut body = returned["body"].clone();
    let mut row = body["items"][0].clone();
    row["description"] = json!("อีกรายการ");
    body["items"].as_array_mut().expect("rows").push(row);
    body["purpose"] = json!("แก้แล้ว");
    let change = json!({ "version": returned["header"]["version"], "body": body });
    let maker = office
        .members
        .iter()
        .find(|one| one.person == doc.header.created_by);
    let maker = maker.expect("its maker");
    let changed = maker.client.put(&path, &change).await.ok();
    assert_eq!(changed["body"]["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(as_returned().await["body"], first["body"]);
    // Handed in anew and sent back again: the later one.
    doc.header = serde_json::from_value(changed["header"].clone()).expect("a header");
    office.step(&mut doc).await;
    let second = client.get(&path).await.ok();
    send_back(&second["header"]["version"]).await;
    assert_eq!(as_returned().await["body"], second["body"]);
    assert_ne!(second["body"], first["body"]);
}
