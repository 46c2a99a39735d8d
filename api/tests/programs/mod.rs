//! Programs of others: let in by the head of finance, by a token, for what it was given; and attacks on
//! the door and on tokens, none of which gets in or writes anything.

mod attacks;
mod door;
mod files;
mod guards;
mod proofs;
mod restored;
mod scopes;
mod signer;
mod waits;

use crate::support::{Client, Office, TestApp};
use serde_json::{Value, json};
use shared::permission::Role;
use signer::{Signer, sign_in};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A program that was let in.
#[derive(Clone)]
pub struct Registered {
    pub id: Uuid,
    pub proof: Proof,
}

/// By what it proves which one it is.
#[derive(Clone)]
pub enum Proof {
    Secret(String),
    Key(Signer),
}

impl Registered {
    /// Its secret.
    pub fn secret(&self) -> &str {
        match &self.proof {
            Proof::Secret(secret) => secret,
            Proof::Key(_) => panic!("it has a key"),
        }
    }

    /// The same with another secret.
    pub fn guessing(&self, secret: &str) -> Registered {
        Registered {
            id: self.id,
            proof: Proof::Secret(secret.to_owned()),
        }
    }
}

/// What the head of finance is asked to let in; what makes drafts has a key.
pub fn asked(name: &str, scopes: &str) -> Value {
    let signer = Signer::new();
    let key = scopes.contains(":edit").then(|| signer.public());
    let scopes: Vec<&str> = scopes.split(' ').collect();
    json!({
        "id": signer.id, "name": name, "contact_name": "คุณผู้พัฒนา สมมติ",
        "contact_email": "dev@vendor.example", "scopes": scopes, "valid_until": "2026-09-30",
        "public_key": key,
    })
}

/// Lets a program in for these scopes.
pub async fn registered(office: &Office, scopes: &str) -> Registered {
    let name = office.text("ระบบรับชำระ");
    let new = asked(&name, scopes);
    let head = office.as_role(Role::FinanceHead);
    let made = head.post("/programs", &new).await.ok();
    let id = made["program"]["id"].as_str().expect("an id");
    let id: Uuid = id.parse().expect("an id");
    let proof = match made["client_secret"].as_str() {
        Some(secret) => Proof::Secret(secret.to_owned()),
        None => Proof::Key(Signer {
            id,
            ..Signer::new()
        }),
    };
    Registered { id, proof }
}

/// Shuts one out.
pub async fn withdraw(office: &Office, program: Uuid) {
    let head = office.as_role(Role::FinanceHead);
    let path = format!("/programs/{program}");
    let answer = head.send(reqwest::Method::DELETE, &path, None, None).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

/// What the door answers: status, headers that matter, body.
pub struct Told {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

impl Told {
    /// The token of a success.
    #[track_caller]
    pub fn token(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body["access_token"]
            .as_str()
            .expect("a token")
            .to_owned()
    }

    /// The error of a refusal.
    pub fn error(&self) -> (u16, String) {
        (
            self.status,
            self.body["error"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

/// Sends a form to the door, with a head where one is given.
pub async fn knock(app: &TestApp, fields: &[(&str, &str)], head: Option<&str>) -> Told {
    let http = reqwest::Client::new();
    let mut request = http
        .post(format!("{}/oauth/token", app.origin()))
        .form(fields);
    if let Some(head) = head {
        request = request.header("Authorization", head);
    }
    let answer = request.send().await.expect("an answer");
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| {
        (
            name.to_string(),
            value.to_str().unwrap_or_default().to_owned(),
        )
    });
    Told {
        status: answer.status().as_u16(),
        headers: headers.collect(),
        body: answer.json().await.unwrap_or_default(),
    }
}

/// Asks for a token as the program does it.
pub async fn ask(app: &TestApp, program: &Registered, scope: Option<&str>) -> Told {
    let id = program.id.to_string();
    match &program.proof {
        Proof::Key(signer) => sign_in(app, &signer.proof(|_| ()), scope).await,
        Proof::Secret(secret) => {
            let mut fields = vec![
                ("grant_type", "client_credentials"),
                ("client_id", id.as_str()),
                ("client_secret", secret.as_str()),
            ];
            fields.extend(scope.map(|scope| ("scope", scope)));
            knock(app, &fields, None).await
        }
    }
}

/// The client of a program, with a token for all it was let in for.
pub async fn client(app: &TestApp, program: &Registered) -> Client {
    let token = ask(app, program, None).await.token();
    app.anonymous().as_program(&token)
}

/// The form of a receipt to be made.
pub fn new_receipt(office: &Office) -> Value {
    let id = Uuid::now_v7();
    json!({ "id": id, "fiscal_year": crate::support::YEAR, "body": office.receipt_body("cash", "100.00") })
}
