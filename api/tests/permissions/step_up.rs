//! What matters most asks for a proof of a moment ago (`trust.md` section 4, step-up): declared on the
//! route of a document or of the API, held by the database as well; a proof lets it go on.

use crate::support::{Client, Office, TestApp};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, StepName};
use shared::permission::Role;

/// The proofs of everybody of an office become a minute older than counts, or fresh again.
async fn age(app: &TestApp, office: &Office, minutes: i32) {
    let work = format!(
        "UPDATE sessions SET proved_at = created_at - interval '{minutes} minutes'
         WHERE entity_id = '{}'",
        office.id
    );
    app.owner_sql().await.run(&work).await.expect("the owner");
}

fn proving() -> Vec<(Kind, StepName)> {
    let kinds = Kind::ALL.iter().copied();
    let steps = kinds.flat_map(|kind| {
        let proving = kind.spec().every_step().filter(|step| step.needs_proof);
        proving.map(move |step| (kind, step.name))
    });
    steps.collect()
}

/// Money is not approved, and a day not closed, by a session left open; nothing is kept of it, what
/// it would do is shown all the same, and after the proof it is done.
#[tokio::test]
async fn what_pays_or_closes_asks_for_a_fresh_proof() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut steps = proving();
    // A closed day takes nothing more.
    steps.sort_by_key(|(kind, _)| *kind == Kind::DailyReport);
    assert_eq!(steps.len(), 6, "{steps:?}");
    for (kind, name) in steps {
        let body = office.body(kind).await;
        let mut doc = office.draft(kind, body).await;
        while doc.next_step().is_some_and(|step| step.name != name) {
            office.step(&mut doc).await;
        }
        age(&app, &office, 5).await;
        let step = doc.next_step().expect("the step");
        let client = &office.actor(&doc, step).client;
        let head = office.head().await;
        let action = step.action.as_str();
        let told = doc.ask(client, action, None).await;
        let told = told.refused(ProblemCode::STEP_UP_REQUIRED);
        assert_eq!(told["status"], 403);
        // Looking at what it would do, and sending it back, need none.
        let rehearsed = json!({ "version": doc.header.version, "comment": null });
        let path = format!("{}/{action}?dry_run=true", doc.path());
        client.post(&path, &rehearsed).await.ok();
        assert_eq!(office.head().await, head, "{kind}: nothing is kept");
        let shown = client.get(&doc.path()).await.ok();
        let may = shown["header"]["actions"].to_string();
        assert!(may.contains(action), "{kind}: {may}");
        let fresh = json!({ "seconds_ago": 299 });
        client.put("/practice/proof", &fresh).await.ok();
        office.step(&mut doc).await;
        age(&app, &office, 0).await;
    }
    app.check_books().await;
}

/// The routes that ask for one, whoever asks: somebody without the right is told that instead.
#[tokio::test]
async fn routes_that_change_rights_or_export_ask_for_a_fresh_proof() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let (head, clerk) = (
        office.as_role(Role::FinanceHead),
        office.as_role(Role::DepartmentClerk),
    );
    age(&app, &office, 5).await;
    let declared = app.app.api.registered().iter();
    let declared = declared.filter(|route| route.needs_proof);
    let mut tried = Vec::new();
    let executive = office.member(Role::Executive).person.to_string();
    let (mut order, mut program) = (String::new(), String::new());
    for route in declared {
        let id = match route.path.split('/').nth(1) {
            Some("deputies") => &order,
            Some("programs") => &program,
            _ => &executive,
        };
        let path = route.path.replace("{id}", id);
        let body = match route.operation_id.as_str() {
            "suspend_user" => json!({ "is_suspended": true }),
            "sign_user_review" => json!({ "half_begins": "2025-10-01",
                "rights_until": "2025-10-20", "judged": [] }),
            "put_user_roles" => json!({ "position_th": "x", "roles": [{ "role": "executive" }] }),
            "create_deputy" => {
                let deputy = office.member(Role::BudgetOfficer).person;
                let mut order = office.order(deputy, ["2025-10-14", "2025-10-15", "2025-10-16"]);
                order["holder_id"] = json!(null);
                order
            }
            "create_program" => crate::programs::asked("x", "journal:read"),
            "finish_deputy" => json!({ "last_day": "2025-10-15" }),
            "finish_user_rights" => json!({ "last_day": "2025-10-18" }),
            "create_user" => {
                json!({ "name_th": "x", "pid": "0111111111111", "email": "x@y.example",
                "position_th": "x", "roles": [{ "role": "revenue_officer" }] })
            }
            _ => json!(null),
        };
        let method: Method = route.method.parse().expect("a method");
        let body = (method != Method::GET).then_some(body);
        let ask = async |client: &Client| {
            client
                .send(method.clone(), &path, body.as_ref(), None)
                .await
        };
        ask(clerk).await.refused(ProblemCode::NOT_PERMITTED);
        ask(head).await.refused(ProblemCode::STEP_UP_REQUIRED);
        let proof = json!({ "seconds_ago": 0 });
        head.put("/practice/proof", &proof).await.ok();
        let answer = ask(head).await;
        assert!(
            answer.status < 300,
            "{}: {} {}",
            route.operation_id,
            answer.status,
            answer.text()
        );
        let made = answer.json();
        let id = |made: &Value| made["id"].as_str().expect("an id").to_owned();
        match route.operation_id.as_str() {
            "create_deputy" => order = id(&made),
            "create_program" => program = id(&made["program"]),
            _ => {}
        }
        age(&app, &office, 5).await;
        tried.push(route.operation_id.clone());
    }
    tried.sort();
    let wanted = [
        "create_deputy",
        "create_program",
        "create_user",
        "finish_deputy",
        "finish_program",
        "finish_user_rights",
        "get_record_bundle",
        "put_user_roles",
        "sign_user_review",
        "suspend_user",
    ];
    assert_eq!(tried, wanted);
    app.check_books().await;
}

/// Who took the books home stands in the record, the books taken included.
#[tokio::test]
async fn whoever_takes_the_books_home_stands_in_the_record() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let auditor = office.member(Role::InternalAuditor);
    let bundle = auditor.client.get("/record/bundle").await;
    assert_eq!(bundle.status, 200);
    let noted: i64 = app
        .owner_sql()
        .await
        .value(
            "SELECT count(*) AS value FROM records WHERE entity_id = $1 AND actor = $2
                 AND permission = 'record:read' AND subject = 'bundle'",
            &[office.id.into(), auditor.person.into()],
        )
        .await;
    assert_eq!(noted, 1);
    app.check_books().await;
}

/// Around the program: neither a step that pays nor a change of roles commits without a fresh proof.
#[tokio::test]
async fn the_database_asks_for_the_proof_too() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let steps = Kind::DisbursementRequest.spec().route.len() - 1;
    let body = office.request_body("200.00");
    let doc = office
        .walk_until(Kind::DisbursementRequest, body, steps)
        .await;
    let (head, executive) = (
        office.member(Role::FinanceHead).person,
        office.member(Role::Executive).person,
    );
    let at = "SELECT max(created_at) FROM sessions";
    let event = format!(
        "INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, step, action, status, on_day)
         SELECT entity_id, document_id, max(seq) + 1, ({at}), '{executive}', '', '', 'approve',
             'approve', 'approved', '2025-10-15'
         FROM document_events WHERE document_id = '{}' GROUP BY 1, 2",
        doc.id
    );
    let role = format!(
        "SELECT set_config('laas.at', ({at})::text, true),
            assign_role(gen_random_uuid(), '{executive}', 'cash_custodian', NULL, '', NULL, NULL,
                NULL)"
    );
    let commit = async |person, work: &str| {
        let mut sql = app.owner_sql().await;
        let entity = office.id;
        let work = format!(
            "BEGIN; SET LOCAL laas.entity = '{entity}'; SET LOCAL laas.person = '{person}'; {work};
             SELECT append_record(({at}), '{person}', 'x', 'x', NULL, '', '');
             SET CONSTRAINTS ALL IMMEDIATE"
        );
        let refused = sql.run(&work).await.err();
        sql.run("ROLLBACK").await.expect("a way back");
        refused
    };
    for (person, work) in [(executive, &event), (head, &role)] {
        assert_eq!(commit(person, work).await, None, "{work}");
        age(&app, &office, 5).await;
        let why = commit(person, work).await.expect("no proof");
        assert!(why.contains("laas:step_up_required"), "{why}");
        age(&app, &office, 4).await;
        assert_eq!(commit(person, work).await, None, "{work}");
    }
    // Whose session is elsewhere, or over, has none.
    let gone = format!("DELETE FROM sessions WHERE person_id = '{executive}'");
    app.owner_sql().await.run(&gone).await.expect("the owner");
    let why = commit(executive, &event).await.expect("no session");
    assert!(why.contains("laas:step_up_required"), "{why}");
}
