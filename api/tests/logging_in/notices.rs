//! What the owner of an account hears of.

use super::Door;
use super::browser::{EMAIL, PASSWORD};
use reqwest::Method;
use std::time::Duration;

const NEW_DEVICE: &str = "เครื่องหรือเบราว์เซอร์ที่ไม่เคยใช้มาก่อน";
const CHANGED: &str = "มีการตั้งรหัสผ่านใหม่";
const MANY: &str = "รหัสผ่านที่ผิดหลายครั้งติดต่อกัน";

#[tokio::test]
async fn the_owner_hears_of_a_browser_not_seen_before_once() {
    let (door, mut owner) = Door::enrolled().await;
    let mut other = door.browser();
    assert_eq!(other.tries(&door.username, PASSWORD).await, "");
    let letter = door.mailbox.letter(EMAIL, NEW_DEVICE).await;
    assert!(
        letter.text.contains("15 ตุลาคม 2568 เวลา 10.00 น."),
        "{}",
        letter.text
    );
    for browser in [&mut owner, &mut other] {
        browser.asks(Method::DELETE, "/session", None).await;
        assert_eq!(browser.tries(&door.username, PASSWORD).await, "");
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    door.mailbox.letter(EMAIL, NEW_DEVICE).await;
}

#[tokio::test]
async fn the_owner_hears_of_another_password_at_both_addresses() {
    let (door, _) = Door::enrolled().await;
    let first = door.mailbox.of(EMAIL);
    assert!(first.iter().all(|letter| !letter.text.contains(CHANGED)));
    let mut thief = door.browser();
    let theirs = "somebody@example.com";
    door.enrol(&mut thief, theirs, "ฝนตกที่บ้านยายเมื่อวาน").await;
    door.mailbox.letter(EMAIL, CHANGED).await;
    door.mailbox.letter(theirs, CHANGED).await;
}

#[tokio::test]
async fn the_owner_hears_of_many_failures_once() {
    let (door, _) = Door::enrolled().await;
    let mut stranger = door.browser();
    for n in 0..2 {
        stranger
            .tries(&door.username, &format!("a wrong guess {n}"))
            .await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let none = door
        .mailbox
        .of(EMAIL)
        .iter()
        .all(|letter| !letter.text.contains(MANY));
    assert!(none, "two are not many");
    for n in 2..20 {
        stranger
            .tries(&door.username, &format!("a wrong guess {n}"))
            .await;
    }
    door.mailbox.letter(EMAIL, MANY).await;
}
