//! What was decided stays: payees, departments and banks are called as they were then, and money stays on
//! the account it was posted on.

use crate::support::{Doc, TestApp};
use serde_json::json;
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

#[tokio::test]
async fn a_payee_stays_as_it_was_decided_on() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let list = officer.get("/parties?per_page=200").await.ok();
    let parties = list["items"].as_array().expect("parties");
    let mut party = parties
        .iter()
        .find(|party| party["id"] == json!(office.supplier))
        .expect("it")
        .clone();
    let before = party["name_th"].clone();
    party["name_th"] = json!("ชื่อใหม่");
    party["taxpayer_kind"] = json!("individual");
    officer
        .put(&format!("/parties/{}", office.supplier), &party)
        .await
        .ok();
    let report = office.walk_cheque(&request, item).await;
    let path = format!("/disbursement-requests/{}", request.id);
    let now = officer.get(&path).await.ok();
    assert_eq!(now["body"]["payee_name"], before);
    assert_eq!(now["body"]["taxpayer_kind"], "juristic");
    assert_eq!(json!(report.header.party_name), before);
    app.check_books().await;
}

#[tokio::test]
async fn whose_expense_a_request_is_stays_as_it_was_decided_on() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let mut request = office
        .walk_until(Kind::DisbursementRequest, office.request_body("10.00"), 1)
        .await;
    let path = format!("/parties/{}", office.supplier);
    let mut party = officer.get(&path).await.ok();
    let told = async |request: &Doc| {
        let path = format!("{}/warnings", request.path());
        officer.get(&path).await.ok()
    };
    assert_eq!(told(&request).await, json!([]));
    party["kind"] = json!("affiliated_unit");
    officer.put(&path, &party).await.ok();
    // Whoever decides is told that the register says otherwise now.
    let warned = told(&request).await;
    assert_eq!(warned[0]["code"], "payee_changed", "{warned}");
    let title = warned[0]["title"].as_str().expect("a sentence");
    assert!(title.contains("หน่วยงานภายใต้สังกัด"), "{title}");
    office.step(&mut request).await;
    let entries = officer.get(&format!("{}/entries", request.path())).await;
    let entries = entries.ok().to_string();
    assert!(!entries.contains("5210010901"), "{entries}");
    assert_eq!(request.body["payee_kind"], "supplier");
    app.check_books().await;
}

/// A draft is handed in as it was seen: what its payee, or the day, comes to since is seen first.
#[tokio::test]
async fn what_changed_since_a_draft_was_saved_is_seen_before_it_is_handed_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let mut body = office.request_body("1000.00");
    body["withholding"] = json!("other");
    body["withholding_rate"] = json!("0.03");
    let request = office.draft(Kind::DisbursementRequest, body).await;
    let report = office
        .draft(Kind::DailyReport, office.daily_report_body())
        .await;
    let path = format!("/parties/{}", office.supplier);
    let mut party = officer.get(&path).await.ok();
    party["name_th"] = json!("ชื่อใหม่");
    party["taxpayer_kind"] = json!("individual");
    party["vat_registered"] = json!(party["vat_registered"] != json!(true));
    officer.put(&path, &party).await.ok();
    office.walk(Kind::BankReceipt).await;
    for (mut doc, fields) in [
        (request, vec!["ผู้มีสิทธิรับเงิน", "ประเภทผู้เสียภาษี", "สรุปยอดฎีกา"]),
        (report, vec!["ยอดของวัน"]),
    ] {
        let seen = officer.get(&doc.path()).await.ok();
        let step = doc.next_step().expect("to be handed in");
        let client = &office.actor(&doc, step).client;
        let told = doc.ask(client, "submit", None).await;
        let told = told.refused(ProblemCode::DRAFT_OUTDATED);
        let named = told["context"]["fields"].as_str().expect("names");
        for field in fields {
            assert!(named.contains(field), "{field}: {named}");
        }
        assert_eq!(officer.get(&doc.path()).await.ok(), seen);
        // Saved as it is, it says what is so now.
        let again = json!({ "version": doc.header.version, "body": doc.body });
        let answer = office.maker(doc.kind).client.put(&doc.path(), &again).await;
        doc.refresh(&answer.ok());
        assert_ne!(json!(doc.body), seen["body"]);
        // Where the record stands is no matter of a report.
        let party = officer.get(&path).await.ok();
        officer.put(&path, &party).await.ok();
        office.step(&mut doc).await;
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_paper_names_departments_and_banks_as_they_were_called_when_it_was_handed_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let request = office.walk(Kind::DisbursementRequest).await;
    let cheques = office.walk_cheque(&request, Uuid::now_v7()).await;
    let mut draft = office
        .draft(Kind::DisbursementRequest, office.request_body("10.00"))
        .await;
    for path in [
        format!("/departments/{}", office.departments[0]),
        format!("/bank-accounts/{}", office.current),
    ] {
        let mut entry = officer.get(&path).await.ok();
        entry["name_th"] = json!("ชื่อใหม่");
        let editor = &office.everything().client;
        editor.put(&path, &entry).await.ok();
    }
    for (doc, name) in [(&request, "สำนักปลัด"), (&cheques, "บัญชีCURRENT")]
    {
        let paper = office.on_paper(doc).await;
        assert!(paper.contains(name), "{}: {paper}", doc.kind);
        assert!(!paper.contains("ชื่อใหม่"), "{}: {paper}", doc.kind);
    }
    let paper = office.on_paper(&draft).await;
    assert!(paper.contains("ชื่อใหม่"), "a draft is of today: {paper}");
    office.step(&mut draft).await;
    assert!(office.on_paper(&draft).await.contains("ชื่อใหม่"));
    app.check_books().await;
}

#[tokio::test]
async fn a_bank_account_stays_on_the_account_its_money_was_posted_on() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let path = format!("/bank-accounts/{}", office.savings);
    let mut account = officer.get(&path).await.ok();
    account["account"] = json!("1101030101");
    let refused = officer.put(&path, &account).await;
    let problem = refused.refused(ProblemCode::ACCOUNT_POSTED);
    let title = problem["title"].as_str().expect("a title");
    assert!(title.contains("1101030102"), "{title}");
    // Before anything was posted it may be put right.
    let new = Uuid::now_v7();
    account["id"] = json!(new);
    account["code"] = json!("NEW");
    account["version"] = json!(0);
    let path = format!("/bank-accounts/{new}");
    let mut account = officer.put(&path, &account).await.ok();
    account["account"] = json!("1101030102");
    officer.put(&path, &account).await.ok();
    app.check_books().await;
}
