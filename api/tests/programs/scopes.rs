//! What a program does with its token: it reads and drafts what it was let in for, under its own name,
//! and takes no step of people.

use super::{asked, client, new_receipt, registered};
use crate::support::TestApp;
use api::platform::openapi::Access;
use reqwest::Method;
use serde_json::json;
use shared::ProblemCode;
use shared::permission::{Operation, Role};
use uuid::Uuid;

#[tokio::test]
async fn a_program_drafts_under_its_own_name_and_a_person_hands_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let client = client(&app, &program).await;

    let new = new_receipt(&office);
    let made = client
        .post_once("/receipts", &new, "a-key-of-the-program")
        .await
        .ok();
    let again = client
        .post_once("/receipts", &new, "a-key-of-the-program")
        .await
        .ok();
    assert_eq!(made, again, "once under one key");
    let path = format!("/receipts/{}", new["id"].as_str().expect("an id"));
    assert_eq!(made["header"]["actions"], json!([]));
    let events = client.get(&format!("{path}/history")).await.ok();
    let name = events[0]["person_name"]
        .as_str()
        .expect("a name")
        .to_owned();
    assert!(
        name.starts_with("โปรแกรม ระบบรับชำระ") && name.contains(" ของ "),
        "{name}"
    );

    // It changes its own, and takes no step with it.
    let changed = json!({ "version": made["header"]["version"], "body": new["body"] });
    let changed = client.put(&path, &changed).await.ok();
    let version = json!({ "version": changed["header"]["version"] });
    for action in ["submit", "approve", "cancel", "return"] {
        let answer = client.post(&format!("{path}/{action}"), &version).await;
        answer.refused(ProblemCode::NOT_FOR_PROGRAMS);
    }
    let officer = office.as_role(Role::RevenueOfficer);
    officer.post(&format!("{path}/submit"), &version).await.ok();

    // What people have made is theirs.
    let of_people = officer.post("/receipts", &new_receipt(&office)).await.ok();
    let theirs = format!(
        "/receipts/{}",
        of_people["header"]["id"].as_str().expect("an id")
    );
    client.get(&theirs).await.ok();
    let over = json!({ "version": of_people["header"]["version"], "body": of_people["body"] });
    client
        .put(&theirs, &over)
        .await
        .refused(ProblemCode::NOT_FOR_PROGRAMS);

    // The record names it, in the list of what was done too.
    let head = office.as_role(Role::FinanceHead);
    let done = head
        .get(&format!("/activity?person_id={}", program.id))
        .await
        .ok();
    assert!(
        done["items"].as_array().is_some_and(|all| all.len() == 2),
        "{done}"
    );
    assert!(done.to_string().contains(&name), "{done}");
    let listed = head.get("/programs").await.ok();
    assert!(listed["items"][0]["used_at"].is_string(), "{listed}");
    app.check_books().await;
}

/// Every route there is: a program comes to those of its scopes, and to no other one.
#[tokio::test]
async fn a_program_comes_to_no_route_beyond_its_scopes() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "report:read").await;
    let client = client(&app, &program).await;
    let head = office.head().await;
    for route in app.app.api.registered() {
        let (Access::Permission(_) | Access::Session) = route.access else {
            continue;
        };
        let path = crate::permissions::filled(&route.path)
            .replace("{id}", &Uuid::now_v7().to_string())
            .replace("{attachment_id}", &Uuid::now_v7().to_string())
            .replace("{action}", "approve");
        let method: Method = route.method.parse().expect("a method");
        let body = (method != Method::GET).then(|| json!({}));
        let answer = client.send(method, &path, body.as_ref(), None).await;
        let expected = match route.access {
            _ if !route.for_programs => 403,
            Access::Permission(asked) if asked.to_string() != "report:read" => 403,
            // All of these see documents, and the program sees none.
            Access::Session => 403,
            _ => answer.status,
        };
        let is_read =
            matches!(route.access, Access::Permission(of) if of.operation == Operation::Read);
        // What is wrong with the words of a question may be said first.
        let is_asked_wrongly = matches!(answer.status, 400 | 422) && route.for_programs;
        assert!(
            answer.status == expected || is_asked_wrongly,
            "{} {}: {} {}",
            route.method,
            route.path,
            answer.status,
            answer.text()
        );
        assert!(answer.status >= 300 || is_read, "{}", route.path);
        if answer.status == 403 {
            let codes = ["not_for_programs", "insufficient_scope"];
            assert!(codes.contains(&answer.code().as_str()), "{}", answer.text());
            assert!(answer.json()["missing"].is_null(), "nobody is named");
            let told = answer.headers.get("www-authenticate").expect("by RFC 6750");
            assert_eq!(told, "Bearer error=\"insufficient_scope\"");
        }
    }
    let read = "/reports/trial-balance?from=2025-10-01&to=2025-10-15";
    client.get(read).await.ok();
    assert_eq!(office.head().await, head, "nothing was written");
}

#[tokio::test]
async fn the_head_lets_in_what_is_whole_and_nothing_else() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let head = office.as_role(Role::FinanceHead);
    let record = office.head().await;
    let wrong = [
        ("name", json!("")),
        ("contact_name", json!("\u{202e}x")),
        ("contact_email", json!("nowhere")),
        ("scopes", json!([])),
        ("valid_until", json!("2025-10-14")),
        ("valid_until", json!("2026-10-17")),
        ("id", json!(Uuid::new_v4())),
        ("public_key", json!("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}")),
    ];
    for (field, value) in wrong {
        let mut new = asked("ระบบ", "report:read");
        new[field] = value;
        let told = head
            .post("/programs", &new)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(told["errors"][0]["path"], field, "{told}");
    }
    for scope in [
        "user:edit",
        "payment:approve",
        "activity:read",
        "party:edit",
        "*",
    ] {
        let new = asked("ระบบ", scope);
        let told = head.post("/programs", &new).await;
        told.refused(ProblemCode::MALFORMED_REQUEST);
    }
    assert_eq!(office.head().await, record);
    // The same creation sent twice creates once, and the secret is told once.
    let new = asked("ระบบ", "report:read");
    let made = head.post_once("/programs", &new, "the-same-key").await.ok();
    assert!(made["client_secret"].is_string());
    let again = head.post_once("/programs", &new, "the-same-key").await;
    assert_eq!(again.status, 409, "{}", again.text());
    let mut sql = app.owner_sql().await;
    let secret = made["client_secret"].as_str().expect("a secret").to_owned();
    let kept: i64 = sql
        .value(
            "SELECT count(*) AS value FROM records WHERE strpos(concat(answer, changes, subject), $1) > 0",
            &[secret.as_str().into()],
        )
        .await;
    assert_eq!(kept, 0, "the secret is kept nowhere");
    app.check_books().await;
}
