//! A document takes others whole and alone: a receipt is on one slip, a request is paid once.

use crate::support::{Doc, Office, TestApp};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, Status};
use shared::permission::Role;
use uuid::Uuid;

/// The kinds that take, with a body that takes the given document.
fn takers(office: &Office, taken: &Doc) -> Vec<(Kind, Value)> {
    match taken.kind {
        Kind::Receipt => vec![(Kind::RemittanceSlip, json!({ "receipts": [taken.id] }))],
        Kind::RemittanceSlip => vec![(Kind::RemittanceSummary, json!({ "slips": [taken.id] }))],
        _ => vec![
            (
                Kind::ChequeReport,
                office.cheque_report_body(&[taken.id], Uuid::now_v7()),
            ),
            (Kind::Payment, office.transfer_body(&[taken.id])),
        ],
    }
}

/// A draft that its own people cannot submit, for what it takes is not to be had: the refusal.
async fn cannot_take(office: &Office, draft: &Doc) -> Value {
    let first = draft.next_step().expect("a step");
    let client = &office.actor(draft, first).client;
    let answer = draft.ask(client, "submit", None).await;
    answer.refused(ProblemCode::WRONG_STATE)
}

#[tokio::test]
async fn what_is_taken_is_not_taken_again_until_it_is_let_go() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in [
        Kind::Receipt,
        Kind::RemittanceSlip,
        Kind::DisbursementRequest,
    ] {
        let taken = office.walk(kind).await;
        for (first, body) in takers(&office, &taken) {
            let holder = office.walk_until(first, body, 1).await;
            for (second, body) in takers(&office, &taken) {
                let draft = office.draft(second, body).await;
                let problem = cannot_take(&office, &draft).await;
                // Named by the number that people know it by now.
                let number = taken.header.numbers.last().expect("a number");
                assert_eq!(problem["context"]["number"], number.text, "{kind}");
            }
            // The taken one cannot be voided while it is held.
            let mut held = taken.clone();
            let all = &office.everything().client;
            held.reload(all).await;
            assert_eq!(held.header.taken_by, Some(holder.id), "{kind}");
            held.ask(all, "cancel", Some("ผิด"))
                .await
                .refused(ProblemCode::WRONG_STATE);
            // Sent back or voided, the holder lets go.
            holder.ask(all, "cancel", Some("ผิด")).await.ok();
            held.reload(all).await;
            assert_eq!(held.header.taken_by, None, "{kind}");
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn of_many_that_want_the_same_one_gets_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let mut drafts = Vec::new();
    for index in 0..10 {
        let (kind, body) = match index % 2 {
            0 => (Kind::Payment, office.transfer_body(&[request.id])),
            _ => (
                Kind::ChequeReport,
                office.cheque_report_body(&[request.id], Uuid::now_v7()),
            ),
        };
        drafts.push(office.draft(kind, body).await);
    }
    let officer = office.as_role(Role::FinanceOfficer);
    let answers = join_all(drafts.iter().map(|doc| doc.ask(officer, "submit", None))).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 1);
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(ProblemCode::WRONG_STATE);
    }
    app.check_books().await;
}

#[tokio::test]
async fn only_what_is_decided_can_be_taken() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for (kind, steps) in [
        (Kind::Receipt, 0),
        (Kind::RemittanceSlip, 1),
        (Kind::DisbursementRequest, 5),
    ] {
        let early = office
            .walk_until(kind, office.body(kind).await, steps)
            .await;
        for (taker, body) in takers(&office, &early) {
            let draft = office.draft(taker, body).await;
            cannot_take(&office, &draft).await;
        }
    }
    // A cheque is deposited once the summary has put it into the books.
    let cheque = office
        .walk_body(Kind::Receipt, office.receipt_body("cheque", "30.00"))
        .await;
    let deposit = json!({ "bank_account_id": office.savings, "cheques": [cheque.id] });
    let draft = office.draft(Kind::BankDeposit, deposit.clone()).await;
    cannot_take(&office, &draft).await;
    let slip = office
        .walk_body(Kind::RemittanceSlip, json!({ "receipts": [cheque.id] }))
        .await;
    office
        .walk_body(Kind::RemittanceSummary, json!({ "slips": [slip.id] }))
        .await;
    let done = office.walk_body(Kind::BankDeposit, deposit.clone()).await;
    assert_eq!(done.header.status, Status::Posted);
    cannot_take(&office, &draft).await;
    app.check_books().await;
}

/// A cheque about to be handed over is reserved by its payment and free again when that is voided
/// before it had effect; handed over, its requests pass to the payment and the report is done.
#[tokio::test]
async fn a_cheque_passes_from_report_to_payment_and_back() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let holder = async || {
        let mut held = request.clone();
        held.reload(officer).await;
        held.header.taken_by
    };
    assert_eq!(holder().await, Some(report.id));
    let payment = office
        .walk_until(Kind::Payment, office.cheque_payment_body(item), 1)
        .await;
    let free = async || {
        let claims = officer.get("/claims?account=claim.cheque").await.ok();
        claims["items"][0]["free"].clone()
    };
    assert_eq!(
        (holder().await, free().await),
        (Some(report.id), json!("0.00"))
    );
    // Another hand-over of the same cheque is refused.
    let body = office.cheque_payment_body(item);
    officer
        .create("/payments", &body)
        .await
        .refused(ProblemCode::WRONG_STATE);
    payment.ask(officer, "cancel", Some("ผิด")).await.ok();
    assert_eq!(
        (holder().await, free().await),
        (Some(report.id), json!(request.body["figures"]["net"]))
    );
    let paid = office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    assert_eq!(paid.header.status, Status::Posted);
    assert_eq!((holder().await, free().await), (Some(paid.id), Value::Null));
    let mut report = report;
    report.reload(officer).await;
    assert_eq!(
        report.header.status,
        Status::Posted,
        "all its cheques are gone"
    );
    let status = officer.get("/reports/daily-status").await.ok();
    assert_eq!(status["cheques_not_collected"], json!([]));
    app.check_books().await;
}

/// Changing a draft that another document refers to is an ordinary change.
#[tokio::test]
async fn a_cheque_report_sent_back_can_be_changed_though_a_payment_names_its_cheque() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let payment = office
        .draft(Kind::Payment, office.cheque_payment_body(item))
        .await;
    let officer = office.as_role(Role::FinanceOfficer);
    report.ask(officer, "cancel", Some("ผิด")).await.ok();
    cannot_take(&office, &payment).await;
    // The same request on a new report, the same draft with the new cheque.
    let fresh = Uuid::now_v7();
    office.walk_cheque(&request, fresh).await;
    let changed = json!({ "version": 1, "body": office.cheque_payment_body(fresh) });
    officer.put(&payment.path(), &changed).await.ok();
    app.check_books().await;
}

/// A report of two cheques is done with the last of them.
#[tokio::test]
async fn a_report_waits_for_its_last_cheque() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    let mut body = json!({ "items": [] });
    for item in [first, second] {
        let request = office.walk(Kind::DisbursementRequest).await;
        let mut cheque = office.cheque_report_body(&[request.id], item);
        let items = body["items"].as_array_mut().expect("items");
        items.push(cheque["items"][0].take());
    }
    let mut report = office.walk_body(Kind::ChequeReport, body).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let waiting = async || {
        let claims = officer.get("/claims?account=claim.cheque").await.ok();
        let rows = claims["items"].as_array().expect("rows").clone();
        let of = |row: &Value| row["reference"].as_str().map(str::to_owned);
        rows.iter().filter_map(of).collect::<Vec<String>>()
    };
    let mut both = [first.to_string(), second.to_string()];
    both.sort();
    assert_eq!(waiting().await, both);
    office
        .walk_body(Kind::Payment, office.cheque_payment_body(first))
        .await;
    report.reload(officer).await;
    assert_eq!(report.header.status, Status::Approved, "one is left");
    assert_eq!(waiting().await, [second.to_string()]);
    let last = office
        .walk_body(Kind::Payment, office.cheque_payment_body(second))
        .await;
    report.reload(officer).await;
    assert_eq!(
        (report.header.status, waiting().await.len()),
        (Status::Posted, 0)
    );
    office
        .walk_body(Kind::Cancellation, office.cancellation_body(last.id))
        .await;
    report.reload(officer).await;
    // A cheque that was handed over is gone, whatever becomes of the payment.
    assert_eq!(
        (report.header.status, waiting().await.len()),
        (Status::Posted, 0)
    );
    app.check_books().await;
}
