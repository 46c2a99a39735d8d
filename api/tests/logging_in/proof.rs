//! Proving once more who one is, by the means one logs in with; the own session and browsers.

use super::Door;
use super::browser::{Browser, EMAIL, NOW, PASSWORD};
use crate::support::Client;
use reqwest::Method;
use serde_json::{Value, json};
use shared::permission::Role;

/// Seconds for which the proof of a browser still counts.
async fn left(browser: &mut Browser) -> Value {
    let asked = browser.asks(Method::GET, "/session", None).await;
    asked.said["proof_seconds"].clone()
}

impl Door {
    /// The officer proved who that is so many seconds ago.
    async fn age(&self, seconds: i32) {
        let officer = self.officer().person;
        let aged = format!(
            "UPDATE sessions SET proved_at = created_at - interval '{seconds} seconds'
             WHERE person_id = '{officer}'"
        );
        self.behind(&aged).await;
    }

    /// How often the record says that the officer did this.
    async fn acts(&self, act: &str) -> i64 {
        let sql = "SELECT count(*) AS value FROM records WHERE actor = $1 AND permission = $2";
        let officer = self.officer().person;
        self.count(sql, &[officer.into(), act.into()]).await
    }
}

#[tokio::test]
async fn the_password_proves_once_more_and_changes_the_token() {
    let (door, mut browser) = Door::enrolled().await;
    assert_eq!(left(&mut browser).await, 300, "a log-in is a proof");
    door.age(299).await;
    assert_eq!(left(&mut browser).await, 1);
    door.age(300).await;
    assert_eq!(left(&mut browser).await, 0);
    let wrong = json!({ "password": "ไม่ใช่รหัสผ่านนี้แน่นอน" });
    let (status, said) = browser.posts("/session/proof", &wrong).await;
    assert_eq!((status, &said["code"]), (401, &json!("wrong_credentials")));
    assert_eq!(left(&mut browser).await, 0);
    let mut before = browser.clone();
    let right = json!({ "password": PASSWORD });
    let (status, said) = browser.posts("/session/proof", &right).await;
    assert_eq!(
        (status, &said["proof_seconds"]),
        (200, &json!(300)),
        "{said}"
    );
    assert_eq!(left(&mut browser).await, 300);
    let old = before.asks(Method::GET, "/session", None).await;
    assert_eq!(old.status, 401, "the token from before the proof");
    assert_eq!(door.acts("session:prove_by_password").await, 1);
    // Unlocking is a proof by the same means; working in another post is none.
    door.age(300).await;
    let entity = door.office.id;
    let place = json!({ "entity_id": entity });
    let chosen = browser.asks(Method::PUT, "/session/post", Some(&place));
    assert_eq!(chosen.await.said["proof_seconds"], 0);
    let (_, said) = browser.posts("/session/unlock", &right).await;
    assert_eq!(said["proof_seconds"], 300);
}

#[tokio::test]
async fn thaid_proves_once_more_when_the_citizen_was_there_anew() {
    let (door, mut browser) = Door::enrolled().await;
    let purpose = "?purpose=proof";
    let asked = browser
        .goes(&format!("/identity/thaid/start{purpose}"))
        .await;
    for word in ["prompt=login", "max_age=0"] {
        assert!(asked.contains(word), "{asked}");
    }
    let refused = "/proved?problem=identity_refused";
    door.age(300).await;
    for changed in [
        json!({ "auth_time": null }),
        json!({ "auth_time": NOW - 61 }),
        json!({ "auth_time": NOW, "nonce": "another" }),
    ] {
        let to = door.by_thaid(&mut browser, purpose, changed.clone()).await;
        assert_eq!(to, refused, "{changed}");
    }
    // Somebody else, who is there and has an account.
    let head = door.office.member(Role::FinanceHead).person;
    let theirs = "3210987654321";
    let secret = &door.app.app.state.config.secret;
    let hash = api::identity::pid_hash(secret, theirs).expect("a hash");
    let known = format!("UPDATE logins SET pid_hash = '{hash}' WHERE person_id = '{head}'");
    door.behind(&known).await;
    let other = json!({ "auth_time": NOW, "pid": theirs });
    assert_eq!(door.by_thaid(&mut browser, purpose, other).await, refused);
    assert_eq!(left(&mut browser).await, 0);
    let there = json!({ "auth_time": NOW });
    let mut nobody = door.browser();
    let to = door.by_thaid(&mut nobody, purpose, there.clone()).await;
    assert_eq!(to, "/proved?problem=unauthenticated");
    assert_eq!(door.by_thaid(&mut browser, purpose, there).await, "/proved");
    assert_eq!(left(&mut browser).await, 300);
    assert_eq!(door.acts("session:prove_by_thaid").await, 1);
}

#[tokio::test]
async fn everybody_sees_and_forgets_the_own_browsers() {
    let (door, mut browser) = Door::enrolled().await;
    let mut other = door.browser();
    assert_eq!(other.tries(&door.username, PASSWORD).await, "");
    let listed = other.asks(Method::GET, "/session/devices", None).await.said;
    assert_eq!(listed["session"]["is_locked"], false, "{listed}");
    let devices = listed["devices"].as_array().expect("browsers").clone();
    let these: Vec<&Value> = devices.iter().map(|device| &device["is_this"]).collect();
    let first = devices.iter().position(|device| device["is_this"] == false);
    assert_eq!(these.len(), 2, "{listed}");
    let first = devices[first.expect("the first one")]["id"].clone();
    let path = format!("/session/devices/{}", first.as_str().expect("an id"));
    // Nobody else's.
    let head: &Client = door.office.as_role(Role::FinanceHead);
    let answer = head.send(Method::DELETE, &path, None, None).await;
    assert_eq!(answer.status, 404);
    assert_eq!(other.asks(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(other.asks(Method::DELETE, &path, None).await.status, 404);
    assert_eq!(door.acts("session:forget_device").await, 1);
    let before = door.mailbox.of(EMAIL).len();
    assert_eq!(browser.tries(&door.username, PASSWORD).await, "");
    for _ in 0..100 {
        if door.mailbox.of(EMAIL).len() > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no word of a browser that was forgotten");
}

#[tokio::test]
async fn the_owner_hears_of_other_rights() {
    let (door, _) = Door::enrolled().await;
    let head = door.office.as_role(Role::FinanceHead);
    let path = format!("/users/{}/roles", door.officer().person);
    let roles = json!([{ "role": "revenue_officer" }]);
    let asked = json!({ "position_th": "เจ้าพนักงานจัดเก็บรายได้", "roles": roles });
    head.put(&format!("{path}?dry_run=true"), &asked).await.ok();
    head.put(&path, &asked).await.ok();
    door.mailbox
        .letter(EMAIL, "ได้เปลี่ยนบทบาท ระงับ หรือคืนสิทธิ")
        .await;
}
