//! The six-monthly review of the roster: due by the day, signed with a fresh proof, and what it ends.

use crate::support::{Client, Office, TestApp, words_of_pdf};
use reqwest::Method;
use serde_json::{Value, json};
use shared::permission::Role;
use shared::{PersonId, ProblemCode};

fn head(office: &Office) -> &Client {
    office.as_role(Role::FinanceHead)
}

async fn set_today(app: &TestApp, office: &Office, day: &str) {
    let path = format!("/practice/entities/{}/today", office.id);
    let today = json!({ "today": day });
    app.anonymous().put(&path, &today).await.ok();
}

/// Everybody of the roster but the head who reviews, confirmed but for those named.
async fn judged(office: &Office, but: &[(PersonId, Option<&str>)]) -> Vec<Value> {
    let now = head(office).get("/users/review").await.ok();
    let users = now["users"].as_array().expect("users").iter();
    let others = users.filter(|user| user["is_self"] == false);
    let judged = others.filter_map(|user| {
        let id = &user["person_id"];
        let named = but.iter().find(|(person, _)| json!(person) == *id);
        let verdict = named.map_or(Some("confirmed"), |(_, verdict)| *verdict)?;
        Some(json!({ "person_id": id, "verdict": verdict }))
    });
    judged.collect()
}

/// From its first day on it is open, after a month late every day, once it is signed no more; and open
/// again with the next half-year, with what changed since.
#[tokio::test]
async fn a_review_opens_by_itself_and_ends_the_rights_it_does_not_confirm() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let now = async || head(&office).get("/users/review").await.ok();
    let due = async || head(&office).get("/users/review/due").await.ok();
    let whole = now().await;
    let first = due().await;
    assert_eq!(whole["due"], first);
    assert_eq!(first["half_begins"], "2025-10-01");
    assert_eq!(
        (&first["due_on"], &first["days_late"]),
        (&json!("2025-10-31"), &json!(0))
    );
    assert_eq!(
        (&first["since"], &first["is_signed"]),
        (&Value::Null, &json!(false))
    );
    let users = whole["users"].as_array().expect("users");
    assert_eq!(users.len(), office.members.len());
    let selves = users.iter().filter(|user| user["is_self"] == true);
    let selves: Vec<&Value> = selves.map(|user| &user["person_id"]).collect();
    assert_eq!(selves, [&json!(office.member(Role::FinanceHead).person)]);

    set_today(&app, &office, "2025-11-03").await;
    assert_eq!(due().await["days_late"], 3);
    let auditor = office.as_role(Role::InternalAuditor);
    assert_eq!(auditor.get("/users/review/due").await.ok()["days_late"], 3);

    let (suspended, lapsing) = (
        office.member(Role::Executive),
        office.member(Role::BudgetOfficer),
    );
    let seen = [
        (suspended.person, Some("suspended")),
        (lapsing.person, None),
    ];
    let review = json!({ "half_begins": "2025-10-01", "rights_until": "2025-11-05",
        "judged": judged(&office, &seen).await });
    // What it would do is told, and nothing kept.
    head(&office)
        .post("/users/review?dry_run=true", &review)
        .await
        .ok();
    assert_eq!(due().await["is_signed"], false);
    let signed = head(&office).post("/users/review", &review).await.ok();
    assert_eq!(
        (&signed["suspended"], &signed["unconfirmed"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(signed["confirmed"], json!(office.members.len() - 3));

    // Suspended at once; the rights of the one who was not confirmed end with the day.
    let gone = async |client: &Client| client.get("/session").await.status == 401;
    assert!(gone(&suspended.client).await);
    assert!(!gone(&lapsing.client).await);
    set_today(&app, &office, "2025-11-05").await;
    assert!(!gone(&lapsing.client).await);
    set_today(&app, &office, "2025-11-06").await;
    assert!(gone(&lapsing.client).await);
    assert!(!gone(office.as_role(Role::FinanceOfficer)).await);

    let done = due().await;
    assert_eq!(
        (&done["is_signed"], &done["days_late"]),
        (&json!(true), &json!(0))
    );
    head(&office)
        .post("/users/review", &review)
        .await
        .refused(ProblemCode::REVIEW_SIGNED);
    let listed = head(&office).get("/users/reviews").await.ok();
    assert_eq!(listed[0]["signed_on"], "2025-11-03");
    let paper = auditor.get("/users/reviews/2025-10-01/print").await;
    assert!(paper.bytes.starts_with(b"%PDF"), "{}", paper.text());
    let all = auditor.get("/users/reviews/print").await;
    let signer = listed[0]["signer_name"].as_str().expect("a signer");
    let signer: String = signer.split_whitespace().collect();
    let words = words_of_pdf(&all.bytes);
    assert!(
        words.contains(&signer) && words.contains("รวม1รายการ"),
        "{words}"
    );
    head(&office)
        .get("/users/reviews/2025-04-01/print")
        .await
        .refused(ProblemCode::NOT_FOUND);

    // The next half-year.
    let moved = office.member(Role::RevenueOfficer).person;
    let roles = json!({ "position_th": "x", "roles": [{ "role": "procurement_officer" }] });
    head(&office)
        .put(&format!("/users/{moved}/roles"), &roles)
        .await
        .ok();
    set_today(&app, &office, "2026-04-01").await;
    let next = now().await;
    assert_eq!(next["due"]["half_begins"], "2026-04-01");
    assert_eq!(next["due"]["since"], "2025-11-03");
    let users = next["users"].as_array().expect("users");
    let of = |person: PersonId| users.iter().find(|user| user["person_id"] == json!(person));
    assert!(of(suspended.person).is_none());
    let changed = of(moved).expect("the one who moved");
    assert_eq!(changed["before_th"], Role::RevenueOfficer.thai());
    assert_eq!(changed["roles_th"], Role::ProcurementOfficer.thai());
    let same = of(office.member(Role::CashCustodian).person).expect("a custodian");
    assert_eq!(same["before_th"], same["roles_th"]);
    app.check_books().await;
}

/// What each did since the review before is counted.
#[tokio::test]
async fn a_review_says_what_each_did() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let now = head(&office).get("/users/review").await.ok();
    let users = now["users"].as_array().expect("users");
    let of = |role| {
        let person = json!(office.member(role).person);
        users
            .iter()
            .find(|user| user["person_id"] == person)
            .expect("somebody")
    };
    // The opening and the ordinance were made and taken along by them.
    assert!(of(Role::FinanceOfficer)["acts"].as_i64() > Some(0), "{now}");
    assert_eq!(of(Role::FinanceOfficer)["last_act_on"], "2025-10-15");
    assert_eq!(of(Role::InternalAuditor)["acts"], 0);
}

/// Nobody judges the own rights, strangers or twice; nobody signs without the right or the proof, and
/// around the program neither.
#[tokio::test]
async fn a_review_is_signed_by_a_head_who_has_proved_who_that_is() {
    let app = TestApp::start().await;
    let (office, other) = (app.bare_office().await, app.bare_office().await);
    let me = office.member(Role::FinanceHead).person;
    let review = |judged: Value| {
        json!({ "half_begins": "2025-10-01",
        "rights_until": "2025-10-20", "judged": judged })
    };
    let ask = async |client: &Client, body: &Value| client.post("/users/review", body).await;
    let all = judged(&office, &[]).await;
    for (person, verdict) in [
        (me, "confirmed"),
        (other.member(Role::Executive).person, "confirmed"),
        (office.member(Role::Executive).person, "reviewer"),
    ] {
        let wrong = review(json!([{ "person_id": person, "verdict": verdict }]));
        ask(head(&office), &wrong)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
    }
    let mut late = review(json!(all));
    late["rights_until"] = "2025-10-14".into();
    ask(head(&office), &late)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    late = review(json!(all));
    late["half_begins"] = "2025-04-01".into();
    ask(head(&office), &late)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    let good = review(json!(all));
    ask(office.as_role(Role::Executive), &good)
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let aged = json!({ "seconds_ago": 300 });
    head(&office).put("/practice/proof", &aged).await.ok();
    ask(head(&office), &good)
        .await
        .refused(ProblemCode::STEP_UP_REQUIRED);
    let sign = |person: PersonId| {
        format!(
            "BEGIN; SET LOCAL laas.entity = '{}';
             INSERT INTO user_reviews SELECT '{}', '2025-10-01', '2025-10-20', '2025-10-15',
                 max(created_at), '{person}', 'x', 'x', 1, 'x' FROM sessions;
             INSERT INTO user_review_rows SELECT DISTINCT '{}'::uuid, '2025-10-01'::date, person_id,
                 'x', 'x', 'x', NULL::text, NULL::timestamptz, 0, NULL::date, 'confirmed'
             FROM role_assignments WHERE entity_id = '{}';
             SET CONSTRAINTS ALL IMMEDIATE",
            office.id, office.id, office.id, office.id
        )
    };
    let around = async |work: String| {
        let mut sql = app.owner_sql().await;
        let refused = sql.run(&work).await.err();
        sql.run("ROLLBACK").await.expect("a way back");
        refused
    };
    let why = around(sign(me)).await.expect("no proof");
    assert!(why.contains("laas:step_up_required"), "{why}");
    let fresh = json!({ "seconds_ago": 0 });
    head(&office).put("/practice/proof", &fresh).await.ok();
    assert_eq!(around(sign(me)).await, None);
    let executive = office.member(Role::Executive).person;
    let why = around(sign(executive)).await.expect("no head");
    assert!(why.contains("laas:not_permitted"), "{why}");
    // Somebody is left out.
    let short = sign(me).replace(
        "WHERE entity_id",
        &format!("WHERE person_id <> '{executive}' AND entity_id"),
    );
    let why = around(short).await.expect("not everybody");
    assert!(why.contains("laas:invalid_fields"), "{why}");
    ask(head(&office), &good).await.ok();
    let print = "/users/reviews/2025-10-01/print";
    let strange = head(&other).send(Method::GET, print, None, None).await;
    strange.refused(ProblemCode::NOT_FOUND);
    app.check_books().await;
}
