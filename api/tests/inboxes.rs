//! Whoever waits hears at once that there is something else to do, on whatever server it was done; and
//! nothing else, and nothing of what concerns others.

use crate::support::{Client, TestApp};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use std::time::{Duration, Instant};

/// Where one stands, once the server hears.
async fn mark(client: &Client) -> String {
    let first = changes(client, "", 0).await;
    let mut mark = first["mark"].as_str().expect("a mark").to_owned();
    // The connection that hears is made with the first question; then everybody looks.
    loop {
        let next = changes(client, &mark, 1).await;
        mark = next["mark"].as_str().expect("a mark").to_owned();
        if next["has_changed"] == false {
            return mark;
        }
    }
}

async fn changes(client: &Client, mark: &str, wait: u32) -> Value {
    let after = if mark.is_empty() {
        String::new()
    } else {
        format!("&after={mark}")
    };
    client
        .get(&format!("/inbox/changes?wait={wait}{after}"))
        .await
        .ok()
}

#[tokio::test]
async fn a_step_is_heard_within_two_seconds_by_those_whom_it_concerns() {
    let app = TestApp::start().await;
    let beside = TestApp::start_on(app.urls.clone(), |_| {}).await;
    let (office, other) = (app.office().await, app.office().await);
    let kind = Kind::DisbursementRequest;
    let mut request = office.draft(kind, office.request_body("10.00")).await;
    let officer = office.as_role(Role::DepartmentHead);
    // The same person at another server.
    let token = office.member(Role::DepartmentHead).token.clone();
    let there = beside.with_token(&token);
    let stranger = other.as_role(Role::DepartmentHead);
    let marks = [
        mark(officer).await,
        mark(&there).await,
        mark(stranger).await,
    ];
    let began = Instant::now();
    let heard = async |client: &Client, mark: &str, wait: u32| {
        let answer = changes(client, mark, wait).await;
        (answer["has_changed"].clone(), began.elapsed(), answer)
    };
    let step = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        office.step(&mut request).await;
    };
    let (own, elsewhere, others, ()) = tokio::join!(
        heard(officer, &marks[0], 20),
        heard(&there, &marks[1], 20),
        heard(stranger, &marks[2], 4),
        step
    );
    for (changed, after, answer) in [&own, &elsewhere] {
        assert_eq!(*changed, true);
        assert!(*after < Duration::from_millis(2200), "{after:?}");
        let fields: Vec<&String> = answer.as_object().expect("an object").keys().collect();
        assert_eq!(fields, ["has_changed", "mark"], "and nothing else");
    }
    assert_eq!(others.0, false, "of another organisation");
    // What was heard is not heard again; a mark of another server says nothing, so one looks.
    let mark = own.2["mark"].as_str().expect("a mark");
    assert_eq!(changes(officer, mark, 1).await["has_changed"], false);
    assert_eq!(changes(&there, mark, 20).await["has_changed"], true);
}

#[tokio::test]
async fn a_lost_connection_is_made_again_and_everybody_looks() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let head = office.as_role(Role::DepartmentHead);
    let before = mark(head).await;
    let gone = "SELECT count(pg_terminate_backend(pid)) AS value FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'laas changes'";
    let mut owner = app.owner_sql().await;
    let ended: i64 = owner.value(gone, &[]).await;
    assert_eq!(ended, 1, "one connection of the server hears");
    assert_eq!(changes(head, &before, 20).await["has_changed"], true);
    let after = mark(head).await;
    let kind = Kind::DisbursementRequest;
    let mut request = office.draft(kind, office.request_body("10.00")).await;
    let (heard, ()) = tokio::join!(changes(head, &after, 20), office.step(&mut request));
    assert_eq!(heard["has_changed"], true);
}

#[tokio::test]
async fn whoever_waits_holds_no_connection() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let head = office.as_role(Role::FinanceHead);
    let mark = mark(head).await;
    let people: Vec<&Client> = office.members.iter().map(|member| &member.client).collect();
    let many = people.iter().flat_map(|client| [*client; 7]);
    let many = many.map(|client| changes(client, &mark, 4));
    let began = Instant::now();
    let others = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        for _ in 0..20 {
            head.get("/inbox").await.ok();
        }
        began.elapsed()
    };
    let (answers, took) = tokio::join!(futures_util::future::join_all(many), others);
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert!(answers.iter().all(|answer| answer["has_changed"] == false));
    let refused = head.get("/inbox/changes?wait=51").await;
    assert_eq!(refused.status, 422);
}

/// Whoever is logged out meanwhile hears nothing more.
#[tokio::test]
async fn an_ended_session_hears_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let head = office.as_role(Role::FinanceHead);
    let mark = mark(head).await;
    let address = format!("/inbox/changes?wait=2&after={mark}");
    let leave = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let left = head.send(Method::DELETE, "/session", None, None).await;
        office.walk(Kind::Receipt).await;
        left
    };
    let (heard, left) = tokio::join!(head.get(&address), leave);
    assert_eq!(left.status, 204);
    let nothing = json!({ "mark": mark, "has_changed": false });
    assert_eq!(heard.ok(), nothing, "though there was something");
    let again = head.get(&address).await;
    again.refused(ProblemCode::UNAUTHENTICATED);
}

#[tokio::test]
async fn one_person_holds_few_questions() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (head, officer) = (
        office.as_role(Role::FinanceHead),
        office.as_role(Role::FinanceOfficer),
    );
    let mark = mark(head).await;
    let address = format!("/inbox/changes?wait=3&after={mark}");
    let began = Instant::now();
    let many = futures_util::future::join_all((0..20).map(|_| head.get(&address)));
    let other = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        officer.get(&address).await
    };
    let (answers, other) = tokio::join!(many, other);
    let refused = answers.iter().filter(|answer| answer.status == 429).count();
    assert_eq!(refused, 12, "eight wait");
    assert_eq!(other.status, 200, "others wait beside");
    assert!(began.elapsed() >= Duration::from_secs(3));
    assert_eq!(
        head.get(&address).await.status,
        200,
        "places are free again"
    );
}

#[tokio::test]
async fn every_post_of_a_person_has_its_count() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    office
        .walk_until(kind, office.request_body("10.00"), 1)
        .await;
    let head = office.as_role(Role::FinanceOfficer);
    let waiting = head.get("/inbox").await.ok()["total"].clone();
    let posts = head.get("/inbox/posts").await.ok();
    let posts = posts.as_array().expect("posts");
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["entity_id"], json!(office.id));
    assert_eq!(
        (&posts[0]["count"], &posts[0]["more"]),
        (&waiting, &json!(false))
    );
    assert!(waiting.as_i64() > Some(0), "{waiting}");
}
