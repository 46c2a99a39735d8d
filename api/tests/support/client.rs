//! One person's browser, or nobody's. Every answer is held against the description of the API.

use super::contract;
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use std::time::Duration;
use uuid::Uuid;

/// Sends requests with one session.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    bearer: Option<String>,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Its headers.
    pub headers: reqwest::header::HeaderMap,
    /// Its body.
    pub bytes: Vec<u8>,
    /// What was asked, for messages.
    pub asked: String,
}

impl Client {
    /// For a session, or for nobody.
    pub fn new(http: &reqwest::Client, base: &str, token: Option<String>) -> Client {
        let (http, base) = (http.clone(), base.to_owned());
        Client {
            http,
            base,
            token,
            bearer: None,
        }
    }

    /// The same as a program with this token: without the word of our own pages.
    pub fn as_program(&self, bearer: &str) -> Client {
        Client {
            bearer: Some(bearer.to_owned()),
            ..self.clone()
        }
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> Option<String> {
        let token = self.token.as_ref();
        token.map(|token| format!("__Host-laas={token}"))
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body), None).await
    }

    /// POST of JSON with an idempotency key.
    pub async fn post_once(&self, path: &str, body: &Value, key: &str) -> Answer {
        self.send(Method::POST, path, Some(body), Some(key)).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, Some(body), None).await
    }

    /// Any method.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Answer {
        let text = body.map(Value::to_string);
        self.send_text(method, path, text, key).await
    }

    /// Any method and any text for a body, readable or not.
    pub async fn send_text(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<&str>,
    ) -> Answer {
        let mut answer = self.transmit(method.clone(), path, body.clone(), key).await;
        // A crowd is told to come again, as browsers do.
        while answer.status == 503 && answer.text().contains(r#""code":"busy""#) {
            tokio::time::sleep(Duration::from_secs(1)).await;
            answer = self.transmit(method.clone(), path, body.clone(), key).await;
        }
        if let Some(wrong) = contract::complaint(&method, path, &answer) {
            panic!(
                "{wrong}: {} answered {} {}",
                answer.asked,
                answer.status,
                answer.text()
            );
        }
        answer
    }

    async fn transmit(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<&str>,
    ) -> Answer {
        let mut request = self.http.request(method.clone(), self.url(path));
        request = match &self.bearer {
            Some(token) => request.bearer_auth(token),
            None => request.header("X-Requested-By", "laas"),
        };
        if let Some(cookie) = self.cookie() {
            request = request.header("Cookie", cookie);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(body) = body {
            request = request
                .header("Content-Type", "application/json")
                .body(body);
        }
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("the answer ends").to_vec();
        let asked = format!("{method} {path}");
        Answer {
            status,
            headers,
            bytes,
            asked,
        }
    }

    /// The answer to a request, whatever it is: for tests that collect faults.
    pub async fn attempt(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.transmit(method, path, Some(body.to_string()), None)
            .await
    }

    /// What is wrong with the answer to a request, if anything: for tests that collect faults.
    pub async fn probe(&self, method: Method, path: &str, body: Option<&Value>) -> Option<String> {
        let answer = self
            .transmit(method.clone(), path, body.map(Value::to_string), None)
            .await;
        contract::complaint(&method, path, &answer)
    }

    /// A new draft of a kind at `path`, under an id of its own.
    pub async fn create(&self, path: &str, body: &Value) -> Answer {
        let new = json!({ "id": Uuid::now_v7(), "fiscal_year": super::YEAR, "body": body });
        self.post(path, &new).await
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// How long the server took.
    pub fn took(&self) -> Duration {
        let said = self.headers.get(super::app::TOOK);
        let micros = said.and_then(|said| said.to_str().ok()?.parse().ok());
        Duration::from_micros(micros.expect("what it took"))
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(
            (200..300).contains(&self.status),
            "{}: {} {}",
            self.asked,
            self.status,
            self.text()
        );
        self.json()
    }

    /// The problem's code; empty for a success.
    pub fn code(&self) -> String {
        let problem = if self.status >= 400 {
            self.json()
        } else {
            Value::Null
        };
        problem["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The problem, which must have this code and its status.
    #[track_caller]
    pub fn refused(self, code: ProblemCode) -> Value {
        let found = (self.status, self.code());
        let expected = (code.status(), code.to_string());
        assert_eq!(found, expected, "{}: {}", self.asked, self.text());
        self.json()
    }
}
