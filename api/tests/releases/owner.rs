//! Whoever migrates owns the database and is no superuser; the role of the server may be made by an
//! administrator alone.

use super::{dumps, found, read};
use crate::support::{TestApp, on_threads, restored_by};
use api::platform::db::migrate;
use shared::document::Kind;

#[tokio::test]
async fn an_owner_without_other_rights_migrates_and_verifies() {
    let owner = format!("laas_owner_{}", uuid::Uuid::new_v4().simple());
    let urls = restored_by(&read(dumps().last().expect("a dump")), Some(&owner)).await;
    for _ in 0..2 {
        let address = urls.owner.clone();
        let done = on_threads(async move { migrate(&address, Some("another password")).await });
        done.expect("an owner may migrate");
    }
    assert_eq!(found(&urls, &[]).await, Vec::new());
    // The password is what the administrator said, and the server works with it.
    let app = TestApp::start_on(urls.clone(), |_| ()).await;
    let office = app.office().await;
    office.walk(Kind::Receipt).await;
    assert_eq!(found(&urls, &[]).await, Vec::new(), "after work");
}
