//! What the server measures of itself: what an operator watches is there, and nothing of people.

use crate::support::{Sql, TestApp, root};
use api::app::App;
use api::reporting::{Noted, note};
use chrono::{DateTime, Utc};
use shared::document::Kind;
use shared::permission::Role;
use std::collections::BTreeSet;

/// Names of measurements in a text, without what Prometheus adds to them.
fn named(text: &str) -> BTreeSet<String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = text.split(|letter| !is_part(letter));
    let words = words.filter(|word| word.starts_with("laas_"));
    let plain = |word: &str| {
        let endings = ["_bucket", "_count", "_sum", "_total"];
        let plain = endings.iter().find_map(|ending| word.strip_suffix(ending));
        plain.unwrap_or(word).to_owned()
    };
    words.map(plain).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

#[tokio::test]
async fn what_is_watched_is_measured_and_no_person_is_in_it() {
    let folder = std::env::temp_dir().join(format!("proofs-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("a folder");
    let app = TestApp::start_with(|config| config.proofs = folder.clone()).await;
    let office = app.office().await;
    office.walk(Kind::Receipt).await;
    let clerk = office.as_role(Role::DepartmentClerk);
    clerk.get("/receipts").await;
    app.anonymous().get("/receipts").await;
    let damaged = Noted {
        good: false,
        at: DateTime::<Utc>::UNIX_EPOCH,
        damaged: BTreeSet::new(),
    };
    note(&folder.join("verify"), &damaged).expect("a note");
    let text = App::measured(&app.app.state).await.expect("measurements");
    for line in [
        "laas_request_seconds_count{route=\"POST /api/v1/receipts\",status=\"201\"} 1",
        "laas_refusals_total{code=\"unauthenticated\"} 1",
        "laas_database_places{of=\"all\"} 8",
        "laas_database_ready 1",
        "laas_proof_good{of=\"verify\"} 0",
        "laas_proof_finished_seconds{of=\"verify\"} 0",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    let people = "SELECT name_th AS value FROM persons LIMIT 1";
    let person: String = Sql::connect(&app.urls.owner).await.value(people, &[]).await;
    for strange in [office.canary.clone(), office.id.to_string(), person] {
        assert!(!text.contains(&strange), "{strange}\n{text}");
    }
    // Somebody outside makes up no label.
    let strange = reqwest::Method::from_bytes(b"PRY").expect("a method");
    app.anonymous().probe(strange, "/receipts", None).await;
    let text = App::measured(&app.app.state).await.expect("measurements");
    assert!(!text.contains("PRY"), "{text}");

    let backup = read("deploy/laas-backup");
    let written = backup.lines().filter(|line| line.contains("printf 'laas_"));
    let written: Vec<&str> = written.collect();
    let mut known = named(&text);
    known.extend(named(&written.join("\n")));
    for path in ["deploy/prometheus/alerts.yml", "deploy/grafana/laas.json"] {
        let asked = named(&read(path));
        assert!(asked.len() > 5, "{path}: {asked:?}");
        let unknown: Vec<&String> = asked.difference(&known).collect();
        assert_eq!(unknown, Vec::<&String>::new(), "{path}");
    }
    let dashboard: serde_json::Value =
        serde_json::from_str(&read("deploy/grafana/laas.json")).expect("JSON");
    assert!(
        dashboard["panels"]
            .as_array()
            .is_some_and(|panels| panels.len() > 5)
    );
    std::fs::remove_dir_all(folder).expect("a folder");
}
