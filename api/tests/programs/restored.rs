//! Going back in time: nobody shut out comes in again, and programs of others are not touched.

use super::{ask, client, registered, withdraw};
use crate::support::{NOW, TestApp};
use api::restore::{Asked, Moment, restore};
use shared::ProblemCode;
use uuid::Uuid;

async fn go_back(app: &TestApp, entity: Uuid, record: i64) {
    let asked = Asked {
        entity,
        to: Moment::Record(record),
        from: None,
        tries: false,
    };
    let restored = restore(&app.urls.owner, &asked, None).await;
    let restored = restored.expect("a restore");
    assert!(restored.report.findings.is_empty(), "{restored:?}");
}

#[tokio::test]
async fn whoever_was_shut_out_stays_out_whatever_time_is_gone_back_to() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let entity = office.id.0;
    let founded = office.head().await;
    let gone = registered(&office, "journal:read").await;
    let stays = registered(&office, "journal:read").await;
    let then = office.head().await;
    let token = ask(&app, &gone, None).await.token();
    withdraw(&office, gone.id).await;
    let later = registered(&office, "journal:read").await;
    let out = async |what: &str| {
        assert_eq!(ask(&app, &gone, None).await.status, 401, "{what}");
        let client = app.anonymous().as_program(&token);
        let answer = client.get("/journal/entries").await;
        answer.refused(ProblemCode::INVALID_TOKEN);
        let mut sql = app.owner_sql().await;
        let kept = "SELECT count(*) AS value FROM program_keys WHERE program_id = $1";
        assert_eq!(sql.value::<i64>(kept, &[gone.id.into()]).await, 0);
    };
    out("at first").await;
    go_back(&app, entity, then).await;
    out("before it was shut out").await;
    client(&app, &stays).await;
    assert_eq!(ask(&app, &later, None).await.status, 401, "not yet let in");
    // Before any of them was let in, and back again from there.
    go_back(&app, entity, founded).await;
    out("before it was let in").await;
    assert_eq!(ask(&app, &stays, None).await.status, 401);
    go_back(&app, entity, then).await;
    out("there and back").await;
    client(&app, &stays).await;
    app.check_books().await;
}

#[tokio::test]
async fn programs_of_others_are_left_as_they_are() {
    let app = TestApp::start_at(
        NOW.parse().expect("a time"),
        crate::support::fresh_database().await,
        |_| (),
    )
    .await;
    let (own, other) = (app.office().await, app.office().await);
    let theirs = registered(&other, "journal:read").await;
    registered(&own, "journal:read").await;
    ask(&app, &theirs, None).await.token();
    let mut sql = app.owner_sql().await;
    let state = "SELECT json_build_array(k.xmin::text, k.ctid::text, k.used_at)::text AS value
        FROM program_keys AS k WHERE k.program_id = $1";
    let id = [theirs.id.into()];
    let before: String = sql.value(state, &id).await;
    let head = own.head().await;
    own.as_role(shared::permission::Role::RevenueOfficer)
        .post("/receipts", &super::new_receipt(&own))
        .await
        .ok();
    go_back(&app, own.id.0, head).await;
    assert_eq!(sql.value::<String>(state, &id).await, before);
    ask(&app, &theirs, None).await.token();
}
