//! A provider of OpenID Connect that says what a test wants said, signed as ThaiD signs.

use actix_web::web::{Data, Json};
use actix_web::{App, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

/// Made for these tests: it signs nothing that anybody else believes.
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgU/ovu36aZvqvc3r/\
    1tKpNhR0ExdDM7ODMATf0vAjPkqhRANCAASWzX+7GvNd1UGJUUoRioRtoPdul4mg\
    k5hrzpa25QbXGgsC6mwxij0DCGR0nxPQpMG0y3uZuCLIHC+lkcH3geHX";
/// Its public half.
const PUBLIC: [&str; 2] = [
    "ls1_uxrzXdVBiVFKEYqEbaD3bpeJoJOYa86WtuUG1xo",
    "CwLqbDGKPQMIZHSfE9CkwbTLe5m4IsgcL6WRwfeB4dc",
];

/// A running provider.
pub struct Thaid {
    /// For `LAAS_OIDC_ISSUER`.
    pub issuer: String,
    said: Arc<Mutex<Value>>,
    /// Tokens are asked for and never given.
    silent: Arc<AtomicBool>,
}

impl Thaid {
    /// Starts one on a free port, which lives as long as the process.
    pub fn start() -> Thaid {
        let said: Arc<Mutex<Value>> = Arc::default();
        let shared = Data::from(Arc::clone(&said));
        let silent: Arc<AtomicBool> = Arc::default();
        let hushed = Data::from(Arc::clone(&silent));
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
                let issuer = format!("http://{}", listener.local_addr().expect("an address"));
                let own = Data::new(issuer.clone());
                let server = HttpServer::new(move || {
                    App::new()
                        .app_data(shared.clone())
                        .app_data(own.clone())
                        .app_data(hushed.clone())
                        .route("/.well-known/openid-configuration", web::get().to(describe))
                        .route("/jwks", web::get().to(keys))
                        .route("/token", web::post().to(token))
                });
                let server = server.workers(1).disable_signals();
                let server = server.listen(listener).expect("a listener").run();
                sender.send(issuer).expect("the test waits");
                server.await.expect("the provider runs");
            });
        });
        let issuer = receiver.recv().expect("the provider starts");
        Thaid {
            issuer,
            said,
            silent,
        }
    }

    /// From now on it says what it is, and nothing of anybody.
    pub fn hush(&self) {
        self.silent.store(true, Ordering::Relaxed);
    }

    /// The next token says this, and otherwise what it should.
    pub fn says(&self, nonce: &str, now: i64, changed: Value) {
        let mut claims = json!({
            "iss": self.issuer, "sub": "x", "aud": "laas", "nonce": nonce, "iat": now,
            "exp": now + 900, "ial": "2.3", "auth_time": now,
        });
        for (name, value) in changed.as_object().expect("claims") {
            claims[name] = value.clone();
        }
        *self.said.lock().expect("claims") = claims;
    }
}

async fn describe(issuer: Data<String>) -> Json<Value> {
    let at = |path: &str| format!("{}/{path}", **issuer);
    Json(json!({
        "issuer": **issuer, "authorization_endpoint": at("auth"), "token_endpoint": at("token"),
        "jwks_uri": at("jwks"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys() -> Json<Value> {
    let [x, y] = PUBLIC;
    let key = json!({ "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "1",
        "x": x, "y": y });
    Json(json!({ "keys": [key] }))
}

async fn token(said: Data<Mutex<Value>>, silent: Data<AtomicBool>) -> Json<Value> {
    if silent.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    let mut header = Header::new(Algorithm::ES256);
    header.kid = Some("1".to_owned());
    let key = STANDARD.decode(KEY).expect("a key");
    let key = EncodingKey::from_ec_der(&key);
    let claims = said.lock().expect("claims").clone();
    let token = encode(&header, &claims, &key).expect("a token");
    Json(
        json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 900, "id_token": token }),
    )
}
