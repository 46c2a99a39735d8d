//! How often programs may ask, and how long they wait: what is a guess, and what is none.

use super::signer::{Signer, sign_in};
use super::{Proof, ask, client, registered, withdraw};
use crate::support::{Sql, TestApp};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn a_secret_guessed_a_hundred_times_at_once_is_looked_at_a_few_times() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let other = registered(&office, "journal:read").await;
    let tries = (0..100).map(|n| {
        let (app, program) = (&app, &program);
        async move {
            let guess = URL_SAFE_NO_PAD.encode([u8::try_from(n).expect("small"); 32]);
            ask(app, &program.guessing(&guess), None).await.status
        }
    });
    let told = join_all(tries).await;
    assert!(
        told.iter().all(|status| matches!(status, 401 | 429 | 503)),
        "{told:?}"
    );
    let looked_at = told.iter().filter(|status| **status == 401).count();
    assert!(looked_at <= 20, "{looked_at} guesses were looked at");
    let mut sql = app.owner_sql().await;
    let used: i64 = sql
        .value("SELECT count(used_at) AS value FROM program_keys", &[])
        .await;
    assert_eq!(used, 0);
    // Another program behind the same address comes in at once, and whoever waits does so for a second.
    ask(&app, &other, None).await.token();
    while ask(&app, &program.guessing("x"), None).await.status != 429 {}
    let told = ask(&app, &program, None).await;
    assert_eq!(told.headers["retry-after"], "1", "{}", told.body);
}

/// People and programs of one address are in nobody's way.
#[tokio::test]
async fn programs_that_fail_keep_no_person_out_and_people_no_program() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    for _ in 0..30 {
        let stranger = Uuid::now_v7();
        let mut unknown = program.guessing("x");
        unknown.id = stranger;
        assert_eq!(ask(&app, &unknown, None).await.status, 401);
    }
    let wrong =
        |n: i32| json!({ "username": format!("nobody{n}"), "password": "wrong wrong wrong" });
    let told = app.anonymous().post("/session", &wrong(0)).await;
    assert_eq!(told.status, 401, "{}", told.text());
    let mut told = told.status;
    for n in 1..40 {
        told = app.anonymous().post("/session", &wrong(n)).await.status;
        if told == 429 {
            break;
        }
    }
    assert_eq!(told, 429, "people of this address wait");
    ask(&app, &program, None).await.token();
}

#[tokio::test]
async fn a_program_that_runs_wild_is_told_to_wait_and_how_long() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (wild, calm) = (
        registered(&office, "journal:read").await,
        registered(&office, "department:read").await,
    );
    let (wild, calm) = (client(&app, &wild).await, client(&app, &calm).await);
    let first = wild.get("/receipts").await;
    assert_eq!(first.headers["ratelimit-limit"], "600");
    assert_eq!(first.headers["ratelimit-policy"], "600;w=60");
    let mut told = first;
    for _ in 0..1_300 {
        told = wild.get("/receipts").await;
        if told.status == 429 {
            break;
        }
    }
    assert_eq!(told.status, 429);
    assert_eq!(told.headers["ratelimit-remaining"], "0");
    assert_eq!(told.headers["retry-after"], told.headers["ratelimit-reset"]);
    calm.get("/departments").await.ok();
}

#[tokio::test]
async fn tokens_are_thirty_a_minute_of_who_has_proved_itself() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let calm = registered(&office, "journal:read").await;
    let refused = ask(&app, &program.guessing("x"), None).await;
    assert!(!refused.headers.contains_key("ratelimit-limit"), "no proof");
    let first = ask(&app, &program, None).await;
    assert_eq!(first.headers["ratelimit-limit"], "30");
    let mut told = first;
    // A minute may end in between.
    for _ in 0..70 {
        told = ask(&app, &program, None).await;
        if told.status == 429 {
            break;
        }
    }
    assert_eq!(told.status, 429, "{}", told.body);
    assert_eq!(told.headers["ratelimit-remaining"], "0");
    assert_eq!(told.headers["retry-after"], told.headers["ratelimit-reset"]);
    ask(&app, &calm, None).await.token();
    let mut sql = app.owner_sql().await;
    assert_eq!(counted(&mut sql).await, 1, "the one guess, by address");
}

/// What is counted of tries of programs.
async fn counted(sql: &mut Sql) -> i64 {
    let sum = "SELECT coalesce(sum(failures), 0)::bigint AS value FROM throttles
        WHERE key LIKE 'program%'";
    sql.value(sum, &[]).await
}

/// Holds what the door writes until `then`, while a program asks.
async fn held(app: &TestApp, program: &super::Registered, then: &str) -> super::Told {
    let mut sql = app.owner_sql().await;
    let id = program.id;
    sql.run(&format!(
        "BEGIN; SELECT FROM program_keys WHERE program_id = '{id}' FOR UPDATE"
    ))
    .await
    .expect("a lock");
    let wait = async {
        let waiting = "SELECT count(*) AS value FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE '%touch_program%'
              AND datname = current_database() AND pid <> pg_backend_pid()";
        let mut other = app.owner_sql().await;
        while other.value::<i64>(waiting, &[]).await == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        sql.run(then).await.expect("an end");
    };
    let (told, ()) = tokio::join!(ask(app, program, None), wait);
    sql.run("ROLLBACK").await.expect("a way back");
    told
}

#[tokio::test]
async fn whoever_is_shut_out_between_the_look_and_the_token_gets_none() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let out = format!(
        "DELETE FROM program_keys WHERE program_id = '{}'; COMMIT",
        program.id
    );
    let told = held(&app, &program, &out).await;
    assert_eq!(told.error(), (401, "invalid_client".to_owned()));
    withdraw(&office, program.id).await;
}

#[tokio::test]
async fn what_we_could_not_do_is_no_guess() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let told = held(&app, &program, "SELECT pg_sleep(3); ROLLBACK").await;
    assert_eq!(told.status, 503, "{}", told.body);
    let mut sql = app.owner_sql().await;
    assert_eq!(counted(&mut sql).await, 0);
    let wrong = ask(&app, &program, Some("receipt:edit")).await;
    assert_eq!(wrong.error(), (400, "invalid_scope".to_owned()));
    assert_eq!(counted(&mut sql).await, 0);
    ask(&app, &program.guessing("x"), None).await;
    assert_eq!(counted(&mut sql).await, 2, "by program and by address");
}

#[tokio::test]
async fn numbers_of_proofs_are_forgotten_with_the_next_token() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let Proof::Key(signer) = &program.proof else {
        panic!("it has a secret");
    };
    let signer: Signer = *signer;
    sign_in(&app, &signer.proof(|_| ()), None).await.token();
    let mut sql = app.owner_sql().await;
    sql.run(
        "INSERT INTO throttles (key, failures, last_at)
         SELECT replace(key, 'proof:', 'other:'), 1, last_at - interval '2 hours' FROM throttles
         WHERE key LIKE 'proof:%';
         UPDATE throttles SET last_at = last_at - interval '2 hours' WHERE key LIKE 'proof:%'",
    )
    .await
    .expect("older ones");
    sign_in(&app, &signer.proof(|_| ()), None).await.token();
    let left = "SELECT count(*) AS value FROM throttles WHERE key LIKE 'proof:%'";
    assert_eq!(sql.value::<i64>(left, &[]).await, 1);
    let others = "SELECT count(*) AS value FROM throttles WHERE key LIKE 'other:%'";
    assert_eq!(sql.value::<i64>(others, &[]).await, 1);
}
