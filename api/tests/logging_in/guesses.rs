//! Guesses: however many come at once, few are looked at; and they keep nobody out.

use super::Door;
use super::browser::PASSWORD;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use shared::permission::Role;

/// How many of so many tries at once are told that the password is wrong.
async fn looked_at(door: &Door, tries: usize, name: impl Fn(usize) -> String) -> usize {
    let guesses = (0..tries).map(|n| {
        let (mut browser, name) = (door.browser(), name(n));
        async move { browser.tries(&name, &format!("a wrong guess {n}")).await }
    });
    let told = join_all(guesses).await;
    let known = ["wrong_credentials", "too_many_requests", "busy"];
    assert!(told.iter().all(|code| known.contains(&&**code)), "{told:?}");
    told.iter()
        .filter(|code| *code == "wrong_credentials")
        .count()
}

#[tokio::test]
async fn of_three_hundred_guesses_at_once_three_are_looked_at() {
    let (door, _) = Door::enrolled().await;
    let name = door.username.clone();
    assert_eq!(looked_at(&door, 300, |_| name.clone()).await, 3);
    // Nor does it help to spread them over accounts: all come from one address.
    let spread = looked_at(&door, 300, |n| format!("nobody{n}")).await;
    assert!(spread <= 20, "{spread} were looked at");
}

#[tokio::test]
async fn strangers_keep_nobody_out() {
    let (door, mut owner) = Door::enrolled().await;
    let name = door.username.clone();
    looked_at(&door, 60, |_| name.clone()).await;
    looked_at(&door, 60, |n| format!("nobody{n}")).await;
    // Even the right password is not looked at from elsewhere; where its owner was before it is.
    let mut stranger = door.browser();
    assert_eq!(stranger.tries(&name, PASSWORD).await, "too_many_requests");
    owner.asks(Method::DELETE, "/session", None).await;
    assert_eq!(owner.tries(&name, PASSWORD).await, "");
    // It opened nothing for strangers.
    assert_eq!(stranger.tries(&name, PASSWORD).await, "too_many_requests");
    // A session of the owner is unlocked.
    door.behind("UPDATE sessions SET is_locked = true").await;
    let (status, said) = owner
        .posts("/session/unlock", &json!({ "password": PASSWORD }))
        .await;
    assert_eq!(status, 200, "{said}");
    // With a new browser ThaiD is a way in that no guess slows down.
    let mut other = door.browser();
    assert_eq!(door.by_thaid(&mut other, "", json!({})).await, "/");
    let answered = other.asks(Method::GET, "/session", None).await;
    assert_eq!(answered.said["username"], *name);
    other.asks(Method::DELETE, "/session", None).await;
    assert_eq!(other.tries(&name, PASSWORD).await, "", "known from now on");
}

/// Whoever may reinstate helps nobody to guess: only who was suspended tries again at once.
#[tokio::test]
async fn reinstating_forgets_no_guesses_on_who_is_not_suspended() {
    let (door, _) = Door::enrolled().await;
    let name = door.username.clone();
    looked_at(&door, 60, |_| name.clone()).await;
    let head = door.office.as_role(Role::FinanceHead);
    let path = format!("/users/{}/suspension", door.officer().person);
    let mut stranger = door.browser();
    head.put(&path, &json!({ "is_suspended": false }))
        .await
        .ok();
    assert_eq!(stranger.tries(&name, PASSWORD).await, "too_many_requests");
    for is_suspended in [true, false] {
        let asked = json!({ "is_suspended": is_suspended });
        head.put(&path, &asked).await.ok();
    }
    assert_eq!(stranger.tries(&name, PASSWORD).await, "");
}

/// Whoever types the right password while the office is stuck has not failed.
#[tokio::test]
async fn a_right_password_is_no_failure_whatever_happens_then() {
    let (door, _) = Door::enrolled().await;
    let mut holder = door.app.owner_sql().await;
    let heads = "BEGIN; SELECT FROM entity_heads FOR UPDATE";
    holder.run(heads).await.expect("the heads");
    let mut elsewhere = door.browser();
    for _ in 0..4 {
        assert_eq!(elsewhere.tries(&door.username, PASSWORD).await, "busy");
    }
    holder.run("ROLLBACK").await.expect("the heads are free");
    assert_eq!(elsewhere.tries(&door.username, PASSWORD).await, "");
}

/// Whoever has logged in with a browser is known there, and nobody else.
#[tokio::test]
async fn a_browser_is_known_for_its_own_people_alone() {
    let (door, owner) = Door::enrolled().await;
    let name = door.username.clone();
    looked_at(&door, 60, |_| name.clone()).await;
    let mut planted = door.browser();
    let device = owner.jar["__Host-laas-device"].clone();
    for token in [
        device.replace(&device[..4], "AAAA"),
        "x".to_owned(),
        String::new(),
    ] {
        planted.jar.insert("__Host-laas-device".to_owned(), token);
        assert_eq!(planted.tries(&name, PASSWORD).await, "too_many_requests");
    }
    // The token of one person's browser says nothing about another person.
    door.behind(
        "UPDATE login_devices SET person_id = (SELECT person_id FROM logins
        WHERE person_id <> login_devices.person_id LIMIT 1)",
    )
    .await;
    planted.jar.insert("__Host-laas-device".to_owned(), device);
    assert_eq!(planted.tries(&name, PASSWORD).await, "too_many_requests");
}

/// At a known browser, and before a locked session, guesses are counted as well.
#[tokio::test]
async fn nor_are_there_many_guesses_at_a_browser_of_the_owner() {
    let (door, mut owner) = Door::enrolled().await;
    let mut looked_at = Vec::new();
    for n in 0..8 {
        looked_at.push(
            owner
                .tries(&door.username, &format!("a wrong guess {n}"))
                .await,
        );
    }
    let wrong = looked_at.iter().filter(|code| *code == "wrong_credentials");
    assert_eq!(wrong.count(), 5, "{looked_at:?}");
    let mut told = Vec::new();
    for n in 0..8 {
        let typed = json!({ "password": format!("a wrong guess {n}") });
        told.push(owner.posts("/session/unlock", &typed).await.1["code"].clone());
    }
    let wrong = told.iter().filter(|code| *code == "wrong_credentials");
    assert_eq!(wrong.count(), 5, "{told:?}");
}
