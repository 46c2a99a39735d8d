//! The opening statement: the first thing in the books, brought forward from its own day on.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, Status};
use shared::permission::Role;
use shared::{DocumentId, ProblemCode};
use uuid::Uuid;

const STANDS: ProblemCode = ProblemCode::BOOKS_HAVE_ENTRIES;

/// Asks for the draft of an opening statement that is refused because of this document.
async fn refused(office: &Office, because_of: &Doc) {
    let officer = office.as_role(Role::FinanceOfficer);
    let problem = officer.create("/openings", &office.opening_body()).await;
    assert_eq!(number(&problem.refused(STANDS)), label(because_of));
}

/// The document that a refusal names.
fn number(problem: &Value) -> String {
    let number = problem["context"]["number"].as_str();
    number.unwrap_or_default().to_owned()
}

/// What it is called: the last of its numbers, or its title.
fn label(doc: &Doc) -> String {
    let number = doc.header.numbers.last();
    number.map_or_else(|| doc.header.title.clone(), |number| number.text.clone())
}

/// The opening statement that stands in the books.
async fn posted(office: &Office) -> DocumentId {
    let officer = office.as_role(Role::FinanceOfficer);
    let list = officer.get("/openings?status=posted").await.ok();
    let id = list["items"][0]["id"].as_str().expect("an id");
    id.parse().expect("an id")
}

#[tokio::test]
async fn an_opening_may_be_voided_while_nothing_stands_on_it_and_entered_anew() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let trial = async || {
        let rows = officer.get("/reports/trial-balance").await.ok();
        let rows = rows.as_array().cloned().unwrap_or_default();
        let is_left = |row: &&Value| row["closing_debit"] != row["closing_credit"];
        rows.iter().filter(is_left).count()
    };
    let first = office.walk_body(Kind::Opening, office.opening_body()).await;
    assert_ne!(trial().await, 0);
    office.void(first.id).await;
    assert_eq!(trial().await, 0);
    let second = office.walk_body(Kind::Opening, office.opening_body()).await;
    refused(&office, &second).await;
    app.check_books().await;
}

/// What was taken back stands no more, and the budget alone is no entry of the books.
#[tokio::test]
async fn an_opening_comes_before_everything_that_stands_and_is_told_what_does() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let line = Uuid::now_v7();
    let body = office.ordinance_body(&[(line, "00111", "330800", "1000.00")]);
    office.walk_body(Kind::Ordinance, body).await;
    let kind = Kind::DisbursementRequest;
    let registered = office
        .walk_until(kind, office.request_on(line, "10.00"), 2)
        .await;
    refused(&office, &registered).await;
    let next = registered.next_step().expect("a next step");
    let officer = &office.actor(&registered, next).client;
    registered.ask(officer, "return", Some("ผิด")).await.ok();
    let early = office
        .walk_until(Kind::Opening, office.opening_body(), 1)
        .await;
    // What was registered meanwhile keeps it from the books.
    let other = office
        .walk_until(kind, office.request_on(line, "10.00"), 2)
        .await;
    let head = office.as_role(Role::FinanceHead);
    let problem = early.ask(head, "approve", None).await.refused(STANDS);
    assert_eq!(number(&problem), label(&other));
    around(&app, &office, early.id, "posted").await;
    let next = other.next_step().expect("a next step");
    let officer = &office.actor(&other, next).client;
    other.ask(officer, "refuse", Some("ผิด")).await.ok();
    early.ask(head, "approve", None).await.ok();
    app.check_books().await;
}

/// Voided under what stands on it, it could never be entered again.
#[tokio::test]
async fn an_opening_is_not_voided_under_what_stands_on_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let opening = posted(&office).await;
    let body = office.cancellation_body(opening);
    let voiding = office.walk_until(Kind::Cancellation, body.clone(), 1).await;
    let receipt = office.walk(Kind::BankReceipt).await;
    office.walk(Kind::BankReceipt).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let problem = officer
        .create("/cancellations", &body)
        .await
        .refused(STANDS);
    assert_eq!(number(&problem), label(&receipt));
    let head = office.as_role(Role::FinanceHead);
    voiding.ask(head, "approve", None).await.refused(STANDS);
    around(&app, &office, opening, "cancelled").await;
    app.check_books().await;
}

/// Not even the owner moves it to this status.
async fn around(app: &TestApp, office: &Office, opening: DocumentId, status: &str) {
    let mut owner = app.owner_sql().await;
    let change = format!(
        "BEGIN; SET LOCAL laas.entity = '{}';
         UPDATE documents SET status = '{status}' WHERE id = '{opening}'; COMMIT",
        office.id
    );
    let why = owner.run(&change).await.expect_err("refused");
    assert!(why.contains("laas:books_have_entries"), "{why}");
}

/// Day, what is asked of the report of that day and of the books.
async fn brought_forward(office: &Office, day: &str) -> [Value; 5] {
    let officer = office.as_role(Role::FinanceOfficer);
    let figures = format!("/reports/daily-status?date={day}");
    let figures = officer.get(&figures).await.ok();
    let trial = format!("/reports/trial-balance?from={day}&to={day}");
    let trial = officer.get(&trial).await.ok();
    let cash = trial.as_array().into_iter().flatten();
    let mut cash = cash.filter(|row| row["account"] == "1101010101");
    let cash = cash.next().map(|row| row["opening_debit"].clone());
    let drill = format!(
        "/journal/entries?account=@cash&from={day}&to={day}&brought_forward=only&per_page=1"
    );
    let drill = officer.get(&drill).await.ok();
    [
        figures["cash"]["brought_forward"].clone(),
        figures["bank"]["brought_forward"].clone(),
        figures["total_money"].clone(),
        cash.unwrap_or_default(),
        drill["matching"]["net"].clone(),
    ]
}

/// Entered on the fifteenth, it stands from the first: reports of the days between say the same as that
/// of the day it was entered.
#[tokio::test]
async fn an_opening_is_brought_forward_from_its_own_day_on() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let mut body = office.opening_body();
    body["as_at"] = json!("2025-10-01");
    let opening = office.walk_body(Kind::Opening, body.clone()).await;
    let wanted = [
        "100000.00",
        "14000000.00",
        "14100000.00",
        "100000.00",
        "100000.00",
    ];
    for day in ["2025-10-01", "2025-10-14", "2025-10-15", "2025-10-16"] {
        assert_eq!(brought_forward(&office, day).await, wanted, "{day}");
    }
    let officer = office.as_role(Role::FinanceOfficer);
    let before = officer.get("/reports/daily-status?date=2025-09-30").await;
    before.refused(ProblemCode::INVALID_FIELDS);

    // The report of a day on which it stands closes the day for it.
    let mut report = office.daily_report_body();
    report["report_date"] = json!("2025-10-10");
    let report = office.walk_body(Kind::DailyReport, report).await;
    assert_eq!(report.body["figures"]["total_money"], "14100000.00");
    let voiding = office.cancellation_body(opening.id);
    let voiding = office.walk_until(Kind::Cancellation, voiding, 1).await;
    let head = office.as_role(Role::FinanceHead);
    let closed = voiding.ask(head, "approve", None).await;
    closed.refused(ProblemCode::DAY_CLOSED);
    let again = format!(
        "BEGIN; SET LOCAL laas.entity = '{}';
         INSERT INTO journal_entries SELECT (jsonb_populate_record(e, jsonb_build_object(
             'id', gen_random_uuid(), 'seq', 9000))).* FROM journal_entries AS e
         WHERE e.movement = 'brought_forward' AND e.document_id = '{}'; COMMIT",
        office.id, opening.id
    );
    let why = app.app_sql().await.run(&again).await.expect_err("refused");
    assert!(why.contains("laas:day_closed"), "{why}");

    // Voided in its turn, the report lets it go; what is voided never stood.
    office.void(report.id).await;
    voiding.ask(head, "approve", None).await.ok();
    let mut voided = opening;
    voided.reload(officer).await;
    assert_eq!(voided.header.status, Status::Cancelled);
    body["lines"][0]["debit"] = json!("70000.00");
    office.walk_body(Kind::Opening, body).await;
    let anew = [
        "70000.00",
        "14000000.00",
        "14070000.00",
        "70000.00",
        "70000.00",
    ];
    for day in ["2025-10-01", "2025-10-14", "2025-10-15", "2025-10-16"] {
        assert_eq!(brought_forward(&office, day).await, anew, "{day}");
    }
    app.check_books().await;
}

/// A balance without the key it is drawn on by, or with another, is refused around the program too.
#[tokio::test]
async fn a_balance_has_its_key_whoever_writes_it() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let draft = office.draft(Kind::Opening, office.opening_body()).await;
    let mut owner = app.owner_sql().await;
    let (id, entity) = (draft.id, office.id);
    for change in [
        "UPDATE opening_lines SET reference = 'ตู้เซฟ' WHERE line_no = 1",
        "UPDATE opening_lines SET reference = NULL WHERE line_no = 4",
        "UPDATE opening_lines SET bank_account_id = NULL WHERE line_no = 2",
        "UPDATE opening_lines SET account = '1101010901' WHERE line_no = 1",
        "UPDATE opening_lines SET account = '1102010101' WHERE line_no = 1",
        "UPDATE opening_lines SET account = '1102050901' WHERE line_no = 1",
    ] {
        let submit = format!(
            "BEGIN; SET LOCAL laas.entity = '{entity}'; {change} AND document_id = '{id}';
             UPDATE documents SET status = 'submitted', steps_taken = 1 WHERE id = '{id}'; COMMIT"
        );
        let why = owner.run(&submit).await.expect_err(change);
        assert!(why.contains("laas:invalid_fields"), "{change}: {why}");
        owner.run("ROLLBACK").await.expect("a way back");
    }
    let negative = format!(
        "BEGIN; SET LOCAL laas.entity = '{entity}';
         UPDATE openings SET carried_over_reserve = -1 WHERE document_id = '{id}'; COMMIT"
    );
    let why = owner.run(&negative).await.expect_err("refused");
    assert!(why.contains("openings_carried_over_reserve_sign"), "{why}");
}
