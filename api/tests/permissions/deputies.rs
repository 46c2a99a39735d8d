//! Acting in the post of another: within the days of the order and not outside, in the program and
//! around it; what was signed by it says so for good.

use crate::support::{Doc, Office, TestApp, words_of_pdf};
use api::identity::{OrderForHead, appoint_for_head};
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::permission::Role;
use shared::{PersonId, ProblemCode};

/// The day of the order, its first and its last day.
const DAYS: [&str; 3] = ["2025-10-14", "2025-10-16", "2025-10-17"];

pub async fn it_becomes(app: &TestApp, office: &Office, day: &str) {
    let path = format!("/practice/entities/{}/today", office.id);
    let today = json!({ "today": day });
    app.anonymous().put(&path, &today).await.ok();
}

/// A request that waits for the executive.
pub async fn waiting(office: &Office) -> Doc {
    let steps = spec(Kind::DisbursementRequest).route.len() - 1;
    let body = office.request_body("200.00");
    office
        .walk_until(Kind::DisbursementRequest, body, steps)
        .await
}

/// Around the program: what one person's transaction is told.
pub async fn around(app: &TestApp, office: &Office, person: PersonId, work: &str) -> String {
    let mut sql = app.owner_sql().await;
    let entity = office.id;
    let begin = format!(
        "BEGIN; SET LOCAL laas.entity = '{entity}'; SET LOCAL laas.person = '{person}'; {work}"
    );
    let refused = sql.run(&begin).await.err();
    sql.run("ROLLBACK").await.expect("a way back");
    refused.unwrap_or_default()
}

/// A step that somebody writes to have been taken, by an order or in the own post.
fn signed(doc: &Doc, person: PersonId, order: &str) -> String {
    let step = doc.next_step().expect("the approval").name;
    format!(
        "INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, step, action, status, on_day, deputy_id)
         SELECT entity_id, document_id, max(seq) + 1, now(), '{person}', '', '', '{step}', 'approve',
             'approved', '2025-10-15', {order}
         FROM document_events WHERE document_id = '{}' GROUP BY 1, 2",
        doc.id
    )
}

/// The day before and the day after are refused with the order and its days; in between the deputy has
/// the work of the post, and history, paper and rights say in whose stead. What is written past the
/// program is judged the same.
#[tokio::test]
async fn a_deputy_acts_on_the_days_of_the_order_and_signs_as_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let deputy = office.member(Role::BudgetOfficer);
    let (mut first, second) = (waiting(&office).await, waiting(&office).await);
    let head = office.as_role(Role::FinanceHead);
    let refused = async |doc: &Doc, code| {
        let told = doc.ask(&deputy.client, "approve", None).await;
        told.refused(code)["title"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    refused(&first, ProblemCode::NOT_PERMITTED).await;
    let order = office.order(deputy.person, DAYS);
    let entered = head.post("/deputies", &order).await.ok();
    assert_eq!(entered["acting"]["order_no"], "123/2568");
    let id = format!("'{}'", entered["id"].as_str().expect("an id"));
    let written = async |doc: &Doc, order: &str| {
        around(
            &app,
            &office,
            deputy.person,
            &signed(doc, deputy.person, order),
        )
        .await
    };

    // The day before.
    let told = refused(&first, ProblemCode::DEPUTY_NOT_IN_FORCE).await;
    for words in [
        "รักษาราชการแทน นายก อบต.",
        "123/2568",
        "16 ต.ค. 2568",
        "17 ต.ค. 2568",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert!(written(&first, &id).await.contains("laas:not_permitted"));

    // Within the days, in the inbox and in the rights.
    it_becomes(&app, &office, DAYS[1]).await;
    let inbox = deputy.client.get("/inbox").await.ok();
    let items = inbox["items"].as_array().expect("items").iter();
    assert_eq!(
        items.filter(|item| item["id"] == json!(first.id)).count(),
        1
    );
    let rights = deputy.client.get("/session/rights").await.ok();
    assert!(rights.to_string().contains("123/2568"), "{rights}");
    // Not in the own name, nor by an order of somebody else.
    assert!(written(&first, "NULL").await.contains("laas:not_permitted"));
    assert_eq!(written(&first, &id).await, "");
    let executive = office.member(Role::Executive);
    let theirs = signed(&first, executive.person, &id);
    let told = around(&app, &office, executive.person, &theirs).await;
    assert!(told.contains("laas:not_permitted"), "{told}");
    let answer = first.ask(&deputy.client, "approve", None).await.ok();
    first.refresh(&answer);
    let history = executive
        .client
        .get(&format!("{}/history", first.path()))
        .await
        .ok();
    let last = history
        .as_array()
        .and_then(|all| all.last())
        .expect("a step");
    let acting = &last["acting"];
    assert_eq!(
        (&acting["kind"], &acting["post"]),
        (&json!("acting"), &json!("นายก อบต."))
    );
    assert!(
        acting["holder"]
            .as_str()
            .is_some_and(|name| name.contains(&office.canary))
    );
    let own = history
        .as_array()
        .and_then(|all| all.first())
        .expect("a draft");
    assert_eq!(own["acting"], Value::Null);
    let paper = office.on_paper(&first).await;
    for words in ["รักษาราชการแทนนายกอบต.", "123/2568ลงวันที่14ต.ค.2568"]
    {
        assert!(paper.contains(words), "no {words} in {paper}");
    }

    // Sent back in the post of another, it says so as well.
    let third = waiting(&office).await;
    third
        .ask(&deputy.client, "return", Some("แก้ไขจำนวนเงิน"))
        .await
        .ok();
    let history = executive
        .client
        .get(&format!("{}/history", third.path()))
        .await
        .ok();
    let last = history
        .as_array()
        .and_then(|all| all.last())
        .expect("a return");
    assert_eq!(last["acting"]["order_no"], "123/2568");

    // The day after.
    it_becomes(&app, &office, "2025-10-18").await;
    refused(&second, ProblemCode::DEPUTY_NOT_IN_FORCE).await;
    assert!(written(&second, &id).await.contains("laas:not_permitted"));
    let paper = office.on_paper(&first).await;
    assert!(paper.contains("123/2568ลงวันที่14"), "{paper}");
    app.check_books().await;
}

/// Whoever had a duty with a document has it still, whatever the post acted in.
#[tokio::test]
async fn a_deputy_does_not_decide_on_the_own_work() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = waiting(&office).await;
    let place = doc
        .actors
        .iter()
        .find(|(step, _)| step.as_str() == "submit");
    let submitter = &office.members[place.expect("who handed it in").1];
    let head = office.as_role(Role::FinanceHead);
    let order = office.order(submitter.person, ["2025-10-14", "2025-10-15", "2025-10-15"]);
    let entered = head.post("/deputies", &order).await.ok();
    let told = doc.ask(&submitter.client, "approve", None).await;
    told.refused(ProblemCode::SEPARATION_OF_DUTIES);
    let id = format!("'{}'", entered["id"].as_str().expect("an id"));
    let work = signed(&doc, submitter.person, &id);
    let told = around(&app, &office, submitter.person, &work).await;
    assert!(told.contains("laas:separation_of_duties"), "{told}");
    // Sending back is done in the post of another, too.
    let answer = doc.ask(&submitter.client, "return", Some("แก้ไข")).await;
    answer.refused(ProblemCode::SEPARATION_OF_DUTIES);
    app.check_books().await;
}

/// What no order may say, in the program and around it.
#[tokio::test]
async fn an_order_is_refused_that_breaks_a_rule() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let deputy = office.member(Role::BudgetOfficer).person;
    let by = office.member(Role::FinanceHead).person;
    let head = office.as_role(Role::FinanceHead);
    let order = office.order(deputy, DAYS);
    let with = |field: &str, value: Value| {
        let mut changed = order.clone();
        changed[field] = value;
        changed
    };
    let officer = office.member(Role::FinanceOfficer).person;
    let wrong = ProblemCode::INVALID_FIELDS;
    for (asked, code, told) in [
        (with("order_no", json!("")), wrong, "deputies_order"),
        (
            with("valid_until", json!("2025-10-15")),
            wrong,
            "invalid_fields",
        ),
        (
            with("ordered_on", json!("2025-10-17")),
            wrong,
            "invalid_fields",
        ),
        (with("post_th", json!("")), wrong, "deputies_post"),
        (
            with("person_id", json!(officer)),
            ProblemCode::ROLES_CLASH,
            "roles_clash",
        ),
        (
            with("person_id", json!(by)),
            ProblemCode::OWN_RIGHTS,
            "own_rights",
        ),
        (
            with("role", json!("finance_head")),
            ProblemCode::ROLE_GIVEN_ABOVE,
            "not_of_post",
        ),
        (
            with("role", json!("cash_custodian")),
            ProblemCode::NOT_OF_POST,
            "not_of_post",
        ),
        (with("holder_id", json!(deputy)), wrong, "not_of_post"),
    ] {
        head.post("/deputies", &asked).await.refused(code);
        let why = around(&app, &office, by, &appointed(&asked)).await;
        assert!(why.contains(told), "{asked}: {why}");
    }
    // Whoever delegates is there, and gives no more than there is.
    let mut delegated = with("kind", json!("delegated"));
    delegated["holder_id"] = Value::Null;
    head.post("/deputies", &delegated).await.refused(wrong);
    let why = around(&app, &office, by, &appointed(&delegated)).await;
    assert!(why.contains("deputies_delegated"), "{why}");
    let executive = office.member(Role::Executive).person;
    let limited = json!({ "position_th": "นายก",
        "roles": [{ "role": "executive", "amount_ceiling": "500.00" }] });
    head.put(&format!("/users/{executive}/roles"), &limited)
        .await
        .ok();
    for asked in [order.clone(), with("amount_ceiling", json!("500.01"))] {
        let told = head.post("/deputies", &asked).await;
        let told = told.refused(ProblemCode::BEYOND_HOLDER);
        assert_eq!(told["context"]["ceiling"], "500.00");
        let why = around(&app, &office, by, &appointed(&asked)).await;
        assert!(why.contains("laas:beyond_holder"), "{why}");
    }
    let within = with("amount_ceiling", json!("500.00"));
    head.post("/deputies", &within).await.ok();
    head.post("/deputies", &within).await.refused(wrong);
    let why = around(&app, &office, by, &appointed(&within)).await;
    assert!(why.contains("laas:invalid_fields"), "{why}");
    // What was entered stays; what it gives is not more than it says.
    for work in [
        "UPDATE deputies SET valid_until = valid_until + 1",
        "UPDATE role_assignments SET valid_until = valid_until + 1 WHERE deputy_id IS NOT NULL",
    ] {
        assert_ne!(around(&app, &office, by, work).await, "", "{work}");
    }
    // Whoever is suspended acts for nobody.
    let custodian = office.member(Role::CashCustodian).person;
    let suspend = json!({ "is_suspended": true });
    head.put(&format!("/users/{custodian}/suspension"), &suspend)
        .await
        .ok();
    let mut asked = within.clone();
    asked["person_id"] = json!(custodian);
    head.post("/deputies", &asked)
        .await
        .refused(ProblemCode::DEPUTY_SUSPENDED);
    let why = around(&app, &office, by, &appointed(&asked)).await;
    assert!(why.contains("laas:deputy_suspended"), "{why}");
    app.check_books().await;
}

/// The same past the program.
fn appointed(order: &Value) -> String {
    let text = |field: &str| match order[field].as_str() {
        Some(text) => format!("'{text}'"),
        None => "NULL".to_owned(),
    };
    let fields = [
        "person_id",
        "kind",
        "role",
        "department_id",
        "post_th",
        "holder_id",
        "order_no",
        "ordered_on",
        "valid_from",
        "valid_until",
        "amount_ceiling",
    ];
    let said: Vec<String> = fields.iter().map(|field| text(field)).collect();
    format!(
        "SELECT appoint_deputy(gen_random_uuid(), {})",
        said.join(", ")
    )
}

/// It ends before its time at once, with the suspension of who acts, and with the person's rights; the
/// list says so, and what the roster changes leaves it alone.
#[tokio::test]
async fn an_order_ends_before_its_time() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let deputy = office.member(Role::BudgetOfficer);
    let doc = waiting(&office).await;
    let head = office.as_role(Role::FinanceHead);
    let order = office.order(deputy.person, ["2025-10-14", "2025-10-14", "2025-10-20"]);
    let entered = head.post("/deputies", &order).await.ok();
    let waits = async || {
        let inbox = deputy.client.get("/inbox").await.ok();
        let items = inbox["items"].as_array().expect("items").clone();
        items.iter().any(|item| item["id"] == json!(doc.id))
    };
    assert!(waits().await);
    let user = format!("/users/{}", deputy.person);
    let moved = json!({ "position_th": "นักวิเคราะห์", "roles": [{ "role": "budget_officer" }] });
    let kept = head.put(&format!("{user}/roles"), &moved).await.ok();
    assert_eq!(kept["roles"][1]["acting"]["order_no"], "123/2568", "{kept}");
    let clash = json!({ "position_th": "x", "roles": [{ "role": "finance_officer" }] });
    let told = head.put(&format!("{user}/roles"), &clash).await;
    told.refused(ProblemCode::ROLES_CLASH);
    let taken = json!({ "position_th": "x", "roles": kept["roles"] });
    let told = head.put(&format!("{user}/roles"), &taken).await;
    told.refused(ProblemCode::INVALID_FIELDS);
    let review = head.get("/users/review").await.ok();
    assert!(review.to_string().contains("ตามคำสั่งที่ 123/2568"), "{review}");

    let path = format!("/deputies/{}/end", entered["id"].as_str().expect("an id"));
    for day in ["2025-10-13", "2025-10-20"] {
        let asked = json!({ "last_day": day });
        head.put(&path, &asked)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
    }
    let asked = json!({ "last_day": "2025-10-14" });
    deputy
        .client
        .put(&path, &asked)
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let ended = head.put(&path, &asked).await.ok();
    assert_eq!(ended["ended_on"], "2025-10-14");
    assert!(!waits().await);
    let told = doc.ask(&deputy.client, "approve", None).await;
    told.refused(ProblemCode::DEPUTY_NOT_IN_FORCE);
    let list = head.get("/deputies").await.ok();
    assert_eq!(list["items"][0]["ended_on"], "2025-10-14");
    assert_eq!(list["items"][0]["valid_until"], "2025-10-20");
    let paper = head.get("/deputies/print").await;
    assert!(words_of_pdf(&paper.bytes).contains("123/2568"));
    app.check_books().await;
}

/// For the head of finance acts who was named above.
#[tokio::test]
async fn the_operator_lets_somebody_act_for_the_head() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let deputy = office.member(Role::BudgetOfficer);
    let query = "SELECT username AS value FROM logins WHERE person_id = $1";
    let username: String = app
        .owner_sql()
        .await
        .value(query, &[deputy.person.into()])
        .await;
    deputy
        .client
        .get("/users")
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let day = |text: &str| text.parse().expect("a day");
    let order = OrderForHead {
        username,
        post_th: "ผู้อำนวยการกองคลัง".to_owned(),
        order_no: "55/2568".into(),
        days: ["2025-10-15", "2025-10-15", "2025-10-31"].map(day),
    };
    let entered = appoint_for_head(&app.operator(), office.id, order).await;
    let entered = entered.expect("a deputy");
    let roster = deputy.client.get("/users").await.ok();
    assert!(roster.to_string().contains("55/2568"), "{roster}");
    // The head's own roster ends it, but makes no more of it.
    let path = format!("/deputies/{}/end", entered.id);
    let other = &office.everything().client;
    let asked = json!({ "last_day": "2025-10-14" });
    other
        .put(&path, &asked)
        .await
        .refused(ProblemCode::ROLE_GIVEN_ABOVE);
    other
        .put(&path, &json!({ "last_day": "2025-10-15" }))
        .await
        .ok();
    app.check_books().await;
}
