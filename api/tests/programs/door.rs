//! The door: tokens by secret and by key, what it says of itself, and how it refuses (RFC 6749).

use super::{ask, knock, registered};
use crate::support::TestApp;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::Jwk;
use serde_json::{Value, json};
use shared::ProblemCode;
use uuid::Uuid;

/// What the middle of a token says.
pub fn said(token: &str) -> Value {
    let middle = token.split('.').nth(1).expect("three parts");
    let bytes = URL_SAFE_NO_PAD.decode(middle).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[tokio::test]
async fn a_token_is_short_lived_names_the_program_and_is_proved_with_published_keys() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read receipt:read").await;
    let told = ask(&app, &program, None).await;
    let token = told.token();
    assert_eq!(told.body["token_type"], "Bearer");
    assert_eq!(told.body["expires_in"], 600);
    assert_eq!(told.body["scope"], "journal:read receipt:read");
    assert_eq!(told.headers["cache-control"], "no-store");
    let claims = said(&token);
    assert_eq!(claims["iss"], "http://127.0.0.1:9");
    assert_eq!(claims["aud"], "http://127.0.0.1:9/api/v1");
    assert_eq!(claims["sub"], json!(program.id));
    assert_eq!(claims["entity"], json!(office.id));
    assert_eq!(
        claims["exp"].as_i64(),
        claims["iat"].as_i64().map(|at| at + 600)
    );

    let at = |path: &str| format!("{}/.well-known/{path}", app.origin());
    let keys: Value = reqwest::get(at("jwks.json"))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let head = jsonwebtoken::decode_header(&token).unwrap();
    let keys = keys["keys"].as_array().expect("keys");
    assert_eq!(keys.len(), 1, "far from the ends of a quarter: {keys:?}");
    let key = keys
        .iter()
        .find(|key| key["kid"].as_str() == head.kid.as_deref());
    let key: Jwk = serde_json::from_value(key.expect("the key").clone()).unwrap();
    let key = jsonwebtoken::DecodingKey::from_jwk(&key).unwrap();
    let mut wanted = jsonwebtoken::Validation::new(Algorithm::EdDSA);
    wanted.validate_exp = false;
    wanted.set_audience(&["http://127.0.0.1:9/api/v1"]);
    jsonwebtoken::decode::<Value>(&token, &key, &wanted).expect("a token of ours");
    let server = reqwest::get(at("oauth-authorization-server"))
        .await
        .unwrap();
    let server: Value = server.json().await.unwrap();
    assert_eq!(server["token_endpoint"], "http://127.0.0.1:9/oauth/token");

    // Less may be asked for, and is what the token is for.
    let less = ask(&app, &program, Some("journal:read")).await;
    let less = app.anonymous().as_program(&less.token());
    less.get("/reports/trial-balance?from=2025-10-01&to=2025-10-15")
        .await
        .ok();
    less.get("/receipts")
        .await
        .refused(ProblemCode::INSUFFICIENT_SCOPE);
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_as_the_standard_says() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let program = registered(&office, "journal:read").await;
    let (id, secret) = (program.id.to_string(), program.secret());
    let grant = ("grant_type", "client_credentials");
    let own = [("client_id", id.as_str()), ("client_secret", secret)];
    let told = async |fields: &[(&str, &str)]| knock(&app, fields, None).await.error();
    let bad = |error: &str| (400, error.to_owned());
    assert_eq!(told(&own).await, bad("invalid_request"));
    assert_eq!(told(&[grant]).await, bad("invalid_request"));
    assert_eq!(
        told(&[grant, grant, own[0], own[1]]).await,
        bad("invalid_request")
    );
    let password = ("grant_type", "password");
    assert_eq!(
        told(&[password, own[0], own[1]]).await,
        bad("unsupported_grant_type")
    );
    for more in ["journal:read receipt:edit", "user:edit", "*"] {
        let fields = [grant, own[0], own[1], ("scope", more)];
        assert_eq!(told(&fields).await, bad("invalid_scope"), "{more}");
    }
    let basic = |secret: &str| format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    knock(&app, &[grant], Some(&basic(secret))).await.token();
    let refused = knock(&app, &[grant], Some(&basic("wrong"))).await;
    assert_eq!(refused.error(), (401, "invalid_client".to_owned()));
    assert!(refused.headers["www-authenticate"].starts_with("Basic"));
    // Neither an unknown one nor no id is told otherwise.
    for stranger in [Uuid::now_v7().to_string(), "x".to_owned()] {
        let fields = [grant, ("client_id", &stranger), own[1]];
        assert_eq!(told(&fields).await, (401, "invalid_client".to_owned()));
    }
    // JSON is no form, and a form no JSON.
    let http = reqwest::Client::new();
    let json = http
        .post(format!("{}/oauth/token", app.origin()))
        .json(&json!({}));
    assert_eq!(json.send().await.unwrap().status(), 400);
}
