//! Days that nobody means: a year 1, a Buddhist year as one of the common era, a day decades away.

use super::bodies::plant;
use super::texts::{enrich, places};
use crate::support::{TestApp, YEAR, today};
use chrono::{Days, NaiveDate};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, field_name, spec};
use uuid::Uuid;

/// A day, and how its refusal is called.
const DAYS: [(&str, &str); 6] = [
    ("0001-01-01", "malformed_request"),
    ("1899-12-31", "malformed_request"),
    ("2568-10-15", "malformed_request"),
    ("9999-12-31", "malformed_request"),
    ("1999-10-15", "invalid_fields"),
    ("2099-10-15", "invalid_fields"),
];

/// Every day in every kind's body, found by what it holds, so that a kind to come is tried as well.
#[tokio::test]
async fn every_day_of_every_kind_has_bounds() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let (mut faults, mut tried) = (Vec::new(), Vec::new());
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let mut body = office.body(*kind).await;
        enrich(*kind, &mut body);
        let mut found = Vec::new();
        places(&body, "", &mut found);
        let is_day = |place: &String| {
            let text = body.pointer(place).and_then(Value::as_str);
            text.is_some_and(|text| text.parse::<NaiveDate>().is_ok())
        };
        found.retain(is_day);
        let client = &office.maker(*kind).client;
        for (place, (day, code)) in found.iter().flat_map(|p| DAYS.map(|day| (p, day))) {
            let body = plant(&body, place, json!(day));
            let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
            let path = format!("/{}", spec(*kind).path);
            let problem = client.attempt(Method::POST, &path, &new).await.json();
            let field = place.trim_start_matches('/');
            let errors = problem["errors"].as_array().cloned().unwrap_or_default();
            let is_named = |error: &&Value| {
                let path = error["path"].as_str().unwrap_or_default();
                path.strip_prefix("body.").unwrap_or(path) == field
                    && error["code"] == "impossible_day"
                    && error["message"]
                        .as_str()
                        .is_some_and(|text| text.starts_with(&field_name(Some(*kind), field)))
            };
            if problem["code"] != code || !errors.iter().any(|error| is_named(&error)) {
                faults.push(format!("{kind} {field} {day}: {problem}"));
            }
        }
        tried.extend(found.iter().map(|place| format!("{kind}{place}")));
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
    assert!(tried.len() >= 6, "{tried:?}");
}

#[tokio::test]
async fn every_day_of_a_query_or_a_paper_has_bounds() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = &office.everything().client;
    for path in [
        "/receipts?from",
        "/receipts?to",
        "/documents?from",
        "/journal/entries?from",
        "/journal/entries?to",
        "/reports/trial-balance?from",
        "/reports/receipts-payments?to",
        "/reports/daily-status?date",
    ] {
        for (day, _) in &DAYS[..4] {
            let answer = client.get(&format!("{path}={day}")).await;
            let problem = answer.refused(ProblemCode::MALFORMED_REQUEST);
            let error = &problem["errors"][0];
            assert_eq!(error["code"], "impossible_day", "{path} {day}");
            let parameter = path.split('?').nth(1);
            assert_eq!(error["path"].as_str(), parameter, "{path} {day}");
        }
    }
    // The date on a paper of an outage is not in the future, nor of another time.
    let body = office.receipt_body("cash", "1.00");
    for (day, is_right) in [
        ("2025-10-15", true),
        ("2025-02-01", true),
        ("2025-10-16", false),
        ("2015-10-15", false),
    ] {
        let manual = json!({ "number": format!("x{day}"), "date": day });
        let new =
            json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body, "manual": manual });
        let maker = &office.maker(Kind::Receipt).client;
        let answer = maker.post("/receipts", &new).await;
        match is_right {
            true => drop(answer.ok()),
            false => {
                let problem = answer.refused(ProblemCode::INVALID_FIELDS);
                assert_eq!(problem["errors"][0]["path"], "manual.date", "{day}");
            }
        }
    }
}

#[tokio::test]
async fn there_is_no_report_of_a_day_before_the_books_begin() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = today() - Days::new(1);
    let client = &office.maker(Kind::DailyReport).client;
    client.get("/reports/daily-status").await.ok();
    let answer = client
        .get(&format!("/reports/daily-status?date={before}"))
        .await;
    let problem = answer.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["path"], "date");
    assert_eq!(problem["errors"][0]["code"], "before_books");
    let mut body = office.daily_report_body();
    body["report_date"] = json!(before);
    let answer = client.create("/daily-reports", &body).await;
    let problem = answer.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["path"], "report_date");
    assert_eq!(problem["errors"][0]["code"], "before_books");
    // Nor around the program.
    body["report_date"] = json!(today());
    let report = client.create("/daily-reports", &body).await.ok();
    let id = report["header"]["id"].as_str().expect("an id");
    let mut sql = app.app_sql().await;
    for (day, word) in [
        (before.to_string(), "laas:invalid_fields"),
        ("0001-01-01".to_owned(), "laas:invalid_fields"),
        ("2568-10-15".to_owned(), "daily_reports_report_date_year"),
    ] {
        let change = format!(
            "BEGIN; SET LOCAL laas.entity = '{}';
             UPDATE daily_reports SET report_date = '{day}' WHERE document_id = '{id}'; COMMIT",
            office.id
        );
        let why = sql.run(&change).await.expect_err(&day);
        assert!(why.contains(word), "{day}: {why}");
        sql.run("ROLLBACK").await.expect("a way back");
    }
}
