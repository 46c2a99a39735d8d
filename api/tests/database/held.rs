//! What another document holds, or has posted, goes after it and by it alone.

use super::causes::{REACHED, act};
use super::leaps::{Act, record, refused};
use crate::support::{Office, TestApp};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// The first posted document of a kind.
async fn posted(app: &TestApp, office: &Office, kind: Kind) -> Uuid {
    let sql = "SELECT id AS value FROM documents WHERE entity_id = $1 AND kind = $2
         AND status = 'posted' ORDER BY id LIMIT 1";
    let of = [office.id.0.into(), kind.as_str().into()];
    app.owner_sql().await.value(sql, &of).await
}

/// The receipt of a slip that is on its way is not voided by the collector who has a right to void others.
#[tokio::test]
async fn what_is_held_is_voided_after_what_holds_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.body(Kind::RemittanceSlip).await;
    let slip = office.walk_until(Kind::RemittanceSlip, body, 1).await;
    let held = slip.body["receipts"][0].as_str().expect("a receipt");
    let free = office.walk(Kind::Receipt).await;
    let person = office.member(Role::RevenueOfficer).person.0;
    let void = act("cancel", "cancelled", 1).alone(&free, person);
    let record = record(person);
    let mut sql = app.app_sql().await;
    let other = void.replace(&free.id.to_string(), held);
    let done = format!("{other}; {record}");
    refused(&mut sql, &office, &done, "laas:wrong_state").await;
    let honest = format!("{void}; {record}; {REACHED}");
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}

/// What is posted is opened again by what posted it: not by a taking that was made for it, nor because
/// something else was done.
#[tokio::test]
async fn nothing_is_reopened_that_stays_posted() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office.walk(Kind::RemittanceSummary).await;
    let body = office.body(Kind::RemittanceSlip).await;
    let draft = office.draft(Kind::RemittanceSlip, body).await;
    office.walk(Kind::DailyReport).await;
    let person = office.maker(Kind::RemittanceSlip).person.0;
    let cancel = Act {
        next: Some("submit"),
        ..act("cancel", "cancelled", 0)
    };
    let record = record(person);
    let mut sql = app.app_sql().await;
    for (kind, steps) in [(Kind::Receipt, 1), (Kind::DailyReport, 2)] {
        let target = posted(&app, &office, kind).await.to_string();
        let lever = format!(
            "SET LOCAL laas.person = '{person}';
             UPDATE remittance_slips SET receipts = '{{{target}}}' WHERE document_id = '{id}';
             {}",
            cancel.alone(&draft, person),
            id = draft.id
        );
        let take = format!(
            "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles,
                 released_at, days)
             VALUES (laas_entity(), '{}', '{target}', 'remittance_slip', true, now(), '{{2025-10-15}}')",
            draft.id
        );
        let reopen = act("reopen", "approved", steps).alone(&draft, person);
        let reopen = reopen.replace(&draft.id.to_string(), &target);
        for done in [
            format!("{lever}; {take}"),
            format!("{lever}; {reopen}"),
            format!("{lever}; {take}; {reopen}"),
        ] {
            let done = format!("{done}; {record}");
            refused(&mut sql, &office, &done, "laas:wrong_state").await;
        }
    }
    let honest = format!("{}; {record}; {REACHED}", cancel.alone(&draft, person));
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}
