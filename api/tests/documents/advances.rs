//! The advance: one story over three kinds (D8). What a payment brings into being is drawn on in parts
//! by vouchers and by money that comes back, and the request is done when nothing is left of it.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, Status};
use shared::permission::Role;
use shared::{DocumentId, ProblemCode};
use uuid::Uuid;

/// What is left of advances, by account: all of it, what of it is free.
async fn left(office: &Office) -> Vec<String> {
    let path = "/claims?account=1102010101,claim.advance";
    let claims = office.as_role(Role::FinanceOfficer).get(path).await.ok();
    let claims = claims["items"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |claim: &Value| {
        let columns = [&claim["account"], &claim["amount"], &claim["free"]];
        columns.map(text).join(" ")
    };
    claims.iter().map(line).collect()
}

async fn status_of(office: &Office, advance: &mut Doc) -> Status {
    advance.reload(office.as_role(Role::FinanceOfficer)).await;
    advance.header.status
}

/// Asks for a draft that is refused with this code.
async fn refused(office: &Office, kind: Kind, body: &Value, code: ProblemCode) -> Value {
    let path = format!("/{}", kind.spec().path);
    let client = &office.maker(kind).client;
    client.create(&path, body).await.refused(code)
}

async fn clear(office: &Office, advance: &Doc, spent: &str, returned: &str) -> Doc {
    let body = office.clearing_body(advance, spent, returned);
    office.walk_body(Kind::AdvanceClearing, body).await
}

/// The payments that stand.
async fn payments(office: &Office) -> Vec<DocumentId> {
    let officer = office.as_role(Role::FinanceOfficer);
    let found = officer.get("/payments?status=posted").await.ok();
    let found = found["items"].as_array().cloned().unwrap_or_default();
    let id = |row: &Value| row["id"].as_str().expect("an id").parse().expect("an id");
    found.iter().map(id).collect()
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn an_advance_is_cleared_in_parts_comes_back_and_is_voided_from_its_end() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let line = office.lines[0];
    let body = office.advance_body("20000.00");
    let mut advance = office.walk_body(Kind::AdvanceRequest, body).await;
    let number = |at: usize| advance.header.numbers[at].text.clone();
    assert_eq!(number(0), "ย.1/2569");
    assert_eq!(number(2), "1/2569");
    assert_eq!(office.remaining(line).await, "9980000.00");
    // Before it is paid there is nothing to clear and nothing to return.
    let owed = ProblemCode::INSUFFICIENT_RECEIVABLE;
    let early = office.clearing_body(&advance, "1.00", "0.00");
    refused(&office, Kind::AdvanceClearing, &early, owed).await;
    let early = office.advance_return_body(&advance, "1.00");
    refused(&office, Kind::Receipt, &early, owed).await;
    assert_eq!(left(&office).await, NONE);

    let item = Uuid::now_v7();
    office.walk_cheque(&advance, item).await;
    office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    assert_eq!(status_of(&office, &mut advance).await, Status::Approved);
    let all = [
        "1102010101 20000.00 20000.00",
        "claim.advance 20000.00 20000.00",
    ];
    assert_eq!(left(&office).await, all);

    let first = clear(&office, &advance, "10000.00", "0.00").await;
    let half = [
        "1102010101 10000.00 10000.00",
        "claim.advance 10000.00 10000.00",
    ];
    assert_eq!(left(&office).await, half);
    assert_eq!(office.remaining(line).await, "9980000.00");
    let last = clear(&office, &advance, "7350.00", "2650.00").await;
    assert_eq!(left(&office).await, ["1102010101 2650.00 2650.00"]);
    assert_eq!(office.remaining(line).await, "9982650.00");
    assert_eq!(status_of(&office, &mut advance).await, Status::Approved);
    let back = office.advance_return_body(&advance, "2650.00");
    let receipt = office.walk_receipt(back).await;
    assert_eq!(receipt.body["items"][0]["description"], "คืนเงินยืม ย.1/2569");
    assert_eq!(left(&office).await, NONE);
    assert_eq!(status_of(&office, &mut advance).await, Status::Posted);

    office.void(receipt.id).await;
    assert_eq!(status_of(&office, &mut advance).await, Status::Approved);
    assert_eq!(left(&office).await, ["1102010101 2650.00 2650.00"]);
    office.void(last.id).await;
    assert_eq!(left(&office).await, half);
    assert_eq!(office.remaining(line).await, "9980000.00");
    office.void(first.id).await;
    assert_eq!(left(&office).await, all);
    office.void(payments(&office).await[0]).await;
    assert_eq!(left(&office).await, NONE);
    let voided = status_of(&office, &mut advance).await;
    assert_eq!(voided, Status::Approved, "to be paid again");
    office
        .walk_body(Kind::Payment, office.transfer_body(&[advance.id]))
        .await;
    assert_eq!(left(&office).await, all);
    office.void(payments(&office).await[0]).await;
    office.void(advance.id).await;
    assert_eq!(office.remaining(line).await, "10000000.00");
    app.check_books().await;
}

#[tokio::test]
async fn nobody_takes_more_of_an_advance_than_is_left() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut advance = office.walk_advance("100.00").await;
    let body = office.clearing_body(&advance, "60.00", "0.00");
    let on_its_way = office.walk_until(Kind::AdvanceClearing, body, 1).await;
    let kept = ["1102010101 100.00 40.00", "claim.advance 100.00 40.00"];
    assert_eq!(left(&office).await, kept);

    let (clearing, receipt) = (Kind::AdvanceClearing, Kind::Receipt);
    let owed = ProblemCode::INSUFFICIENT_RECEIVABLE;
    let body = office.clearing_body(&advance, "40.01", "0.00");
    let problem = refused(&office, clearing, &body, owed).await;
    assert_eq!(problem["context"]["short_by"], "0.01");
    assert_eq!(problem["context"]["line"], "ย.1/2569");
    let body = office.clearing_body(&advance, "40.00", "0.01");
    refused(&office, clearing, &body, ProblemCode::EXCEEDS_DOCUMENT).await;
    let mut body = office.advance_return_body(&advance, "20.00");
    let item = body["items"][0].clone();
    body["items"].as_array_mut().expect("items").push(item);
    office.draft(receipt, body.clone()).await;
    body["items"][1]["amount"] = json!("20.01");
    refused(&office, receipt, &body, owed).await;

    // A receipt keeps what it brings until its summary is in the books.
    let body = office.advance_return_body(&advance, "40.00");
    let issued = office.walk_body(receipt, body).await;
    let kept = ["1102010101 100.00 0.00", "claim.advance 100.00 40.00"];
    assert_eq!(left(&office).await, kept);
    let collector = office.as_role(Role::RevenueOfficer);
    issued.ask(collector, "cancel", Some("ผิด")).await.ok();

    // What is drawn on, or about to be, keeps its payment.
    let head = office.as_role(Role::FinanceHead);
    let body = office.cancellation_body(payments(&office).await[0]);
    let voiding = office.walk_until(Kind::Cancellation, body, 1).await;
    voiding.ask(head, "approve", None).await.refused(owed);
    let officer = office.as_role(Role::FinanceOfficer);
    on_its_way.ask(officer, "refuse", Some("ผิด")).await.ok();
    voiding.ask(head, "approve", None).await.ok();
    assert_eq!(status_of(&office, &mut advance).await, Status::Approved);
    assert_eq!(left(&office).await, NONE);
    app.check_books().await;
}

#[tokio::test]
async fn of_two_who_clear_the_same_one_does() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let advance = office.walk_advance("100.00").await;
    let kind = Kind::AdvanceClearing;
    let body = || office.clearing_body(&advance, "60.00", "0.00");
    let drafts = [
        office.draft(kind, body()).await,
        office.draft(kind, body()).await,
    ];
    let clerk = &office.maker(kind).client;
    let asked = drafts.iter().map(|doc| doc.ask(clerk, "submit", None));
    let answers = futures_util::future::join_all(asked).await;
    let mut status: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    status.sort_unstable();
    assert_eq!(status, [200, 422]);
    app.check_books().await;
}

#[tokio::test]
async fn a_borrower_has_one_open_advance() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (kind, open) = (Kind::AdvanceRequest, ProblemCode::OPEN_ADVANCE);
    for registered in [false, true] {
        let mut body = office.advance_body("100.00");
        body["borrower_name"] = json!("นาง สมมติ  ผู้ยืม");
        if registered {
            body["borrower_id"] = json!(office.public);
        }
        // Drafts are no advances; of two the second cannot be handed in.
        let early = office.draft(kind, body.clone()).await;
        let first = office.walk_until(kind, body.clone(), 1).await;
        let head = office.as_role(Role::DepartmentHead);
        early.ask(head, "submit", None).await.refused(open);
        body["borrower_name"] = json!(match registered {
            true => "another name for the same party",
            false => "นางสมมติ ผู้ยืม",
        });
        let problem = refused(&office, kind, &body, open).await;
        let number = &problem["context"]["number"];
        assert_eq!(*number, first.header.numbers[0].text.as_str());
        // Turned down, it is open no more.
        let next = first.next_step().expect("a next step");
        let officer = &office.actor(&first, next).client;
        first.ask(officer, "refuse", Some("ผิด")).await.ok();
        let paid = office.walk_body(kind, body.clone()).await;
        let transfer = office.transfer_body(&[paid.id]);
        office.walk_body(Kind::Payment, transfer).await;
        refused(&office, kind, &body, open).await;
        clear(&office, &paid, "100.00", "0.00").await;
        office.draft(kind, body).await;
    }
    app.check_books().await;
}

/// Who is called as the register calls somebody is the same person, whatever name the request was sent
/// with.
#[tokio::test]
async fn a_registered_borrower_is_known_by_the_name_in_the_register() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (kind, open) = (Kind::AdvanceRequest, ProblemCode::OPEN_ADVANCE);
    let officer = office.as_role(Role::FinanceOfficer);
    let party = officer.get(&format!("/parties/{}", office.public)).await;
    let mut body = office.advance_body("100.00");
    body["borrower_name"] = party.ok()["name_th"].clone();
    office.walk_until(kind, body.clone(), 1).await;
    body["borrower_id"] = json!(office.public);
    for name in ["", "another name for the same party"] {
        body["borrower_name"] = json!(name);
        refused(&office, kind, &body, open).await;
    }
    app.check_books().await;
}

/// An advance may come back whole, without a single voucher.
#[tokio::test]
async fn what_was_not_needed_leaves_the_line_and_comes_back_in_money() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut advance = office.walk_advance("100.00").await;
    let transfer = json!({
        "bank_account_id": office.savings, "payer_id": office.public,
        "items": [{ "item_type": "advance_return", "advance_id": advance.id, "amount": "100.00" }],
    });
    office.walk_body(Kind::BankReceipt, transfer).await;
    assert_eq!(left(&office).await, ["claim.advance 100.00 100.00"]);
    assert_eq!(office.remaining(office.lines[0]).await, "9999900.00");
    let mut body = office.clearing_body(&advance, "1.00", "100.00");
    body["vouchers"] = json!([]);
    office.walk_body(Kind::AdvanceClearing, body).await;
    assert_eq!(office.remaining(office.lines[0]).await, "10000000.00");
    assert_eq!(status_of(&office, &mut advance).await, Status::Posted);
    app.check_books().await;
}
