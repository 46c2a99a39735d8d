//! Files of documents (W-1.10): kept whole, told by their content, withdrawn only from drafts.

use crate::support::{Client, Office, TestApp, saved_as};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, MAX_ATTACHMENT};
use shared::permission::Role;
use uuid::Uuid;

fn file(content: &[u8]) -> Value {
    json!({ "id": Uuid::now_v7(), "file_name": "สแกน.pdf", "content": STANDARD.encode(content) })
}

/// The code of the only wrong field.
fn wrong(problem: &Value) -> (&str, &str) {
    let errors = problem["errors"].as_array().expect("fields");
    assert_eq!(errors.len(), 1, "{problem}");
    let text = |name: &str| errors[0][name].as_str().expect("a text");
    (text("path"), text("code"))
}

#[tokio::test]
async fn a_file_of_any_kind_of_document_is_read_back_whole() {
    let app = TestApp::start().await;
    let (office, other) = (app.office().await, app.office().await);
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Opening) {
        let doc = office.draft(*kind, office.body(*kind).await).await;
        let kept = office.attach(&doc, "%PDF-1.7").await;
        assert_eq!(kept["media_type"], "application/pdf", "{kind}");
        let path = format!("{}/attachments", doc.path());
        let client = &office.maker(*kind).client;
        let list = client.get(&path).await.ok();
        assert_eq!(list, json!([kept]), "{kind}");
        let one = format!("{path}/{}", kept["id"].as_str().expect("an id"));
        let read = client.get(&one).await;
        assert_eq!(read.bytes, format!("%PDF-1.7 {}", doc.id).as_bytes());
        assert_eq!(read.headers["content-type"], "application/pdf");
        let hash = sha256(&read.bytes);
        assert_eq!(kept["sha256"], hash.as_str());
        let stranger = &other.maker(*kind).client;
        stranger.get(&one).await.refused(ProblemCode::NOT_FOUND);
        stranger.get(&path).await.refused(ProblemCode::NOT_FOUND);
    }
    app.check_books().await;
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    api::platform::record::hex(&Sha256::digest(bytes))
}

#[tokio::test]
async fn what_is_no_scan_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = office
        .draft(Kind::Receipt, office.body(Kind::Receipt).await)
        .await;
    let path = format!("{}/attachments", doc.path());
    let client = &office.maker(Kind::Receipt).client;
    let cases: [(Value, (&str, &str)); 6] = [
        (file(b"<html>"), ("content", "wrong_file_type")),
        (file(b""), ("content", "required")),
        (
            json!({ "id": Uuid::now_v7(), "file_name": "x", "content": "!" }),
            ("content", "malformed"),
        ),
        (
            json!({ "id": Uuid::now_v7(), "file_name": " ", "content": "JVBERi0=" }),
            ("file_name", "required"),
        ),
        (
            json!({ "id": Uuid::now_v7(), "file_name": "a\u{7}", "content": "JVBERi0=" }),
            ("file_name", "malformed"),
        ),
        (
            json!({ "id": Uuid::new_v4(), "file_name": "x", "content": "JVBERi0=" }),
            ("id", "malformed"),
        ),
    ];
    for (body, expected) in cases {
        let problem = client
            .post(&path, &body)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(wrong(&problem), expected);
    }
    let mut large = vec![b' '; MAX_ATTACHMENT + 1];
    large[..5].copy_from_slice(b"%PDF-");
    let problem = client
        .post(&path, &file(&large))
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(wrong(&problem), ("content", "file_too_large"));
    large.extend(vec![b' '; 8192]);
    client
        .post(&path, &file(&large))
        .await
        .refused(ProblemCode::TOO_LARGE);
    large.truncate(MAX_ATTACHMENT);
    let kept = client.post(&path, &file(&large)).await.ok();
    assert_eq!(kept["bytes"], MAX_ATTACHMENT);
    // The id of a file is used once, and once for the whole office.
    let mut again = file(b"%PDF-2");
    again["id"] = kept["id"].clone();
    client
        .post(&path, &again)
        .await
        .refused(ProblemCode::DUPLICATE_REQUEST);
    assert_eq!(client.get(&path).await.ok(), json!([kept]));
}

#[tokio::test]
async fn a_saved_file_has_a_name_people_know() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let doc = office.walk(kind).await;
    let client = &office.maker(kind).client;
    let path = format!("{}/attachments", doc.path());
    for (name, expected) in [
        ("ใบเสร็จของปั๊ม.pdf", "ใบเสร็จของปั๊ม.pdf"),
        ("สแกน", "สแกน.pdf"),
        ("ก/ข.exe", "ก-ข.exe.pdf"),
    ] {
        let mut new = file(b"%PDF-1.7");
        new["file_name"] = json!(name);
        let kept = client.post(&path, &new).await.ok();
        let one = format!("{path}/{}", kept["id"].as_str().expect("an id"));
        assert_eq!(saved_as(&client.get(&one).await), expected);
    }
    let number = &doc.header.numbers.last().expect("a number").text;
    let print = client.get(&format!("{}/print", doc.path())).await;
    let number = number.replace('/', "-");
    assert_eq!(saved_as(&print), format!("ฎีกาเบิกเงิน {number}.pdf"));
    let report = office.walk(Kind::DailyReport).await;
    let head = office.as_role(Role::FinanceHead);
    let sheet = head.get(&format!("{}/spreadsheet", report.path())).await;
    let name = "รายงานสถานะการเงินประจำวัน ประจำวันที่ 15 ต.ค. 2568.xlsx";
    assert_eq!(saved_as(&sheet), name);
}

/// Withdraws the only file of a document.
async fn withdraw(
    office: &Office,
    client: &Client,
    kind: Kind,
    at: &str,
) -> crate::support::Answer {
    let list = office.maker(kind).client.get(at).await.ok();
    let id = list[0]["id"].as_str().expect("an id");
    client
        .send(
            reqwest::Method::POST,
            &format!("{at}/{id}/withdraw"),
            None,
            None,
        )
        .await
}

#[tokio::test]
async fn files_are_withdrawn_from_drafts_only_and_kept() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let clerk = &office.maker(kind).client;
    let draft = office.draft(kind, office.body(kind).await).await;
    let kept = office.attach(&draft, "%PDF-draft").await;
    let path = format!("{}/attachments", draft.path());
    let gone = withdraw(&office, clerk, kind, &path).await.ok();
    assert!(gone["withdrawn_at"].is_string());
    withdraw(&office, clerk, kind, &path)
        .await
        .refused(ProblemCode::WRONG_STATE);
    let one = format!("{path}/{}", kept["id"].as_str().expect("an id"));
    assert!(clerk.get(&one).await.bytes.starts_with(b"%PDF-draft"));

    // The payee's receipt comes when all is done.
    let paid = office.walk(Kind::Payment).await;
    office.attach(&paid, "%PDF-receipt of the payee").await;
    let path = format!("{}/attachments", paid.path());
    let officer = &office.maker(Kind::Payment).client;
    withdraw(&office, officer, Kind::Payment, &path)
        .await
        .refused(ProblemCode::WRONG_STATE);

    // Whoever only reads attaches nothing; nobody attaches to what is cancelled.
    let auditor = office.as_role(Role::InternalAuditor);
    let answer = auditor.post(&path, &file(b"%PDF-")).await;
    assert_eq!(answer.code(), "not_permitted");
    let draft = office.draft(kind, office.body(kind).await).await;
    draft.ask(clerk, "cancel", None).await.ok();
    let path = format!("{}/attachments", draft.path());
    let late = clerk.post(&path, &file(b"%PDF-")).await;
    late.refused(ProblemCode::WRONG_STATE);
    app.check_books().await;
}

/// The way around the server: nothing is altered, and nothing stands under a wrong hash.
#[tokio::test]
async fn the_database_keeps_files_as_they_are() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = office.walk(Kind::Receipt).await;
    office.attach(&doc, "%PDF-").await;
    let mut sql = app.app_sql().await;
    let set = format!("SELECT set_config('laas.entity', '{}', false)", office.id);
    sql.run(&set).await.expect("an entity");
    for statement in [
        "UPDATE attachment_contents SET content = '%PDF-2'",
        "DELETE FROM attachment_contents",
        "UPDATE attachments SET name = 'x'",
        "DELETE FROM attachments",
        "INSERT INTO attachment_contents SELECT entity_id, sha256('a'), 'b' FROM attachments",
    ] {
        assert!(sql.run(statement).await.is_err(), "{statement}");
    }
    let mut owner = app.owner_sql().await;
    owner.run(&set).await.expect("an entity");
    for statement in [
        "UPDATE attachment_contents SET content = '%PDF-2'",
        "TRUNCATE attachment_contents CASCADE",
    ] {
        assert!(owner.run(statement).await.is_err(), "{statement}");
    }
}
