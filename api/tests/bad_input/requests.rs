//! Requests that cannot be read, queries that make no sense, requests of other sites.

use crate::support::{TestApp, YEAR};
use reqwest::Method;
use serde_json::json;
use shared::ProblemCode;
use shared::permission::Role;
use uuid::Uuid;

#[tokio::test]
async fn unreadable_requests_are_refused() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let client = office.as_role(Role::RevenueOfficer);
    let good = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": office.receipt_body("cash", "1.00") });
    let head = office.head().await;
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    for text in [
        "",
        "{",
        "null",
        "[]",
        "\"x\"",
        "{}",
        "{\"id\":1}",
        "\u{feff}{}",
        &deep,
    ] {
        let answer = client
            .send_text(Method::POST, "/receipts", Some(text.to_owned()), None)
            .await;
        assert_eq!(
            answer.code(),
            "malformed_request",
            "{:?}",
            &text[..text.len().min(40)]
        );
    }
    let twice = good.to_string().replacen('{', "{\"fiscal_year\":2569,", 1);
    let answer = client
        .send_text(Method::POST, "/receipts", Some(twice), None)
        .await;
    assert_eq!(answer.code(), "malformed_request", "the same field twice");
    let large = json!({ "id": "x".repeat(3 * 1024 * 1024) });
    client
        .post("/receipts", &large)
        .await
        .refused(ProblemCode::TOO_LARGE);
    for key in ["short", &"k".repeat(101), "with space", "ไทยไทยไทย"] {
        let answer = client.post_once("/receipts", &good, key).await;
        assert_eq!(
            answer.json()["errors"][0]["path"],
            "idempotency_key",
            "{key}"
        );
    }
    assert_eq!(office.head().await, head);
    for path in [
        "/receipts/x",
        "/receipts/..%2f..%2fetc",
        "/nothing",
        "/receipts/%00",
        "/receipts/1/2/3/4",
    ] {
        client.get(path).await.refused(ProblemCode::NOT_FOUND);
    }
    client
        .send(Method::DELETE, "/receipts", None, None)
        .await
        .refused(ProblemCode::METHOD_NOT_ALLOWED);
    client
        .send(Method::PATCH, "/receipts", None, None)
        .await
        .refused(ProblemCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn nothing_may_follow_the_json_of_a_body() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let good = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": office.receipt_body("cash", "1.00") });
    let client = office.as_role(Role::RevenueOfficer);
    let answer = client
        .send_text(
            Method::POST,
            "/receipts",
            Some(format!("{good} {good}")),
            None,
        )
        .await;
    assert_eq!(answer.code(), "malformed_request", "{}", answer.text());
}

/// Queries that make no sense, and the parameter to be named.
const WRONG: &[(&str, &str)] = &[
    ("/receipts?page=0", "page"),
    ("/receipts?page=-1", "page"),
    ("/receipts?page=x", "page"),
    ("/receipts?per_page=201", "per_page"),
    ("/receipts?per_page=0", "per_page"),
    ("/receipts?status=lost", "status"),
    ("/receipts?status=draft,lost", "status"),
    ("/receipts?sort=;--", "sort"),
    ("/receipts?from=2025-13-01", "from"),
    ("/receipts?department_id=01", "department_id"),
    ("/receipts?is_free=maybe", "is_free"),
    ("/receipts?surprise=1", "surprise"),
    ("/receipts?kind=payment", "kind"),
    ("/receipts?after=1", "after"),
    ("/documents?kind=lost", "kind"),
    ("/documents/counts?q=a", "q"),
    ("/receipts?q=a&surprise=1", "surprise"),
    ("/inbox?page=99999999999", "page"),
    ("/budget-lines?fiscal_year=x", "fiscal_year"),
    ("/journal/entries?account=1101010101&x=1", "x"),
    ("/journal/entries?account=", "account"),
    ("/journal/entries?account=*", "account"),
    ("/journal/entries?account=1*1", "account"),
    ("/journal/entries?account=1101010101,", "account"),
    ("/journal/entries?bank_account_id=1,2", "bank_account_id"),
    ("/journal/entries?budget_line_id=", "budget_line_id"),
    ("/journal/entries?budget_year=x", "budget_year"),
    ("/journal/entries?brought_forward=maybe", "brought_forward"),
    ("/journal/entries?movement=received,lost", "movement"),
    ("/journal/entries?sort=id", "sort"),
    (
        "/reports/trial-balance?from=2025-10-02&to=2025-10-01",
        "from",
    ),
    ("/reports/daily-status?date=today", "date"),
    ("/parties?per_page=1000", "per_page"),
    ("/users?page=0", "page"),
];

/// Queries that are readable, if strange: answered, if with nothing.
const STRANGE: &[&str] = &[
    "/receipts?q=%25",
    "/receipts?status=submitted,approved",
    "/receipts?q=%5C",
    "/receipts?q=_",
    "/receipts?q='",
    "/receipts?q=%F0%9F%A7%BE",
    "/receipts?page=250&per_page=200",
    "/receipts?from=2199-12-31",
    "/receipts?to=1900-01-01",
    "/receipts?fiscal_year=2147483647",
    "/budget-lines?fiscal_year=-1",
    "/parties?q=%25%25",
    "/reports/trial-balance?from=1900-01-01&to=2199-12-31",
    "/reports/daily-status?date=2199-12-31",
    "/reports/receipts-payments?from=2025-10-01&to=2025-10-01",
    "/journal/entries?account=%25*,_,%5C*",
    "/journal/entries?budget_year=-1&brought_forward=only",
    "/journal/entries?account=1*&page=1000",
];

/// Queries that may be refused or answered.
const WILD: &[&str] = &[
    "/receipts?q=%00",
    "/budget-lines?q=%00",
    "/parties?q=%00",
    "/journal/entries?account=%00",
    "/receipts?q=%FF",
    "/receipts?to=%2B262142-12-31",
    "/reports/trial-balance?to=%2B262142-12-31",
    "/reports/receipts-payments?to=%2B262142-12-31",
    "/reports/daily-status?date=%2B262142-12-31",
    "/classifications/%00",
    "/classifications/x",
    "/witness/x/y",
    "/papers/x/y",
];

#[tokio::test]
async fn wrong_queries_name_their_parameter() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = &office.everything().client;
    for (query, parameter) in WRONG {
        let answer = client.get(query).await;
        assert!(
            (400..500).contains(&answer.status),
            "{query}: {}",
            answer.text()
        );
        assert_eq!(answer.json()["errors"][0]["path"], *parameter, "{query}");
    }
    for (query, code) in [
        ("/receipts?surprise=1", "unknown_field"),
        ("/receipts?q=a&surprise=1", "unknown_field"),
        ("/journal/entries?brought_forward=maybe", "unknown_value"),
        ("/journal/entries?movement=received,lost", "unknown_value"),
        ("/journal/entries?budget_year=x", "malformed"),
        ("/receipts?page=x", "malformed"),
    ] {
        let answer = client.get(query).await;
        assert_eq!(answer.json()["errors"][0]["code"], code, "{query}");
    }
    // Anything readable is answered, if with nothing.
    for query in STRANGE {
        let answer = client.get(query).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    }
    // And nothing at all is an error of ours.
    let mut faults = Vec::new();
    for query in WILD {
        let found = client.probe(Method::GET, query, None).await;
        faults.extend(found.map(|found| format!("{query}: {found}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn requests_of_other_sites_are_refused() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let token = &office.member(Role::RevenueOfficer).token;
    let base = app.anonymous();
    let url = base.url("/receipts");
    let body = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": office.receipt_body("cash", "1.00") });
    let head = office.head().await;
    for headers in [
        vec![],
        vec![("X-Requested-By", "other")],
        vec![
            ("X-Requested-By", "laas"),
            ("Origin", "https://evil.example"),
        ],
        vec![("X-Requested-By", "laas"), ("Origin", "null")],
        vec![("X-Requested-By", "laas"), ("Sec-Fetch-Site", "cross-site")],
    ] {
        let mut request = reqwest::Client::new()
            .post(&url)
            .header("Cookie", format!("__Host-laas={token}"))
            .header("Content-Type", "application/json")
            .body(body.to_string());
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 403, "{headers:?}");
        assert!(
            answer
                .text()
                .await
                .expect("text")
                .contains("foreign_origin")
        );
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let request = reqwest::Client::new()
            .post(&url)
            .header("Cookie", format!("__Host-laas={token}"))
            .header("X-Requested-By", "laas")
            .header("Content-Type", kind)
            .body(body.to_string());
        assert_eq!(
            request.send().await.expect("an answer").status(),
            400,
            "{kind}"
        );
    }
    assert_eq!(office.head().await, head);
}

/// Every answer carries the headers that keep other sites out and nothing in caches.
#[tokio::test]
async fn every_answer_is_guarded() {
    let app = TestApp::start().await;
    for path in ["/health/live", "/session", "/nothing"] {
        let answer = app.anonymous().get(path).await;
        let header = |name: &str| {
            answer
                .headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        assert!(
            header("content-security-policy").contains("default-src 'self'"),
            "{path}"
        );
        assert!(
            !header("content-security-policy").contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("cache-control"), "no-store");
        assert!(Uuid::parse_str(&header("x-request-id")).is_ok());
        assert_eq!(header("access-control-allow-origin"), "");
    }
}

/// Every code of reference data stands once in an office.
#[tokio::test]
async fn a_code_given_twice_is_named() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let everything = &office.everything().client;
    let head = office.head().await;
    for path in ["departments", "parties", "bank-accounts"] {
        let list = everything.get(&format!("/{path}")).await.ok();
        let mut twin = list["items"][0].clone();
        let id = Uuid::now_v7();
        twin["id"] = json!(id);
        twin["version"] = json!(0);
        let answer = everything.put(&format!("/{path}/{id}"), &twin).await;
        let problem = answer.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "code", "{path}");
        assert_eq!(problem["errors"][0]["code"], "duplicate", "{path}");
    }
    assert_eq!(office.head().await, head);
}

/// Whoever adds a payee need not know the codes given before.
#[tokio::test]
async fn a_new_party_without_a_code_is_given_the_next() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let client = &office.everything().client;
    let party = |id: Uuid, code: &str| {
        json!({ "id": id, "code": code, "name_th": "ร้านมาใหม่", "kind": "supplier",
                "taxpayer_kind": "none", "vat_registered": false })
    };
    let put = async |id: Uuid, code: &str| {
        client
            .put(&format!("/parties/{id}"), &party(id, code))
            .await
    };
    let first = Uuid::now_v7();
    assert_eq!(put(first, "").await.ok()["code"], "P-00001");
    assert_eq!(put(Uuid::now_v7(), " ").await.ok()["code"], "P-00002");
    // Codes of one's own are not counted on from.
    put(Uuid::now_v7(), "P-9").await.ok();
    put(Uuid::now_v7(), "P-00041").await.ok();
    assert_eq!(put(Uuid::now_v7(), "").await.ok()["code"], "P-00042");
    // Once it has a code, it keeps one.
    let mut kept = party(first, "");
    kept["version"] = 1.into();
    let again = client.put(&format!("/parties/{first}"), &kept).await;
    let problem = again.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["path"], "code", "{problem}");
}

/// Money at a bank stands on an account that the chart has for it: said at the field by the server, and
/// refused by the database once more.
#[tokio::test]
async fn a_bank_account_stands_on_an_account_for_banks() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let everything = &office.everything().client;
    let list = everything.get("/bank-accounts").await.ok();
    let mut entry = list["items"][0].clone();
    let path = format!("/bank-accounts/{}", entry["id"].as_str().expect("an id"));
    // Cash on hand, a heading, a receivable, nothing of the chart.
    for account in ["1101010101", "1101", "1102050901", "9999999999", ""] {
        entry["account"] = json!(account);
        let answer = everything.put(&path, &entry).await;
        let problem = answer.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "account", "{account}");
        assert_eq!(problem["errors"][0]["code"], "unknown_value", "{account}");
    }
    for account in everything
        .get("/accounts")
        .await
        .ok()
        .as_array()
        .expect("accounts")
    {
        if account["used_for"] == "banks" {
            entry["account"] = account["code"].clone();
            entry = everything.put(&path, &entry).await.ok();
        }
    }
    let mut sql = app.owner_sql().await;
    let refused = sql
        .run("UPDATE bank_accounts SET account = '1101010101'")
        .await
        .expect_err("the database");
    assert!(refused.contains("bank_accounts_account_check"), "{refused}");
}
