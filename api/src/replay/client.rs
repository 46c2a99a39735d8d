//! The API, as any client uses it.

use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::page::{MAX_PER_PAGE, Page};
use shared::{FieldError, ProblemCode};
use std::fmt;

/// Why a replay cannot go on.
#[derive(Debug)]
pub enum Trouble {
    /// The file is not what it should be.
    File(String),
    /// The server does not answer, or not as the API says.
    Server(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::File(why) => write!(f, "file: {why}"),
            Trouble::Server(why) => write!(f, "server: {why}"),
        }
    }
}

/// A problem document of the server.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Refusal {
    pub code: String,
    /// Its sentence.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub errors: Vec<FieldError>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.title)?;
        for error in &self.errors {
            write!(f, " [{} {:?}]", error.path, error.code)?;
        }
        Ok(())
    }
}

/// Why an operation was not done.
#[derive(Debug)]
pub enum Stop {
    /// The replay cannot do this yet.
    Unsupported(String),
    /// It refers to something that was not played.
    Missing(String),
    /// The server refused.
    Refused(Refusal),
    /// Nothing more can be done.
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl Stop {
    /// Where a refusal is as bad as no answer.
    pub fn into_trouble(self, what: &str) -> Trouble {
        match self {
            Stop::Trouble(trouble) => trouble,
            Stop::Refused(refusal) => Trouble::Server(format!("{what}: {refusal}")),
            Stop::Unsupported(why) => Trouble::File(format!("{what}: {why}")),
            Stop::Missing(id) => Trouble::File(format!("{what}: there is no {id}")),
        }
    }
}

/// A connection to a server.
pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    /// A client of the server at this address.
    pub fn new(base_url: &str) -> Result<Client, Trouble> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .map_err(|error| Trouble::Server(error.to_string()))?;
        let base = format!("{}/api/v1", base_url.trim_end_matches('/'));
        Ok(Client { http, base })
    }

    /// Sends a request, with the session of a person, who proves anew who that is where that is asked.
    pub async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        session: &str,
        body: Option<&Value>,
    ) -> Result<T, Stop> {
        match self.once(method.clone(), path, session, body).await {
            Err(Stop::Refused(refusal))
                if refusal.code == ProblemCode::STEP_UP_REQUIRED.as_str() =>
            {
                let proof = json!({ "seconds_ago": 0 });
                let _: Value = self
                    .once(Method::PUT, "/practice/proof", session, Some(&proof))
                    .await?;
                self.once(method, path, session, body).await
            }
            answer => answer,
        }
    }

    async fn once<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        session: &str,
        body: Option<&Value>,
    ) -> Result<T, Stop> {
        let server = |why: String| Trouble::Server(format!("{method} {path}: {why}"));
        let mut request = self
            .http
            .request(method.clone(), format!("{}{path}", self.base))
            .header("X-Requested-By", "laas");
        if !session.is_empty() {
            request = request.header("Cookie", format!("__Host-laas={session}"));
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request
            .send()
            .await
            .map_err(|error| server(error.to_string()))?;
        let is_success = answer.status().is_success();
        let status = answer.status();
        let text = answer
            .text()
            .await
            .map_err(|error| server(error.to_string()))?;
        if is_success {
            return serde_json::from_str(&text)
                .map_err(|error| server(format!("cannot be read: {error}")).into());
        }
        match serde_json::from_str::<Refusal>(&text) {
            Ok(refusal) => Err(Stop::Refused(refusal)),
            Err(_) => Err(server(format!("status {status}")).into()),
        }
    }

    /// Reads something; a refusal is trouble.
    pub async fn get<T: DeserializeOwned>(&self, path: &str, session: &str) -> Result<T, Trouble> {
        let answer = self.send(Method::GET, path, session, None).await;
        answer.map_err(|stop| stop.into_trouble(path))
    }

    /// Reads all pages of a list.
    pub async fn get_all<T: DeserializeOwned>(
        &self,
        path: &str,
        session: &str,
    ) -> Result<Vec<T>, Trouble> {
        let mut all = Vec::new();
        for page in 1.. {
            let path = format!("{path}?page={page}&per_page={MAX_PER_PAGE}");
            let read: Page<T> = self.get(&path, session).await?;
            let is_last = read.items.len() < MAX_PER_PAGE as usize;
            all.extend(read.items);
            if is_last {
                break;
            }
        }
        Ok(all)
    }
}
