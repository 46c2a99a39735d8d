//! One practice entity, driven over HTTP.

use crate::platform::error::Error;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Instant;
use uuid::Uuid;

/// An entity with the two people a bank receipt needs.
#[derive(Clone)]
pub struct Office {
    base: String,
    http: Client,
    officer: String,
    head: String,
    bank: Uuid,
    payer: Uuid,
    pub entity: String,
}

impl Office {
    /// Founds an organisation over HTTP at the address `base`, and logs its people in.
    pub async fn found(base: &str) -> Result<Office, Error> {
        let (bank, payer) = (Uuid::now_v7(), Uuid::now_v7());
        let person = |role: &str| json!({ "name_th": "บุคคลสมมติ", "position_th": "ผู้ทดสอบ", "roles": [{ "role": role }] });
        let body = json!({
            "entity_type": "sao", "name_th": "อบต. วัดความเร็ว (สมมติ)", "today": "2025-10-01",
            "departments": [],
            "parties": [{ "id": payer, "code": "DLA", "name_th": "ผู้โอนสมมติ", "kind": "government",
                "taxpayer_kind": "none", "vat_registered": false }],
            "bank_accounts": [{ "id": bank, "code": "SAV", "name_th": "ออมทรัพย์",
                "bank": "ธนาคารสมมติ", "account": "1101030102" }],
            "people": [person("finance_officer"), person("finance_head")],
        });
        let http = Client::new();
        let mut office = Office {
            base: format!("{base}/api/v1"),
            http,
            officer: String::new(),
            head: String::new(),
            bank,
            payer,
            entity: String::new(),
        };
        let founded = office.send("/practice/entities", "", &body).await?;
        let session = |index: usize| {
            founded["sessions"][index]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        (office.officer, office.head) = (session(0), session(1));
        office.entity = founded["entity_id"].as_str().unwrap_or_default().to_owned();
        Ok(office)
    }

    fn new_receipt(&self, id: Uuid) -> Value {
        json!({ "id": id, "fiscal_year": 2569, "body": {
            "bank_account_id": self.bank, "payer_id": self.payer,
            "items": [{ "item_type": "revenue", "revenue_type": "431002", "amount": "1322670.00" }],
        }})
    }

    /// Asks for a new draft, whatever comes of it: the status, unless there was no answer, and
    /// whether it is said when to come again.
    pub async fn draft(&self) -> Option<(StatusCode, bool)> {
        let body = self.new_receipt(Uuid::now_v7());
        let request = self.request("/bank-receipts", &self.officer, &body);
        let response = request.send().await.ok()?;
        let says_when = response.headers().contains_key(RETRY_AFTER);
        let status = response.status();
        response.bytes().await.ok()?;
        Some((status, says_when))
    }

    /// Posts one document; the microseconds of each of its commits.
    pub async fn post_one(&self) -> Result<[u128; 3], Error> {
        let id = Uuid::now_v7();
        let body = self.new_receipt(id);
        let mut micros = [0; 3];
        let began = Instant::now();
        let draft = self.send("/bank-receipts", &self.officer, &body).await?;
        micros[0] = began.elapsed().as_micros();
        let mut version = draft["header"]["version"].clone();
        for (at, action, session) in [(1, "submit", &self.officer), (2, "approve", &self.head)] {
            let began = Instant::now();
            let path = format!("/bank-receipts/{id}/{action}");
            let done = self
                .send(&path, session, &json!({ "version": version }))
                .await?;
            micros[at] = began.elapsed().as_micros();
            version = done["header"]["version"].clone();
        }
        Ok(micros)
    }

    /// Reads, as the officer or the head; the answer and its microseconds.
    pub async fn read(&self, path: &str, as_head: bool) -> Result<(Value, u128), Error> {
        let session = if as_head { &self.head } else { &self.officer };
        let request = self.http.get(format!("{}{path}", self.base));
        let request = request.header("Cookie", format!("__Host-laas={session}"));
        let began = Instant::now();
        let response = request.send().await.map_err(Error::unexpected)?;
        let status = response.status();
        let text = response.text().await.map_err(Error::unexpected)?;
        let micros = began.elapsed().as_micros();
        let answer = serde_json::from_str(&text).map_err(Error::unexpected)?;
        match status.is_success() {
            true => Ok((answer, micros)),
            false => Err(Error::Unexpected(anyhow::anyhow!(
                "{path}: {status} {text}"
            ))),
        }
    }

    fn request(&self, path: &str, session: &str, body: &Value) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.base)).json(body);
        request
            .header("X-Requested-By", "laas")
            .header("Idempotency-Key", Uuid::now_v7().to_string())
            .header("Cookie", format!("__Host-laas={session}"))
    }

    async fn send(&self, path: &str, session: &str, body: &Value) -> Result<Value, Error> {
        let request = self.request(path, session, body);
        let response = request.send().await.map_err(Error::unexpected)?;
        let status = response.status();
        let answer: Value = response.json().await.map_err(Error::unexpected)?;
        match status.is_success() {
            true => Ok(answer),
            false => Err(Error::Unexpected(anyhow::anyhow!(
                "{path}: {status} {answer}"
            ))),
        }
    }
}
