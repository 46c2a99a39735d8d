//! What is shown to whom: numbers of citizens and accounts by their last digits only, unless somebody who
//! may says why; nothing of another organisation, and nothing to whoever has no such role today.

use super::{acts, detail, field, rows_of, said};
use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;

/// Another account for the supplier; the act that says so, and the number.
async fn another_account(office: &Office) -> (Value, &'static str) {
    let officer = office.as_role(Role::FinanceOfficer);
    let path = format!("/parties/{}", office.supplier);
    let mut party = officer.get(&path).await.ok();
    party["bank_account_no"] = json!("9876543210");
    party["tax_id"] = json!("1234567890121");
    party["address"] = json!("บ้านเลขที่ 1 บัตร 1-2345-67890-12-1 โอน 987-6-54321-0");
    officer.put(&path, &party).await.ok();
    let head = office.as_role(Role::FinanceHead);
    let acts = acts(head, &format!("about_id={}", office.supplier)).await;
    assert_eq!(said(&acts, "act")[0], "เพิ่มหรือแก้ไขผู้ชำระเงินและผู้รับเงิน");
    (acts[0].clone(), "ผู้ชำระเงินและผู้รับเงิน")
}

#[tokio::test]
async fn numbers_are_masked_without_the_right_and_a_reason_and_each_look_is_recorded() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (act, table) = another_account(&office).await;
    let path = format!("/activity/{}", act["seq"]);
    let looked = office.head().await;
    for role in [Role::ProvinceViewer, Role::FinanceHead] {
        let told = office.as_role(role).get(&path).await;
        for number in ["9876543210", "1234567890", "67890-12", "987-6-54321"] {
            assert!(!told.text().contains(number), "{role}: {}", told.text());
        }
        let told = told.ok();
        assert_eq!(told["is_masked"], true);
        let row = rows_of(&told, table)[0];
        assert_eq!(field(row, "เลขที่บัญชีของผู้รับเงิน"), ["••••••7890", "••••••3210"]);
        assert_eq!(field(row, "เลขประจำตัวผู้เสียภาษี")[1], "•••••••••0121");
    }
    assert_eq!(office.head().await, looked, "nothing to record");

    // Without the right no reason helps, and without a reason no right; a rehearsal shows nothing.
    let (path, why) = (path + "/examine", json!({ "reason": "ขอดู", "page": 1 }));
    for role in [Role::ProvinceViewer, Role::DistrictViewer, Role::DlaViewer] {
        let answer = office.as_role(role).post(&path, &why).await;
        answer.refused(ProblemCode::NOT_PERMITTED);
    }
    let auditor = office.as_role(Role::InternalAuditor);
    for (path, body, code) in [
        (
            path.as_str(),
            json!({ "reason": " ", "page": 1 }),
            ProblemCode::INVALID_FIELDS,
        ),
        (
            path.as_str(),
            json!({ "reason": "ข".repeat(301), "page": 1 }),
            ProblemCode::INVALID_FIELDS,
        ),
        (
            path.as_str(),
            json!({ "page": 1 }),
            ProblemCode::MALFORMED_REQUEST,
        ),
        (
            path.as_str(),
            json!({ "reason": "x", "page": 2 }),
            ProblemCode::NOT_FOUND,
        ),
        (
            &format!("{path}?dry_run=true"),
            why.clone(),
            ProblemCode::MALFORMED_REQUEST,
        ),
        (
            "/activity/99999/examine",
            why.clone(),
            ProblemCode::NOT_FOUND,
        ),
    ] {
        auditor.post(path, &body).await.refused(code);
    }
    let as_link = auditor.get(&format!("{path}?reason=x")).await;
    assert_eq!(as_link.status, 405, "a link looks at nothing");
    assert_eq!(office.head().await, looked, "nothing was seen");
    let told = auditor.post(&path, &why).await.ok();
    let row = rows_of(&told, table)[0];
    assert_eq!(field(row, "เลขที่บัญชีของผู้รับเงิน"), ["1234567890", "9876543210"]);
    assert_eq!(
        field(row, "ที่อยู่")[1],
        "บ้านเลขที่ 1 บัตร 1-2345-67890-12-1 โอน 987-6-54321-0"
    );
    assert_eq!(told["is_masked"], false);
    assert_eq!(office.head().await, looked + 1);
    let look = &acts(auditor, "thing=activity").await[0];
    assert_eq!(
        look["person_id"],
        json!(office.member(Role::InternalAuditor).person)
    );
    assert_eq!(look["act"]["th"], "ดูเลขประจำตัวและเลขบัญชีเต็ม");
    assert_eq!(look["about"]["th"], format!("ลำดับที่ {}: ขอดู", act["seq"]));
}

#[tokio::test]
async fn no_act_tells_a_number_to_who_may_not_see_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in [Kind::Payment, Kind::Receipt, Kind::AdvanceClearing] {
        office.walk(kind).await;
    }
    another_account(&office).await;
    let province = office.as_role(Role::ProvinceViewer);
    let all = acts(province, "per_page=200").await;
    for act in all {
        for page in 1..=3 {
            let told = province
                .get(&format!("/activity/{}?page={page}", act["seq"]))
                .await;
            let text = told.text();
            for number in ["1234567890", "9876543210", "000-0-00000-0"] {
                assert!(!text.contains(number), "{text}");
            }
        }
    }
}

/// What a document is about is told wherever acts are listed, on paper too: as typed by nobody.
#[tokio::test]
async fn an_account_typed_into_a_text_is_in_no_list_of_acts() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut body = office.request_body("120.00");
    body["purpose"] = json!("โอนเข้าบัญชี 9876543210 และ 987-6-54321-0");
    let doc = office.draft(Kind::DisbursementRequest, body).await;
    let auditor = office.as_role(Role::InternalAuditor);
    let acts = acts(auditor, &format!("about_id={}", doc.id)).await;
    let about = acts[0]["about"]["th"].as_str().expect("words");
    assert!(about.contains("••••••3210 และ •••-•-••321-0"), "{about}");
    let told = auditor.get(&format!("/activity/{}", acts[0]["seq"])).await;
    let list = auditor.get("/activity?per_page=200").await;
    for text in [told.text(), list.text()] {
        let is_told = ["9876543210", "987-6-54321"]
            .iter()
            .any(|one| text.contains(one));
        assert!(!is_told, "{text}");
    }
}

#[tokio::test]
async fn who_is_of_another_organisation_gets_nothing() {
    let app = TestApp::start().await;
    let (own, other) = (app.office().await, app.office().await);
    let doc = own.walk(Kind::Receipt).await;
    let stranger = other.as_role(Role::InternalAuditor);
    for query in [
        format!("about_id={}", doc.id),
        format!("person_id={}", own.maker(Kind::Receipt).person),
    ] {
        assert!(acts(stranger, &query).await.is_empty(), "{query}");
    }
    let last = own.head().await;
    assert!(last > other.head().await);
    let path = format!("/activity/{last}");
    stranger.get(&path).await.refused(ProblemCode::NOT_FOUND);
    own.as_role(Role::InternalAuditor).get(&path).await.ok();
    let all = stranger.get("/activity?per_page=200").await;
    assert!(!all.text().contains(&own.canary));
    // By the wall alone, whatever a store asks for.
    let mut sql = app.app_sql().await;
    let seen = format!("SELECT set_config('laas.entity', '{}', false); ", other.id);
    sql.run(&seen).await.expect("an organisation");
    let seen: i64 = sql
        .value(
            "SELECT count(*) AS value FROM records WHERE entity_id = $1",
            &[own.id.into()],
        )
        .await;
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn whoever_has_no_such_role_today_gets_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office.walk(Kind::Receipt).await;
    let addresses = [
        "/activity",
        "/activity/1",
        "/activity/spreadsheet",
        "/activity/print",
    ];
    for role in [
        Role::DepartmentClerk,
        Role::Executive,
        Role::DlaViewer,
        Role::DlaAdmin,
    ] {
        for address in addresses {
            let answer = office.as_role(role).get(address).await;
            answer.refused(ProblemCode::NOT_PERMITTED);
        }
    }
    let look = json!({ "reason": "ขอดู", "page": 1 });
    let auditor = office.as_role(Role::InternalAuditor);
    auditor.get("/activity").await.ok();
    let taken = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; UPDATE role_assignments SET valid_until = '2025-10-14'
         WHERE person_id = '{}'; COMMIT",
        office.id, office.member(Role::InternalAuditor).person
    );
    app.owner_sql()
        .await
        .run(&taken)
        .await
        .expect("the owner may");
    for address in addresses {
        let answer = auditor.get(address).await;
        answer.refused(ProblemCode::UNAUTHENTICATED);
    }
    let answer = auditor.post("/activity/1/examine", &look).await;
    answer.refused(ProblemCode::UNAUTHENTICATED);
}

/// What somebody typed tells nothing that stands elsewhere: neither the name of a person of another
/// organisation, nor a number in a title, nor another thing in the place of a reason.
#[tokio::test]
async fn what_was_typed_is_told_as_it_was_typed() {
    let app = TestApp::start().await;
    let (office, other) = (app.office().await, app.office().await);
    let stranger = other.member(Role::FinanceHead).person.to_string();
    let own = office.member(Role::FinanceOfficer).person.to_string();
    let mut body = office.receipt_body("cash", "1.00");
    body["items"][0]["description"] = json!(stranger);
    body["payer_name"] = json!(format!("ส่งโดย {own} 1-2345-67890-12-1 1"));
    office.draft(Kind::Receipt, body).await;
    let province = office.as_role(Role::ProvinceViewer);
    let acts = acts(province, "thing=receipt").await;
    let listed = json!(acts).to_string();
    assert!(!listed.contains("67890"), "{listed}");
    let told = detail(province, &acts[0]).await.to_string();
    let name: String = app
        .owner_sql()
        .await
        .value(
            "SELECT name_th AS value FROM persons WHERE id::text = $1",
            &[stranger.as_str().into()],
        )
        .await;
    assert!(
        !told.contains(&name) && told.contains(&stranger[..8]),
        "{told}"
    );
    assert!(
        told.contains(&format!("ส่งโดย {own} •-••••-••••0-12-1 1")),
        "{told}"
    );
}
