//! ThaiD: beginning leaves nothing, and a token counts only when it says what it should.

use super::Door;
use super::browser::{NOW, PID};
use serde_json::json;

const ROWS: &str = "SELECT (SELECT count(*) FROM login_attempts) + (SELECT count(*) FROM throttles)
    + (SELECT count(*) FROM login_devices) AS value";

#[tokio::test]
async fn beginning_is_limited_and_leaves_no_row() {
    let door = Door::new().await;
    let mut browser = door.browser();
    let mut begun = 0;
    for _ in 0..200 {
        let to = browser.goes("/identity/thaid/start").await;
        match to.starts_with(&door.thaid.issuer) {
            true => begun += 1,
            false => assert!(
                to.starts_with("/login?problem=too_many_requests&wait_seconds="),
                "{to}"
            ),
        }
    }
    assert_eq!(begun, 60);
    assert_eq!(door.count(ROWS, &[]).await, 0);
}

#[tokio::test]
async fn a_token_says_when_for_whom_and_how_sure() {
    let door = Door::new().await;
    let refused = "/login?problem=identity_refused";
    for (changed, to) in [
        (json!({}), "/enrol"),
        (json!({ "azp": "laas", "nbf": NOW, "ial": "3.0" }), "/enrol"),
        // Clocks may be a minute apart.
        (json!({ "iat": NOW + 60, "nbf": NOW + 60 }), "/enrol"),
        (json!({ "exp": NOW - 59 }), "/enrol"),
        (json!({ "iat": NOW + 61 }), refused),
        (json!({ "iat": NOW - 61 }), refused),
        (json!({ "iat": null }), refused),
        (json!({ "nbf": NOW + 61 }), refused),
        (json!({ "exp": NOW - 60 }), refused),
        (json!({ "exp": null }), refused),
        (json!({ "azp": "another" }), refused),
        (json!({ "aud": "another" }), refused),
        (
            json!({ "aud": ["laas", "another"], "azp": "laas" }),
            refused,
        ),
        (json!({ "iss": "http://another" }), refused),
        (json!({ "nonce": "another" }), refused),
        (json!({ "ial": 2.3 }), "/enrol"),
        (json!({ "ial": "2.2" }), refused),
        (json!({ "ial": "1.3" }), refused),
        (json!({ "ial": null }), refused),
        (json!({ "pid": "x" }), refused),
        (json!({ "pid": null }), refused),
        (
            json!({ "pid": "0000000000000" }),
            "/login?problem=no_account",
        ),
    ] {
        let mut browser = door.browser();
        let came = door.by_thaid(&mut browser, "", changed.clone()).await;
        assert_eq!(came, to, "{changed}");
    }
}

#[tokio::test]
async fn what_comes_back_belongs_to_what_went() {
    let door = Door::new().await;
    let refused = "/login?problem=identity_refused";
    let mut browser = door.browser();
    browser.goes("/identity/thaid/start").await;
    door.thaid.says("x", NOW, json!({ "pid": PID }));
    for state in ["", "&state=", "&state=x"] {
        let back = format!("/identity/thaid/callback?code=x{state}");
        assert_eq!(browser.goes(&back).await, refused, "{state}");
    }
    // Another browser, none, and a ticket changed in its purpose or its time.
    let asked = browser.goes("/identity/thaid/start").await;
    let state = asked.split("state=").nth(1).expect("a state");
    let state = state.split('&').next().expect("a state");
    let back = format!("/identity/thaid/callback?code=x&state={state}");
    let ticket = browser.jar["__Host-laas-attempt"].clone();
    for changed in [
        None,
        Some(ticket.replace("login", "password")),
        Some(ticket.replace(&NOW.to_string(), &(NOW - 1).to_string())),
    ] {
        let mut other = door.browser();
        if let Some(changed) = changed {
            other.jar.insert("__Host-laas-attempt".to_owned(), changed);
        }
        assert_eq!(other.goes(&back).await, refused);
    }
    assert_eq!(door.count(ROWS, &[]).await, 0);
}
