//! The roster: roles with their limits, in the program and around it; who is told what of whom.

use crate::support::{Client, Office, TestApp};
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::permission::{Operation, Permission, Resource, Role, allows};
use shared::{PersonId, ProblemCode};

/// A citizen number with a right check digit that no citizen has.
const PID: &str = "0111111111111";

fn roles_of(person: PersonId) -> String {
    format!("/users/{person}/roles")
}

fn appointment(roles: Value) -> Value {
    json!({ "position_th": "ตำแหน่งใหม่", "roles": roles })
}

fn head(office: &Office) -> &Client {
    office.as_role(Role::FinanceHead)
}

/// Around the program: what one person's transaction is told.
async fn around(app: &TestApp, office: &Office, person: PersonId, work: &str) -> Option<String> {
    let mut sql = app.owner_sql().await;
    let entity = office.id;
    let begin = format!(
        "BEGIN; SET LOCAL laas.entity = '{entity}'; SET LOCAL laas.person = '{person}'; {work}"
    );
    let refused = sql.run(&begin).await.err();
    sql.run("ROLLBACK").await.expect("a way back");
    refused
}

/// A role decides up to its ceiling and counts within its days: the refusal says so and who can, and
/// whoever goes around the program is refused by the database.
#[tokio::test]
async fn a_role_decides_up_to_its_ceiling_and_within_its_days() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let executive = office.member(Role::Executive);
    let steps = spec(Kind::DisbursementRequest).route.len() - 1;
    let body = office.request_body("200.00");
    let doc = office
        .walk_until(Kind::DisbursementRequest, body, steps)
        .await;
    let step = doc.next_step().expect("the approval");
    assert!(step.decides());
    let event = format!(
        "INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, step, action, status, on_day)
         SELECT entity_id, document_id, max(seq) + 1, now(), '{}', '', '', '{}', 'approve',
             'approved', '2025-10-15'
         FROM document_events WHERE document_id = '{}' GROUP BY 1, 2",
        executive.person, step.name, doc.id
    );
    let allowed = async || around(&app, &office, executive.person, &event).await;
    let waits = async || {
        let inbox = executive.client.get("/inbox").await.ok();
        let items = inbox["items"].as_array().expect("items").clone();
        items.iter().any(|item| item["id"] == json!(doc.id))
    };
    let appoint = async |roles: Value| {
        let asked = appointment(roles);
        head(&office).put(&roles_of(executive.person), &asked).await
    };
    assert_eq!(allowed().await, None);
    assert!(waits().await);

    appoint(json!([{ "role": "executive", "amount_ceiling": "199.99" }]))
        .await
        .ok();
    let told = doc.ask(&executive.client, "approve", None).await;
    let told = told.refused(ProblemCode::ABOVE_CEILING);
    assert_eq!(told["context"]["ceiling"], "199.99");
    let who = &told["missing"]["holders"][0]["name"];
    let all = office.place_of(office.everything());
    assert_eq!(
        who,
        &json!(format!("คนที่ {all} {}", office.canary)),
        "{told}"
    );
    let why = allowed().await.expect("above the ceiling");
    assert!(why.contains("laas:above_ceiling"), "{why}");
    assert!(!waits().await);

    // From tomorrow on only; what is held besides does not approve.
    appoint(json!([
        { "role": "executive", "valid_from": "2025-10-16" }, { "role": "chief_administrator" },
    ]))
    .await
    .ok();
    let told = doc.ask(&executive.client, "approve", None).await;
    let told = told.refused(ProblemCode::ROLE_NOT_IN_FORCE);
    assert!(
        told["title"]
            .as_str()
            .expect("a sentence")
            .contains("16 ต.ค. 2568"),
        "{told}"
    );
    let why = allowed().await.expect("not yet");
    assert!(why.contains("laas:not_permitted"), "{why}");
    assert!(!waits().await);

    // Nothing that counts today: nobody is logged in any more.
    appoint(json!([{ "role": "executive", "valid_until": "2025-10-14" }]))
        .await
        .ok();
    executive
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);

    appoint(json!([
        { "role": "executive", "amount_ceiling": "200.00", "valid_from": "2025-10-15",
          "valid_until": "2025-10-15" },
    ]))
    .await
    .ok();
    assert_eq!(allowed().await, None);
    doc.ask(&executive.client, "approve", None).await.ok();
    app.check_books().await;
}

/// What the head of finance may not give, in the program and around it.
#[tokio::test]
async fn duties_stay_apart_and_nobody_changes_the_own_rights() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let by = office.member(Role::FinanceHead).person;
    let executive = office.member(Role::Executive).person;
    let officer = json!({ "role": "finance_officer" });
    let refused = async |person, roles: Value, code| {
        let asked = appointment(roles);
        head(&office)
            .put(&roles_of(person), &asked)
            .await
            .refused(code)
    };
    let both = json!([{ "role": "executive" }, officer]);
    let told = refused(executive, both, ProblemCode::ROLES_CLASH).await;
    assert!(
        told["title"]
            .as_str()
            .expect("a sentence")
            .contains("ผู้บริหารท้องถิ่น กับ"),
        "{told}"
    );
    let raised = json!([{ "role": "executive" }, { "role": "finance_head" }]);
    refused(executive, raised, ProblemCode::ROLE_GIVEN_ABOVE).await;
    refused(by, json!([officer]), ProblemCode::OWN_RIGHTS).await;
    refused(executive, json!([]), ProblemCode::INVALID_FIELDS).await;
    let twice = json!([{ "role": "executive" }, { "role": "executive" }]);
    refused(executive, twice, ProblemCode::INVALID_FIELDS).await;
    let nowhere = json!([{ "role": "department_clerk" }]);
    refused(executive, nowhere, ProblemCode::INVALID_FIELDS).await;
    let unknown = json!([{ "role": "department_clerk", "department_id": uuid::Uuid::now_v7() }]);
    refused(executive, unknown, ProblemCode::INVALID_FIELDS).await;
    let idle = json!([{ "role": "revenue_officer", "amount_ceiling": "1.00" }]);
    refused(executive, idle, ProblemCode::INVALID_FIELDS).await;

    let give = |person: PersonId, role: &str| {
        format!(
            "SELECT assign_role(gen_random_uuid(), '{person}', '{role}', NULL, '', NULL, NULL, NULL)"
        )
    };
    let suspend = format!("SELECT set_suspended('{by}', true)");
    for (work, word) in [
        (give(executive, "finance_officer"), "laas:roles_clash"),
        (give(executive, "finance_head"), "laas:role_given_above"),
        (give(by, "executive"), "laas:own_rights"),
        (suspend, "laas:own_rights"),
        (
            format!(
                "SELECT take_role('{}', 'finance_head', NULL)",
                office.everything().person
            ),
            "laas:role_given_above",
        ),
    ] {
        let why = around(&app, &office, by, &work).await.expect(&work);
        assert!(why.contains(word), "{work}: {why}");
    }
    assert_eq!(
        around(&app, &office, by, &give(executive, "cash_custodian")).await,
        None
    );
    // A head for a while does not do for the one who must be left.
    let lapse = format!(
        "UPDATE role_assignments SET valid_until = '2099-01-01' WHERE entity_id = '{}'
             AND role = 'finance_head'",
        office.id
    );
    let mut sql = app.owner_sql().await;
    let why = sql.run(&lapse).await.expect_err("nobody is left");
    assert!(why.contains("laas:last_head"), "{why}");
    app.check_books().await;
}

/// Somebody comes, moves, and goes: known by the citizen number alone.
#[tokio::test]
async fn the_head_adds_moves_and_sees() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let name = format!("นางสาวใหม่ {}", office.canary);
    let new = json!({
        "name_th": name, "pid": PID, "email": "new.one@example.go.th",
        "position_th": "เจ้าพนักงานธุรการ",
        "roles": [{ "role": "department_clerk", "department_id": office.departments[0] }],
    });
    let added = head(&office).post("/users", &new).await.ok();
    let person: PersonId = serde_json::from_value(added["person_id"].clone()).expect("an id");
    assert_eq!(added["username"], "new.one");
    assert_eq!(
        (&added["last_login_at"], &added["session"]),
        (&Value::Null, &Value::Null)
    );
    head(&office)
        .post("/users", &new)
        .await
        .refused(ProblemCode::ALREADY_HERE);
    let mut other = new.clone();
    other["name_th"] = "นายอื่น".into();
    head(&office)
        .post("/users", &other)
        .await
        .refused(ProblemCode::NAME_DIFFERS);
    other["pid"] = "0111111111112".into();
    head(&office)
        .post("/users", &other)
        .await
        .refused(ProblemCode::INVALID_FIELDS);

    let second = office.departments[1];
    let moved = json!({ "position_th": "ธุรการกองคลัง",
        "roles": [{ "role": "department_clerk", "department_id": second }] });
    head(&office).put(&roles_of(person), &moved).await.ok();
    let seen = head(&office).get(&format!("/users/{person}")).await.ok();
    assert_eq!(seen["position"], "ธุรการกองคลัง");
    assert_eq!(seen["roles"].as_array().map(Vec::len), Some(1));
    assert_eq!(seen["roles"][0]["department_id"], json!(second));

    // In another office the same account, by the same name.
    let elsewhere = app.bare_office().await;
    let mut there = new.clone();
    there["roles"] = json!([{ "role": "revenue_officer" }]);
    let added = head(&elsewhere).post("/users", &there).await.ok();
    assert_eq!(added["person_id"], json!(person));

    // No citizen number, and no address, stands in the record.
    let told: i64 = app
        .owner_sql()
        .await
        .value(
            "SELECT count(*) AS value FROM records WHERE changes LIKE '%' || $1 || '%'
                 OR answer LIKE '%' || $1 || '%' OR changes LIKE '%new.one@%'",
            &[PID.into()],
        )
        .await;
    assert_eq!(told, 0);
    app.check_books().await;
}

/// A session of another person ends at once, where that person works.
#[tokio::test]
async fn the_head_ends_a_session_at_once() {
    let app = TestApp::start().await;
    let (office, other) = (app.bare_office().await, app.bare_office().await);
    let member = office.member(Role::BudgetOfficer);
    let path = format!("/users/{}", member.person);
    let seen = head(&office).get(&path).await.ok();
    assert_eq!(seen["session"]["is_locked"], false, "{seen}");
    let session = format!("{path}/session");
    let end = async |client: &Client| {
        client
            .send(reqwest::Method::DELETE, &session, None, None)
            .await
    };
    end(head(&other)).await.refused(ProblemCode::NOT_FOUND);
    member.client.get("/session").await.ok();
    assert_eq!(end(head(&office)).await.status, 204);
    member
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
    let seen = head(&office).get(&path).await.ok();
    assert_eq!(seen["session"], Value::Null);
}

/// My rights are what the server judges by; a refusal names the one that is missing, and who has it
/// here, never who has it elsewhere, and never to strangers.
#[tokio::test]
async fn rights_are_listed_and_a_refusal_says_whose_they_are() {
    let app = TestApp::start().await;
    let (office, other) = (app.bare_office().await, app.bare_office().await);
    for role in Role::ALL {
        let listed = office.as_role(*role).get("/session/rights").await.ok();
        let listed = listed.as_array().expect("a list").iter();
        let listed = listed.map(|right| {
            assert_eq!(right["by"][0]["role"], json!(role));
            serde_json::from_value(right["permission"].clone()).expect("a permission")
        });
        let listed: Vec<Permission> = listed.collect();
        let all = Resource::ALL
            .iter()
            .flat_map(|of| Operation::ALL.iter().map(|operation| of.to(*operation)));
        let wanted: Vec<Permission> = all.filter(|right| allows(*role, *right)).collect();
        assert_eq!(listed, wanted, "{role}");
    }
    let clerk = office.as_role(Role::DepartmentClerk);
    let answer = clerk.get("/users").await;
    let text = answer.text();
    let told = answer.refused(ProblemCode::NOT_PERMITTED);
    let missing = &told["missing"];
    assert_eq!(
        missing["permission"],
        json!({ "resource": "user", "operation": "read" })
    );
    assert_eq!(missing["name"], "ดูผู้ใช้งาน");
    assert_eq!(
        missing["holders"].as_array().map(Vec::len),
        Some(3),
        "{text}"
    );
    assert!(
        text.contains(&office.canary) && !text.contains(&other.canary),
        "{text}"
    );
    // Whoever is suspended holds nothing.
    let first = office.member(Role::FinanceHead).person;
    let suspend = json!({ "is_suspended": true });
    let path = format!("/users/{first}/suspension");
    office.everything().client.put(&path, &suspend).await.ok();
    let told = clerk
        .put(&path, &suspend)
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let holders = told["missing"]["holders"]
        .as_array()
        .expect("holders")
        .clone();
    let all = office.place_of(office.everything());
    let names: Vec<&Value> = holders.iter().map(|holder| &holder["name"]).collect();
    assert_eq!(names, [&json!(format!("คนที่ {all} {}", office.canary))]);
    app.anonymous()
        .get("/users")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
    let strange = app.anonymous().get("/users").await.text();
    assert!(!strange.contains("missing"), "{strange}");
}

/// The head's own post is opened above, by the operator until provinces can.
#[tokio::test]
async fn the_operator_opens_the_post_of_a_head() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let new = |roles: Vec<shared::identity::RoleHeld>| shared::identity::NewUser {
        name_th: "นายคลังใหม่".to_owned(),
        pid: PID.to_owned(),
        email: "head@example.go.th".to_owned(),
        position_th: "ผู้อำนวยการกองคลัง".to_owned(),
        roles,
    };
    let headship = shared::identity::RoleHeld::of(Role::FinanceHead, None);
    let operator = app.operator();
    let opened = api::identity::appoint_head(&operator, office.id, new(vec![headship.clone()]));
    let opened = opened.await.expect("a head");
    let listed = head(&office)
        .get(&format!("/users/{}", opened.person_id))
        .await
        .ok();
    assert_eq!(listed["roles"][0]["role"], "finance_head");
    let clash = shared::identity::RoleHeld::of(Role::FinanceOfficer, None);
    let refused = api::identity::appoint_head(&operator, office.id, new(vec![headship, clash]));
    let code = refused.await.expect_err("duties are apart").code();
    assert_eq!(code, ProblemCode::ROLES_CLASH);
    app.check_books().await;
}
