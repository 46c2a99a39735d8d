//! How numbers are written is a setting of the entity, series by series, from a fiscal year on; no
//! number that was given ever changes, and none is written twice (E7, W-1.2).

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

async fn set(office: &Office, place: &str, format: &str) -> crate::support::Answer {
    let head = office.as_role(Role::FinanceHead);
    let body = json!({ "format": format });
    head.put(&format!("/number-formats/{place}"), &body).await
}

fn numbers(doc: &crate::support::Doc) -> Vec<String> {
    let numbers = doc.header.numbers.iter();
    numbers.map(|number| number.text.clone()).collect()
}

#[tokio::test]
async fn numbers_are_written_as_the_entity_has_set() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let list = office
        .as_role(Role::DepartmentClerk)
        .get("/number-formats")
        .await
        .ok();
    let list: Vec<Value> = list.as_array().cloned().expect("formats");
    let of = |series: &str| {
        let mut rows = list.iter().filter(|row| row["series"] == series);
        rows.next().expect("a format")["example"].clone()
    };
    assert_eq!(of("requester_no"), "69-01-00001");
    assert_eq!(of("payable_voucher"), "AP-00001/69");

    let answer = set(&office, "requester_no/2569", "กค.{dept}-{n:3}/{yyyy}").await;
    assert_eq!(answer.ok()["example"], "กค.01-001/2569");
    set(&office, "treasury_no/2569", "รับ{n}/{yy}").await.ok();
    set(&office, "payable_voucher/2569", "ตจ-{n:4}/{yyyy}")
        .await
        .ok();
    let request = office.walk(Kind::DisbursementRequest).await;
    assert_eq!(numbers(&request), ["กค.01-001/2569", "รับ1/69"]);
    let client = office.as_role(Role::FinanceOfficer);
    let entries = client
        .get(&format!("{}/entries", request.path()))
        .await
        .ok();
    let vouchers: Vec<&Value> = entries.as_array().expect("entries").iter().collect();
    let is_set = vouchers
        .iter()
        .any(|entry| entry["voucher_no"] == "ตจ-0001/2569");
    assert!(is_set, "{vouchers:?}");
    // The other organisations of the nation write as always.
    let other = app.office().await.walk(Kind::DisbursementRequest).await;
    assert_eq!(numbers(&other), ["69-01-00001", "1/2569"]);
    app.check_books().await;
}

#[tokio::test]
async fn what_was_given_stays_and_what_could_be_mistaken_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office.walk(Kind::Receipt).await;
    for year in [2569, 2568] {
        let answer = set(&office, &format!("receipt/{year}"), "RC{n}/{yy}").await;
        answer.refused(ProblemCode::NUMBERS_GIVEN);
    }
    // The coming year has none yet; it can be set, and set again.
    set(&office, "receipt/2570", "RC{n}/{yy}").await.ok();
    set(&office, "receipt/2570", "RCP{n}/{yy}").await.ok();
    let next = office.walk(Kind::Receipt).await;
    assert_eq!(numbers(&next), ["RCPT-00002/69"], "this year goes on");
    assert_eq!(numbers(&receipt), ["RCPT-00001/69"]);
    for wrong in [
        "RC{n}",
        "RC/{yy}",
        "{n}{yy}",
        "RC{n}/{dept}/{yy}",
        "1{n}/{yy}",
    ] {
        let problem = set(&office, "receipt/2570", wrong).await;
        let problem = problem.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "format", "{wrong}");
    }
    // 2570/1 and 1/2570 of the year before could be the same.
    let problem = set(&office, "cheque_report/2570", "{yyyy}/{n}").await;
    let problem = problem.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["code"], "duplicate");
    let body = json!({ "format": "RC{n}/{yy}" });
    let officer = office.as_role(Role::FinanceOfficer);
    officer
        .put("/number-formats/receipt/2571", &body)
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    officer
        .put("/number-formats/nothing/2571", &body)
        .await
        .refused(ProblemCode::NOT_FOUND);
    let path = format!("/practice/entities/{}/today", office.id);
    let today = json!({ "today": "2026-10-01" });
    app.anonymous().put(&path, &today).await.ok();
    let maker = &office.maker(Kind::Receipt).client;
    let body = office.body(Kind::Receipt).await;
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2570, "body": body });
    let draft = maker.post("/receipts", &new).await.ok();
    let path = format!("/receipts/{}/submit", new["id"].as_str().expect("an id"));
    let version = json!({ "version": draft["header"]["version"] });
    let issued = maker.post(&path, &version).await.ok();
    assert_eq!(issued["header"]["numbers"][0]["text"], "RCP1/70");
    app.check_books().await;
}

/// What goes around the server.
#[tokio::test]
async fn the_database_refuses_the_same() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office.walk(Kind::Receipt).await;
    let mut sql = app.app_sql().await;
    let mut ask = async |series: &str, format: &str, year: i32| {
        let work = format!(
            "BEGIN; SET LOCAL laas.entity = '{0}'; SET LOCAL laas.person = '{1}';
             INSERT INTO number_formats (entity_id, series, first_year, format)
             VALUES ('{0}', '{series}', {year}, '{format}')",
            office.id,
            office.member(Role::FinanceHead).person
        );
        let answer = sql.run(&work).await;
        sql.run("ROLLBACK").await.expect("a way back");
        answer
    };
    for (series, format) in [
        ("receipt", "RC{n}"),
        ("receipt", "{n}{yy}"),
        ("receipt", "{n}/{n}/{yy}"),
        ("receipt", "1{n}/{yy}"),
        ("receipt", "{n}/{dept}/{yy}"),
        ("requester_no", "{n}/{yy}"),
    ] {
        let why = ask(series, format, 2570).await.expect_err(format);
        assert!(why.contains("number_formats_check"), "{format}: {why}");
    }
    let why = ask("receipt", "RC{n}/{yy}", 2569).await.expect_err("used");
    assert!(why.contains("laas:numbers_given"), "{why}");
    ask("receipt", "RC{n}/{yy}", 2570).await.expect("a format");
    ask("requester_no", "ก.{dept}/{n:3}/{yyyy}", 2569)
        .await
        .expect("a format");
}
