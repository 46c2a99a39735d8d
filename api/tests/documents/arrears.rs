//! What is owed is received once: a receipt keeps what it brings from the moment it is issued until it
//! is in the books, and again when its summary is voided.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, Status};
use shared::permission::Role;
use shared::{DocumentId, ProblemCode};

const TAX: &str = "1102050901";
const BACKFILL: &str = include_str!(
    "../../../migrations/2026-11-29-140100_revenue_backfill_reservations_of_taxes/up.sql"
);

/// An office to which its public owes land and building tax.
async fn owed(app: &TestApp, amount: &str) -> Office {
    let office = app.bare_office().await;
    let mut body = office.opening_body();
    let line = json!({ "account": TAX, "taxpayer_id": office.public, "tax": "land_building",
                       "tax_year": 2567, "debit": amount });
    body["lines"].as_array_mut().expect("lines").push(line);
    office.walk_body(Kind::Opening, body).await;
    office
}

/// The items of a receipt of so much of it, with a penalty, which nobody owes beforehand.
fn items(office: &Office, amount: &str) -> Value {
    json!([{ "item_type": "tax", "taxpayer_id": office.public, "tax": "land_building",
             "tax_year": 2567, "amount": amount, "penalty": "5.00" }])
}

async fn receipt(office: &Office, amount: &str) -> Doc {
    let mut body = office.receipt_body("cash", "1.00");
    body["items"] = items(office, amount);
    office.draft(Kind::Receipt, body).await
}

async fn reserved(app: &TestApp, account: &str) -> String {
    let sql = "SELECT sum(reserved)::text AS value FROM current_balances WHERE account = $1";
    app.owner_sql().await.value(sql, &[account.into()]).await
}

#[tokio::test]
async fn of_two_receipts_of_one_arrear_the_second_is_not_issued() {
    let app = TestApp::start().await;
    let office = owed(&app, "640.00").await;
    let collector = office.as_role(Role::RevenueOfficer);
    let owing = ProblemCode::INSUFFICIENT_RECEIVABLE;
    let [mut first, second] = [
        receipt(&office, "640.00").await,
        receipt(&office, "640.00").await,
    ];
    office.step(&mut first).await;
    let problem = second.ask(collector, "submit", None).await.refused(owing);
    let line = problem["context"]["line"].as_str().expect("a name");
    assert!(line.ends_with("(ภาษีที่ดินและสิ่งปลูกสร้าง ปี 2567)"), "{line}");
    assert_eq!(problem["context"]["free"], "0.00");
    // Nor does money straight to the bank bring it.
    let mut to_bank = office.bank_receipt_body("1.00");
    to_bank["items"] = items(&office, "0.01");
    let cashier = &office.maker(Kind::BankReceipt).client;
    let answer = cashier.create("/bank-receipts", &to_bank).await;
    answer.refused(owing);

    // Voided, it lets go; of the rest somebody else may bring a part.
    first.ask(collector, "cancel", Some("ผิด")).await.ok();
    let part = office
        .walk_receipt(receipt(&office, "140.00").await.body)
        .await;
    let mut rest = second;
    rest.ask(collector, "submit", None).await.refused(owing);
    rest = receipt(&office, "500.00").await;
    office.step(&mut rest).await;
    receipt_is_refused(&office, "0.01").await;
    office.void(part.id).await;
    receipt(&office, "140.00").await;
    app.check_books().await;
}

async fn receipt_is_refused(office: &Office, amount: &str) {
    let mut body = office.receipt_body("cash", "1.00");
    body["items"] = items(office, amount);
    let collector = office.as_role(Role::RevenueOfficer);
    let answer = collector.create("/receipts", &body).await;
    answer.refused(ProblemCode::INSUFFICIENT_RECEIVABLE);
}

/// The receipts of a summary that is voided are issued still, and what they bring is theirs.
#[tokio::test]
async fn what_a_voided_summary_had_in_the_books_is_kept_by_its_receipts() {
    let app = TestApp::start().await;
    let office = owed(&app, "640.00").await;
    let mut issued = receipt(&office, "640.00").await;
    office.step(&mut issued).await;
    let slip = json!({ "receipts": [issued.id] });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    assert_eq!(reserved(&app, TAX).await, "640.00");
    let summary = || office.walk_body(Kind::RemittanceSummary, json!({ "slips": [slip.id] }));
    for _ in 0..2 {
        let summary = summary().await;
        assert_eq!(reserved(&app, TAX).await, "0.00");
        receipt_is_refused(&office, "0.01").await;
        office.void(summary.id).await;
        assert_eq!(reserved(&app, TAX).await, "640.00");
        receipt_is_refused(&office, "0.01").await;
    }
    app.check_books().await;
}

#[derive(serde::Deserialize, Debug, PartialEq)]
struct Kept {
    document_id: DocumentId,
    amount: String,
    used: String,
}

/// What was issued before receipts kept anything is kept from the migration on: of two for more than is
/// owed, the one that was issued first.
#[tokio::test]
async fn receipts_issued_before_keep_what_they_bring() {
    let app = TestApp::start().await;
    let office = owed(&app, "640.00").await;
    let mut first = receipt(&office, "100.00").await;
    office.step(&mut first).await;
    let in_the_books = office
        .walk_receipt(receipt(&office, "40.00").await.body)
        .await;
    let around = |work: &str| {
        format!("BEGIN; SET LOCAL session_replication_role = replica; {work}; COMMIT",)
    };
    let forget = "DELETE FROM reservations; UPDATE current_balances SET reserved = 0";
    let mut sql = app.owner_sql().await;
    sql.run(&around(forget)).await.expect("as it was");
    let mut too_much = receipt(&office, "600.00").await;
    office.step(&mut too_much).await;
    sql.run(&around(forget)).await.expect("as it was");
    sql.run(&around(BACKFILL)).await.expect("migrated");
    let kept = "SELECT document_id, amount::text, used::text FROM reservations ORDER BY 1";
    let kept: Vec<Kept> = sql.rows(kept, &[]).await;
    let of = |doc: &Doc, amount: &str, used: &str| Kept {
        document_id: doc.id,
        amount: amount.to_owned(),
        used: used.to_owned(),
    };
    let first = of(&first, "100.00", "0.00");
    assert_eq!(kept, [first, of(&in_the_books, "40.00", "40.00")]);
    assert_eq!(reserved(&app, TAX).await, "100.00");
}

/// What a document keeps and nobody draws is kept from others no longer than until it is done, and
/// again while it is not. No kind keeps more than is drawn, so this one is made to.
#[tokio::test]
async fn what_nobody_drew_is_let_go_when_a_document_is_done() {
    let app = TestApp::start().await;
    let office = owed(&app, "640.00").await;
    let mut issued = receipt(&office, "40.00").await;
    office.step(&mut issued).await;
    let (entity, id) = (office.id, issued.id);
    let (bank, savings) = ("1101030102", office.savings);
    let kept = |amount: &str| {
        format!(
            "BEGIN; SET LOCAL laas.entity = '{entity}';
             ALTER TABLE reservations DISABLE TRIGGER reserved_caused;
             INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
             VALUES ('{entity}', '{id}', 'financial', '{bank}', '{savings}', {amount}, 0)
             ON CONFLICT (entity_id, document_id, ledger, account, dimension)
                 DO UPDATE SET amount = excluded.amount;
             ALTER TABLE reservations ENABLE TRIGGER reserved_caused; COMMIT"
        )
    };
    app.owner_sql()
        .await
        .run(&kept("7.00"))
        .await
        .expect("kept");
    let slip = json!({ "receipts": [issued.id] });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    let summary = office
        .walk_body(Kind::RemittanceSummary, json!({ "slips": [slip.id] }))
        .await;
    assert_eq!(reserved(&app, bank).await, "0.00");
    office.void(summary.id).await;
    assert_eq!(reserved(&app, bank).await, "7.00");
    assert_eq!(reserved(&app, TAX).await, "40.00");

    // What others have taken meanwhile is not there to be kept again.
    let all_there_is = "5000000.01";
    let summary = office
        .walk_body(Kind::RemittanceSummary, json!({ "slips": [slip.id] }))
        .await;
    app.owner_sql()
        .await
        .run(&kept(all_there_is))
        .await
        .expect("kept");
    let head = office.as_role(Role::FinanceHead);
    let body = office.cancellation_body(summary.id);
    let voiding = office.walk_until(Kind::Cancellation, body, 1).await;
    let answer = voiding.ask(head, "approve", None).await;
    let problem = answer.refused(ProblemCode::INSUFFICIENT_BANK_BALANCE);
    assert_eq!(problem["context"]["asked"], all_there_is);
}

/// What another document has posted for it makes a document one that is voided by a second person, not
/// where it stands: no kind waits `approved` with something in the books, so this one is made to.
#[tokio::test]
async fn what_stems_from_a_document_makes_it_one_to_be_voided() {
    let app = TestApp::start().await;
    let office = owed(&app, "640.00").await;
    let receipt = office
        .walk_receipt(receipt(&office, "40.00").await.body)
        .await;
    let back = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; UPDATE documents SET status = 'approved'
         WHERE id = '{}'; COMMIT",
        office.id, receipt.id
    );
    app.owner_sql().await.run(&back).await.expect("approved");
    office.void(receipt.id).await;
    let mut voided = receipt;
    voided.reload(office.as_role(Role::RevenueOfficer)).await;
    assert_eq!(voided.header.status, Status::Cancelled);
    let owed = "SELECT (debit - credit)::text AS value FROM current_balances WHERE account = $1";
    let owed: String = app.owner_sql().await.value(owed, &[TAX.into()]).await;
    assert_eq!(owed, "640.00");
    // Of a slip nothing is in the books: it goes with its summary.
    let slips = office
        .as_role(Role::FinanceOfficer)
        .get("/remittance-slips")
        .await
        .ok();
    let slip = slips["items"][0]["id"].as_str().expect("an id");
    let body = office.cancellation_body(slip.parse().expect("an id"));
    let maker = &office.maker(Kind::Cancellation).client;
    let answer = maker.create("/cancellations", &body).await;
    answer.refused(ProblemCode::WRONG_STATE);
}
