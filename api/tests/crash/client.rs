//! Calls with a key of the client's, what becomes of them, and the log of what was acknowledged.

use anyhow::{Context, Result};
use api::platform::record::hex;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use uuid::Uuid;

/// A write that can be sent again, any number of times.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Call {
    /// Idempotency key.
    pub key: String,
    /// Which office, by its place in the list.
    pub office: usize,
    /// The session it is sent with.
    pub session: String,
    /// Address below `/api/v1`.
    pub path: String,
    /// JSON.
    pub body: String,
    /// Folder of the document's kind.
    pub kind: String,
    /// The document it is about; ids are made by the client.
    pub document: Uuid,
    /// Another document, which changes with it.
    pub about: Option<Uuid>,
    /// Its version before: 0 while it is not there.
    pub version: i64,
}

/// What became of a call.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// 2xx.
    Acknowledged(Answer),
    /// 4xx: a decision of the server.
    Refused(u16, String),
    /// No answer, or one that decides nothing: it happened or not. Why, in few words.
    Unknown(String),
}

/// An answer to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// SHA-256 of the body.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(&self.body))
    }
}

/// A client of the server.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

/// How long a client waits; the server gives up earlier.
pub const PATIENCE: Duration = Duration::from_secs(20);

impl Client {
    /// For the server on a port.
    pub fn new(port: u16) -> Result<Client> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .build()?;
        let base = format!("http://127.0.0.1:{port}/api/v1");
        Ok(Client { http, base })
    }

    /// One request.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        session: &str,
        body: Option<&str>,
        key: Option<&str>,
        patience: Duration,
    ) -> Result<Answer> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        request = request.header("X-Requested-By", "laas").timeout(patience);
        if !session.is_empty() {
            request = request.header("Cookie", format!("__Host-laas={session}"));
        }
        if let Some(body) = body {
            request = request
                .header("Content-Type", "application/json")
                .body(body.to_owned());
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        let response = request.send().await?;
        let status = response.status().as_u16();
        let body = response.bytes().await?.to_vec();
        Ok(Answer { status, body })
    }

    /// Sends a call.
    pub async fn send(&self, call: &Call, patience: Duration) -> Outcome {
        let (body, key) = (Some(call.body.as_str()), Some(call.key.as_str()));
        let sent = self.request(Method::POST, &call.path, &call.session, body, key, patience);
        match sent.await {
            Err(_) => Outcome::Unknown("no answer".to_owned()),
            Ok(answer) => match answer.status {
                200..=299 => Outcome::Acknowledged(answer),
                400..=499 => Outcome::Refused(answer.status, text(&answer.body)),
                status => Outcome::Unknown(format!("status {status}")),
            },
        }
    }

    /// Sends a call until it is decided.
    pub async fn insist(&self, call: &Call) -> Outcome {
        let mut outcome = self.send(call, PATIENCE).await;
        for _ in 0..300 {
            match outcome {
                Outcome::Unknown(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                _ => break,
            }
            outcome = self.send(call, PATIENCE).await;
        }
        outcome
    }

    /// The document a call was about, as its sender sees it.
    pub async fn document(&self, call: &Call) -> Result<Answer> {
        let path = format!("/{}/{}", call.kind, call.document);
        self.request(Method::GET, &path, &call.session, None, None, PATIENCE)
            .await
    }

    /// Does the server reach its database?
    pub async fn is_ready(&self) -> bool {
        let soon = Duration::from_secs(5);
        let asked = self.request(Method::GET, "/health/ready", "", None, None, soon);
        asked.await.is_ok_and(|answer| answer.status == 200)
    }
}

/// Bytes for people.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(300).collect()
}

/// A line of the log: an acknowledged call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ack {
    /// The call, whole, so that it can be sent again.
    pub call: Call,
    /// HTTP status of the answer.
    pub status: u16,
    /// SHA-256 of its body.
    pub hash: String,
    /// The numbers the document carried in it.
    pub numbers: Vec<String>,
    /// The version of the document in it.
    pub version: i64,
}

impl Ack {
    /// Reads an answer.
    pub fn new(call: &Call, answer: &Answer) -> Result<Ack> {
        let value: Value = serde_json::from_slice(&answer.body)?;
        let header = &value["header"];
        let numbers = header["numbers"]
            .as_array()
            .context("an answer without numbers")?;
        let text = |number: &Value| number["text"].as_str().map(str::to_owned);
        Ok(Ack {
            call: call.clone(),
            status: answer.status,
            hash: answer.hash(),
            numbers: numbers.iter().filter_map(text).collect(),
            version: header["version"]
                .as_i64()
                .context("an answer without version")?,
        })
    }
}

/// The log of acknowledged calls: on disk before anything follows from them.
pub struct AckLog {
    path: PathBuf,
    file: Mutex<File>,
}

impl AckLog {
    /// A new one in a folder.
    pub fn new(folder: &Path) -> Result<AckLog> {
        let path = folder.join("acknowledged");
        let file = Mutex::new(File::create_new(&path)?);
        Ok(AckLog { path, file })
    }

    /// Writes a line and waits for the disk.
    pub fn append(&self, ack: &Ack) -> Result<()> {
        let mut line = serde_json::to_vec(ack)?;
        line.push(b'\n');
        let mut file = self
            .file
            .lock()
            .map_err(|_| anyhow::anyhow!("the log is poisoned"))?;
        file.write_all(&line)?;
        Ok(file.sync_data()?)
    }

    /// Every line after the first `skip`, from the disk.
    pub fn read(&self, skip: usize) -> Result<Vec<Ack>> {
        let lines = BufReader::new(File::open(&self.path)?).lines().skip(skip);
        lines
            .map(|line| Ok(serde_json::from_str(&line?)?))
            .collect()
    }
}
