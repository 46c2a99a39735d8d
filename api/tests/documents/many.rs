//! More than one page of what can be chosen: all of it can be reached, however old.

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, Status};
use shared::permission::Role;
use uuid::Uuid;

/// The cheques that can be handed over, page by page.
async fn cheques(office: &Office) -> Vec<Value> {
    let officer = office.as_role(Role::FinanceOfficer);
    let path = "/claims?account=claim.cheque&per_page=50";
    let (mut found, mut next) = (Vec::new(), path.to_owned());
    loop {
        let page = officer.get(&next).await.ok();
        found.extend(page["items"].as_array().expect("claims").clone());
        match page["next"].as_str() {
            Some(after) => next = format!("{path}&after={after}"),
            None => return found,
        }
    }
}

#[tokio::test]
async fn the_oldest_of_51_signed_cheques_can_be_handed_over() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut items = Vec::new();
    for _ in 0..51 {
        let request = office.walk(Kind::DisbursementRequest).await;
        let item = Uuid::now_v7();
        office.walk_cheque(&request, item).await;
        items.push(json!(item));
    }
    let waiting = cheques(&office).await;
    let known = |item: &Value| waiting.iter().any(|claim| claim["reference"] == *item);
    assert_eq!(waiting.len(), 51);
    assert!(items.iter().all(known));
    let oldest: Uuid = serde_json::from_value(items[0].clone()).expect("an id");
    let body = office.cheque_payment_body(oldest);
    let paid = office.walk_body(Kind::Payment, body).await;
    assert_eq!(paid.header.status, Status::Posted);
    assert_eq!(cheques(&office).await.len(), 50);
}

#[tokio::test]
async fn a_slip_takes_all_of_201_free_receipts() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for _ in 0..201 {
        office.walk(Kind::Receipt).await;
    }
    let collector = office.as_role(Role::RevenueOfficer);
    let free = "/receipts?is_free=true&status=approved&per_page=200";
    let first = collector.get(free).await.ok();
    let id = |row: &Value| row["id"].as_str().expect("an id").to_owned();
    let mut receipts: Vec<String> = first["items"]
        .as_array()
        .expect("rows")
        .iter()
        .map(id)
        .collect();
    assert_eq!((receipts.len(), &first["total"]), (200, &json!(201)));
    let after = receipts.last().expect("a row");
    let rest = collector.get(&format!("{free}&after={after}")).await.ok();
    receipts.extend(rest["items"].as_array().expect("rows").iter().map(id));
    assert_eq!(receipts.len(), 201);
    let slip = json!({ "receipts": receipts });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    assert_eq!(slip.header.status, Status::Approved);
    assert_eq!(collector.get(free).await.ok()["total"], 0);
}
