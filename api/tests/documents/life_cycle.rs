//! Every kind × every place of its route × every action: exactly what the route and the table of
//! transitions say.

use crate::support::{Doc, Office, TestApp};
use shared::ProblemCode;
use shared::document::{Action, Kind, Status, TRANSITIONS, spec};
use shared::permission::{Role, allows};
use std::collections::BTreeSet;

/// Where a document of a kind stands after so many steps, and whether it has had effects.
fn stands(kind: Kind, taken: usize) -> (Status, bool) {
    let taken = &spec(kind).route[..taken];
    let status = taken.last().map_or(Status::Draft, |step| step.to);
    (status, taken.iter().any(|step| step.takes_effect))
}

/// Until it is decided, whatever its steps have booked; or decided, before the step that has the
/// effect.
fn may_return(kind: Kind, taken: usize) -> bool {
    match stands(kind, taken) {
        (Status::Submitted, _) => true,
        (Status::Approved, effect) => !effect && taken < spec(kind).route.len(),
        _ => false,
    }
}

fn may_cancel(kind: Kind, taken: usize) -> bool {
    let (status, effect) = stands(kind, taken);
    !matches!(status, Status::Posted | Status::Cancelled) && !effect
}

/// What a refused action is refused with, for somebody of every role.
fn refusal(kind: Kind, action: Action) -> ProblemCode {
    let permission = kind.to_act(action);
    match Role::ALL.iter().any(|role| allows(*role, permission)) {
        true => ProblemCode::WRONG_STATE,
        false => ProblemCode::NOT_PERMITTED,
    }
}

async fn office_for(app: &TestApp, kind: Kind) -> Office {
    match kind {
        Kind::Opening => app.bare_office().await,
        _ => app.office().await,
    }
}

/// Asks for everything that may not be done now, as somebody of every role.
async fn refuses_the_rest(office: &Office, doc: &mut Doc, legal: &BTreeSet<Action>) {
    let all = office.everything();
    let before = doc.header.clone();
    for action in Action::ALL.iter().filter(|action| !legal.contains(action)) {
        let answer = doc.ask(&all.client, action.as_str(), Some("เหตุผล")).await;
        answer.refused(refusal(doc.kind, *action));
    }
    doc.reload(&all.client).await;
    let offered: BTreeSet<Action> = doc.header.actions.iter().copied().collect();
    assert_eq!(offered, *legal, "{} offers", doc.kind);
    assert_eq!(
        doc.header.version, before.version,
        "{} changed by refusals",
        doc.kind
    );
    assert_eq!(doc.header.status, before.status);
}

async fn goes_back(office: &Office, kind: Kind, taken: usize) {
    let mut doc = office
        .walk_until(kind, office.body(kind).await, taken)
        .await;
    let next = doc.next_step().expect("a next step");
    let client = &office.actor(&doc, next).client;
    let numbers = doc.header.numbers.clone();
    let answer = doc
        .ask(client, "return", Some("  "))
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(answer["errors"][0]["path"], "comment");
    let answer = doc.ask(client, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    assert_eq!(
        (doc.header.status, doc.header.steps_taken),
        (Status::Draft, 0),
        "{kind}"
    );
    assert_eq!(doc.header.numbers, numbers, "{kind} keeps its numbers");
    assert!(!doc.header.has_effect, "{kind} keeps no effect");
}

async fn is_refused(office: &Office, kind: Kind, taken: usize) {
    let mut doc = office
        .walk_until(kind, office.body(kind).await, taken)
        .await;
    let next = doc.next_step().expect("a next step");
    let client = &office.actor(&doc, next).client;
    doc.ask(client, "refuse", None)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    let answer = doc.ask(client, "refuse", Some("ไม่ถูกต้อง")).await.ok();
    doc.refresh(&answer);
    assert_eq!(doc.header.status, Status::Cancelled, "{kind} after {taken}");
    assert!(!doc.header.has_effect, "{kind} keeps no effect");
    refuses_the_rest(office, &mut doc, &BTreeSet::new()).await;
}

async fn is_voided(office: &Office, kind: Kind, taken: usize) {
    let mut doc = office
        .walk_until(kind, office.body(kind).await, taken)
        .await;
    let client = office.as_role(spec(kind).cancellers[0]);
    if taken > 0 {
        doc.ask(client, "cancel", None)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
    }
    let numbers = doc.header.numbers.clone();
    let answer = doc.ask(client, "cancel", Some("ผิด")).await.ok();
    doc.refresh(&answer);
    assert_eq!(
        doc.header.status,
        Status::Cancelled,
        "{kind} after {taken} steps"
    );
    assert_eq!(doc.header.numbers, numbers, "{kind} keeps its numbers");
    refuses_the_rest(office, &mut doc, &BTreeSet::new()).await;
}

async fn follows_its_route(kind: Kind) {
    let app = TestApp::start().await;
    let office = office_for(&app, kind).await;
    let route = spec(kind).route;
    for taken in 0..=route.len() {
        if may_return(kind, taken) {
            goes_back(&office, kind, taken).await;
            is_refused(&office, kind, taken).await;
        }
        if may_cancel(kind, taken) {
            is_voided(&office, kind, taken).await;
        }
    }
    let mut doc = office.draft(kind, office.body(kind).await).await;
    for taken in 0..=route.len() {
        let mut legal: BTreeSet<Action> = route
            .get(taken)
            .map(|step| step.action)
            .into_iter()
            .collect();
        if may_return(kind, taken) {
            legal.extend([Action::Return, Action::Refuse]);
        }
        legal.extend(may_cancel(kind, taken).then_some(Action::Cancel));
        assert_eq!(
            (doc.header.status, doc.header.has_effect),
            stands(kind, taken),
            "{kind}"
        );
        refuses_the_rest(&office, &mut doc, &legal).await;
        if taken < route.len() {
            office.step(&mut doc).await;
        }
    }
    let history = office
        .everything()
        .client
        .get(&format!("{}/history", doc.path()))
        .await
        .ok();
    let steps = history
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| !event["step"].is_null());
    let steps: Vec<&str> = steps.filter_map(|event| event["step"].as_str()).collect();
    let expected: Vec<&str> = route.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(steps, expected, "{kind}");
    app.check_books().await;
}

/// A test for each kind there is.
macro_rules! routes {
    ($($kind:ident $slice:ident $room:ident),*) => {$(
        mod $room {
            #[tokio::test]
            async fn follows_its_route() {
                super::follows_its_route(super::Kind::$kind).await;
            }
        }
    )*};
}
shared::each_kind!(routes);

/// One story in which every move of the table happens, and no other.
#[tokio::test]
async fn the_moves_that_happen_are_those_of_the_table() {
    #[derive(serde::Deserialize, PartialEq, Eq, PartialOrd, Ord, Debug)]
    struct Move(Status, Action, Status);
    let app = TestApp::start().await;
    let office = app.office().await;
    // Cash and cheques: a summary settles its receipts, voided it reopens them.
    let summary = office.walk(Kind::RemittanceSummary).await;
    office.void(summary.id).await;
    // A cheque skips the signatures of its payment; voided, it frees the request.
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = uuid::Uuid::now_v7();
    let body = office.cheque_report_body(&[request.id], item);
    office.walk_body(Kind::ChequeReport, body).await;
    office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    office.walk(Kind::Payment).await;
    for taken in [0, 1] {
        is_voided(&office, Kind::Payment, taken).await;
    }
    for taken in [1, 4] {
        goes_back(&office, Kind::Payment, taken).await;
        is_refused(&office, Kind::Payment, taken).await;
    }
    is_voided(&office, Kind::Receipt, 1).await;
    let sql = "SELECT DISTINCT jsonb_build_array(before, action, status) AS value FROM (
                   SELECT lag(status) OVER (PARTITION BY document_id ORDER BY seq) AS before,
                          action, status FROM document_events) AS e WHERE action IS NOT NULL";
    #[derive(serde::Deserialize)]
    struct Row {
        value: Move,
    }
    let rows: Vec<Row> = app.owner_sql().await.rows(sql, &[]).await;
    let happened: BTreeSet<Move> = rows.into_iter().map(|row| row.value).collect();
    let table: BTreeSet<Move> = TRANSITIONS
        .iter()
        .map(|(a, b, c)| Move(*a, *b, *c))
        .collect();
    assert_eq!(happened, table);
    app.check_books().await;
}

#[tokio::test]
async fn every_step_answers_what_then_stands() {
    let app = TestApp::start().await;
    for kind in Kind::ALL.iter().copied() {
        let office = office_for(&app, kind).await;
        let mut doc = office.draft(kind, office.body(kind).await).await;
        loop {
            let (step, actor) = doc.actors[doc.actors.len() - 1];
            let told = (doc.header.clone(), doc.body.clone());
            doc.reload(&office.members[actor].client).await;
            assert_eq!(
                told,
                (doc.header.clone(), doc.body.clone()),
                "{kind} {step:?}"
            );
            if doc.next_step().is_none() {
                break;
            }
            office.step(&mut doc).await;
        }
    }
}
