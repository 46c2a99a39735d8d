//! The day and the year a document is of are those of the step that numbers it or posts, not of its
//! draft; "as at" is read from what happened until then.

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, Years, spec};
use shared::permission::Role;
use shared::{FiscalYear, ProblemCode};
use uuid::Uuid;

async fn it_becomes(app: &TestApp, office: &Office, day: &str) {
    let path = format!("/practice/entities/{}/today", office.id);
    let today = json!({ "today": day });
    app.anonymous().put(&path, &today).await.ok();
}

fn ids(page: &Value) -> Vec<Value> {
    let items = page["items"].as_array().expect("rows").iter();
    items.map(|item| item["id"].clone()).collect()
}

#[tokio::test]
async fn a_receipt_is_of_the_day_it_is_issued() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut receipt = office
        .draft(Kind::Receipt, office.receipt_body("cash", "10.00"))
        .await;
    assert_eq!(receipt.header.document_on, None);
    office
        .walk_body(Kind::DailyReport, office.daily_report_body())
        .await;
    it_becomes(&app, &office, "2025-10-17").await;
    office.step(&mut receipt).await;
    let day = receipt.header.document_on.expect("a day").to_string();
    assert_eq!(day, "2025-10-17", "not the closed day of the draft");
    let collector = office.as_role(Role::RevenueOfficer);
    let of_day = |day: &str| format!("/receipts?from={day}&to={day}");
    let issued = collector.get(&of_day("2025-10-17")).await.ok();
    assert!(ids(&issued).contains(&json!(receipt.id)));
    let drafted = collector.get(&of_day("2025-10-15")).await.ok();
    assert!(!ids(&drafted).contains(&json!(receipt.id)));
    app.check_books().await;
}

/// A draft of each kind, made on one day and seen on the next one.
async fn drafts_seen_the_day_after(app: &TestApp, days: [&str; 2]) -> Vec<(Office, Doc)> {
    let mut made = Vec::new();
    for kind in Kind::ALL {
        let office = match kind {
            Kind::Opening => app.bare_office().await,
            _ => app.office().await,
        };
        it_becomes(app, &office, days[0]).await;
        let draft = office.draft(*kind, office.body(*kind).await).await;
        it_becomes(app, &office, days[1]).await;
        made.push((office, draft));
    }
    made
}

#[tokio::test]
async fn every_kind_is_of_the_day_it_is_numbered_or_posted_on() {
    let app = TestApp::start().await;
    let days = ["2025-10-15", "2025-10-17"];
    for (office, mut doc) in drafts_seen_the_day_after(&app, days).await {
        while doc.next_step().is_some() {
            office.step(&mut doc).await;
        }
        // A report of the day is of the day it reports on.
        let is_of = match doc.kind {
            Kind::DailyReport => days[0],
            _ => days[1],
        };
        let kind = doc.kind;
        let on = doc.header.document_on.map(|day| day.to_string());
        assert_eq!(on.as_deref(), Some(is_of), "{kind}");
        for day in days {
            let path = format!("/{}?from={day}&to={day}", spec(kind).path);
            let listed = office.everything().client.get(&path).await.ok();
            let is_listed = ids(&listed).contains(&json!(doc.id));
            assert_eq!(is_listed, day == is_of, "{kind} on {day}");
        }
    }
}

#[tokio::test]
async fn every_kind_is_of_a_year_it_may_be_of_when_it_takes_effect() {
    let app = TestApp::start().await;
    let days = ["2026-09-30", "2026-10-01"];
    let today = days[1].parse().expect("a day");
    for (office, mut doc) in drafts_seen_the_day_after(&app, days).await {
        let (kind, drafted) = (doc.kind, doc.header.fiscal_year);
        let years = spec(kind).years;
        // A report of the day is of the day, and the year, it reports on.
        let by_body = kind == Kind::DailyReport;
        let moves = years == Years::OfTheDay && !by_body;
        let step = doc.next_step().expect("a step");
        if moves || by_body || years.allow(drafted, today) {
            while doc.next_step().is_some() {
                office.step(&mut doc).await;
            }
            let right = if moves {
                FiscalYear::of(today)
            } else {
                drafted
            };
            assert_eq!(doc.header.fiscal_year, right, "{kind}");
        } else {
            // Refused by the first step that numbers or posts.
            let mut step = step;
            while !step.posts() && step.numbers.is_empty() {
                office.step(&mut doc).await;
                step = doc.next_step().expect("a step that counts");
            }
            let client = &office.actor(&doc, step).client;
            let answer = doc.ask(client, step.action.as_str(), None).await;
            answer.refused(ProblemCode::FISCAL_YEAR_ENDED);
        }
    }
}

#[tokio::test]
async fn the_report_of_a_day_says_the_same_whenever_it_is_asked() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let draft = office.cheque_report_body(&[request.id], item);
    let mut report = office.draft(Kind::ChequeReport, draft).await;
    let waiting = async |day: &str| {
        let figures = officer
            .get(&format!("/reports/daily-status?date={day}"))
            .await
            .ok();
        figures["cheques_not_collected"]
            .as_array()
            .expect("rows")
            .len()
    };
    it_becomes(&app, &office, "2025-10-17").await;
    while report.next_step().is_some() {
        office.step(&mut report).await;
    }
    assert_eq!(
        (waiting("2025-10-15").await, waiting("2025-10-17").await),
        (0, 1)
    );
    it_becomes(&app, &office, "2025-10-20").await;
    office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    assert_eq!(waiting("2025-10-15").await, 0, "it was not signed then");
    assert_eq!(waiting("2025-10-17").await, 1, "it was still here then");
    assert_eq!(waiting("2025-10-20").await, 0, "it is gone now");
    app.check_books().await;
}

/// What is in the cash box and at the banks by the lines of all days.
const LEFT: &str = "SELECT jsonb_build_array(
        (coalesce(sum(debit - credit) FILTER (WHERE account = '1101010101'), 0))::numeric(18, 2)::text,
        (coalesce(sum(debit - credit) FILTER (WHERE bank_account_id IS NOT NULL), 0))::numeric(18, 2)::text)
    AS value FROM journal_lines
    WHERE entity_id = $1 AND ledger = 'financial' AND posted_on <= $2::text::date";

/// The months before a day come from their balances, so no line may be counted with its month and
/// again with its day.
#[tokio::test]
async fn a_day_carries_forward_what_all_days_until_then_left() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    for day in ["2025-10-31", "2025-11-01", "2025-11-03"] {
        it_becomes(&app, &office, day).await;
        office.walk(Kind::BankReceipt).await;
    }
    let mut sql = app.owner_sql().await;
    let mut left_before = json!(null);
    for day in [
        "2025-10-15",
        "2025-10-30",
        "2025-10-31",
        "2025-11-01",
        "2025-11-02",
        "2025-11-03",
        "2025-12-01",
    ] {
        let path = format!("/reports/daily-status?date={day}");
        let figures = officer.get(&path).await.ok();
        let of = |figure: &str| json!([figures["cash"][figure], figures["bank"][figure]]);
        let left: Value = sql.value(LEFT, &[office.id.into(), day.into()]).await;
        assert_eq!(of("carried_forward"), left, "{day}");
        if day > "2025-10-30" {
            assert_eq!(of("brought_forward"), left_before, "{day}");
        }
        left_before = left;
    }
    assert_ne!(left_before, json!(["0.00", "0.00"]));
}

#[tokio::test]
async fn at_the_edge_of_the_year_numbers_are_of_the_new_one_or_the_step_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    it_becomes(&app, &office, "2026-09-30").await;
    let body = office.receipt_body("cash", "10.00");
    let mut receipt = office.draft(Kind::Receipt, body).await;
    let mut request = office
        .walk_until(Kind::DisbursementRequest, office.request_body("10.00"), 1)
        .await;
    it_becomes(&app, &office, "2026-10-01").await;
    office.step(&mut receipt).await;
    assert_eq!(receipt.header.fiscal_year.0, 2570);
    assert_eq!(receipt.header.numbers[0].text, "RCPT-00001/70");
    let step = request.next_step().expect("its registration");
    let client = &office.actor(&request, step).client;
    let problem = request
        .ask(client, step.action.as_str(), None)
        .await
        .refused(ProblemCode::FISCAL_YEAR_ENDED);
    assert!(problem["title"].as_str().expect("a title").contains("2569"));
    // The way out: it goes back, and nothing of the old year is left obligated.
    let answer = request
        .ask(client, "refuse", Some("สิ้นปีงบประมาณ"))
        .await
        .ok();
    request.refresh(&answer);
    // A line of the old year cannot be charged by a document of the new one.
    let clerk = office.as_role(Role::DepartmentClerk);
    let new =
        json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": office.request_body("1.00") });
    let problem = clerk
        .post("/disbursement-requests", &new)
        .await
        .refused(ProblemCode::LINE_NOT_IN_FORCE);
    let line = problem["context"]["line"].as_str().expect("a line");
    assert!(line.contains("2569"), "{line}");
    app.check_books().await;
}

#[tokio::test]
async fn what_would_be_posted_is_shown_in_the_year_it_will_be_posted_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    it_becomes(&app, &office, "2026-09-30").await;
    let mut receipt = office
        .walk_until(Kind::BankReceipt, office.bank_receipt_body("10.00"), 1)
        .await;
    it_becomes(&app, &office, "2026-10-01").await;
    let officer = office.as_role(Role::FinanceOfficer);
    let years = async |receipt: &Doc| -> Vec<Value> {
        let entries = officer
            .get(&format!("{}/entries", receipt.path()))
            .await
            .ok();
        let entries = entries.as_array().expect("entries").iter();
        entries.map(|entry| entry["fiscal_year"].clone()).collect()
    };
    let shown = years(&receipt).await;
    office.step(&mut receipt).await;
    assert_eq!(receipt.header.fiscal_year.0, 2569, "it was numbered then");
    assert!(!shown.is_empty());
    assert_eq!(shown, years(&receipt).await);
    assert_eq!(shown[0], 2570);
}

/// What waited for its slip or summary at the end of each of these days, as it is told now.
async fn unremitted(office: &Office, days: &[&str]) -> Vec<i64> {
    let officer = office.as_role(Role::FinanceOfficer);
    let mut found = Vec::new();
    for day in days {
        let path = format!("/reports/daily-status?date={day}");
        let figures = officer.get(&path).await.ok();
        found.push(figures["unremitted"].as_i64().expect("a number"));
    }
    found
}

#[tokio::test]
async fn what_was_not_remitted_at_the_end_of_a_day_is_told_from_what_happened_until_then() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let issue = async || {
        let body = office.receipt_body("cash", "10.00");
        office.walk_body(Kind::Receipt, body).await
    };
    let (first, second) = (issue().await, issue().await);
    it_becomes(&app, &office, "2025-10-17").await;
    let both = json!({ "receipts": [first.id, second.id] });
    let mut slip = office.walk_until(Kind::RemittanceSlip, both, 1).await;
    it_becomes(&app, &office, "2025-10-18").await;
    let step = slip.next_step().expect("its receiving");
    let receiver = &office.actor(&slip, step).client;
    let answer = slip.ask(receiver, "return", Some("นับใหม่")).await.ok();
    slip.refresh(&answer);
    it_becomes(&app, &office, "2025-10-20").await;
    issue().await;
    // Handed in again with one of the two: the other was free again from the 18th on.
    slip.body["receipts"] = json!([second.id]);
    let changed = json!({ "version": slip.header.version, "body": slip.body });
    let maker = &office.maker(Kind::RemittanceSlip).client;
    let answer = maker.put(&slip.path(), &changed).await.ok();
    slip.refresh(&answer);
    office.step(&mut slip).await;
    it_becomes(&app, &office, "2025-10-21").await;
    let cancel = first.ask(office.as_role(Role::RevenueOfficer), "cancel", Some("ผิด"));
    cancel.await.ok();
    it_becomes(&app, &office, "2025-10-22").await;
    office.step(&mut slip).await;
    let summary = json!({ "slips": [slip.id] });
    office.walk_body(Kind::RemittanceSummary, summary).await;
    let days = [
        "2025-10-15",
        "2025-10-17",
        "2025-10-18",
        "2025-10-20",
        "2025-10-21",
        "2025-10-22",
    ];
    assert_eq!(unremitted(&office, &days).await, [2, 1, 2, 3, 2, 1]);
    app.check_books().await;
}

#[tokio::test]
async fn what_happens_after_a_day_does_not_hold_up_the_signing_of_its_report() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let mut report = office
        .walk_until(Kind::DailyReport, office.daily_report_body(), 1)
        .await;
    it_becomes(&app, &office, "2025-10-17").await;
    office.walk(Kind::Receipt).await;
    let path = format!("/bank-accounts/{}", office.savings);
    let mut account = officer.get(&path).await.ok();
    account["name_th"] = json!("ชื่อใหม่");
    officer.put(&path, &account).await.ok();
    let new = Uuid::now_v7();
    account["id"] = json!(new);
    account["code"] = json!("NEW");
    account["version"] = json!(0);
    let path = format!("/bank-accounts/{new}");
    officer.put(&path, &account).await.ok();
    while report.next_step().is_some() {
        office.step(&mut report).await;
    }
    let path = format!("/daily-reports/{}", report.id);
    let signed = officer.get(&path).await.ok();
    let named = &signed["body"]["figures"]["bank_accounts"];
    assert!(!named.to_string().contains("ชื่อใหม่"), "{named}");
    app.check_books().await;
}

#[tokio::test]
async fn a_report_stands_on_the_day_it_is_of_and_in_its_year() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    it_becomes(&app, &office, "2026-10-01").await;
    let mut body = office.daily_report_body();
    body["report_date"] = json!("2026-09-30");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": body });
    let drafted = officer.post("/daily-reports", &new).await.ok();
    assert_eq!(drafted["header"]["document_on"], "2026-09-30");
    assert_eq!(drafted["header"]["fiscal_year"], 2569);
    let of_day = async |day: &str| {
        let path = format!("/daily-reports?from={day}&to={day}");
        ids(&officer.get(&path).await.ok())
    };
    assert_eq!(of_day("2026-10-01").await, [json!(null); 0]);
    let first = drafted["header"]["id"].clone();
    assert_eq!(of_day("2026-09-30").await, std::slice::from_ref(&first));
    let cancel = json!({ "version": 1, "comment": null });
    let id = first.as_str().expect("an id");
    let path = format!("/daily-reports/{id}/cancel");
    officer.post(&path, &cancel).await.ok();
    let signed = office
        .walk_body(Kind::DailyReport, new["body"].clone())
        .await;
    assert_eq!(signed.header.fiscal_year.0, 2569);
    let both = of_day("2026-09-30").await;
    assert!(both.contains(&json!(signed.id)), "{both:?}");
}

#[tokio::test]
async fn an_advance_of_september_is_cleared_in_october_on_the_line_it_was_asked_for() {
    let app = TestApp::start().await;
    let office = app.office().await;
    it_becomes(&app, &office, "2026-09-25").await;
    let mut body = office.advance_body("100.00");
    body["due_on"] = json!("2026-10-25");
    let advance = office.walk_body(Kind::AdvanceRequest, body).await;
    let pay = office.transfer_body(&[advance.id]);
    office.walk_body(Kind::Payment, pay).await;
    let before = office.remaining(office.lines[0]).await;
    it_becomes(&app, &office, "2026-10-05").await;
    // The screen is of the new year; the document is of the year that is charged.
    let clerk = office.as_role(Role::DepartmentClerk);
    let body = office.clearing_body(&advance, "60.00", "40.00");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": body });
    let drafted = clerk.post("/advance-clearings", &new).await.ok();
    assert_eq!(drafted["header"]["fiscal_year"], 2569);
    let cleared = office.walk_body(Kind::AdvanceClearing, body).await;
    assert_eq!(cleared.header.fiscal_year.0, 2569);
    let satang = |text: &str| {
        let amount: shared::Money = text.parse().expect("an amount");
        amount.satang().expect("satang")
    };
    let after = office.remaining(office.lines[0]).await;
    assert_eq!(satang(&after) - satang(&before), 4_000, "what comes back");
    let officer = office.as_role(Role::FinanceOfficer);
    let entries = officer.get(&format!("{}/entries", cleared.path())).await;
    let entries = entries.ok();
    assert_eq!(entries[0]["fiscal_year"], 2569);
    // What comes back in money is of the day of its receipt.
    let back = office.advance_return_body(&advance, "40.00");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": back });
    let collector = office.as_role(Role::RevenueOfficer);
    let receipt = collector.post("/receipts", &new).await.ok();
    assert_eq!(receipt["header"]["fiscal_year"], 2570);
    app.check_books().await;
}

#[tokio::test]
async fn receipts_of_two_years_are_told_of_both() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for (day, amount) in [("2026-09-30", "10.00"), ("2026-10-01", "5.00")] {
        it_becomes(&app, &office, day).await;
        let maker = office.as_role(Role::FinanceOfficer);
        let year = if day < "2026-10-01" { 2569 } else { 2570 };
        let new = json!({ "id": Uuid::now_v7(), "fiscal_year": year,
                          "body": office.bank_receipt_body(amount) });
        let answer = maker.post("/bank-receipts", &new).await.ok();
        let (header, body) = Doc::read(&answer);
        let actors = vec![(
            shared::document::StepName::Draft,
            office.place_of(office.maker(Kind::BankReceipt)),
        )];
        let mut doc = Doc {
            id: header.id,
            kind: Kind::BankReceipt,
            header,
            body,
            actors,
        };
        while doc.next_step().is_some() {
            office.step(&mut doc).await;
        }
    }
    let officer = office.as_role(Role::FinanceOfficer);
    let path = "/reports/receipts-payments?from=2026-09-01&to=2026-10-31";
    let rows = officer.get(path).await.ok();
    let rows = rows.as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["code"] == "412106")
        .expect("fees");
    assert_eq!(
        (&row["amount"], &row["year_to_date"]),
        (&json!("15.00"), &json!("5.00"))
    );
}
