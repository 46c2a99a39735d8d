//! What a person should look at before a step: the same thing entered twice is warned of with the way
//! to the other one, never refused (W-7.8).

use crate::support::{Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

fn bill(office: &Office, number: &str, amount: &str) -> Value {
    let mut body = office.request_body(amount);
    body["bill_no"] = json!(number);
    body
}

async fn warnings(office: &Office, doc: &Doc) -> Vec<Value> {
    let client = office.as_role(Role::FinanceOfficer);
    let found = client.get(&format!("{}/warnings", doc.path())).await.ok();
    found.as_array().cloned().expect("warnings")
}

#[tokio::test]
async fn the_same_bill_twice_is_warned_of_with_its_twin() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let first = office
        .walk_until(kind, bill(&office, "F-118", "13450.50"), 2)
        .await;
    assert!(warnings(&office, &first).await.is_empty());
    // However it is typed; other bills, amounts and payees are others.
    let draft = office
        .draft(kind, bill(&office, " f–๑๑๘", "13450.50"))
        .await;
    let found = warnings(&office, &draft).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "same_bill");
    assert_eq!(found[0]["link"], first.path());
    assert_eq!(found[0]["context"]["label"], "1/2569");
    let title = found[0]["title"].as_str().expect("a sentence");
    assert!(
        title.contains("1/2569") && title.contains("13,450.50"),
        "{title}"
    );
    let mut other = bill(&office, "F-118", "13450.50");
    other["payee_id"] = json!(office.public);
    for body in [
        bill(&office, "F-119", "13450.50"),
        bill(&office, "F-118", "13450.51"),
        other,
    ] {
        let doc = office.draft(kind, body).await;
        assert_eq!(warnings(&office, &doc).await, [] as [Value; 0]);
    }
    // A rehearsal says it before it is done; doing it is not refused.
    let head = office.member(Role::DepartmentHead);
    let path = format!("{}/submit?dry_run=true", draft.path());
    let request = json!({ "version": draft.header.version });
    let rehearsed = head.client.post(&path, &request).await.ok();
    assert_eq!(rehearsed["warnings"], json!(found));
    let mut draft = draft;
    office.step(&mut draft).await;
    // Whoever decides sees it, from both sides; what is voided is no twin.
    assert_eq!(warnings(&office, &first).await[0]["link"], draft.path());
    assert_eq!(warnings(&office, &draft).await[0]["link"], first.path());
    let clerk = office.as_role(Role::DepartmentClerk);
    draft.ask(clerk, "cancel", Some("ซ้ำ")).await.ok();
    assert!(warnings(&office, &first).await.is_empty());
    app.check_books().await;
}

#[tokio::test]
async fn a_new_draft_can_be_asked_about_before_it_is_saved() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    office
        .walk_until(kind, bill(&office, "A 1", "10.00"), 1)
        .await;
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": crate::support::YEAR,
        "body": bill(&office, "a1", "10.00") });
    let clerk = office.as_role(Role::DepartmentClerk);
    let told = clerk
        .post("/disbursement-requests?dry_run=true", &new)
        .await
        .ok();
    assert_eq!(told["warnings"][0]["code"], "same_bill");
    // A change of the draft is asked about as it is now.
    let doc = office.draft(kind, bill(&office, "A2", "10.00")).await;
    assert!(warnings(&office, &doc).await.is_empty());
    let changed = json!({ "version": doc.header.version, "body": bill(&office, "A1", "10.00") });
    clerk.put(&doc.path(), &changed).await.ok();
    assert_eq!(warnings(&office, &doc).await.len(), 1);
}

/// Another department's request is said to exist, and led to only where it may be seen.
#[tokio::test]
async fn what_may_not_be_seen_is_not_led_to() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    office
        .walk_until(kind, bill(&office, "B1", "10.00"), 1)
        .await;
    let place = |role: Role| {
        let second = Some(office.departments[1]);
        let mut found = office.members.iter();
        let found = found.find(|member| member.roles == [role] && member.department == second);
        &found.expect("somebody").client
    };
    let clerk = place(Role::DepartmentClerk);
    let mut body = bill(&office, "B1", "10.00");
    body["department_id"] = json!(office.departments[1]);
    body["budget_line_id"] = json!(office.line_of_second_department().await);
    let answer = clerk.create("/disbursement-requests", &body).await.ok();
    let path = format!(
        "/disbursement-requests/{}/warnings",
        answer["header"]["id"].as_str().expect("an id")
    );
    let found = clerk.get(&path).await.ok();
    assert_eq!(found[0]["code"], "same_bill");
    assert!(found[0]["link"].is_null(), "{found}");
    let officer = office.as_role(Role::FinanceOfficer);
    assert!(officer.get(&path).await.ok()[0]["link"].is_string());
}

#[tokio::test]
async fn money_and_slips_entered_twice_are_warned_of() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut notice = office.bank_receipt_body("500.00");
    notice["notice_no"] = json!("สถ 0808/1");
    let deposit = json!({ "bank_account_id": office.savings, "cash": "7.00", "slip_no": "D 5" });
    let mut paid_by_qr = office.receipt_body("qr", "11.00");
    paid_by_qr["reference"] = json!("QR 77");
    paid_by_qr["bank_account_id"] = json!(office.savings);
    for (kind, body, code) in [
        (Kind::Receipt, paid_by_qr, "same_reference"),
        (Kind::BankReceipt, notice, "same_notice"),
        (Kind::BankDeposit, deposit, "same_slip"),
    ] {
        let first = office.walk_body(kind, body.clone()).await;
        let again = office.draft(kind, body).await;
        let found = warnings(&office, &again).await;
        assert_eq!((found.len(), &found[0]["code"]), (1, &json!(code)));
        assert_eq!(found[0]["link"], first.path());
    }
    app.check_books().await;
}

/// E19: whether they are parts of one contract only a person can know.
#[tokio::test]
async fn untaxed_parts_that_reach_the_minimum_are_warned_of() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let part = |amount: &str| {
        let mut body = office.request_body(amount);
        body["withholding"] = json!("supply_hire");
        body
    };
    // From the supplier, a juristic person, tax is withheld from 500 baht on.
    office.walk_until(kind, part("300.00"), 1).await;
    let few = office.draft(kind, part("199.99")).await;
    assert!(warnings(&office, &few).await.is_empty());
    let draft = office.draft(kind, part("200.00")).await;
    let found = warnings(&office, &draft).await;
    assert_eq!(found[0]["code"], "untaxed_in_parts");
    assert_eq!(found[0]["context"]["whole"], "500.00");
    app.check_books().await;
}

#[tokio::test]
async fn a_party_entered_twice_is_warned_of() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let clerk = office.as_role(Role::FinanceOfficer);
    let id = Uuid::now_v7();
    let name = format!("ร้าน น้ำดี {}", office.canary);
    let party = json!({ "id": id, "code": "S-1", "name_th": name, "kind": "supplier",
        "taxpayer_kind": "juristic", "vat_registered": false, "tax_id": "0994000165501" });
    clerk.put(&format!("/parties/{id}"), &party).await.ok();
    let ask = async |query: &[(&str, &str)]| {
        let asked = reqwest::Url::parse_with_params("http://laas/", query).expect("a query");
        let query = asked.query().unwrap_or_default();
        let found = clerk.get(&format!("/parties/twins?{query}")).await.ok();
        let codes = found.as_array().expect("warnings").iter();
        codes
            .map(|found| format!("{} {}", found["code"], found["link"]).replace('"', ""))
            .collect::<Vec<String>>()
    };
    let spelled = name
        .replace("น้ำ", "น\u{0E4D}\u{0E49}\u{0E32}")
        .replace(' ', "  ");
    assert_eq!(
        ask(&[("name_th", &spelled)]).await,
        ["same_name /parties?q=S-1"]
    );
    let number = [("name_th", "อื่น"), ("tax_id", "0-9940-00165-50-1")];
    assert_eq!(ask(&number).await, ["same_tax_id /parties?q=S-1"]);
    assert!(ask(&[("name_th", "อื่น")]).await.is_empty());
    // Itself is no twin; a founded one is met as one that was entered.
    let own = id.to_string();
    assert!(ask(&[("name_th", &name), ("id", &own)]).await.is_empty());
    let founded = format!("คู่ค้า PUBLIC {}", office.canary);
    assert_eq!(
        ask(&[("name_th", &founded)]).await,
        ["same_name /parties?q=PUBLIC"]
    );
    // Renamed, it is met under its new name only.
    let mut renamed = party.clone();
    renamed["name_th"] = json!("ร้านใหม่");
    renamed["version"] = json!(1);
    clerk.put(&format!("/parties/{id}"), &renamed).await.ok();
    assert!(ask(&[("name_th", &name)]).await.is_empty());
}
