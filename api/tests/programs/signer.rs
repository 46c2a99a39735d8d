//! A program that proves which one it is by what it signs.

use super::{Told, knock};
use crate::support::TestApp;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

/// What stands before an Ed25519 key in PKCS #8.
const PKCS8: &str = "302e020100300506032b657004220420";

/// A program that signs: its id, and what its key is made of.
#[derive(Clone, Copy)]
pub struct Signer {
    pub id: Uuid,
    pub seed: [u8; 32],
}

impl Signer {
    /// One that is yet to be registered.
    pub fn new() -> Signer {
        Signer {
            id: Uuid::now_v7(),
            seed: *b"a seed of thirty-two bytes, made",
        }
    }

    pub fn key(&self) -> EncodingKey {
        let bytes = |at: usize| u8::from_str_radix(&PKCS8[at..at + 2], 16).expect("hex");
        let mut der: Vec<u8> = (0..PKCS8.len()).step_by(2).map(bytes).collect();
        der.extend(self.seed);
        EncodingKey::from_ed_der(&der)
    }

    /// Its public half, as a developer sends it.
    pub fn public(&self) -> String {
        let public = Jwk::from_encoding_key(&self.key(), Algorithm::EdDSA).expect("a key");
        serde_json::to_string(&public).expect("JSON")
    }

    /// What an honest proof says, changed.
    pub fn claims(&self, change: impl FnOnce(&mut Value)) -> Value {
        let now: chrono::DateTime<chrono::Utc> = crate::support::NOW.parse().expect("a time");
        let mut claims = json!({
            "iss": self.id, "sub": self.id, "aud": "http://127.0.0.1:9/oauth/token",
            "exp": now.timestamp() + 300, "jti": Uuid::new_v4(),
        });
        change(&mut claims);
        claims
    }

    /// A proof of that.
    pub fn proof(&self, change: impl FnOnce(&mut Value)) -> String {
        let header = Header::new(Algorithm::EdDSA);
        encode(&header, &self.claims(change), &self.key()).expect("a proof")
    }
}

/// Asks for a token with a signed proof.
pub async fn sign_in(app: &TestApp, proof: &str, scope: Option<&str>) -> Told {
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let mut fields = vec![
        ("grant_type", "client_credentials"),
        ("client_assertion_type", kind),
        ("client_assertion", proof),
    ];
    fields.extend(scope.map(|scope| ("scope", scope)));
    knock(app, &fields, None).await
}
