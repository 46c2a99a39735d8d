//! Tax that is withheld looks at the whole of what is paid in parts (E19).

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// A registered individual.
async fn individual(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let party = json!({ "id": id, "code": format!("P-{}", office.next()),
        "name_th": office.text("ช่าง"), "kind": "supplier", "taxpayer_kind": "individual",
        "vat_registered": false });
    let clerk = office.as_role(Role::FinanceOfficer);
    clerk.put(&format!("/parties/{id}"), &party).await.ok();
    id
}

fn part(office: &Office, payee: Uuid, amount: &str, contract: &Value) -> Value {
    let mut body = office.request_body(amount);
    body["payee_id"] = json!(payee);
    body["withholding"] = json!("supply_hire");
    body["contract_no"] = contract["no"].clone();
    body["contract_total"] = contract["total"].clone();
    body
}

/// Hands a request in; what is withheld, and what decided it.
async fn withheld(office: &Office, body: Value) -> [Value; 2] {
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let client = office.as_role(Role::FinanceOfficer);
    let figures = client.get(&doc.path()).await.ok()["body"]["figures"].clone();
    ["withholding_tax", "judged_base"].map(|field| figures[field].clone())
}

#[tokio::test]
async fn parts_of_a_contract_are_taxed_as_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let payee = individual(&office).await;
    let whole = json!({ "no": "จ 1/2569", "total": "12000.00" });
    let first = withheld(&office, part(&office, payee, "3000.00", &whole)).await;
    assert_eq!(first, ["30.00", "12000.00"], "from the first part on");
    // The number typed otherwise, and the total left out: it is the same contract.
    let again = json!({ "no": "จ๑/๒๕๖๙ " });
    let second = withheld(&office, part(&office, payee, "3000.00", &again)).await;
    assert_eq!(second, ["30.00", "12000.00"]);
    // Another payee's contract of that number, and a purchase on its own, are others.
    let other = individual(&office).await;
    let alone = withheld(&office, part(&office, other, "3000.00", &again)).await;
    assert_eq!(alone, ["0.00", "3000.00"]);
    let single = withheld(&office, part(&office, payee, "3000.00", &json!({}))).await;
    assert_eq!(single, ["0.00", "3000.00"]);
    app.check_books().await;
}

#[tokio::test]
async fn parts_whose_total_nobody_said_are_taxed_once_they_reach_the_minimum() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let payee = individual(&office).await;
    let order = json!({ "no": "ส 7" });
    let ask = async |amount| withheld(&office, part(&office, payee, amount, &order)).await;
    assert_eq!(ask("6000.00").await, ["0.00", "6000.00"]);
    // One that was voided counts no more.
    let body = part(&office, payee, "3000.00", &order);
    let void = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let clerk = office.as_role(Role::DepartmentClerk);
    let reason = json!({ "version": void.header.version, "comment": "ผิด" });
    clerk
        .post(&format!("{}/cancel", void.path()), &reason)
        .await
        .ok();
    assert_eq!(ask("3000.00").await, ["0.00", "9000.00"]);
    assert_eq!(ask("1000.00").await, ["10.00", "10000.00"]);
    app.check_books().await;
}
