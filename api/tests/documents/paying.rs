//! What must be known before money is given away, and before it is taken to the bank.

use crate::support::TestApp;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

fn paths(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors.filter_map(|error| error["path"].as_str()).collect()
}

#[tokio::test]
async fn a_cheque_is_handed_to_somebody_who_is_named() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    office.walk_cheque(&request, item).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let mut draft = json!({ "id": Uuid::now_v7(), "fiscal_year": 2569,
        "body": office.cheque_payment_body(item) });
    for nobody in [Value::Null, json!("  ")] {
        draft["body"]["received_by"] = nobody;
        let problem = officer.post("/payments", &draft).await;
        let problem = problem.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(paths(&problem), ["received_by"]);
    }
    draft["body"]["received_by"] = json!("ผู้รับ");
    officer.post("/payments", &draft).await.ok();
}

#[tokio::test]
async fn an_account_that_is_not_known_is_told() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let path = format!("/parties/{}", office.supplier);
    let known = officer.get(&path).await.ok();
    let mut unknown = known.clone();
    (unknown["bank"], unknown["bank_account_no"]) = (Value::Null, Value::Null);
    officer.put(&path, &unknown).await.ok();
    let request = office.walk(Kind::DisbursementRequest).await;
    // Whoever hands it in and whoever signs is told.
    let body = office.transfer_body(&[request.id]);
    let doc = office.draft(Kind::Payment, body).await;
    doc.ask(officer, "submit", None).await.ok();
    let head = office.as_role(Role::FinanceHead);
    for reader in [officer, head] {
        let told = reader.get(&format!("{}/warnings", doc.path())).await.ok();
        // The account went today, which is told, too.
        assert_eq!(told[1]["code"], "payee_without_account", "{told}");
        assert_eq!(told[1]["context"]["name"], known["name_th"]);
    }
}

#[tokio::test]
async fn more_cash_than_there_is_is_told_when_the_deposit_is_handed_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let body = json!({ "bank_account_id": office.savings, "cash": "999999999.00" });
    let doc = office.draft(Kind::BankDeposit, body).await;
    let problem = doc.ask(officer, "submit", None).await;
    let problem = problem.refused(ProblemCode::INSUFFICIENT_CASH);
    assert_eq!(problem["context"]["asked"], "999999999.00");
    let now = officer.get(&doc.path()).await.ok();
    assert_eq!(now["header"]["status"], "draft", "nothing was changed");
}
