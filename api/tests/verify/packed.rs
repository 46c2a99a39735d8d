//! The books as they are fetched from the server, and as it packs them at night.

use super::bundle::{proved, signing, unpacked};
use crate::support::{Office, TestApp};
use api::platform::clock::Clock;
use api::reporting::night_work;
use api::verify::examine_bundle;
use shared::ProblemCode;
use shared::permission::Role;
use std::path::PathBuf;
use uuid::Uuid;

async fn app(bundles: Option<PathBuf>) -> (TestApp, Office) {
    let state = std::env::temp_dir().join(format!("state-{}", Uuid::new_v4()));
    std::fs::create_dir(&state).expect("a folder");
    let app = TestApp::start_with(|config| {
        config.state = state;
        config.signing = Some(signing());
        config.bundles = bundles;
    })
    .await;
    let office = app.office().await;
    (app, office)
}

#[tokio::test]
async fn whoever_may_read_the_record_takes_the_books_home() {
    let (app, office) = app(None).await;
    let state = &app.app.state;
    let night = night_work(&state.db, &state.config, state.clock.now());
    night.await.expect("a root");
    let answer = office
        .as_role(Role::FinanceHead)
        .get("/record/bundle")
        .await;
    assert_eq!(answer.status, 200);
    let told = |name: &str| {
        let header = answer.headers.get(name).expect(name);
        header.to_str().expect("text").to_owned()
    };
    assert_eq!(told("content-type"), "application/zip");
    assert!(told("content-disposition").starts_with("attachment; "));
    let file = std::env::temp_dir().join(format!("books-{}.zip", Uuid::new_v4()));
    std::fs::write(&file, &answer.bytes).expect("a file");
    let folder = unpacked(&file);
    assert_eq!(proved(&folder), Vec::<String>::new());
    assert_eq!(examine_bundle(&folder, None).findings, Vec::new());
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    assert!(manifest.contains(&office.id.to_string()) && manifest.contains("merkle_root"));
    // Nothing stays behind on the server.
    let left = std::fs::read_dir(&state.config.state).expect("a folder");
    assert_eq!(left.count(), 0);

    let clerk = office.as_role(Role::DepartmentClerk);
    clerk
        .get("/record/bundle")
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let nobody = app.anonymous().get("/record/bundle").await;
    nobody.refused(ProblemCode::UNAUTHENTICATED);
}

#[tokio::test]
async fn every_night_the_books_of_all_are_packed_once() {
    let place = std::env::temp_dir().join(format!("nights-{}", Uuid::new_v4()));
    let (app, office) = app(Some(place.clone())).await;
    let other = app.bare_office().await;
    let state = &app.app.state;
    let work = async |clock: Clock| night_work(&state.db, &state.config, clock.now()).await;
    work(state.clock).await.expect("a night");
    let path = |of: &Office| place.join(format!("{}.zip", of.id));
    for of in [&office, &other] {
        assert_eq!(proved(&unpacked(&path(of))), Vec::<String>::new());
    }
    std::fs::remove_file(path(&other)).expect("removed");
    work(state.clock).await.expect("nothing to do");
    assert!(!path(&other).exists(), "once a night");
    let next = state.clock.now() + chrono::Duration::days(1);
    work(Clock::Fixed(next)).await.expect("a night");
    assert!(path(&other).exists());
}
