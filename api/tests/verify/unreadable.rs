//! Files of the database damaged under it: named, never taken for empty.

use super::bench::Bench;
use api::verify::{DamageKind, Report};
use uuid::Uuid;

/// Overwrites the file of a table or an index, before anybody has read it.
pub async fn overwrite(bench: &mut Bench, relation: &str, pages: usize) {
    let sql = format!(
        "SELECT lo_from_bytea(1234567, decode(repeat('ab', {}), 'hex'));
         SELECT lo_export(1234567, current_setting('data_directory') || '/'
             || pg_relation_filepath('{relation}'))",
        pages * 8192
    );
    bench.run(&sql).await;
}

fn unreadable(report: &Report, table: &str) -> Vec<Option<Uuid>> {
    let of = |kind| move |found: &&api::verify::Finding| found.kind == kind && found.table == table;
    report
        .findings
        .iter()
        .filter(of(DamageKind::Unreadable))
        .map(|found| found.entity_id)
        .collect()
}

#[tokio::test]
async fn a_table_that_cannot_be_read_is_named_with_whose_it_is() {
    let mut bench = Bench::start().await;
    overwrite(&mut bench, "receipts", 1).await;
    let report = bench.verify().await;
    let found = unreadable(&report, "receipts");
    assert!(
        found.contains(&None) && found.len() == 3,
        "{:?}",
        report.findings
    );
    assert!(
        report
            .findings
            .iter()
            .all(|found| found.table == "receipts")
    );
    assert!(
        report.records > 0 && report.lines > 0,
        "the rest is examined"
    );
}

#[tokio::test]
async fn a_table_cut_off_is_not_taken_for_empty() {
    let mut bench = Bench::start().await;
    overwrite(&mut bench, "parties", 0).await;
    let report = bench.verify().await;
    assert!(!report.findings.is_empty());
    let lost = |found: &api::verify::Finding| {
        let row = found.kind == DamageKind::RowMissing && found.table == "parties";
        (row || found.kind == DamageKind::SearchWrong) && found.entity_id.is_some()
    };
    assert!(report.findings.iter().all(lost), "{:?}", report.findings);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_stops_nothing_else() {
    for relation in ["records", "records_pkey", "entity_heads"] {
        let mut bench = Bench::start().await;
        overwrite(&mut bench, relation, 4).await;
        let report = bench.verify().await;
        let table = relation.trim_end_matches("_pkey");
        assert!(
            !unreadable(&report, table).is_empty(),
            "{relation}: {:?}",
            report.findings
        );
        assert!(report.lines > 0, "the rest is examined");
    }
}
