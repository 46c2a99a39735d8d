//! A cheque received is a claim of the register from the summary of its receipt until it is deposited.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, Status};
use shared::permission::Role;

/// A receipt by cheque that its summary has put into the books.
async fn in_the_books(office: &Office, amount: &str) -> (Doc, Doc) {
    let body = office.receipt_body("cheque", amount);
    let receipt = office.walk_body(Kind::Receipt, body).await;
    let slip = json!({ "receipts": [receipt.id] });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    let summary = json!({ "slips": [slip.id] });
    let summary = office.walk_body(Kind::RemittanceSummary, summary).await;
    (receipt, summary)
}

fn deposit_of(office: &Office, receipt: &Doc) -> Value {
    json!({ "bank_account_id": office.savings, "cheques": [receipt.id] })
}

/// Documents whose cheques are on hand, with what is free of each.
async fn on_hand(office: &Office) -> Vec<Value> {
    let officer = office.as_role(Role::FinanceOfficer);
    let path = "/claims?account=claim.cheque_on_hand";
    let claims = officer.get(path).await.ok();
    let rows = claims["items"].as_array().expect("rows").iter();
    rows.map(|row| json!([row["document_id"], row["free"]]))
        .collect()
}

/// Voiding it is refused at the step at which it would be voided.
async fn cannot_be_voided(office: &Office, doc: &Doc) {
    let body = office.cancellation_body(doc.id);
    let voiding = office.walk_until(Kind::Cancellation, body, 1).await;
    let next = voiding.next_step().expect("a next step");
    let client = &office.actor(&voiding, next).client;
    let answer = voiding.ask(client, next.action.as_str(), None).await;
    answer.refused(ProblemCode::WRONG_STATE);
}

#[tokio::test]
async fn a_receipt_stands_while_its_cheque_is_at_the_bank_or_on_its_way() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (first, summary) = in_the_books(&office, "30.00").await;
    // Another cheque of the same amount, which must not stand in for the first.
    let (other, _) = in_the_books(&office, "30.00").await;
    let both = vec![json!([first.id, "30.00"]), json!([other.id, "30.00"])];
    assert_eq!(on_hand(&office).await, both);

    let under_way = office
        .walk_until(Kind::BankDeposit, deposit_of(&office, &first), 1)
        .await;
    assert_eq!(on_hand(&office).await[0], json!([first.id, "0.00"]));
    let open = "/claims?account=claim.cheque_on_hand&open=true";
    let open = office.as_role(Role::FinanceOfficer).get(open).await.ok();
    assert_eq!(open["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(open["items"][0]["document_id"], json!(other.id));
    cannot_be_voided(&office, &first).await;
    cannot_be_voided(&office, &summary).await;
    let again = office
        .draft(Kind::BankDeposit, deposit_of(&office, &first))
        .await;
    let officer = office.as_role(Role::FinanceOfficer);
    let answer = again.ask(officer, "submit", None).await;
    answer.refused(ProblemCode::WRONG_STATE);
    under_way.ask(officer, "cancel", Some("ผิด")).await.ok();
    assert_eq!(on_hand(&office).await, both, "let go");

    let deposit = office
        .walk_body(Kind::BankDeposit, deposit_of(&office, &first))
        .await;
    assert_eq!(deposit.header.status, Status::Posted);
    assert_eq!(on_hand(&office).await, both[1..], "at the bank");
    cannot_be_voided(&office, &first).await;
    cannot_be_voided(&office, &summary).await;

    office.void(deposit.id).await;
    assert_eq!(on_hand(&office).await, both, "back from the bank");
    office.void(first.id).await;
    assert_eq!(on_hand(&office).await, both[1..], "returned to the payer");
    let answer = again.ask(officer, "submit", None).await;
    answer.refused(ProblemCode::WRONG_STATE);
    app.check_books().await;
}
