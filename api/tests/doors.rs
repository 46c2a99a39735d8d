//! Doors that stood open before log-in, and every other spelling of them: inflation, addresses the
//! guard did not recognise, other origins, crowds.

use crate::support::{TestApp, YEAR};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, COOKIE, ORIGIN, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::permission::Role;
use uuid::Uuid;

/// `{"username":"somebody","password":"a password"}`, packed.
const PACKED: [(&str, &[u8]); 2] = [
    (
        "gzip",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x2a\x2d\x4e\x2d\xca\x4b\
          \xcc\x4d\x55\xb2\x52\x2a\xce\xcf\x4d\x4d\xca\x4f\xa9\x54\xd2\x51\x2a\
          \x48\x2c\x2e\x2e\xcf\x2f\x4a\x01\x8a\x26\x2a\xc0\x39\xb5\x00\x10\x58\xc6\x66\x2f\x00\x00\x00",
    ),
    (
        "deflate",
        b"\x78\x9c\xab\x56\x2a\x2d\x4e\x2d\xca\x4b\
          \xcc\x4d\x55\xb2\x52\x2a\xce\xcf\x4d\x4d\xca\x4f\xa9\x54\xd2\x51\x2a\
          \x48\x2c\x2e\x2e\xcf\x2f\x4a\x01\x8a\x26\x2a\xc0\x39\xb5\x00\x94\x6e\x10\xd2",
    ),
];

fn sent_by_hand(request: RequestBuilder) -> RequestBuilder {
    request
        .header("X-Requested-By", "laas")
        .header(CONTENT_TYPE, "application/json")
}

#[tokio::test]
async fn bodies_are_never_unpacked() {
    let app = TestApp::start().await;
    let http = reqwest::Client::new();
    let session = format!("{}/api/v1/session", app.origin());
    for (coding, bytes) in PACKED {
        for named in [coding, "br", "zstd", "identity, br"] {
            let request = sent_by_hand(http.post(&session)).header(CONTENT_ENCODING, named);
            let answer = request.body(bytes).send().await.expect("an answer");
            let problem: Value = answer.json().await.expect("a problem");
            assert_eq!(problem["code"], "malformed_request", "{named}");
        }
    }
}

#[tokio::test]
async fn strangers_bodies_are_small() {
    let app = TestApp::start().await;
    let long = json!({ "username": "x".repeat(17_000), "password": "y" });
    let answer = app.anonymous().post("/session", &long).await;
    answer.refused(ProblemCode::TOO_LARGE);
    let path = "/receipts/01890a5d-ac96-774b-bcce-b302099a8057/attachments";
    let large = json!({ "content": "x".repeat(3_000_000) });
    let answer = app.anonymous().post(path, &large).await;
    answer.refused(ProblemCode::UNAUTHENTICATED);
}

/// Other spellings of `/api/v1/receipts`.
const SPELLINGS: [&str; 8] = [
    "/%61pi/v1/receipts",
    "/api/%761/receipts",
    "/api/v1/%72eceipts",
    "//api/v1/receipts",
    "/api//v1/receipts",
    "/API/v1/receipts",
    "/api/v1/receipts/",
    "/api/v1;x=1/receipts",
];

#[tokio::test]
async fn no_other_spelling_of_an_address_is_answered() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (head, http) = (office.head().await, reqwest::Client::new());
    let cookie = format!("__Host-laas={}", office.member(Role::RevenueOfficer).token);
    let body = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR,
        "body": office.receipt_body("cash", "1.00") });
    for path in SPELLINGS {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let request = http.request(method.clone(), format!("{}{path}", app.origin()));
            let request = request.header(COOKIE, &cookie).json(&body);
            let answer = request.send().await.expect("an answer");
            let refused = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
            assert!(
                refused.contains(&answer.status()),
                "{method} {path}: {}",
                answer.status()
            );
        }
    }
    assert_eq!(office.head().await, head, "nothing was written");
}

#[tokio::test]
async fn no_other_origin_may_write_not_even_another_port_of_ours() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (head, http) = (office.head().await, reqwest::Client::new());
    let cookie = format!("__Host-laas={}", office.member(Role::RevenueOfficer).token);
    let body = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR,
        "body": office.receipt_body("cash", "1.00") });
    let url = format!("{}/api/v1/receipts", app.origin());
    for (name, value) in [
        (ORIGIN.as_str(), "http://127.0.0.1:8081"),
        (ORIGIN.as_str(), "null"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "cross-site"),
    ] {
        let request = sent_by_hand(http.post(&url)).header(COOKIE, &cookie);
        let answer = request.header(name, value).body(body.to_string()).send();
        let problem: Value = answer.await.expect("an answer").json().await.expect("JSON");
        assert_eq!(problem["code"], "foreign_origin", "{name}: {value}");
    }
    assert_eq!(office.head().await, head, "nothing was written");
}

/// A link of another site would come with the session, too, and have the books packed.
#[tokio::test]
async fn no_other_site_has_the_books_packed() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (head, http) = (office.head().await, reqwest::Client::new());
    let cookie = format!("__Host-laas={}", office.member(Role::FinanceHead).token);
    let url = format!("{}/api/v1/record/bundle", app.origin());
    for (site, is_taken) in [
        ("cross-site", false),
        ("same-site", false),
        ("same-origin", true),
    ] {
        let request = http.get(&url).header(COOKIE, &cookie);
        let answer = request.header("Sec-Fetch-Site", site).send().await;
        let status = answer.expect("an answer").status();
        assert_eq!(status.is_success(), is_taken, "{site}: {status}");
        assert_eq!(office.head().await != head, is_taken, "{site}");
    }
}

#[tokio::test]
async fn a_document_has_no_more_rows_than_a_paper_can_show() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = office.as_role(Role::FinanceOfficer);
    let mut body = office.body(shared::document::Kind::BankReceipt).await;
    let item = body["items"][0].clone();
    for (rows, is_taken) in [(1_000, true), (1_001, false), (5_000, false)] {
        body["items"] = Value::Array(vec![item.clone(); rows]);
        let answer = client.create("/bank-receipts", &body).await;
        match is_taken {
            true => drop(answer.ok()),
            false => {
                let problem = answer.refused(ProblemCode::INVALID_FIELDS);
                assert_eq!(problem["errors"][0]["path"], "items");
                assert_eq!(problem["errors"][0]["code"], "too_many");
            }
        }
    }
}

#[tokio::test]
async fn a_crowd_at_the_door_is_told_to_come_again() {
    let app = TestApp::start().await;
    let http = reqwest::Client::new();
    let session = format!("{}/api/v1/session", app.origin());
    let tries = (0..200).map(|n| {
        let login = json!({ "username": format!("nobody{n}"), "password": "x" });
        sent_by_hand(http.post(&session))
            .body(login.to_string())
            .send()
    });
    let answers = futures_util::future::join_all(tries).await;
    let mut told = 0;
    for answer in answers {
        let answer = answer.expect("an answer");
        let has_wait = answer.headers().contains_key(RETRY_AFTER);
        let status = answer.status();
        let problem: Value = answer.json().await.expect("a problem");
        match problem["code"].as_str() {
            Some("wrong_credentials") => {}
            Some("too_many_requests") => {
                assert!(has_wait && status == StatusCode::TOO_MANY_REQUESTS);
                told += 1;
            }
            Some("busy") => {
                assert!(has_wait && status == StatusCode::SERVICE_UNAVAILABLE);
                told += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(told >= 180, "only {told} were told to come again");
}
