//! Too many at once, or one organisation stuck: the others work on, who cannot be served is told so
//! at once and when to come again, and it goes on by itself.

use crate::support::{Answer, Client, Office, Sql, TestApp};
use api::platform::access::Authorized;
use api::platform::db::{Tx, sql};
use diesel_async::RunQueryDsl;
use futures_util::future::{join, join_all};
use reqwest::Method;
use reqwest::header::RETRY_AFTER;
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Connections of these servers: an organisation has two.
const POOL: usize = 8;
/// How soon whoever cannot be served is told so.
const AT_ONCE: Duration = Duration::from_millis(100);

/// A new receipt of the bank, and how long the answer took.
async fn make(office: &Office, body: &Value) -> (Answer, Duration) {
    let client = office.as_role(Role::FinanceOfficer);
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2569, "body": body });
    let began = Instant::now();
    let answer = client.attempt(Method::POST, "/bank-receipts", &new).await;
    (answer, began.elapsed())
}

/// Served, or told when to come again.
fn is_told(answer: &Answer) -> bool {
    if answer.status < 300 {
        return false;
    }
    assert_eq!((answer.status, answer.code().as_str()), (503, "busy"));
    assert!(answer.headers.contains_key(RETRY_AFTER));
    true
}

/// The ticket and the place that somebody was told, where it was the line that was too long.
fn place(answer: &Answer) -> Option<(u64, u64)> {
    let context = &answer.json()["context"];
    let number = |name: &str| context[name].as_str()?.parse().ok();
    Some((number("ticket")?, number("place")?))
}

/// How long the server takes to say to each of a crowd who that is, at most: what this machine makes of
/// so many at once.
async fn pace(client: &Client, crowd: usize) -> Duration {
    let ask = || client.attempt(Method::GET, "/session", &Value::Null);
    let answers = join_all((0..crowd).map(|_| ask())).await;
    let times = answers.iter().map(Answer::took);
    times.max().expect("a crowd")
}

/// Who comes when a line is full is told at once: each of these within a tenth of a second or, on a
/// machine that does much else, not much later than it can say who somebody is.
fn at_once(times: &[Duration], pace: Duration) {
    let most = AT_ONCE.max(pace * 3);
    let late: Vec<_> = times.iter().filter(|took| **took > most).collect();
    assert!(
        late.is_empty(),
        "{late:?} of {} where {pace:?}",
        times.len()
    );
    let last = times.iter().max();
    println!("{} told within {last:?}; to say who: {pace:?}", times.len());
}

/// Somebody around the server holds the head of an office.
async fn hold_head(app: &TestApp, office: &Office) -> Sql {
    let mut holder = app.owner_sql().await;
    let head = format!(
        "BEGIN; SET LOCAL laas.entity = '{0}';
         SELECT FROM entity_heads WHERE entity_id = '{0}' FOR UPDATE",
        office.id
    );
    holder.run(&head).await.expect("the head");
    holder
}

/// It goes on by itself: whoever comes again as told is served.
async fn goes_on(office: &Office, body: &Value) {
    for _ in 0..10 {
        let (answer, _) = make(office, body).await;
        if !is_told(&answer) {
            return assert_eq!(answer.status, 201, "{}", answer.text());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("nobody is served any more");
}

/// Connections of the server to its database, beside the one that hears of changes.
async fn connections(app: &TestApp) -> usize {
    let count = "SELECT count(*) AS value FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'laas_app'
          AND application_name <> 'laas changes'";
    app.owner_sql().await.value(count, &[]).await
}

#[tokio::test]
async fn a_locked_office_stops_no_other() {
    let app = TestApp::start().await;
    let (locked, other) = (app.office().await, app.office().await);
    let (stuck, body) = (
        locked.body(Kind::BankReceipt).await,
        other.body(Kind::BankReceipt).await,
    );
    let pace = pace(locked.as_role(Role::FinanceOfficer), 60).await;
    let mut holder = hold_head(&app, &locked).await;
    let crowd = join_all((0..60).map(|_| make(&locked, &stuck)));
    let others = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut times = Vec::new();
        for _ in 0..10 {
            let (answer, took) = make(&other, &body).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
            times.push(took);
        }
        assert!(connections(&app).await <= POOL);
        times
    };
    let (crowd, others) = join(crowd, others).await;
    // A machine that does much else is slow, but nobody waits for the lock of another.
    let slowest = others.into_iter().max().expect("ten");
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    assert!(crowd.iter().all(|(answer, _)| is_told(answer)));
    let last = crowd.iter().map(|(_, took)| *took).max().expect("sixty");
    assert!(last < Duration::from_secs(9), "{last:?}");
    // Two have its places, 32 wait, the others are told at once.
    let mut times: Vec<Duration> = crowd.iter().map(|(answer, _)| answer.took()).collect();
    times.sort_unstable();
    at_once(&times[..26], pace);
    holder.run("ROLLBACK").await.expect("the head is free");
    goes_on(&locked, &stuck).await;
    app.check_books().await;
}

/// Whoever goes away while the office is stuck leaves no connection behind.
#[tokio::test]
async fn the_impatient_hold_no_more_connections_than_the_others() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.body(Kind::BankReceipt).await;
    let mut holder = hold_head(&app, &office).await;
    for _ in 0..10 {
        let few = join_all((0..4).map(|_| make(&office, &body)));
        let _ = tokio::time::timeout(Duration::from_millis(100), few).await;
    }
    let open = connections(&app).await;
    assert!(open <= POOL, "{open} connections");
    holder.run("ROLLBACK").await.expect("the head is free");
    goes_on(&office, &body).await;
    app.check_books().await;
}

/// Strangers who ask for paper, as anybody may, stand in no line of those who are inside.
#[tokio::test]
async fn strangers_stop_nobody_who_is_inside() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = office.as_role(Role::FinanceOfficer);
    let mut holder = app.owner_sql().await;
    let hold = "BEGIN; LOCK TABLE records IN ACCESS EXCLUSIVE MODE";
    holder.run(hold).await.expect("a lock");
    let paper = format!("/witness/{}/1-AB", office.id);
    let crowd = join_all((0..80).map(|_| client.attempt(Method::GET, &paper, &Value::Null)));
    let inside = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        for _ in 0..5 {
            let answer = client.attempt(Method::GET, "/session", &Value::Null).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    };
    let (crowd, ()) = join(crowd, inside).await;
    assert!(crowd.iter().all(is_told));
    holder
        .run("ROLLBACK")
        .await
        .expect("the lock is given back");
}

/// Who comes again with the ticket is told a lesser place once those before were served, and is served.
#[tokio::test]
async fn a_crowd_is_told_its_places_and_moves_up() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = office.as_role(Role::FinanceOfficer);
    let body = office.body(Kind::BankReceipt).await;
    let mut holder = hold_head(&app, &office).await;
    let crowd = join_all((0..60).map(|_| make(&office, &body)));
    let (crowd, ()) = join(crowd, async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        holder.run("ROLLBACK").await.expect("the head is free");
    })
    .await;
    let told: Vec<(u64, u64)> = crowd
        .iter()
        .filter_map(|(answer, _)| place(answer))
        .collect();
    let (ticket, last) = *told
        .iter()
        .max_by_key(|(_, place)| *place)
        .expect("some are told");
    // Two are at it and 32 wait: whoever is told stands behind them.
    assert!(told.iter().all(|(_, place)| *place > 32), "{told:?}");
    assert!(last > 33, "each is told another place: {told:?}");
    let again = reqwest::Client::new().get(client.url("/bank-receipts"));
    let again = again.header("Cookie", client.cookie().expect("a session"));
    let served = again.header("X-Ticket", ticket).send().await;
    assert_eq!(served.expect("an answer").status(), 200);
}

#[tokio::test]
async fn a_crowd_of_all_is_served_or_told() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let client = office.as_role(Role::FinanceOfficer);
    let ask = || client.attempt(Method::GET, "/bank-receipts", &Value::Null);
    let pace = pace(client, 600).await;
    let began = Instant::now();
    let answers = join_all((0..600).map(|_| ask())).await;
    let took = began.elapsed();
    let told = answers.iter().filter(|answer| is_told(answer));
    let told: Vec<Duration> = told.map(Answer::took).collect();
    let count = told.len();
    assert!((1..600).contains(&count), "{count} were told in {took:?}");
    at_once(&told, pace);
    assert!(took < Duration::from_secs(8), "{took:?}");
    assert_eq!(ask().await.status, 200, "it goes on by itself");
}

/// A statement is ended in time; a commit never is: it may be waiting for the standby, and would be
/// kept although it was said to have failed.
#[tokio::test]
async fn a_statement_is_ended_in_time_and_a_commit_is_not() {
    let app = TestApp::start().await;
    let mut owner = app.owner_sql().await;
    let slow = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON throttles DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION slow()";
    owner.run(slow).await.expect("a slow commit");
    let (db, now) = (&app.app.state.db, app.app.state.clock.now());
    let run = async |text: &'static str| {
        let work = async |tx: &mut Tx<'_>| {
            sql("SET LOCAL statement_timeout = '100ms'")
                .execute(tx)
                .await?;
            sql(text).execute(tx).await?;
            Ok(())
        };
        db.write_unrecorded(Authorized::public("a test", now), work)
            .await
    };
    let late = run("SELECT pg_sleep(0.5)").await.expect_err("too late");
    assert_eq!(late.code(), shared::ProblemCode::BUSY);
    let insert = "INSERT INTO throttles (key, failures, last_at) VALUES ('slow', 1, now())";
    run(insert).await.expect("a commit takes its time");
}
