//! Who may not: separation of duties, departments.

use crate::support::{Doc, Office, TestApp, YEAR};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Action, Kind, Status, StepName, spec};
use shared::permission::Role;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A document of which the person who holds every role takes one step (`draft`: makes it), the
/// others are taken by others; where the law says so, that person is refused.
async fn refuses_who_took(office: &Office, kind: Kind, own: StepName) {
    let all = office.everything();
    let body = office.body(kind).await;
    let mut doc: Doc = match own {
        StepName::Draft => {
            let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
            let answer = all
                .client
                .post(&format!("/{}", spec(kind).path), &new)
                .await
                .ok();
            let mut doc = office.draft(kind, office.body(kind).await).await;
            doc.refresh(&answer);
            doc.id = doc.header.id;
            doc
        }
        _ => office.draft(kind, body).await,
    };
    while let Some(step) = doc.next_step() {
        if step.not_by.contains(&own) {
            let answer = doc.ask(&all.client, step.action.as_str(), None).await;
            answer.refused(ProblemCode::SEPARATION_OF_DUTIES);
        }
        if step.name == own {
            let answer = doc.ask(&all.client, step.action.as_str(), None).await.ok();
            doc.actors.push((step.name, office.place_of(all)));
            doc.refresh(&answer);
        } else {
            office.step(&mut doc).await;
        }
    }
}

async fn separates_duties(kinds: &[Kind]) {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in kinds {
        let named = spec(*kind).route.iter().flat_map(|step| step.not_by);
        // Entering the payee is no step of the document: `two_people.rs`.
        let named = named.filter(|name| **name != StepName::Payee);
        let named: BTreeSet<StepName> = named.copied().collect();
        for own in named {
            let fresh;
            let office = match kind {
                Kind::Opening => {
                    fresh = app.bare_office().await;
                    &fresh
                }
                Kind::DailyReport => {
                    fresh = app.office().await;
                    &fresh
                }
                _ => &office,
            };
            refuses_who_took(office, *kind, own).await;
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn whoever_took_a_step_may_not_take_those_it_excludes() {
    let (first, _) = Kind::ALL.split_at(Kind::ALL.len() / 2);
    separates_duties(first).await;
}

#[tokio::test]
async fn whoever_took_a_step_may_not_take_those_it_excludes_in_the_other_kinds() {
    let (_, second) = Kind::ALL.split_at(Kind::ALL.len() / 2);
    separates_duties(second).await;
}

/// Sent back, the route begins anew, and so does the separation of duties.
#[tokio::test]
async fn after_a_return_earlier_takers_count_no_more_but_the_maker_does() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.cheque_report_body(
        &[office.walk(Kind::DisbursementRequest).await.id],
        Uuid::now_v7(),
    );
    let mut doc = office.draft(Kind::ChequeReport, body).await;
    let all = &office.everything().client;
    let answer = doc.ask(all, "submit", None).await.ok();
    doc.refresh(&answer);
    doc.ask(all, "examine", None)
        .await
        .refused(ProblemCode::SEPARATION_OF_DUTIES);
    let head = office.as_role(Role::FinanceHead);
    let answer = doc.ask(head, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    office.step(&mut doc).await;
    doc.ask(all, "examine", None).await.ok();
}

/// The other department's clerk and head.
fn strangers(office: &Office) -> Vec<&crate::support::Member> {
    let other = Some(office.departments[1]);
    let found = office
        .members
        .iter()
        .filter(|member| member.department == other);
    found.collect()
}

#[tokio::test]
async fn a_department_sees_and_makes_only_its_own_requests() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = office
        .draft(Kind::DisbursementRequest, office.request_body("5.00"))
        .await;
    let strangers = strangers(&office);
    assert_eq!(strangers.len(), 2);
    for stranger in &strangers {
        let client = &stranger.client;
        for path in ["", "/entries", "/history"] {
            let path = format!("{}{path}", doc.path());
            client.get(&path).await.refused(ProblemCode::NOT_FOUND);
        }
        client
            .get(&format!("/documents/{}", doc.id))
            .await
            .refused(ProblemCode::NOT_FOUND);
        let list = client.get("/disbursement-requests").await.ok();
        assert_eq!(list["total"], 0);
        let asked = format!(
            "/disbursement-requests?department_id={}",
            office.departments[0]
        );
        assert_eq!(client.get(&asked).await.ok()["total"], 0);
        client
            .create("/disbursement-requests", &office.request_body("5.00"))
            .await
            .refused(ProblemCode::NOT_PERMITTED);
        let changed = json!({ "version": 1, "body": doc.body });
        client
            .put(&doc.path(), &changed)
            .await
            .refused(ProblemCode::NOT_FOUND);
        let code = match stranger.roles[0] {
            Role::DepartmentHead => ProblemCode::NOT_FOUND,
            _ => ProblemCode::NOT_PERMITTED,
        };
        doc.ask(client, "submit", None).await.refused(code);
        doc.ask(client, "cancel", Some("x"))
            .await
            .refused(ProblemCode::NOT_FOUND);
        assert_eq!(client.get("/inbox").await.ok()["total"], 0);
    }
    // The own head has it in the inbox; the clerk sees it.
    let head = office.as_role(Role::DepartmentHead);
    assert_eq!(
        head.get("/inbox").await.ok()["items"][0]["id"],
        json!(doc.id)
    );
    let clerk = office.as_role(Role::DepartmentClerk);
    assert_eq!(clerk.get("/disbursement-requests").await.ok()["total"], 1);
}

#[tokio::test]
async fn a_draft_is_not_moved_to_another_department() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("5.00");
    let mut doc = office.draft(Kind::DisbursementRequest, body).await;
    let clerk = office.as_role(Role::DepartmentClerk);
    let mut moved: Value = doc.body.clone();
    moved["department_id"] = json!(office.departments[1]);
    let changed = json!({ "version": 1, "body": moved });
    let problem = clerk
        .put(&doc.path(), &changed)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["path"], "department_id");
    // Once numbered in the series of its department, not even by somebody of both.
    office.step(&mut doc).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let answer = doc.ask(officer, "return", Some("แก้ไข")).await.ok();
    doc.refresh(&answer);
    let changed = json!({ "version": doc.header.version, "body": moved });
    let problem = clerk
        .put(&doc.path(), &changed)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(problem["errors"][0]["path"], "department_id");
}

#[tokio::test]
async fn the_inbox_holds_exactly_what_the_person_may_do_next() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Opening | Kind::Cancellation))
    {
        for taken in 0..spec(*kind).route.len() {
            if *kind != Kind::DailyReport || taken < 2 {
                office
                    .walk_until(*kind, office.body(*kind).await, taken)
                    .await;
            }
        }
    }
    for member in &office.members {
        let inbox = member.client.get("/inbox?per_page=200").await;
        if inbox.status == 403 {
            continue; // roles that see no documents at all
        }
        let inbox = inbox.ok();
        for item in inbox["items"].as_array().expect("items") {
            let next = &item["next_step"]["action"];
            let offered = item["actions"].as_array().expect("actions");
            assert!(
                offered.contains(next),
                "{:?} is offered {item}",
                member.roles
            );
        }
        // And nothing is missing: every submitted document whose next step is offered is there.
        let ids: BTreeSet<&str> = inbox["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter_map(|i| i["id"].as_str())
            .collect();
        for kind in Kind::ALL {
            let list = member
                .client
                .get(&format!(
                    "/{}?per_page=200&status=submitted",
                    spec(*kind).path
                ))
                .await;
            if list.status == 403 {
                continue;
            }
            for item in list.ok()["items"].as_array().expect("items") {
                let offered = item["actions"].as_array().expect("actions");
                let mine = offered.contains(&item["next_step"]["action"]);
                let listed = ids.contains(item["id"].as_str().expect("an id"));
                assert_eq!(mine, listed, "{:?}: {item}", member.roles);
            }
        }
    }
}

/// A step put into the route at its end, or anywhere: to a document that is finished that is nothing.
#[tokio::test]
async fn a_finished_document_stays_finished_when_its_route_grows() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut request = office.walk(Kind::DisbursementRequest).await;
    assert_eq!(request.header.status, Status::Approved);
    let shorter = format!(
        "SET session_replication_role = replica;
         UPDATE documents SET steps_taken = steps_taken - 1 WHERE id = '{}'",
        request.id
    );
    let mut owner = app.owner_sql().await;
    owner.run(&shorter).await.expect("the owner may");
    let executive = office.as_role(Role::Executive);
    let inbox = executive.get("/inbox?per_page=200").await.ok();
    assert_eq!(inbox["total"], 0, "{inbox}");
    request.reload(executive).await;
    assert_eq!(request.header.next_step, None);
    assert!(!request.header.actions.contains(&Action::Approve));
    let again = request.ask(executive, "approve", None).await;
    again.refused(ProblemCode::WRONG_STATE);
    // Who is under way says for what, whoever writes it.
    let nowhere = "UPDATE documents SET status = 'submitted' WHERE next_step IS NULL";
    let why = owner.run(nowhere).await.expect_err("it waits for nothing");
    assert!(why.contains("documents_next_step_check"), "{why}");
}
