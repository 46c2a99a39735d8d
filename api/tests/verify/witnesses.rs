//! A chain rewritten so that it agrees with itself is found by what was kept outside.

use super::bench::{Bench, lines};
use super::records::REHASH;
use api::verify::{DamageKind, Options, Witness, append_checkpoint, heads};
use serde_json::json;
use shared::reporting::RecordHead;
use std::path::PathBuf;
use uuid::Uuid;

#[derive(serde::Deserialize)]
struct Head {
    entity_id: Uuid,
    seq: i64,
    hash: String,
}

async fn head(bench: &mut Bench) -> Head {
    let sql = "SELECT entity_id, seq, encode(hash, 'hex') AS hash FROM entity_heads
               ORDER BY seq DESC LIMIT 1";
    bench.sql.rows(sql, &[]).await.remove(0)
}

/// A fact and everything that proves it, rewritten.
pub fn rewrite(entity: Uuid) -> String {
    let rehash = REHASH.replace("ENTITY", &entity.to_string());
    format!(
        "UPDATE receipts SET payer_name = 'คนอื่น' WHERE entity_id = '{entity}';
         UPDATE records SET changes = regexp_replace(changes,
             '(\"payer_name\": )\"[^\"]*\"', '\\1\"คนอื่น\"', 'g')
         WHERE entity_id = '{entity}'; {rehash}"
    )
}

#[tokio::test]
async fn a_rewritten_chain_is_found_against_what_was_kept_outside() {
    let mut bench = Bench::start().await;
    let head = head(&mut bench).await;
    let entity = head.entity_id;
    let file: PathBuf = std::env::temp_dir().join(format!("seals-{}", Uuid::new_v4()));
    for day in ["2025-10-15T18:00:00Z", "2025-10-16T18:00:00Z"] {
        let at = day.parse().expect("a time");
        let heads = heads(&mut bench.conn).await.expect("heads");
        append_checkpoint(&file, at, heads).expect("a seal");
    }
    let against = Options {
        against: Some(file.clone()),
        ..Options::default()
    };
    let report = bench.verify_with(&against).await;
    assert_eq!((lines(&report), report.checkpoints), (json!([]), 2));

    let altered = file.with_extension("altered");
    let text = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&altered, text.replacen("\"seq\":", "\"seq\":1", 1)).expect("a file");
    let options = Options {
        against: Some(altered.clone()),
        ..Options::default()
    };
    let report = bench.verify_with(&options).await;
    let damaged = |found: &api::verify::Finding| found.kind == DamageKind::CheckpointDamaged;
    assert!(!report.findings.is_empty() && report.findings.iter().all(damaged));
    std::fs::remove_file(&altered).expect("a file");

    let code = RecordHead {
        seq: head.seq,
        hash: head.hash,
    }
    .short_code();
    let paper = |code: &str| Options {
        entity: Some(entity),
        witness: Witness::parse(code),
        ..Options::default()
    };
    assert_eq!(lines(&bench.verify_with(&paper(&code)).await), json!([]));
    let wrong = format!("{}0", &code[..code.len() - 1]);
    let wrong = if wrong == code {
        format!("{}1", &code[..code.len() - 1])
    } else {
        wrong
    };
    for code in [wrong, code.replacen(&head.seq.to_string(), "9999", 1)] {
        let report = bench.verify_with(&paper(&code)).await;
        assert_eq!(report.findings.len(), 1, "{code}");
        assert_eq!(report.findings[0].kind, DamageKind::SealBroken);
    }

    bench.run(&rewrite(entity)).await;
    assert_eq!(
        lines(&bench.verify().await),
        json!([]),
        "it agrees with itself"
    );
    for options in [&against, &paper(&code)] {
        let report = bench.verify_with(options).await;
        let [found] = report.findings.as_slice() else {
            panic!("{:?}", report.findings);
        };
        assert_eq!(
            (found.kind, found.entity_id),
            (DamageKind::SealBroken, Some(entity))
        );
        assert_eq!(
            (&*found.table, found.key.clone()),
            ("records", head.seq.to_string())
        );
    }
    bench_forgets(&mut bench, entity, &against).await;
    std::fs::remove_file(&file).expect("a file");
}

/// An entity of which nothing is left is known to the seals alone.
async fn bench_forgets(bench: &mut Bench, entity: Uuid, against: &Options) {
    forget(bench, entity).await;
    assert_eq!(lines(&bench.verify().await), json!([]), "nobody is missed");
    let report = bench.verify_with(against).await;
    let sealed = |found: &api::verify::Finding| {
        (found.kind, found.entity_id) == (DamageKind::SealBroken, Some(entity))
    };
    assert!(!report.findings.is_empty() && report.findings.iter().all(sealed));
}

/// Everything of an entity goes.
pub async fn forget(bench: &mut Bench, entity: Uuid) {
    for table in bench.tables().await {
        let sql = format!("DELETE FROM {} WHERE entity_id = '{entity}'", table.name);
        bench.run(&sql).await;
    }
    let rest = format!(
        "DELETE FROM posts WHERE entity_id = '{entity}';
         DELETE FROM program_keys WHERE entity_id = '{entity}'; DELETE FROM entities WHERE id = '{entity}'"
    );
    bench.run(&rest).await;
}
