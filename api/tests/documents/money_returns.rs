//! Whatever is voided gives back what it took: budget, money, documents.

use crate::support::{Client, Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, Status, spec};
use shared::permission::Role;
use uuid::Uuid;

/// Every closing balance of the books and every budget line, as people see them.
async fn standing(office: &Office) -> (Vec<Value>, Value, Value) {
    let officer = office.as_role(Role::FinanceOfficer);
    let trial = officer.get("/reports/trial-balance").await.ok();
    let closing = trial
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| json!([row["account"], row["closing_debit"], row["closing_credit"]]));
    let zero = |row: &Value| row[1] == "0.00" && row[2] == "0.00";
    let closing = closing.filter(|row| !zero(row)).collect();
    let mut money = officer.get("/reports/receipts-payments").await.ok();
    if let Some(rows) = money.as_array_mut() {
        rows.retain(|row| row["year_to_date"] != "0.00");
    }
    (closing, officer.get("/budget-lines").await.ok(), money)
}

#[tokio::test]
async fn a_request_voided_at_any_step_gives_its_budget_back() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    for steps in 0..=spec(kind).route.len() {
        let before = standing(&office).await;
        let mut doc = office
            .walk_until(kind, office.request_body("1234.56"), steps)
            .await;
        let left = office.remaining(office.lines[0]).await;
        if doc.header.has_effect {
            assert_eq!(left, "9998765.44", "after {steps} steps");
            let officer = office.as_role(Role::FinanceOfficer);
            doc.ask(officer, "cancel", Some("ผิด"))
                .await
                .refused(ProblemCode::WRONG_STATE);
            office.void(doc.id).await;
            doc.reload(officer).await;
            assert_eq!(doc.header.status, Status::Cancelled);
        } else {
            assert_eq!(left, "10000000.00", "after {steps} steps");
            let clerk = office.as_role(Role::DepartmentClerk);
            doc.ask(clerk, "cancel", Some("ผิด")).await.ok();
        }
        assert_eq!(standing(&office).await, before, "after {steps} steps");
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_request_sent_back_or_refused_at_any_step_gives_its_budget_back_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    for (steps, action) in (1..spec(kind).route.len()).flat_map(|n| [(n, "return"), (n, "refuse")])
    {
        let before = standing(&office).await;
        let mut doc = office
            .walk_until(kind, office.request_body("1234.56"), steps)
            .await;
        let numbers = doc.header.numbers.clone();
        let next = doc.next_step().expect("a next step");
        let client = &office.actor(&doc, next).client;
        let answer = doc.ask(client, action, Some("เอกสารไม่ครบ")).await.ok();
        doc.refresh(&answer);
        assert_eq!(doc.header.numbers, numbers, "{action} after {steps} steps");
        assert_eq!(
            standing(&office).await,
            before,
            "{action} after {steps} steps"
        );
        assert_eq!(doc.header.is_refused, action == "refuse");
        let listed = office.as_role(Role::FinanceOfficer);
        let path = format!("/documents/{}", doc.id);
        let listed = listed.get(&path).await.ok();
        assert_eq!(listed["is_refused"], action == "refuse");
        if action == "return" {
            // Once more along the whole route: obligated once, not twice, under the same numbers.
            let returned = doc.header.returned.clone().expect("why it came back");
            assert_eq!(returned.reason, "เอกสารไม่ครบ");
            doc.actors.truncate(1);
            while doc.next_step().is_some() {
                office.step(&mut doc).await;
            }
            assert_eq!(office.remaining(office.lines[0]).await, "9998765.44");
            assert_eq!(doc.header.numbers[..numbers.len()], numbers[..]);
            assert_eq!(doc.header.returned, None);
            office.void(doc.id).await;
            assert_eq!(standing(&office).await, before, "voided after a return");
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn what_came_back_heads_the_makers_inbox_and_asks_nobody_else_until_it_is_changed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let clerk = office.as_role(Role::DepartmentClerk);
    let head = office.as_role(Role::DepartmentHead);
    office.draft(kind, office.request_body("1.00")).await;
    let mut doc = office
        .walk_until(kind, office.request_body("2.00"), 3)
        .await;
    let next = doc.next_step().expect("a next step");
    let answer = doc
        .ask(
            &office.actor(&doc, next).client,
            "return",
            Some("แนบใบแจ้งหนี้"),
        )
        .await;
    doc.refresh(&answer.ok());
    let ids = |page: &Value| -> Vec<Value> {
        let items = page["items"].as_array().expect("rows").iter();
        items.map(|item| item["id"].clone()).collect()
    };
    let id = json!(doc.id);
    let inbox = clerk.get("/inbox").await.ok();
    assert_eq!(ids(&inbox).first(), Some(&id), "first of the maker's");
    assert_eq!(inbox["items"][0]["returned"]["reason"], "แนบใบแจ้งหนี้");
    assert!(!ids(&head.get("/inbox").await.ok()).contains(&id));
    let changed = json!({ "version": doc.header.version, "body": doc.body });
    let changed = clerk.put(&doc.path(), &changed).await.ok();
    // Why it came back stays in sight while it is mended, until it is handed in again.
    assert_eq!(changed["header"]["returned"]["reason"], "แนบใบแจ้งหนี้");
    doc.refresh(&changed);
    let again = clerk.get(&doc.path()).await.ok();
    assert_eq!(again["header"]["returned"]["reason"], "แนบใบแจ้งหนี้");
    assert!(!ids(&clerk.get("/inbox").await.ok()).contains(&id));
    assert!(ids(&head.get("/inbox").await.ok()).contains(&id));
    let history = clerk.get(&format!("{}/history", doc.path())).await.ok();
    let last = history.as_array().expect("events").last().expect("one");
    assert_eq!(
        (&last["action"], &last["step"]),
        (&Value::Null, &Value::Null)
    );
    app.check_books().await;
}

#[tokio::test]
async fn voiding_what_has_posted_leaves_the_books_as_they_were() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL.iter().copied() {
        let spec = kind.spec();
        let posts = spec.route.iter().any(|step| step.takes_effect);
        if !posts || matches!(kind, Kind::Cancellation | Kind::Opening | Kind::DailyReport) {
            continue;
        }
        let body = office.body(kind).await;
        let before = standing(&office).await;
        let doc = office.walk_body(kind, body).await;
        // An ordinance opens its line; the line stays, without money.
        let after = |mut found: (Vec<Value>, Value, Value)| {
            if let Some(lines) = found.1.as_array_mut() {
                lines.retain(|line| line["approved"] != "0.00");
            }
            found
        };
        assert_ne!(standing(&office).await, before, "{} does something", kind);
        office.void(doc.id).await;
        assert_eq!(after(standing(&office).await), after(before), "{}", kind);
    }
    app.check_books().await;
}

#[tokio::test]
async fn an_ordinance_whose_money_is_used_cannot_be_voided() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let line = Uuid::now_v7();
    let body = office.ordinance_body(&[(line, "00111", "330800", "100.00")]);
    let ordinance = office.walk_body(Kind::Ordinance, body).await;
    let request = office
        .walk_body(Kind::DisbursementRequest, office.request_on(line, "60.00"))
        .await;
    let cancellation = office.cancellation_body(ordinance.id);
    let mut doc = office.walk_until(Kind::Cancellation, cancellation, 1).await;
    let head = office.as_role(Role::FinanceHead);
    let problem = doc
        .ask(head, "approve", None)
        .await
        .refused(ProblemCode::INSUFFICIENT_BUDGET);
    assert_eq!(problem["context"]["short_by"], "60.00");
    assert_eq!(office.remaining(line).await, "40.00");
    // The request given back, it can.
    office.void(request.id).await;
    let answer = doc.ask(head, "approve", None).await.ok();
    doc.refresh(&answer);
    assert_eq!(office.remaining(line).await, "0.00");
    office
        .maker(Kind::DisbursementRequest)
        .client
        .create("/disbursement-requests", &office.request_on(line, "1.00"))
        .await
        .refused(ProblemCode::LINE_NOT_IN_FORCE);
    app.check_books().await;
}

#[tokio::test]
async fn what_was_passed_on_is_voided_from_its_end() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = standing(&office).await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let refused = async |target| {
        let body = office.cancellation_body(target);
        officer
            .create("/cancellations", &body)
            .await
            .refused(ProblemCode::WRONG_STATE);
    };
    refused(request.id).await;
    let payment = office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    refused(request.id).await;
    refused(report.id).await;
    office.void(payment.id).await;
    let mut request = request;
    request.reload(officer).await;
    assert_eq!(
        request.header.status,
        Status::Approved,
        "paid no more, it can be paid again"
    );
    assert_eq!(request.header.taken_by, None);
    office
        .walk_body(Kind::Payment, office.transfer_body(&[request.id]))
        .await;
    refused(request.id).await;
    let payments = officer.get("/payments?status=posted").await.ok();
    let again = payments["items"][0]["id"]
        .as_str()
        .expect("an id")
        .parse()
        .expect("an id");
    office.void(again).await;
    office.void(request.id).await;
    assert_eq!(standing(&office).await, before);
    // Nothing is voided twice, and a voiding itself is final.
    refused(payment.id).await;
    let voidings = officer.get("/cancellations?status=posted").await.ok();
    let id = voidings["items"][0]["id"]
        .as_str()
        .expect("an id")
        .parse()
        .expect("an id");
    let body = office.cancellation_body(id);
    officer
        .create("/cancellations", &body)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    app.check_books().await;
}

#[tokio::test]
async fn two_voidings_of_one_document_void_it_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let target = office.walk(Kind::BankReceipt).await;
    let body = office.cancellation_body(target.id);
    let first = office.walk_until(Kind::Cancellation, body.clone(), 1).await;
    let second = office.walk_until(Kind::Cancellation, body, 1).await;
    let head = office.as_role(Role::FinanceHead);
    let asked = [
        first.ask(head, "approve", None),
        second.ask(head, "approve", None),
    ];
    let mut status: Vec<u16> = futures_util::future::join_all(asked)
        .await
        .iter()
        .map(|answer| answer.status)
        .collect();
    status.sort_unstable();
    assert_eq!(status, [200, 409]);
    app.check_books().await;
}

#[tokio::test]
async fn a_receipt_on_a_posted_summary_is_voided_alone() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = standing(&office).await;
    let receipts = [
        office.walk(Kind::Receipt).await,
        office.walk(Kind::Receipt).await,
    ];
    let slip = json!({ "receipts": receipts.iter().map(|doc| doc.id).collect::<Vec<_>>() });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    let summary = office
        .walk_body(Kind::RemittanceSummary, json!({ "slips": [slip.id] }))
        .await;
    office.void(receipts[0].id).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let entries = officer
        .get(&format!("{}/entries", summary.path()))
        .await
        .ok();
    assert_eq!(
        entries.as_array().expect("entries").len(),
        1,
        "the summary's own entry stands"
    );
    office.void(summary.id).await;
    assert_eq!(
        standing(&office).await,
        before,
        "each receipt was taken back exactly once"
    );
    app.check_books().await;
}

#[tokio::test]
async fn a_signed_day_takes_no_posting_and_reopens_when_its_report_is_voided() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let registered = office
        .walk_until(Kind::DisbursementRequest, office.request_body("9.00"), 1)
        .await;
    let pending = office
        .walk_until(Kind::BankReceipt, office.body(Kind::BankReceipt).await, 1)
        .await;
    let report = office.walk(Kind::DailyReport).await;
    let (officer, head) = (
        office.as_role(Role::FinanceOfficer),
        office.as_role(Role::FinanceHead),
    );
    registered
        .ask(officer, "examine", None)
        .await
        .refused(ProblemCode::DAY_CLOSED);
    pending
        .ask(head, "approve", None)
        .await
        .refused(ProblemCode::DAY_CLOSED);
    office.void(report.id).await;
    registered.ask(officer, "examine", None).await.ok();
    pending.ask(head, "approve", None).await.ok();
    app.check_books().await;
}

#[tokio::test]
async fn what_came_back_to_somebody_who_has_left_waits_for_those_who_can_hand_it_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let head = office.as_role(Role::FinanceHead);
    let holds = async |client: &Client, doc: &Doc| {
        let inbox = client.get("/inbox?per_page=200").await.ok();
        let rows = inbox["items"].as_array().expect("rows").iter();
        rows.filter(|row| row["id"] == json!(doc.id)).count()
    };
    for (kind, heirs) in [
        (Kind::DisbursementRequest, Role::DepartmentHead),
        (Kind::BankReceipt, Role::FinanceOfficer),
    ] {
        let mut doc = office.walk_until(kind, office.body(kind).await, 1).await;
        let next = doc.next_step().expect("a next step");
        let client = &office.actor(&doc, next).client;
        let answer = doc.ask(client, "return", Some("แก้ไข")).await.ok();
        doc.refresh(&answer);
        let maker = office.maker(kind);
        let mut others = office.members.iter();
        let other = others.rfind(|member| {
            member.roles == [heirs]
                && member.token != maker.token
                && (heirs != Role::DepartmentHead
                    || member.department == Some(office.departments[0]))
        });
        let other = &other.expect("somebody else").client;
        assert_eq!(holds(&maker.client, &doc).await, 1, "{kind}");
        assert_eq!(holds(other, &doc).await, 0, "{kind}");
        let path = format!("/users/{}/suspension", maker.person);
        head.put(&path, &json!({ "is_suspended": true })).await.ok();
        assert_eq!(holds(other, &doc).await, 1, "{kind} is in nobody's inbox");
        let all = &office.everything().client;
        assert_eq!(holds(all, &doc).await, 1, "{kind} is there once");
    }
}
