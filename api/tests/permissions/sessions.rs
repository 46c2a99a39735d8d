//! A session that is no more, or whose person may no more: every route says so.

use crate::support::{Client, Office, TestApp};
use api::platform::openapi::Access;
use reqwest::Method;
use serde_json::json;
use shared::ProblemCode;
use shared::permission::Role;
use std::time::Duration;
use uuid::Uuid;

/// Every route that needs somebody answers with this code, whatever is asked.
async fn everywhere(app: &TestApp, client: &Client, code: ProblemCode) {
    let mut refused = 0;
    for route in app.app.api.registered() {
        // Unlocking, leaving and asking who one is are for locked sessions too.
        let of_session = route.path.starts_with("/session");
        if matches!(route.access, Access::Public(_)) || of_session {
            continue;
        }
        let path = super::filled(&route.path)
            .replace("{id}", &Uuid::now_v7().to_string())
            .replace("{attachment_id}", &Uuid::now_v7().to_string())
            .replace("{action}", "submit");
        let method: Method = route.method.parse().expect("a method");
        let body = match route.operation_id.as_str() {
            "suspend_user" => Some(json!({ "is_suspended": true })),
            id if id.starts_with("act_on_") => Some(json!({ "version": 1 })),
            _ => (method != Method::GET).then(|| json!({})),
        };
        let answer = client.send(method, &path, body.as_ref(), None).await;
        refused += 1;
        assert_eq!(
            answer.code(),
            code.to_string(),
            "{} {path}: {}",
            route.method,
            answer.text()
        );
    }
    assert!(refused > 80, "{refused} routes");
}

/// Changes the office's rows behind the server's back.
async fn behind(app: &TestApp, office: &Office, statement: &str) {
    let work = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; {statement}; COMMIT",
        office.id
    );
    app.owner_sql()
        .await
        .run(&work)
        .await
        .expect("the owner may");
}

#[tokio::test]
async fn nobody_and_unknown_sessions_get_nowhere() {
    let app = TestApp::start().await;
    let nobody = app.anonymous();
    everywhere(&app, &nobody, ProblemCode::UNAUTHENTICATED).await;
    // Not even that a query or an id cannot be read.
    for path in ["/receipts?page=x", "/receipts?surprise=1", "/receipts/x"] {
        nobody.get(path).await.refused(ProblemCode::UNAUTHENTICATED);
    }
    for token in [
        "",
        "x",
        "0000000000000000000000000000000000000000000",
        "%00",
        "ก",
        "' OR 1=1 --",
    ] {
        let client = app.with_token(token);
        client
            .get("/session")
            .await
            .refused(ProblemCode::UNAUTHENTICATED);
    }
    everywhere(
        &app,
        &app.with_token(&"A".repeat(43)),
        ProblemCode::UNAUTHENTICATED,
    )
    .await;
}

#[tokio::test]
async fn an_ended_session_gets_nowhere() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let member = office.member(Role::FinanceOfficer);
    member.client.get("/inbox").await.ok();
    let end = format!(
        "UPDATE sessions SET expires_at = '2025-10-15T03:00:00Z' WHERE person_id = '{}'",
        member.person
    );
    behind(&app, &office, &end).await;
    everywhere(&app, &member.client, ProblemCode::UNAUTHENTICATED).await;
    // Left, it is over at once, for whoever kept the token.
    let other = office.member(Role::BudgetOfficer);
    other
        .client
        .send(Method::DELETE, "/session", None, None)
        .await
        .ok();
    other
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
}

#[tokio::test]
async fn a_locked_session_only_asks_for_the_password() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let member = office.member(Role::FinanceOfficer);
    let idle = format!(
        "UPDATE sessions SET used_at = '2025-10-15T02:44:59Z' WHERE person_id = '{}'",
        member.person
    );
    behind(&app, &office, &idle).await;
    everywhere(&app, &member.client, ProblemCode::SESSION_LOCKED).await;
    assert_eq!(member.client.get("/session").await.ok()["is_locked"], true);
}

#[tokio::test]
async fn a_suspended_person_gets_nowhere_at_once_though_the_session_lives() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let member = office.member(Role::Executive);
    let suspend = format!(
        "UPDATE role_assignments SET is_suspended = true WHERE person_id = '{}'",
        member.person
    );
    behind(&app, &office, &suspend).await;
    let alive: i64 = app
        .owner_sql()
        .await
        .value(
            "SELECT count(*) AS value FROM sessions WHERE person_id = $1",
            &[member.person.into()],
        )
        .await;
    assert_eq!(alive, 1);
    everywhere(&app, &member.client, ProblemCode::UNAUTHENTICATED).await;
    // Suspended by the finance head, the session is gone as well.
    let head = office.as_role(Role::FinanceHead);
    let other = office.member(Role::BudgetOfficer);
    let path = format!("/users/{}/suspension", other.person);
    head.put(&path, &json!({ "is_suspended": true })).await.ok();
    other
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
    // Nobody suspends oneself.
    let own = format!(
        "/users/{}/suspension",
        office.member(Role::FinanceHead).person
    );
    head.put(&own, &json!({ "is_suspended": true }))
        .await
        .refused(ProblemCode::OWN_RIGHTS);
}

#[tokio::test]
async fn a_role_taken_away_is_gone_with_the_next_request() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let all = office.everything();
    all.client.get("/users").await.ok();
    for role in [
        "finance_head",
        "chief_administrator",
        "executive",
        "internal_auditor",
        "state_auditor",
    ] {
        let take = format!(
            "UPDATE role_assignments SET is_suspended = true WHERE person_id = '{}' AND role = '{role}'",
            all.person
        );
        behind(&app, &office, &take).await;
    }
    all.client
        .get("/users")
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    all.client.get("/inbox").await.ok();
}

/// Users of demonstration data have a password that stands in the sources.
#[tokio::test]
async fn an_office_is_not_served_from_a_database_with_made_up_data() {
    let app = TestApp::start_with(|config| config.is_development = false).await;
    let refused = async || api::demo::refuse(&app.app.state).await;
    assert!(refused().await.is_ok(), "only the nation");
    let mut owner = app.owner_sql().await;
    let enter = |id: &str, is_practice: bool| {
        format!(
            "INSERT INTO entities (id, entity_type, name_th, district, province, is_practice)
             VALUES ('{id}', 'sao', 'อบต. สมมติ', 'x', 'x', {is_practice})"
        )
    };
    let (real, practice) = (Uuid::now_v7().to_string(), Uuid::now_v7().to_string());
    owner
        .run(&enter(&real, false))
        .await
        .expect("the owner may");
    assert!(refused().await.is_ok(), "a real one");
    let demonstration = "01990000-0000-7000-8000-000000000001";
    for (id, is_practice) in [(&*practice, true), (demonstration, false)] {
        owner
            .run(&enter(id, is_practice))
            .await
            .expect("the owner may");
        let why = refused().await.expect_err(id).to_string();
        assert!(
            why.contains("LAAS_DATABASE_URL") && why.contains("อบต. สมมติ"),
            "{why}"
        );
        let serving = tokio::time::timeout(Duration::from_secs(5), app.app.clone().serve());
        serving.await.expect("no start").expect_err(id);
        let leave = format!("DELETE FROM entities WHERE id = '{id}'");
        owner.run(&leave).await.expect("the owner may");
    }
    let seeded = api::demo::seed(&app.app.state).await;
    let why = seeded.expect_err("refused").to_string();
    assert!(why.contains("LAAS_DEVELOPMENT"), "{why}");
}

#[tokio::test]
async fn practice_is_for_development_only() {
    let app = TestApp::start_with(|config| config.is_development = false).await;
    let practice = json!({ "entity_type": "sao", "name_th": "x", "today": "2025-10-01",
        "departments": [], "parties": [], "bank_accounts": [], "people": [] });
    app.anonymous()
        .post("/practice/entities", &practice)
        .await
        .refused(ProblemCode::NOT_FOUND);
    let path = format!("/practice/entities/{}/today", Uuid::now_v7());
    app.anonymous()
        .put(&path, &json!({ "today": "2025-10-02" }))
        .await
        .refused(ProblemCode::NOT_FOUND);
    let count: i64 = app
        .owner_sql()
        .await
        .value("SELECT count(*) AS value FROM entities", &[])
        .await;
    assert_eq!(count, 1, "only the nation");
}
