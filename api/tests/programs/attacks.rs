//! Attacks on tokens and on the door: none gets in, nothing is written; an honest one beside them does.

use super::door::said;
use super::{ask, client, new_receipt, registered, withdraw};
use crate::support::{NOW, TestApp};
use api::platform::config::Config;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
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
            resealed(with("scope", json!("journal:read receipt:edit"))),
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
        ("no token", "x.y.z".to_owned()),
    ]
}

#[tokio::test]
async fn no_token_that_is_not_ours_opens_anything() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "journal:read").await;
    let honest = ask(&app, &program, None).await.token();
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
        let theirs = ask(&other, &program, None).await.token();
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
    let program = registered(&office, "journal:read").await;
    let token = ask(&app, &program, None).await.token();
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

#[tokio::test]
async fn whoever_is_shut_out_or_over_is_a_stranger_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (one, other) = (
        registered(&office, "receipt:edit journal:read").await,
        registered(&office, "journal:read").await,
    );
    let (first, second) = (client(&app, &one).await, client(&app, &other).await);
    first.get(READ).await.ok();
    withdraw(&office, one.id).await;
    let head = office.head().await;
    first.get(READ).await.refused(ProblemCode::INVALID_TOKEN);
    let answer = first.post("/receipts", &new_receipt(&office)).await;
    answer.refused(ProblemCode::INVALID_TOKEN);
    assert_eq!(ask(&app, &one, None).await.status, 401);
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
    assert_eq!(ask(&app, &other, None).await.status, 401);
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

/// A page of somebody else makes a browser ask for no token: neither with what it says of where it is, nor
/// with what the browser does.
#[tokio::test]
async fn no_page_of_another_site_asks_for_a_token() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let id = program.id.to_string();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", program.secret()),
    ];
    let told = async |name: &str, value: &str| {
        let http = reqwest::Client::new();
        let request = http.post(format!("{}/oauth/token", app.origin()));
        let answer = request.form(&form).header(name, value).send().await;
        let answer = answer.expect("an answer");
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.expect("JSON");
        (status, body)
    };
    for (name, value) in [
        ("Origin", "https://elsewhere.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        let (status, body) = told(name, value).await;
        assert_eq!(
            (status, body["code"].as_str()),
            (403, Some("foreign_origin")),
            "{name}"
        );
    }
    for (name, value) in [
        ("Origin", "http://127.0.0.1:9"),
        ("Sec-Fetch-Site", "same-origin"),
        ("X-Anything", "else"),
    ] {
        assert_eq!(told(name, value).await.0, 200, "{name}");
    }
}

/// Tokens of the last quarter are read as long as they live, and the keys say so.
#[tokio::test]
async fn a_token_lives_on_across_the_end_of_a_quarter() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let end = DateTime::from_timestamp(227 * 90 * 24 * 3600, 0).expect("a time");
    let at = async |seconds: i64| {
        let then = end + TimeDelta::seconds(seconds);
        TestApp::start_at(then, app.urls.clone(), |_| ()).await
    };
    let names = async |app: &TestApp| {
        let path = format!("{}/.well-known/jwks.json", app.origin());
        let keys: Value = reqwest::get(path).await.unwrap().json().await.unwrap();
        let keys = keys["keys"].as_array().expect("keys").iter();
        let names = keys.map(|key| key["kid"].as_str().expect("a name").to_owned());
        names.collect::<Vec<_>>()
    };
    let before = at(-300).await;
    let token = ask(&before, &program, None).await.token();
    assert_eq!(names(&before).await, ["0-226", "0-227"]);
    assert_eq!(names(&at(-301).await).await, ["0-226"]);
    let after = at(299).await;
    after.anonymous().as_program(&token).get(READ).await.ok();
    let newer = ask(&after, &program, None).await.token();
    assert_eq!(names(&after).await, ["0-226", "0-227"]);
    let over = at(900).await;
    assert_eq!(names(&over).await, ["0-227"]);
    let answer = over.anonymous().as_program(&token).get(READ).await;
    answer.refused(ProblemCode::INVALID_TOKEN);
    // A server whose clock is a little behind knows the key of the next quarter.
    let behind = at(-1).await;
    behind.anonymous().as_program(&newer).get(READ).await.ok();
    let key = |token: &str| jsonwebtoken::decode_header(token).unwrap().kid;
    assert_eq!(key(&token).as_deref(), Some("0-226"));
    assert_eq!(key(&newer).as_deref(), Some("0-227"));
}

/// A cookie beside a token counts for nothing, and without a token the word of our own pages is asked for
/// as ever.
#[tokio::test]
async fn a_token_opens_no_session_and_a_session_no_token() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "journal:read").await;
    let token = ask(&app, &program, None).await.token();
    let officer = office.as_role(Role::RevenueOfficer);
    let both = officer.as_program(&token);
    let answer = both.post("/receipts", &new_receipt(&office)).await;
    answer.refused(ProblemCode::INSUFFICIENT_SCOPE);
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
