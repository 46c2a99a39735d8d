//! The books of one organisation in a folder, proved by a program that shares no line with this one:
//! both say the same of intact books and of damaged ones.

use super::bench::{Bench, lines};
use crate::support::Sql;
use api::platform::db::Db;
use api::reporting::bundle;
use serde_json::Value;
use shared::EntityId;
use std::path::{Path, PathBuf};
use std::process::Command;
use uuid::Uuid;

/// Writes a bundle of an organisation to a new folder.
pub async fn bundled(app: &str, entity: Uuid) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bundle-{}", Uuid::new_v4()));
    let db = Db::connect(app, 2).expect("a pool");
    let now = "2025-10-20T03:00:00Z".parse().expect("a time");
    let written = bundle(&db, EntityId(entity), now, &folder).await;
    assert!(written.expect("a bundle").records > 0);
    folder
}

/// What the program of the bundle finds, a line each; what it ends with is the same.
pub fn proved(folder: &Path) -> Vec<String> {
    let done = Command::new("python3")
        .arg(folder.join("verify.py"))
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
