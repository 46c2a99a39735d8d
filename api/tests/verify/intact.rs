//! Of an intact database nothing is reported, and the command says so.

use super::bench::{Bench, lines};
use api::verify::{DamageKind, Options};
use serde_json::json;
use shared::document::Kind;
use std::process::{Command, Output, Stdio};
use uuid::Uuid;

fn command(url: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laas"));
    command
        .args(words)
        .env("LAAS_DATABASE_URL", url)
        .env("LAAS_OWNER_DATABASE_URL", url)
        .env("LAAS_DEVELOPMENT", "1");
    command
}

fn laas(url: &str, words: &[&str]) -> Output {
    command(url, words).output().expect("the binary runs")
}

/// `laas verify | head`: whoever has read enough is no trouble, and the verdict stands.
#[tokio::test]
async fn a_reader_that_has_read_enough_is_no_trouble() {
    let mut bench = Bench::start().await;
    let url = bench.url.clone();
    bench.run("UPDATE parties SET name_th = 'ใคร'").await;
    let mut verify = command(&url, &["verify"]);
    let verify = verify.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = verify.spawn().expect("the binary runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(
        !said.contains("panicked") && !said.contains("Broken pipe"),
        "{said}"
    );
}

#[tokio::test]
async fn of_an_intact_database_nothing_is_reported() {
    let mut bench = Bench::start().await;
    for table in bench.tables().await {
        let name = table.name;
        let rows: i64 = bench
            .value(&format!("SELECT count(*) AS value FROM {name}"))
            .await;
        assert!(rows > 0, "{name} is filled, or this proves little");
    }
    let report = bench.verify().await;
    assert_eq!(lines(&report), json!([]));
    let lines: u64 = bench
        .value("SELECT count(*) AS value FROM journal_lines")
        .await;
    let records: u64 = bench.value("SELECT count(*) AS value FROM records").await;
    assert_eq!(
        (report.entities, report.intact, report.lines, report.records),
        (4, 4, lines, records)
    );
    let sql = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: Uuid = bench.value(sql).await;
    let options = Options {
        entity: Some(entity),
        ..Options::default()
    };
    let own = bench.verify_with(&options).await;
    assert_eq!((own.findings.len(), own.entities), (0, 1));
    assert!(own.records > 0 && own.records < records && own.rows < report.rows);
}

#[tokio::test]
async fn what_is_damaged_is_named_by_its_document_and_who_is_not_is_counted() {
    let mut bench = Bench::start().await;
    let line = "SELECT l.entity_id, l.entry_id, n.number FROM journal_lines AS l
        JOIN journal_entries AS e ON e.entity_id = l.entity_id AND e.id = l.entry_id
        JOIN document_numbers AS n ON n.entity_id = e.entity_id AND n.document_id = e.document_id
        JOIN documents AS d ON d.entity_id = e.entity_id AND d.id = e.document_id
        WHERE d.kind = 'bank_receipt' AND n.given = 1 AND l.debit > 0 ORDER BY n.number LIMIT 1";
    let number: String = bench
        .value(&format!("SELECT number AS value FROM ({line}) AS l"))
        .await;
    let sql = format!(
        "UPDATE journal_lines AS l SET debit = l.debit + 1 FROM ({line}) AS one
         WHERE l.entity_id = one.entity_id AND l.entry_id = one.entry_id AND l.debit > 0"
    );
    bench.run(&sql).await;
    let report = bench.verify().await;
    let mut changed = report.findings.iter();
    let changed = changed.find(|found| found.kind == DamageKind::RowChanged);
    let document = changed.and_then(|found| found.document.clone());
    let document = document.expect("the document of the line");
    let name = Kind::BankReceipt.spec().names.0;
    assert!(
        document.starts_with(name) && document.contains(&number),
        "{document}"
    );
    assert_eq!((report.entities, report.intact), (4, 3));
}

#[tokio::test]
async fn the_command_answers_with_its_exit_code() {
    let mut bench = Bench::start().await;
    let file = std::env::temp_dir().join(format!("seals-{}", Uuid::new_v4()));
    let file = file.to_str().expect("a path").to_owned();
    let url = bench.url.clone();
    for words in [
        &["seal", file.as_str()][..],
        &["verify"],
        &["verify", "--against", &file],
    ] {
        let said = laas(&url, words);
        assert_eq!(said.status.code(), Some(0), "{words:?} {said:?}");
    }
    bench
        .run("UPDATE parties SET name_th = 'ใครก็ไม่รู้' WHERE code = 'SUPPLIER'")
        .await;
    let said = laas(&url, &["verify", "--json"]);
    assert_eq!(said.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let found = said["findings"].as_array().expect("findings");
    // Of two offices: the row, and the text by which it is found.
    assert_eq!(found.len(), 4, "{said}");
    for found in found {
        let what = [&found["kind"], &found["table"], &found["column"]];
        assert!(
            what == ["row_changed", "parties", "name_th"]
                || what == ["search_wrong", "search_texts", "normal"],
            "{what:?}"
        );
        assert!(
            found["entity_name"]
                .as_str()
                .expect("a name")
                .starts_with("อบต.")
        );
    }
    let said = laas(&url, &["verify"]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("ข้อมูลถูกแก้ไข (row changed)") && said.contains("parties.name_th"));
    std::fs::write(&file, "{").expect("a file");
    assert_eq!(
        laas(&url, &["seal", &file]).status.code(),
        Some(2),
        "a damaged file is left alone"
    );
    for words in [
        &["verify", "--entity", "018f4e5a-0000-7000-8000-000000000001"][..],
        &["verify", "--against", "/nowhere"],
        &["verify", "--all"],
    ] {
        assert_eq!(laas(&url, words).status.code(), Some(2), "{words:?}");
    }
    let nowhere = laas("postgres://127.0.0.1:1/x", &["verify"]);
    assert_eq!(nowhere.status.code(), Some(2));
    std::fs::remove_file(&file).expect("a file");
}
