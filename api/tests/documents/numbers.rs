//! Official numbers: without gaps, never given twice, kept by what is voided or sent back.

use crate::support::{Office, TestApp};
use futures_util::future::join_all;
use shared::document::{Kind, Series, spec};
use shared::permission::Role;

fn numbers(doc: &crate::support::Doc) -> Vec<String> {
    doc.header
        .numbers
        .iter()
        .map(|number| number.text.clone())
        .collect()
}

#[tokio::test]
async fn a_number_is_given_at_its_step_and_none_before() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL.iter().copied() {
        let spec = kind.spec();
        if matches!(kind, Kind::Opening | Kind::DailyReport) {
            continue; // no numbers
        }
        let mut doc = office.draft(kind, office.body(kind).await).await;
        let mut expected: Vec<Series> = Vec::new();
        for step in spec.route {
            let series: Vec<Series> = doc
                .header
                .numbers
                .iter()
                .map(|number| number.series)
                .collect();
            assert_eq!(series, expected, "{} before {}", kind, step.name);
            expected.extend(step.numbers);
            office.step(&mut doc).await;
        }
        let series: Vec<Series> = doc
            .header
            .numbers
            .iter()
            .map(|number| number.series)
            .collect();
        assert_eq!(series, expected, "{}", kind);
    }
}

#[tokio::test]
async fn voided_and_returned_documents_keep_their_numbers() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let collector = office.as_role(Role::RevenueOfficer);
    let first = office.walk(Kind::Receipt).await;
    assert_eq!(numbers(&first), ["RCPT-00001/69"]);
    first.ask(collector, "cancel", Some("ผิด")).await.ok();
    let second = office.walk(Kind::Receipt).await;
    assert_eq!(numbers(&second), ["RCPT-00002/69"]);
    // Sent back and handed in again, a request keeps its number; the next one follows.
    let mut request = office
        .walk_until(Kind::DisbursementRequest, office.request_body("1.00"), 1)
        .await;
    assert_eq!(numbers(&request), ["69-01-00001"]);
    let officer = office.as_role(Role::FinanceOfficer);
    let answer = request.ask(officer, "return", Some("แก้ไข")).await.ok();
    request.refresh(&answer);
    let next = office
        .walk_until(Kind::DisbursementRequest, office.request_body("1.00"), 1)
        .await;
    assert_eq!(numbers(&next), ["69-01-00002"]);
    request.actors.truncate(1);
    office.step(&mut request).await;
    office.step(&mut request).await;
    assert_eq!(numbers(&request), ["69-01-00001", "1/2569"]);
    office.void(request.id).await;
    let after = office
        .walk_until(Kind::DisbursementRequest, office.request_body("1.00"), 2)
        .await;
    assert_eq!(numbers(&after), ["69-01-00003", "2/2569"]);
    app.check_books().await;
}

#[tokio::test]
async fn a_refused_step_uses_no_number() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let line = uuid::Uuid::now_v7();
    let body = office.ordinance_body(&[(line, "00111", "330800", "100.00")]);
    office.walk_body(Kind::Ordinance, body).await;
    let kind = Kind::DisbursementRequest;
    let mut docs = Vec::new();
    for _ in 0..2 {
        docs.push(
            office
                .walk_until(kind, office.request_on(line, "80.00"), 1)
                .await,
        );
    }
    office.step(&mut docs[0]).await;
    let officer = office.as_role(Role::FinanceOfficer);
    // The treasury number is given and then the posting refused: all or nothing.
    docs[1]
        .ask(officer, "examine", None)
        .await
        .refused(shared::ProblemCode::INSUFFICIENT_BUDGET);
    let next = office
        .walk_until(kind, office.request_body("1.00"), 2)
        .await;
    assert_eq!(numbers(&next)[1], "2/2569");
    app.check_books().await;
}

async fn many_at_once(office: &Office, kind: Kind, count: usize) -> Vec<String> {
    let mut drafts = Vec::new();
    for _ in 0..count {
        drafts.push(office.draft(kind, office.body(kind).await).await);
    }
    let step = &spec(kind).route[0];
    let asked = drafts.iter().map(|doc| {
        let client = &office.actor(doc, step).client;
        doc.ask(client, step.action.as_str(), None)
    });
    let answers = join_all(asked).await;
    let number = |answer: crate::support::Answer| {
        answer.ok()["header"]["numbers"][0]["text"]
            .as_str()
            .expect("a number")
            .to_owned()
    };
    answers.into_iter().map(number).collect()
}

#[tokio::test]
async fn handed_in_at_once_each_gets_a_number_of_its_own() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut receipts = many_at_once(&office, Kind::Receipt, 24).await;
    receipts.sort();
    let expected: Vec<String> = (1..=24).map(|n| format!("RCPT-{n:05}/69")).collect();
    assert_eq!(receipts, expected);
    let mut requests = many_at_once(&office, Kind::DisbursementRequest, 12).await;
    requests.sort_by_key(|text| text.len());
    let given: std::collections::BTreeSet<String> = requests.into_iter().collect();
    let expected = (1..=12).map(|n| format!("69-01-{n:05}")).collect();
    assert_eq!(given, expected);
    app.check_books().await;
}

/// Each office counts for itself, and each department for its requests.
#[tokio::test]
async fn series_are_kept_apart() {
    let app = TestApp::start().await;
    let (one, other) = (app.office().await, app.office().await);
    for office in [&one, &other] {
        assert_eq!(
            numbers(&office.walk(Kind::Receipt).await),
            ["RCPT-00001/69"]
        );
    }
    app.check_books().await;
}
