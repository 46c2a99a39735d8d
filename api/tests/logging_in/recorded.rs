//! Who came, went, and set a password stands in the record of the organisation, which proves it.

use super::Door;
use super::browser::{EMAIL, NOW, PASSWORD};
use crate::support::TestApp;
use chrono::DateTime;
use reqwest::Method;
use serde_json::json;

/// What the record says of the officer, in order: what and how.
async fn acts(door: &Door) -> Vec<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Row {
        permission: String,
        subject: String,
    }
    let sql = "SELECT permission, subject FROM records WHERE actor = $1
        AND permission LIKE 'session:%' ORDER BY seq";
    let mut owner = door.app.owner_sql().await;
    let rows: Vec<Row> = owner.rows(sql, &[door.officer().person.into()]).await;
    let act = |row: Row| (row.permission, row.subject);
    rows.into_iter().map(act).collect()
}

#[tokio::test]
async fn coming_going_and_passwords_are_on_record() {
    let (door, mut owner) = Door::enrolled().await;
    owner.asks(Method::DELETE, "/session", None).await;
    owner.tries(&door.username, "a wrong guess").await;
    owner.tries(&door.username, PASSWORD).await;
    door.behind("UPDATE sessions SET is_locked = true").await;
    owner
        .posts("/session/unlock", &json!({ "password": PASSWORD }))
        .await;
    let entity = json!({ "entity_id": door.office.id });
    owner
        .asks(Method::PUT, "/session/post", Some(&entity))
        .await;
    let mut other = door.browser();
    door.by_thaid(&mut other, "", json!({})).await;
    door.enrol(&mut other, EMAIL, "ฝนตกที่บ้านยายเมื่อวาน").await;
    let (known, new) = ("known device 127.0.0.1", "new device 127.0.0.1");
    let expected = [
        ("session:set_password", new),
        ("session:log_out", ""),
        ("session:log_in_by_password", known),
        ("session:unlock", ""),
        ("session:choose_post", ""),
        ("session:log_in_by_thaid", new),
        ("session:set_password", known),
    ];
    let expected = expected.map(|(act, how)| (act.to_owned(), how.to_owned()));
    assert_eq!(acts(&door).await, expected);
    // Of passwords and tokens it holds nothing.
    let told = "SELECT count(*) AS value FROM records WHERE actor = $1 AND (changes <> '' OR answer <> '')";
    assert_eq!(door.count(told, &[door.officer().person.into()]).await, 0);
    door.app.check_books().await;
}

/// While nothing can be written, people still come in to read and print.
#[tokio::test]
async fn people_come_in_when_writing_has_stopped() {
    let (door, mut owner) = Door::enrolled().await;
    let before = acts(&door).await;
    owner.asks(Method::DELETE, "/session", None).await;
    let earlier = DateTime::from_timestamp(NOW - 301, 0).expect("a time");
    let app = TestApp::start_at(earlier, door.app.urls.clone(), |_| ()).await;
    owner.base = format!("{}/api/v1", app.origin());
    assert_eq!(owner.tries(&door.username, PASSWORD).await, "");
    let answered = owner.asks(Method::GET, "/receipts", None).await;
    assert_eq!(answered.status, 200);
    let kept = acts(&door).await;
    assert_eq!(kept.len(), before.len() + 1, "the log-out before: {kept:?}");
}
