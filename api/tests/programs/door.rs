//! The door: tokens by secret and by key, what it says of itself, and how it refuses (RFC 6749).

use super::{Told, ask, asked, knock, registered};
use crate::support::{Office, TestApp};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::permission::Role;
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
    let program = registered(&office, "report:read receipt:edit").await;
    let told = ask(&app, program.id, &program.secret, None).await;
    let token = told.token();
    assert_eq!(told.body["token_type"], "Bearer");
    assert_eq!(told.body["expires_in"], 600);
    assert_eq!(told.body["scope"], "receipt:edit report:read");
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
    assert_eq!(keys.len(), 2, "of this quarter and the last: {keys:?}");
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
    let less = ask(&app, program.id, &program.secret, Some("report:read")).await;
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
    let program = registered(&office, "report:read").await;
    let (id, secret) = (program.id.to_string(), program.secret.as_str());
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
    for more in ["report:read receipt:edit", "user:edit", "*"] {
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

/// A program that signs: its key, and what it signs with.
struct Signer {
    id: Uuid,
    seed: [u8; 32],
}

/// What stands before an Ed25519 key in PKCS #8.
const PKCS8: &str = "302e020100300506032b657004220420";

impl Signer {
    fn key(&self) -> EncodingKey {
        let bytes = |at: usize| u8::from_str_radix(&PKCS8[at..at + 2], 16).expect("hex");
        let mut der: Vec<u8> = (0..PKCS8.len()).step_by(2).map(bytes).collect();
        der.extend(self.seed);
        EncodingKey::from_ed_der(&der)
    }

    async fn registered(office: &Office) -> Signer {
        let signer = Signer {
            id: Uuid::now_v7(),
            seed: *b"a seed of thirty-two bytes, made",
        };
        let public = Jwk::from_encoding_key(&signer.key(), Algorithm::EdDSA).unwrap();
        let mut new = asked("ระบบที่ลงนามเอง", "report:read");
        new["id"] = json!(signer.id);
        new["public_key"] = json!(serde_json::to_string(&public).unwrap());
        let head = office.as_role(Role::FinanceHead);
        let made = head.post("/programs", &new).await.ok();
        assert_eq!(made["client_secret"], Value::Null);
        assert_eq!(made["program"]["proof"], "key");
        signer
    }

    /// An honest proof, changed.
    fn proof(&self, change: impl FnOnce(&mut Value)) -> String {
        let now: chrono::DateTime<chrono::Utc> = crate::support::NOW.parse().unwrap();
        let mut claims = json!({
            "iss": self.id, "sub": self.id, "aud": "http://127.0.0.1:9/oauth/token",
            "exp": now.timestamp() + 300, "jti": Uuid::new_v4(),
        });
        change(&mut claims);
        encode(&Header::new(Algorithm::EdDSA), &claims, &self.key()).expect("a proof")
    }
}

async fn sign_in(app: &TestApp, proof: &str) -> Told {
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", kind),
        ("client_assertion", proof),
    ];
    knock(app, &fields, None).await
}

#[tokio::test]
async fn a_program_signs_with_its_own_key_and_each_proof_counts_once() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let signer = Signer::registered(&office).await;
    let proof = signer.proof(|_| ());
    let token = sign_in(&app, &proof).await.token();
    let client = app.anonymous().as_program(&token);
    client
        .get("/reports/trial-balance?from=2025-10-01&to=2025-10-15")
        .await
        .ok();
    let none = (401, "invalid_client".to_owned());
    assert_eq!(sign_in(&app, &proof).await.error(), none, "twice");
    let changes: [fn(&mut Value); 6] = [
        |claims| claims["exp"] = json!(1),
        |claims| claims["exp"] = json!(4_000_000_000_i64),
        |claims| claims["aud"] = json!("https://elsewhere.example"),
        |claims| claims["iss"] = json!("another"),
        |claims| claims["sub"] = json!(Uuid::now_v7()),
        |claims| claims["jti"] = json!(""),
    ];
    for change in changes {
        let told = sign_in(&app, &signer.proof(change)).await;
        assert!(matches!(told.status, 400 | 401), "{}", told.body);
        // A right one in between: after three wrong ones they would be told to wait instead.
        sign_in(&app, &signer.proof(|_| ())).await.token();
    }
    let stranger = Signer {
        seed: [7; 32],
        ..signer
    };
    let forged = stranger.proof(|_| ());
    assert_eq!(sign_in(&app, &forged).await.error(), none, "another key");
}
