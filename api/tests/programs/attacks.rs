//! Attacks on tokens and on the door: none gets in, nothing is written; an honest one beside them does.

use super::door::said;
use super::{ask, client, new_receipt, registered};
use crate::support::{NOW, Office, TestApp};
use api::platform::config::Config;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;

const READ: &str = "/reports/trial-balance?from=2025-10-01&to=2025-10-15";

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Tokens that look like the honest one and are none.
fn forged(honest: &str, public: &str) -> Vec<(&'static str, String)> {
    let parts: Vec<&str> = honest.split('.').collect();
    let head = URL_SAFE_NO_PAD.decode(parts[0]).expect("a head");
    let head: Value = serde_json::from_slice(&head).expect("a head");
    let claims = said(honest);
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        part(&claims)
    };
    let mut hs256 = Header::new(Algorithm::HS256);
    hs256.typ = Some("at+jwt".to_owned());
    hs256.kid = head["kid"].as_str().map(str::to_owned);
    let hashed =
        |key: &[u8]| encode(&hs256, &claims, &EncodingKey::from_secret(key)).expect("a token");
    let raw = URL_SAFE_NO_PAD.decode(public).expect("a key");
    let none = |name: &str| {
        let mut head = head.clone();
        head["alg"] = json!(name);
        format!("{}.{}.", part(&head), parts[1])
    };
    let other = |change: fn(&mut Header)| {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some("at+jwt".to_owned());
        header.kid.clone_from(&hs256.kid);
        change(&mut header);
        let mut der = vec![
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22,
            0x04, 0x20,
        ];
        der.extend([9; 32]);
        encode(&header, &claims, &EncodingKey::from_ed_der(&der)).expect("a token")
    };
    let resealed = |middle: String| format!("{}.{middle}.{}", parts[0], parts[2]);
    vec![
        ("the public key as a secret", hashed(public.as_bytes())),
        ("its bytes as a secret", hashed(&raw)),
        ("no algorithm", none("none")),
        ("no algorithm, spelt otherwise", none("None")),
        ("another key under our name", other(|_| ())),
        (
            "a key of nobody",
            other(|header| header.kid = Some("0-1".to_owned())),
        ),
        ("no key named", other(|header| header.kid = None)),
        (
            "another kind of token",
            other(|header| header.typ = Some("JWT".to_owned())),
        ),
        (
            "more scope",
            resealed(with("scope", json!("report:read receipt:edit"))),
        ),
        ("more time", resealed(with("exp", json!(4_000_000_000_i64)))),
        (
            "another issuer",
            resealed(with("iss", json!("https://elsewhere.example"))),
        ),
        (
            "another organisation",
            resealed(with("entity", json!(uuid::Uuid::now_v7()))),
        ),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
        ("nothing", String::new()),
        ("no token", "x.y.z".to_owned()),
    ]
}

#[tokio::test]
async fn no_token_that_is_not_ours_opens_anything() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "report:read").await;
    let honest = ask(&app, program.id, &program.secret, None).await.token();
    let keys = reqwest::get(format!("{}/.well-known/jwks.json", app.origin()))
        .await
        .unwrap();
    let keys: Value = keys.json().await.unwrap();
    let kid = jsonwebtoken::decode_header(&honest).unwrap().kid;
    let keys = keys["keys"].as_array().expect("keys").iter();
    let key = keys
        .clone()
        .find(|key| key["kid"].as_str() == kid.as_deref());
    let public = key.expect("the key")["x"]
        .as_str()
        .expect("a key")
        .to_owned();
    let head = office.head().await;
    for (what, token) in forged(&honest, &public) {
        let client = app.anonymous().as_program(&token);
        for (path, body) in [(READ, None), ("/receipts", Some(new_receipt(&office)))] {
            let answer = match &body {
                None => client.get(path).await,
                Some(body) => client.post(path, body).await,
            };
            assert_eq!(answer.status, 401, "{what}: {}", answer.text());
            assert_eq!(answer.code(), "invalid_token", "{what}");
        }
    }
    // Those of another installation, and with another issuer, are not ours.
    let changes: [fn(&mut Config); 3] = [
        |config| config.secret = "another secret of the tests".repeat(2),
        |config| config.public_url = "http://127.0.0.1:8".to_owned(),
        |config| config.token_generation = 1,
    ];
    for change in changes {
        let other = TestApp::start_on(app.urls.clone(), change).await;
        let theirs = ask(&other, program.id, &program.secret, None).await.token();
        other.anonymous().as_program(&theirs).get(READ).await.ok();
        let answer = app.anonymous().as_program(&theirs).get(READ).await;
        answer.refused(ProblemCode::INVALID_TOKEN);
    }
    app.anonymous().as_program(&honest).get(READ).await.ok();
    assert_eq!(office.head().await, head, "nothing was written");
}

#[tokio::test]
async fn a_token_ends_with_its_ten_minutes_and_its_key_with_the_next_quarter() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "report:read").await;
    let token = ask(&app, program.id, &program.secret, None).await.token();
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    for (later, counts) in [
        (TimeDelta::seconds(599), true),
        (TimeDelta::seconds(600), false),
        (TimeDelta::days(90), false),
        (TimeDelta::minutes(-6), false),
    ] {
        let then = TestApp::start_at(now + later, app.urls.clone(), |_| ()).await;
        let answer = then.anonymous().as_program(&token).get(READ).await;
        assert_eq!(answer.status == 200, counts, "{later}: {}", answer.text());
    }
}

async fn withdraw(office: &Office, program: uuid::Uuid) {
    let head = office.as_role(Role::FinanceHead);
    let path = format!("/programs/{program}");
    let answer = head.send(reqwest::Method::DELETE, &path, None, None).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

#[tokio::test]
async fn whoever_is_shut_out_or_over_is_a_stranger_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (one, other) = (
        registered(&office, "receipt:edit report:read").await,
        registered(&office, "report:read").await,
    );
    let (first, second) = (client(&app, &one).await, client(&app, &other).await);
    first.get(READ).await.ok();
    withdraw(&office, one.id).await;
    let head = office.head().await;
    first.get(READ).await.refused(ProblemCode::INVALID_TOKEN);
    let answer = first.post("/receipts", &new_receipt(&office)).await;
    answer.refused(ProblemCode::INVALID_TOKEN);
    assert_eq!(ask(&app, one.id, &one.secret, None).await.status, 401);
    assert_eq!(office.head().await, head, "nothing was written");
    second.get(READ).await.ok();
    withdraw(&office, one.id).await;
    // Over with its last day, not before.
    let at = |day: &str| json!({ "today": day });
    let path = format!("/practice/entities/{}/today", office.id);
    app.anonymous().put(&path, &at("2026-09-30")).await.ok();
    second.get(READ).await.ok();
    app.anonymous().put(&path, &at("2026-10-01")).await.ok();
    second.get(READ).await.refused(ProblemCode::INVALID_TOKEN);
    assert_eq!(ask(&app, other.id, &other.secret, None).await.status, 401);
}

#[tokio::test]
async fn what_is_of_another_organisation_is_not_there() {
    let app = TestApp::start().await;
    let (own, foreign) = (app.office().await, app.office().await);
    let program = registered(&own, "receipt:edit department:read party:read").await;
    let client = client(&app, &program).await;
    let doc = foreign
        .draft(Kind::Receipt, foreign.body(Kind::Receipt).await)
        .await;
    let before = (own.head().await, foreign.head().await);
    for path in [
        format!("/receipts/{}", doc.id),
        format!("/receipts/{}/history", doc.id),
        format!("/documents/{}", doc.id),
        format!("/departments/{}", foreign.departments[0]),
        format!("/parties/{}", foreign.supplier),
    ] {
        let answer = client.get(&path).await;
        assert!(!answer.text().contains(&foreign.canary));
        answer.refused(ProblemCode::NOT_FOUND);
    }
    let over = json!({ "version": 1, "body": doc.body });
    let answer = client.put(&format!("/receipts/{}", doc.id), &over).await;
    answer.refused(ProblemCode::NOT_FOUND);
    let mut body = own.receipt_body("cash", "100.00");
    body["payer_id"] = json!(foreign.public);
    let answer = client.create("/receipts", &body).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!((own.head().await, foreign.head().await), before);
    // Nor does the head of another shut it out.
    let head = foreign.as_role(Role::FinanceHead);
    let path = format!("/programs/{}", program.id);
    let answer = head.send(reqwest::Method::DELETE, &path, None, None).await;
    answer.refused(ProblemCode::NOT_FOUND);
    client.get("/receipts").await.ok();
}

#[tokio::test]
async fn a_secret_guessed_a_hundred_times_at_once_is_looked_at_a_few_times() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "report:read").await;
    let other = registered(&office, "report:read").await;
    let tries = (0..100).map(|n| {
        let app = &app;
        async move {
            let guess = URL_SAFE_NO_PAD.encode([u8::try_from(n).expect("small"); 32]);
            ask(app, program.id, &guess, None).await.status
        }
    });
    let told = join_all(tries).await;
    assert!(
        told.iter().all(|status| matches!(status, 401 | 429 | 503)),
        "{told:?}"
    );
    let looked_at = told.iter().filter(|status| **status == 401).count();
    assert!(looked_at <= 4, "{looked_at} guesses were looked at");
    let mut sql = app.owner_sql().await;
    let used: i64 = sql
        .value("SELECT count(used_at) AS value FROM program_keys", &[])
        .await;
    assert_eq!(used, 0);
    // Another program behind the same address comes in once the address has waited.
    let told = ask(&app, other.id, &other.secret, None).await;
    assert!(matches!(told.status, 200 | 429), "{}", told.body);
}

#[tokio::test]
async fn a_program_that_runs_wild_is_told_to_wait_and_how_long() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (wild, calm) = (
        registered(&office, "report:read").await,
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

/// A cookie beside a token counts for nothing, and without a token the word of our own pages is asked for
/// as ever.
#[tokio::test]
async fn a_token_opens_no_session_and_a_session_no_token() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "report:read").await;
    let token = ask(&app, program.id, &program.secret, None).await.token();
    let officer = office.as_role(Role::RevenueOfficer);
    let both = officer.as_program(&token);
    let answer = both.post("/receipts", &new_receipt(&office)).await;
    answer.refused(ProblemCode::NOT_FOR_PROGRAMS);
    both.as_program("x")
        .get(READ)
        .await
        .refused(ProblemCode::INVALID_TOKEN);
    let http = reqwest::Client::new();
    let cookie = officer.cookie().expect("a cookie");
    for scheme in ["Basic eDp5", "Token x", "Bearer"] {
        let request = http
            .post(officer.url("/receipts"))
            .header("Cookie", &cookie);
        let request = request
            .header("Authorization", scheme)
            .json(&new_receipt(&office));
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["code"], "foreign_origin", "{scheme}");
    }
}
