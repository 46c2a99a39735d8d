//! What programs sign to prove which one they are, and what passes for it and does not.

use super::signer::{Signer, sign_in};
use super::{Proof, Registered, ask, registered};
use crate::support::TestApp;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use shared::permission::Role;
use uuid::Uuid;

fn of(program: &Registered) -> Signer {
    match &program.proof {
        Proof::Key(signer) => *signer,
        Proof::Secret(_) => panic!("it has a secret"),
    }
}

fn none() -> (u16, String) {
    (401, "invalid_client".to_owned())
}

#[tokio::test]
async fn a_program_signs_with_its_own_key_and_each_proof_counts_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let signer = of(&program);
    let proof = signer.proof(|_| ());
    let token = sign_in(&app, &proof, None).await.token();
    let client = app.anonymous().as_program(&token);
    client.get("/receipts").await.ok();
    assert_eq!(sign_in(&app, &proof, None).await.error(), none(), "twice");
    let changes: [fn(&mut Value); 8] = [
        |claims| claims["exp"] = json!(1),
        |claims| claims["exp"] = json!(4_000_000_000_i64),
        |claims| claims["aud"] = json!("https://elsewhere.example"),
        |claims| claims["iss"] = json!("another"),
        |claims| claims["sub"] = json!(Uuid::now_v7()),
        |claims| claims["jti"] = json!(""),
        |claims| drop(claims.as_object_mut().expect("claims").remove("aud")),
        |claims| drop(claims.as_object_mut().expect("claims").remove("jti")),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let told = sign_in(&app, &signer.proof(change), None).await;
        assert!(matches!(told.status, 400 | 401), "{n}: {}", told.body);
    }
    let stranger = Signer {
        seed: [7; 32],
        ..signer
    };
    let forged = stranger.proof(|_| ());
    assert_eq!(sign_in(&app, &forged, None).await.error(), none());
    sign_in(&app, &signer.proof(|_| ()), None).await.token();
}

/// The public key is known to whoever likes: it is no secret to sign with, and what is not signed is none.
#[tokio::test]
async fn no_proof_that_is_signed_otherwise_than_by_the_key_counts() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let signer = of(&program);
    let public = signer.public();
    let jwk: Value = serde_json::from_str(&public).expect("a key");
    let x = jwk["x"].as_str().expect("a point");
    let raw = URL_SAFE_NO_PAD.decode(x).expect("bytes");
    let claims = signer.claims(|_| ());
    let hashed = |key: &[u8]| {
        let header = Header::new(Algorithm::HS256);
        encode(&header, &claims, &EncodingKey::from_secret(key)).expect("a proof")
    };
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let unsigned = |name: &str| {
        let head = part(json!({ "alg": name, "typ": "JWT" }));
        format!("{head}.{}.", part(claims.clone()))
    };
    let critical = Header {
        crit: Some(vec!["b64".to_owned()]),
        ..Header::new(Algorithm::EdDSA)
    };
    let critical = encode(&critical, &claims, &signer.key()).expect("a proof");
    for (what, proof) in [
        ("the point as a secret", hashed(x.as_bytes())),
        ("its bytes as a secret", hashed(&raw)),
        ("the key as a secret", hashed(public.as_bytes())),
        ("no algorithm", unsigned("none")),
        ("no algorithm, spelt otherwise", unsigned("None")),
        ("something critical", critical),
    ] {
        let told = sign_in(&app, &proof, None).await;
        assert!(matches!(told.status, 400 | 401), "{what}: {}", told.body);
        assert!(told.body["access_token"].is_null(), "{what}");
    }
    sign_in(&app, &signer.proof(|_| ()), None).await.token();
}

#[tokio::test]
async fn one_proof_sent_twenty_times_at_once_counts_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let proof = of(&program).proof(|_| ());
    let tries = (0..20).map(|_| async {
        loop {
            let told = sign_in(&app, &proof, None).await;
            if told.status != 503 {
                return told.status;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    });
    let told = join_all(tries).await;
    let given = told.iter().filter(|status| **status == 200).count();
    assert_eq!(given, 1, "{told:?}");
    assert!(told.iter().all(|status| matches!(status, 200 | 401 | 429)));
}

/// Who has a key is not let in by a secret, and who has a secret not by what it signs.
#[tokio::test]
async fn each_program_proves_itself_in_its_own_way_alone() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (signing, telling) = (
        registered(&office, "receipt:edit").await,
        registered(&office, "receipt:read").await,
    );
    let public = of(&signing).public();
    for secret in ["", "x", public.as_str(), telling.secret()] {
        let told = ask(&app, &signing.guessing(secret), None).await;
        assert!(matches!(told.status, 400 | 401), "{secret}: {}", told.body);
    }
    let signer = Signer {
        id: telling.id,
        ..Signer::new()
    };
    let told = sign_in(&app, &signer.proof(|_| ()), None).await;
    assert_eq!(told.error(), none());
    let hashed = encode(
        &Header::new(Algorithm::HS256),
        &signer.claims(|_| ()),
        &EncodingKey::from_secret(telling.secret().as_bytes()),
    );
    let told = sign_in(&app, &hashed.expect("a proof"), None).await;
    assert_eq!(told.error(), none());
    ask(&app, &telling, None).await.token();
    ask(&app, &signing, None).await.token();
}

/// A key is kept without what is not public or not ours, and one that proves nothing is refused.
#[tokio::test]
async fn a_key_is_looked_at_when_it_is_registered() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let head = office.as_role(Role::FinanceHead);
    let mut new = super::asked("ระบบ", "receipt:edit");
    let point = |first: u8| URL_SAFE_NO_PAD.encode([&[first][..], &[0; 31]].concat());
    for weak in [point(0), point(1), point(2)] {
        let key = json!({ "kty": "OKP", "crv": "Ed25519", "x": weak });
        new["public_key"] = json!(key.to_string());
        let told = head.post("/programs", &new).await;
        let told = told.refused(shared::ProblemCode::INVALID_FIELDS);
        assert_eq!(told["errors"][0]["path"], "public_key", "{told}");
    }
    let signer = Signer::new();
    let mut key: Value = serde_json::from_str(&signer.public()).expect("a key");
    key["kid"] = json!("note: ขอความกรุณา");
    new["public_key"] = json!(format!("\n {key}  "));
    head.post("/programs", &new).await.ok();
    let mut sql = app.owner_sql().await;
    let kept: String = sql
        .value("SELECT public_key AS value FROM program_keys", &[])
        .await;
    let x = key["x"].as_str().expect("a point");
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    assert_eq!(kept, canonical);
}
