//! A clock that is wrong writes nothing into the books.

use crate::support::{Office, TestApp, YEAR};
use api::platform::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::permission::Role;
use uuid::Uuid;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// A draft of a receipt, at whatever time.
async fn writes(app: &TestApp, office: &Office) -> crate::support::Answer {
    let token = &office.member(Role::RevenueOfficer).token;
    let body = office.receipt_body("cash", "1.00");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
    let client = app.with_token(token);
    client.attempt(Method::POST, "/receipts", &new).await
}

#[tokio::test]
async fn a_clock_that_went_back_writes_nothing() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    writes(&app, &office).await.ok();
    let head = office.head().await;
    for (time, is_right) in [
        ("2025-10-15T02:55:00Z", true),
        ("2025-10-15T02:54:59Z", false),
        ("2025-10-14T03:00:00Z", false),
        ("2015-10-15T03:00:00Z", false),
    ] {
        let earlier = TestApp::start_at(at(time), app.urls.clone(), |_| ()).await;
        let answer = writes(&earlier, &office).await;
        if is_right {
            answer.ok();
            continue;
        }
        let waits = answer.headers.contains_key("retry-after");
        assert!(waits, "{time}");
        answer.refused(ProblemCode::CLOCK_WRONG);
        // Reading goes on.
        let token = &office.member(Role::RevenueOfficer).token;
        let listed: Value = earlier.with_token(token).get("/receipts").await.ok();
        assert_eq!(listed["total"], 2, "{time}");
    }
    assert_eq!(office.head().await, head + 1);
    writes(&app, &office).await.ok();
    app.check_books().await;
}

#[tokio::test]
async fn a_clock_that_runs_ahead_writes_nothing() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let head = office.head().await;
    let real = Clock::System.now();
    for (ahead, is_right) in [(4, true), (6, false), (60, false), (5_000_000, false)] {
        let time = real + TimeDelta::minutes(ahead);
        let other = TestApp::start_at(time, app.urls.clone(), |_| ()).await;
        // Sessions of another year are over by then.
        let written = other.app.state.db.write(
            api::platform::access::Authorized::system(office.id, "test", time, time.date_naive()),
            async |_| Ok(()),
        );
        match (written.await, is_right) {
            (Ok(()), true) => {}
            (Err(why), false) => assert_eq!(why.code(), ProblemCode::CLOCK_WRONG),
            (other, _) => panic!("{ahead} minutes: {other:?}"),
        }
    }
    assert_eq!(office.head().await, head + 1);
}

/// Whoever writes around the program.
#[tokio::test]
async fn nor_does_anybody_append_a_record_of_another_time() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let mut sql = app.app_sql().await;
    for time in [
        "clock_timestamp() + interval '6 minutes'",
        "'2025-10-15T02:54:59Z'",
    ] {
        let append = format!(
            "BEGIN; SET LOCAL laas.entity = '{}';
             SELECT append_record({time}, NULL, 'test', '', NULL, '', ''); COMMIT",
            office.id
        );
        let why = sql.run(&append).await.expect_err(time);
        assert!(why.contains("laas:clock_wrong"), "{time}: {why}");
        sql.run("ROLLBACK").await.expect("a way back");
    }
}
