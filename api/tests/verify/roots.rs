//! One older signed root, or one proof that its office kept, finds a history rewritten, cut off or
//! gone, and roots that were altered or signed anew.

use super::bench::{Bench, lines};
use super::bundle::busiest;
use super::witnesses::{forget, rewrite};
use crate::support::{NOW, TestApp, urls};
use api::platform::config::Signing as Settings;
use api::reporting::{
    Entry, SigningKey, append_countersignature, append_key, night_work, read_roots, seal_roots,
};
use api::verify::{DamageKind, Options};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use shared::reporting::PublishedRoots;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A new place for a file or a folder.
fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}-{}", Uuid::new_v4()))
}

/// A server that signs, on a copy of a filled database.
struct Signing {
    bench: Bench,
    app: TestApp,
    folder: PathBuf,
}

async fn on(url: &str, folder: &Path, key: &Path) -> TestApp {
    let urls = urls(url.rsplit('/').next().unwrap_or_default());
    TestApp::start_on(urls, |config| {
        config.signing = Some(Settings {
            roots: folder.to_owned(),
            key: key.to_owned(),
        });
    })
    .await
}

impl Signing {
    async fn start() -> Signing {
        let bench = Bench::start().await;
        let (folder, key) = (place("roots"), place("key"));
        SigningKey::make(&key).expect("a key");
        let app = on(&bench.url, &folder, &key).await;
        Signing { bench, app, folder }
    }

    /// The work of a night, so many days after the first.
    async fn night(&self, days: i64) {
        let state = &self.app.app.state;
        let done = night_work(&state.db, &state.config, night(days)).await;
        done.expect("a night");
    }

    /// What verification finds against the roots and what was kept.
    async fn found(&mut self, kept: &[&Path]) -> Vec<(DamageKind, Option<Uuid>)> {
        let options = Options {
            roots: Some(self.folder.clone()),
            kept: kept.iter().map(|path| path.to_path_buf()).collect(),
            ..Options::default()
        };
        let report = self.bench.verify_with(&options).await;
        let found = report.findings.iter();
        found.map(|found| (found.kind, found.entity_id)).collect()
    }

    fn setting(&self) -> &Settings {
        let config = &self.app.app.state.config;
        config.signing.as_ref().expect("it signs")
    }

    fn lines(&self) -> PathBuf {
        self.folder.join("roots.jsonl")
    }
}

fn night(days: i64) -> DateTime<Utc> {
    NOW.parse::<DateTime<Utc>>().expect("a time") + Duration::days(days)
}

#[tokio::test]
async fn there_is_one_root_a_night_whichever_server_makes_it() {
    let mut signing = Signing::start().await;
    signing.night(0).await;
    let key = signing.setting().key.clone();
    let other = on(&signing.bench.url, &signing.folder, &key).await;
    let state = &other.app.state;
    let again = night_work(&state.db, &state.config, night(0));
    again.await.expect("nothing to do");
    signing.night(1).await;
    let chain = read_roots(&signing.folder).expect("roots").chain;
    assert_eq!((chain.roots().count(), chain.keys().count()), (2, 1));
    let heads: u64 = signing
        .bench
        .value("SELECT count(*) AS value FROM entity_heads")
        .await;
    assert!(chain.roots().all(|root| root.count == heads && heads > 2));
    let more = seal_roots(&state.db, signing.setting(), night(1), true).await;
    assert!(
        more.expect("one more").is_some(),
        "because it was asked for"
    );
    assert_eq!(signing.found(&[]).await, []);

    // What the server publishes is what stands in the folder, and can be kept.
    let told = signing.app.anonymous().get("/roots").await.ok();
    let kept = place("kept");
    std::fs::write(&kept, told.to_string()).expect("a file");
    let told: PublishedRoots = serde_json::from_value(told).expect("roots");
    assert_eq!((told.keys.len(), told.roots.len()), (1, 3));
    assert_eq!(told.roots[1].hash, told.roots[0].root.previous);
    assert_eq!(signing.found(&[&kept]).await, []);
}

#[tokio::test]
async fn another_key_comes_into_force_and_old_roots_stay_proved() {
    let mut signing = Signing::start().await;
    signing.night(0).await;
    let old = SigningKey::read(&signing.setting().key).expect("a key");
    let path = place("key");
    let next = SigningKey::make(&path).expect("a key");
    append_key(&signing.folder, &old, &next, night(0)).expect("rotated");
    // The old one signs no more, the new one does.
    let state = &signing.app.app.state;
    let refused = night_work(&state.db, &state.config, night(1)).await;
    let refused = refused.expect_err("not in force").to_string();
    assert!(refused.contains("LAAS_SIGNING_KEY_FILE"), "{refused}");
    signing.app = on(&signing.bench.url, &signing.folder, &path).await;
    signing.night(1).await;
    let chain = read_roots(&signing.folder).expect("roots").chain;
    assert_eq!((chain.roots().count(), chain.keys().count()), (2, 2));
    assert_eq!(signing.found(&[]).await, []);

    // Another institution signs the older root, and gives that back.
    let witness = SigningKey::make(&place("key")).expect("a key");
    let text = Entry::Root(chain.roots().next().expect("a root").clone()).text();
    let (public, signature) = (witness.public(), witness.sign(&text));
    let given = append_countersignature(&signing.folder, "สตง.", &public, &signature);
    given.expect("it fits");
    assert!(append_countersignature(&signing.folder, "x", &public, &witness.sign("x")).is_err());
    let told = signing.app.anonymous().get("/roots").await.ok();
    assert_eq!(told["roots"][1]["countersigned"][0]["name"], "สตง.");
    assert_eq!(told["roots"][0]["countersigned"], json!([]));
    assert_eq!(signing.found(&[]).await, []);
    let given = signing.folder.join("countersigned.jsonl");
    let text = std::fs::read_to_string(&given).expect("a file");
    let forged = text.replace(&signature[..64], &"0".repeat(64));
    std::fs::write(&given, forged).expect("a file");
    assert_eq!(signing.found(&[]).await, [(DamageKind::RootWrong, None)]);
}

#[tokio::test]
async fn damage_to_the_roots_themselves_is_found() {
    let mut signing = Signing::start().await;
    signing.night(0).await;
    signing.night(1).await;
    let kept = place("kept");
    std::fs::copy(signing.lines(), &kept).expect("a copy");
    let wrong = (DamageKind::RootWrong, None);
    assert_eq!(signing.found(&[&kept]).await, []);

    let text = std::fs::read_to_string(&kept).expect("a file");
    let last = text.lines().last().expect("a root").len() + 1;
    let altered = [
        text.replacen("\"count\":", "\"count\":1", 1),
        text.replacen("2025-", "2024-", 2),
        text[..text.len() - 20].to_owned(),
    ];
    for (n, altered) in altered.iter().enumerate() {
        std::fs::write(signing.lines(), altered).expect("a file");
        let found = signing.found(&[]).await;
        assert!(found.contains(&wrong), "alteration {n}: {found:?}");
        // Nothing is added to what is broken.
        let state = &signing.app.app.state;
        assert!(
            night_work(&state.db, &state.config, night(2))
                .await
                .is_err()
        );
    }
    // A whole line less is seen by whoever kept it, all of it gone by everybody.
    std::fs::write(signing.lines(), &text[..text.len() - last]).expect("a file");
    assert_eq!(signing.found(&[]).await, []);
    assert_eq!(signing.found(&[&kept]).await, [wrong]);
    std::fs::write(signing.lines(), "").expect("a file");
    assert_eq!(signing.found(&[]).await, [wrong]);
    std::fs::write(signing.lines(), &text).expect("a file");

    let heads = std::fs::read_dir(signing.folder.join("heads")).expect("a folder");
    for path in heads.map(|entry| entry.expect("a file").path()) {
        let text = std::fs::read_to_string(&path).expect("heads");
        let altered = text.replacen(" 0 ", " 1 ", 1).replacen('a', "b", 1);
        std::fs::write(&path, altered).expect("a file");
        assert!(signing.found(&[]).await.contains(&wrong), "altered");
        std::fs::remove_file(&path).expect("removed");
        assert!(signing.found(&[]).await.contains(&wrong), "gone");
        std::fs::write(&path, text).expect("a file");
    }
    assert_eq!(signing.found(&[&kept]).await, []);
}

#[tokio::test]
async fn a_history_rewritten_cut_off_or_gone_is_found_by_one_older_root() {
    let mut signing = Signing::start().await;
    let entity = busiest(&mut signing.bench.sql).await;
    signing.night(0).await;
    let (kept, proof) = (place("kept"), place("proof"));
    std::fs::copy(signing.lines(), &kept).expect("a copy");
    let url = format!(
        "/witness/{entity}/{}",
        code(&mut signing.bench, entity).await
    );
    let told = signing.app.anonymous().get(&url).await.ok();
    std::fs::write(&proof, told["sealed"].to_string()).expect("a file");
    assert_eq!(signing.found(&[&kept, &proof]).await, []);

    let cut = format!(
        "DELETE FROM records WHERE entity_id = '{entity}' AND seq > 20;
         UPDATE entity_heads AS h SET seq = 20, hash = r.hash FROM records AS r
         WHERE h.entity_id = '{entity}' AND r.entity_id = h.entity_id AND r.seq = 20"
    );
    let broken = (DamageKind::SealBroken, Some(entity));
    for damage in ["rewritten", "cut off", "gone"] {
        signing.bench = Bench::start().await;
        match damage {
            "rewritten" => signing.bench.run(&rewrite(entity)).await,
            "cut off" => signing.bench.run(&cut).await,
            _ => forget(&mut signing.bench, entity).await,
        }
        if damage != "cut off" {
            assert_eq!(
                lines(&signing.bench.verify().await),
                json!([]),
                "{damage} unseen"
            );
        }
        assert!(signing.found(&[]).await.contains(&broken), "{damage}");
        // The proof that the office kept needs no folder of ours.
        let alone = Options {
            kept: vec![proof.clone()],
            ..Options::default()
        };
        let report = signing.bench.verify_with(&alone).await;
        let mut found = report.findings.iter();
        assert!(
            found.any(|found| (found.kind, found.entity_id) == broken),
            "{damage}"
        );

        // Roots made anew over what was damaged agree with it, not with one that was kept.
        let (folder, key) = (place("roots"), place("key"));
        SigningKey::make(&key).expect("a key");
        signing.app = on(&signing.bench.url, &folder, &key).await;
        let own = std::mem::replace(&mut signing.folder, folder);
        signing.night(0).await;
        assert!(!signing.found(&[]).await.contains(&broken), "{damage}");
        let found = signing.found(&[&kept]).await;
        assert!(
            found.contains(&(DamageKind::RootWrong, None)),
            "{damage}: {found:?}"
        );
        signing.folder = own;
    }
}

/// The code that a paper of today would carry.
async fn code(bench: &mut Bench, entity: Uuid) -> String {
    let head = "SELECT seq || '-' || left(encode(hash, 'hex'), 16) AS value FROM entity_heads";
    bench
        .value(&format!("{head} WHERE entity_id = '{entity}'"))
        .await
}
