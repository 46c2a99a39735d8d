//! Codes on paper, and what whoever holds it is told.

use crate::support::TestApp;
use serde_json::{Value, json};
use shared::reporting::RecordHead;
use uuid::Uuid;

#[tokio::test]
async fn whoever_holds_a_paper_is_told_whether_the_books_still_are_what_it_says() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let head = office.everything().client.get("/record/head").await.ok();
    let head: RecordHead = serde_json::from_value(head).expect("a head");
    let told = async |entity: Uuid, code: &str| {
        let path = format!("/witness/{entity}/{code}");
        app.anonymous().get(&path).await.ok()
    };
    let right = told(office.id.0, &head.short_code()).await;
    assert_eq!(right["matches"], true);
    assert!(
        right["entity_name"].is_string() && right["recorded_at"].is_string(),
        "{right}"
    );
    let wrong = told(office.id.0, &format!("{}-0000-0000-0000-0000", head.seq)).await;
    assert_eq!(wrong["matches"], false);
    assert_eq!(
        [&wrong["recorded_at"], &wrong["entity_name"]],
        [&Value::Null; 2]
    );
    // An organisation that is gone answers for no paper of its own.
    let gone = told(Uuid::now_v7(), &head.short_code()).await;
    assert_eq!(
        [&gone["matches"], &gone["entity_name"]],
        [&json!(false), &Value::Null]
    );
}
