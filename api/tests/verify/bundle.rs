//! The books of one organisation in a folder, proved by a program that shares no line with this one:
//! both say the same of intact books and of damaged ones.

use super::bench::{Bench, lines};
use crate::support::Sql;
use api::platform::config::Signing;
use api::platform::db::Db;
use api::reporting::{SigningKey, bundle, seal_roots};
use api::verify::examine_bundle;
use serde_json::Value;
use sha2::Digest;
use shared::EntityId;
use std::path::{Path, PathBuf};
use std::process::Command;
use uuid::Uuid;

/// A new key, and a new folder of roots.
pub fn signing() -> Signing {
    let place = |name: &str| std::env::temp_dir().join(format!("{name}-{}", Uuid::new_v4()));
    let (roots, key) = (place("roots"), place("key"));
    SigningKey::make(&key).expect("a key");
    Signing { roots, key }
}

/// Writes a bundle of an organisation to a new folder.
pub async fn bundled(app: &str, entity: Uuid) -> PathBuf {
    bundled_by(app, entity, Some(&signing())).await
}

async fn bundled_by(app: &str, entity: Uuid, signing: Option<&Signing>) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bundle-{}", Uuid::new_v4()));
    let db = Db::connect(app, 2).expect("a pool");
    let now = "2025-10-20T03:00:00Z".parse().expect("a time");
    let written = bundle(&db, EntityId(entity), now, &folder, signing).await;
    assert!(written.expect("a bundle").records > 0);
    folder
}

/// What the program of the bundle finds, a line each; what it ends with is the same.
pub fn proved(folder: &Path) -> Vec<String> {
    proved_with(folder, &[])
}

fn proved_with(folder: &Path, words: &[&str]) -> Vec<String> {
    let done = Command::new("python3")
        .arg(folder.join("verify.py"))
        .args(words)
        .output()
        .expect("python3 runs");
    let said = String::from_utf8(done.stdout).expect("UTF-8");
    let (findings, verdict): (Vec<&str>, Vec<&str>) = said
        .lines()
        .partition(|line| line.starts_with("✗ ") && !line.starts_with("✗ damaged"));
    let code = i32::from(!findings.is_empty());
    let failure = String::from_utf8_lossy(&done.stderr);
    assert_eq!(
        (done.status.code(), verdict.len()),
        (Some(code), 1),
        "{said}{failure}"
    );
    findings.into_iter().map(str::to_owned).collect()
}

/// The organisation with the longest record.
pub async fn busiest(sql: &mut Sql) -> Uuid {
    let sql_text = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    sql.value(sql_text, &[]).await
}

#[tokio::test]
async fn a_program_of_others_says_the_same_of_intact_books_and_of_damaged_ones() {
    let mut bench = Bench::start().await;
    let entity = busiest(&mut bench.sql).await;
    let folder = bundled(&bench.server(), entity).await;
    assert_eq!(proved(&folder), Vec::<String>::new());

    // A file that is not the one that was written.
    let list = folder.join("documents.csv");
    let text = std::fs::read_to_string(&list).expect("a list");
    std::fs::write(&list, text.replacen('1', "2", 1)).expect("a list");
    assert_eq!(
        proved(&folder),
        ["✗ documents.csv is not the file that was bundled"]
    );

    let files = std::fs::read_dir(folder.join("attachments")).expect("a folder");
    let file = files.map(|file| file.expect("a file").path()).next();
    std::fs::remove_file(file.expect("an attached file")).expect("removed");
    assert!(
        proved(&folder)
            .iter()
            .any(|line| line.contains("the file is missing"))
    );

    // A change that calls itself a migration of the program, as `releases/claims.rs` tries it.
    let claim = r#"receipts\t{"add": {"payer_name": "คนอื่น"}, "drop": ["payer_name"], "name": "receipts", "rename": {}}"#;
    let forged = format!(
        "BEGIN; SELECT set_config('laas.entity', '{entity}', true);
         UPDATE receipts SET payer_name = 'คนอื่น' WHERE entity_id = '{entity}';
         SELECT append_record(now(), NULL, 'migration/2026-11-28-222000_journal_create_claims', '',
             NULL, '', '', E'{claim}'); COMMIT"
    );
    let mut claimed = Bench::start().await;
    claimed.run(&forged).await;
    let findings = proved(&bundled(&claimed.server(), entity).await);
    for what in [
        "claims of a table what no migration does",
        "payer_name differs",
    ] {
        assert!(
            findings.iter().any(|line| line.contains(what)),
            "{findings:#?}"
        );
    }

    let damages = [
        (
            "UPDATE receipts SET payer_name = 'คนอื่น' WHERE entity_id = '{}'",
            "receipts",
            "payer_name differs",
        ),
        (
            "DELETE FROM document_events WHERE entity_id = '{}' AND seq = 2",
            "document_events",
            "row is missing",
        ),
        (
            "UPDATE records SET subject = 'x' WHERE entity_id = '{}' AND seq = 3",
            "record 3",
            "is not what its hash says",
        ),
    ];
    for (damage, place, what) in damages {
        let damage = damage.replace("{}", &entity.to_string());
        bench.run(&damage).await;
        let findings = proved(&bundled(&bench.server(), entity).await);
        let named = |line: &String| line.contains(place) && line.contains(what);
        assert!(findings.iter().any(named), "{damage}: {findings:#?}");
        let own: Value = lines(&bench.verify().await);
        assert_ne!(own, serde_json::json!([]), "{damage}");
    }
}

/// A bundle that stood in a signed root, as it is handed out.
async fn handed_out(bench: &mut Bench, signing: &Signing) -> (Uuid, PathBuf) {
    let entity = busiest(&mut bench.sql).await;
    let db = Db::connect(&bench.server(), 2).expect("a pool");
    let night = "2025-10-19T18:00:00Z".parse().expect("a time");
    let root = seal_roots(&db, signing, night, false).await;
    assert!(root.expect("a root").is_some());
    let folder = bundled_by(&bench.server(), entity, Some(signing)).await;
    (entity, folder)
}

/// The folder in a packed bundle.
pub fn unpacked(file: &Path) -> PathBuf {
    let folder = file.with_extension("unpacked");
    let words = ["-m", "zipfile", "-e"];
    let done = Command::new("python3")
        .args(words)
        .args([file, &folder])
        .status();
    assert!(done.expect("python3 runs").success());
    folder
}

fn copied(folder: &Path) -> PathBuf {
    let copy = std::env::temp_dir().join(format!("bundle-{}", Uuid::new_v4()));
    let done = Command::new("cp").arg("-r").args([folder, &copy]).status();
    assert!(done.expect("cp runs").success());
    copy
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(path).expect("a file");
    let changed = change(text.clone());
    assert_ne!(changed, text, "{}", path.display());
    std::fs::write(path, changed).expect("a file");
}

/// The largest table of a bundle.
fn table(folder: &Path) -> PathBuf {
    let files = std::fs::read_dir(folder.join("tables")).expect("tables");
    let files = files.map(|file| file.expect("a file").path());
    files
        .max_by_key(|path| path.metadata().expect("a file").len())
        .expect("a table")
}

/// Gives the manifest the hashes of the files as they are.
fn rehash(folder: &Path) {
    let path = folder.join("manifest.json");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    let mut manifest: Value = serde_json::from_str(&text).expect("JSON");
    let files = manifest["files"].as_object_mut().expect("files");
    for (name, hash) in files {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        *hash = api::platform::record::hex(&sha2::Sha256::digest(bytes)).into();
    }
    std::fs::write(&path, manifest.to_string()).expect("a manifest");
}

/// What somebody does to a bundle, and what it is called.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 14] = [
    ("a word of a list", |of| {
        edit(&of.join("journal.csv"), |text| text.replacen('1', "2", 1));
    }),
    ("a word of the form", |of| {
        edit(&of.join("FORM.md"), |text| {
            text.replacen("SHA-256", "SHA-1", 1)
        });
    }),
    ("a truncated record", |of| {
        edit(&of.join("records.jsonl"), |text| {
            text[..text.len() - 9].to_owned()
        });
    }),
    ("a truncated table", |of| {
        edit(&table(of), |text| text[..text.len() - 1].to_owned());
    }),
    ("a truncated seal", |of| {
        edit(&of.join("seal.json"), |text| {
            text[..text.len() - 9].to_owned()
        });
    }),
    ("a truncated manifest", |of| {
        edit(&of.join("manifest.json"), |text| {
            text[..text.len() - 9].to_owned()
        });
    }),
    ("a file less", |of| {
        std::fs::remove_file(table(of)).expect("removed");
    }),
    ("a file more", |of| {
        std::fs::write(of.join("tables/more.jsonl"), "[1]\t{}\n").expect("a file");
    }),
    ("no seal", |of| {
        std::fs::remove_file(of.join("seal.json")).expect("removed");
    }),
    ("another signature", |of| {
        edit(&of.join("seal.json"), |text| {
            let at = text.rfind("signature").expect("a signature") + 13;
            let digit = if &text[at..=at] == "0" { "1" } else { "0" };
            format!("{}{digit}{}", &text[..at], &text[at + 1..])
        });
    }),
    ("another name in the manifest", |of| {
        edit(&of.join("manifest.json"), |text| {
            text.replacen("\"name\": \"", "\"name\": \"ก", 1)
        });
    }),
    ("the last record cut off, hashes made anew", |of| {
        edit(&of.join("records.jsonl"), |text| {
            let whole = text.trim_end();
            whole[..=whole.rfind('\n').expect("lines")].to_owned()
        });
        rehash(of);
    }),
    ("a row altered, hashes made anew", |of| {
        edit(&table(of), |text| text.replacen('1', "2", 1));
        rehash(of);
    }),
    ("another proof", |of| {
        edit(&of.join("manifest.json"), |text| {
            text.replacen("\"index\": ", "\"index\": 1", 1)
        });
    }),
];

#[tokio::test]
async fn both_verifiers_find_the_same_damage_to_a_bundle() {
    let mut bench = Bench::start().await;
    let own = signing();
    let (entity, folder) = handed_out(&mut bench, &own).await;
    let key = SigningKey::read(&own.key).expect("a key").id();
    let both = |folder: &Path, words: &[&str]| {
        let pinned = words.last().copied();
        let report = examine_bundle(folder, pinned);
        (proved_with(folder, words), lines(&report))
    };
    let intact = (Vec::<String>::new(), serde_json::json!([]));
    assert_eq!(both(&folder, &[]), intact);
    assert_eq!(both(&folder, &["--key", &key]), intact);

    for (name, does) in DAMAGES {
        let copy = copied(&folder);
        does(&copy);
        let (theirs, ours) = both(&copy, &[]);
        assert!(!theirs.is_empty(), "theirs: {name}");
        assert_ne!(ours, serde_json::json!([]), "ours: {name}");
        std::fs::remove_dir_all(copy).expect("removed");
    }

    // Another key, with a chain of roots of its own: known by the key that was told, only.
    let (_, foreign) = {
        let stranger = signing();
        handed_out(&mut bench, &stranger).await
    };
    assert_eq!(both(&foreign, &[]), intact, "it agrees with itself");
    let (theirs, ours) = both(&foreign, &["--key", &key]);
    assert_eq!(
        theirs,
        [format!(
            "✗ the bundle is signed by keys that do not follow {key}"
        )]
    );
    assert_eq!(ours.as_array().map(Vec::len), Some(1));
    // The seal of one does not fit the other.
    std::fs::copy(foreign.join("seal.json"), folder.join("seal.json")).expect("a copy");
    let (theirs, ours) = both(&folder, &[]);
    assert!(theirs.contains(&"✗ manifest.json is not what was signed".to_owned()));
    assert_ne!(ours, serde_json::json!([]));

    // Where nothing signs, both say so; whoever knows asks for it.
    let unsigned = bundled_by(&bench.server(), entity, None).await;
    assert_eq!(proved(&unsigned), ["✗ the bundle is not signed"]);
    assert_eq!(
        proved_with(&unsigned, &["--unsigned"]),
        Vec::<String>::new()
    );
    assert_ne!(
        lines(&examine_bundle(&unsigned, None)),
        serde_json::json!([])
    );
}

#[tokio::test]
async fn the_books_become_a_database_of_whoever_reads_them() {
    let mut bench = Bench::start().await;
    let entity = busiest(&mut bench.sql).await;
    let folder = bundled(&bench.server(), entity).await;
    let file = folder.with_extension("sqlite");
    let path = file.to_str().expect("a path");
    assert_eq!(
        proved_with(&folder, &["--sqlite", path]),
        Vec::<String>::new()
    );
    let asked = format!(
        "import sqlite3; print(*sqlite3.connect('{path}').execute(
            \"SELECT count(*), sum(amount) FROM documents\").fetchone())"
    );
    let said = Command::new("python3")
        .args(["-c", &asked])
        .output()
        .expect("python3 runs");
    let said = String::from_utf8(said.stdout).expect("UTF-8");
    let own = format!(
        "SELECT count(*) || ' ' || sum(amount)::float AS value FROM documents WHERE entity_id = '{entity}'"
    );
    let own: String = bench.value(&own).await;
    assert_eq!(
        said.trim().trim_end_matches(".0"),
        own.trim_end_matches(".0")
    );
}

/// The data of one list of the page, as its script reads it.
fn list(page: &str, id: &str) -> Vec<Vec<String>> {
    let head = format!("<script type=\"application/json\" id=\"{id}\">");
    let rest = page.split_once(&head).expect("a list").1;
    let text = rest.split_once("</script>").expect("its end").0;
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn the_page_needs_no_network_and_shows_what_the_lists_say() {
    let mut bench = Bench::start().await;
    let entity = busiest(&mut bench.sql).await;
    let planted = format!(
        "UPDATE documents SET title = '</script><script>\"' WHERE entity_id = '{entity}'
         AND kind = 'receipt'"
    );
    bench.run(&planted).await;
    let folder = bundled(&bench.server(), entity).await;
    let page = std::fs::read_to_string(folder.join("index.html")).expect("a page");
    for outside in [
        "http:", "https:", "=\"//", " src=", "url(h", "@import", "fetch(", "<link",
    ] {
        let code = page
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let mut code = code.filter(|line| line.contains(outside));
        assert_eq!(code.next(), None, "{outside}");
    }
    let (documents, lines) = (list(&page, "documents"), list(&page, "lines"));
    assert!(documents.iter().any(|row| row[4].contains("</script>")));
    for (list, rows, columns) in [("documents", &documents, 7), ("journal", &lines, 8)] {
        let text = std::fs::read(folder.join(format!("{list}.csv"))).expect("a list");
        let mut own = csv::Reader::from_reader(text.as_slice());
        let own: Vec<Vec<String>> = (own.records())
            .map(|row| {
                row.expect("a row")
                    .iter()
                    .take(columns)
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        assert!(own.len() > 20);
        assert_eq!(*rows, own, "{list}");
    }
}
