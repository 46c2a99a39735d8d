//! What a program does with its token: it reads and drafts what it was let in for, under its own name,
//! and takes no step of people.

use super::{ask, asked, client, new_receipt, registered};
use crate::support::TestApp;
use api::platform::openapi::Access;
use reqwest::Method;
use serde_json::json;
use shared::ProblemCode;
use shared::permission::{Operation, Role};
use shared::programs::Scope;
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
    let program = registered(&office, "journal:read").await;
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
            Access::Permission(asked) if asked.to_string() != "journal:read" => 403,
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

/// A scope that opens nothing would be let in for, and be of no use.
#[tokio::test]
async fn every_scope_opens_a_route() {
    let app = TestApp::start().await;
    let routes = app.app.api.registered();
    for scope in Scope::all() {
        let opened = routes.iter().filter(|route| {
            route.for_programs
                && matches!(route.access, Access::Permission(asked) if asked == scope.permission())
        });
        assert!(opened.count() > 0, "{scope}");
    }
    // The database lets in for the same.
    let mut sql = app.owner_sql().await;
    let names: Vec<String> = Scope::all().iter().map(Scope::to_string).collect();
    let known = format!(
        "SELECT count(*) AS value FROM unnest('{{{}}}'::text[]) AS s WHERE is_scope(s)",
        names.join(",")
    );
    let known: i64 = sql.value(&known, &[]).await;
    assert_eq!(usize::try_from(known), Ok(names.len()));
    let report = "SELECT is_scope('report:read') AS value";
    assert!(!sql.value::<bool>(report, &[]).await);
}

/// Whoever drafts a kind sees it, so it may ask for that alone; what is asked for with no word is all.
#[tokio::test]
async fn a_token_is_for_what_was_asked_as_far_as_it_was_let_in() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let token = ask(&app, &program, Some("receipt:read")).await;
    assert_eq!(token.body["scope"], "receipt:read");
    let reader = app.anonymous().as_program(&token.token());
    reader.get("/receipts").await.ok();
    let answer = reader.post("/receipts", &new_receipt(&office)).await;
    answer.refused(ProblemCode::INSUFFICIENT_SCOPE);
    for all in ["", " "] {
        let told = ask(&app, &program, Some(all)).await;
        assert_eq!(told.body["scope"], "receipt:edit", "{}", told.body);
    }
    let told = ask(&app, &program, Some("payment:read")).await;
    assert_eq!(told.error(), (400, "invalid_scope".to_owned()));
}

/// By what a program proves itself is told to nobody who looks at what was done, whatever for.
#[tokio::test]
async fn neither_key_nor_hash_is_shown_with_what_was_done() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let auditor = office.as_role(Role::InternalAuditor);
    for (scopes, field) in [
        ("receipt:read", "ค่าแฮชของรหัสลับ"),
        ("receipt:edit", "กุญแจสาธารณะ"),
    ] {
        let program = registered(&office, scopes).await;
        let path = format!("/activity?about_id={}", program.id);
        let acts = auditor.get(&path).await.ok();
        let path = format!("/activity/{}", acts["items"][0]["seq"]);
        let why = json!({ "reason": "ตรวจสอบ", "page": 1 });
        let examined = auditor.post(&format!("{path}/examine"), &why).await.ok();
        for told in [auditor.get(&path).await.ok(), examined] {
            let text = told.to_string();
            assert!(text.contains(field) && text.contains("(ไม่แสดง)"), "{text}");
            let mut sql = app.owner_sql().await;
            let kept = "SELECT coalesce(public_key, encode(secret_hash, 'hex')) AS value
                FROM programs WHERE id = $1";
            let kept: String = sql.value(kept, &[program.id.into()]).await;
            assert!(!text.contains(&kept), "{text}");
        }
    }
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
        ("public_key", json!("x".repeat(4001))),
    ];
    for (field, value) in wrong {
        let mut new = asked("ระบบ", "journal:read");
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
    let mut new = asked("ระบบ", "receipt:edit receipt:read");
    new["public_key"] = serde_json::Value::Null;
    let told = head.post("/programs", &new).await;
    let told = told.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(told["errors"][0]["code"], "own_key_needed", "{told}");
    let said = told["errors"][0]["message"].as_str().expect("a message");
    assert!(said.starts_with("กุญแจสาธารณะ ต้องกรอก"), "{said}");
    assert_eq!(office.head().await, record);
    // The same creation sent twice creates once, and the secret is told once.
    let new = asked("ระบบ", "journal:read");
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
