//! Checks of health answer in time, whatever the database does.

use crate::support::{Silent, TestApp};
use reqwest::Method;
use std::time::Duration;
use tokio::time::timeout;

#[tokio::test]
async fn a_database_that_says_nothing_is_not_ready_and_nobody_waits_for_it() {
    let silent = Silent::start();
    let url = silent.at("postgres") + "/laas";
    let app = TestApp::start_with(|config| config.database_url = url).await;
    let client = app.anonymous();
    client.get("/health/live").await.ok();
    let ready = client.probe(Method::GET, "/health/ready", None);
    let ready = timeout(Duration::from_secs(4), ready).await;
    let ready = ready.expect("an answer in time");
    assert_eq!(ready.as_deref(), Some("an error of ours"), "not ready");
}
