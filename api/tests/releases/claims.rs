//! Nobody hides a change behind a migration, or behind the next honest step.

use super::{behind_the_back, dumps, found, found_knowing, left_by, migrate_later, upgraded};
use crate::support::{Office, Sql, TestApp, golden, prepare};
use api::verify::{DamageKind, Finding, Known, alterations};
use shared::document::Kind;

const NAME: &str = "2030-01-01-000000_revenue_add_remark";
const PAYER: &str = "UPDATE receipts SET payer_name = 'คนอื่น' WHERE money_kind = 'cheque'";

fn names(findings: &[Finding], kind: DamageKind, table: &str) -> bool {
    let named = |of: &Finding| of.kind == kind && of.table == table;
    findings.iter().any(named)
}

/// A column that somebody added, and a change by somebody who says it was a migration.
#[tokio::test]
async fn a_change_past_the_record_is_found_whatever_it_calls_itself() {
    let [bare, claimed, unrecorded] = upgraded(3).await.try_into().expect("three");
    behind_the_back(&bare, "ALTER TABLE receipts ADD COLUMN remark text").await;
    let findings = found(&bare, &[]).await;
    assert!(names(&findings, DamageKind::RowChanged, "receipts"));
    let remark = |of: &Finding| of.column.as_deref() == Some("remark");
    assert!(findings.iter().all(remark), "{findings:#?}");

    let noted = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20300101000000')";
    behind_the_back(&unrecorded, &format!("{PAYER}; {noted}")).await;
    let findings = found(&unrecorded, &[NAME]).await;
    assert!(
        names(&findings, DamageKind::RowChanged, "receipts"),
        "{findings:#?}"
    );

    // The same with a record in one chain that says the column was taken away and came back.
    let claim = r#"receipts\t{"add": {"payer_name": "คนอื่น"}, "drop": ["payer_name"], "name": "receipts", "rename": {}}"#;
    let forged = format!(
        "UPDATE receipts SET payer_name = 'คนอื่น' WHERE entity_id = laas_entity();
         SELECT append_record(now(), NULL, 'migration/{NAME}', '', NULL, '', '', E'{claim}')"
    );
    let busiest = "SELECT set_config('laas.entity', (SELECT entity_id::text FROM receipts
        GROUP BY 1 ORDER BY count(*) DESC LIMIT 1), true)";
    behind_the_back(&claimed, &format!("BEGIN; {busiest}; {forged}; COMMIT")).await;
    assert!(names(
        &found(&claimed, &[]).await,
        DamageKind::RecordExtra,
        "records"
    ));
    // Were it even a migration of the program, it would have to say what that does.
    let does = Some(vec!["receipts,receipts,,,remark".to_owned()]);
    let findings = found_knowing(&claimed, Known::from([(NAME.to_owned(), does)])).await;
    assert!(
        names(&findings, DamageKind::RecordChanged, "records"),
        "{findings:#?}"
    );
    assert!(names(&findings, DamageKind::RowChanged, "receipts"));
}

#[derive(serde::Deserialize)]
struct Recorded {
    name: String,
    lines: String,
}

/// What each migration since the first release does to recorded tables; records may claim no other.
#[tokio::test]
async fn what_migrations_alter_is_as_reviewed() {
    let urls = left_by(dumps().first().expect("a dump")).await;
    prepare(&urls.owner);
    let sql = "SELECT substr(permission, 11) AS name,
            (SELECT coalesce(string_agg(line, E'\n' ORDER BY place), '')
             FROM string_to_table(changes, E'\n') WITH ORDINALITY AS e(line, place)
             WHERE starts_with(split_part(line, E'\t', 2), '{')) AS lines
        FROM records WHERE starts_with(permission, 'migration/') AND entity_id = (SELECT entity_id
            FROM records GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) ORDER BY seq";
    let rows: Vec<Recorded> = Sql::connect(&urls.owner).await.rows(sql, &[]).await;
    let lines = rows.iter().flat_map(|row| {
        let told = alterations(&row.lines).into_iter();
        told.map(|told| format!("{},{told}", row.name))
    });
    let head = "migration,table,now,renamed,dropped,added".to_owned();
    let lines: Vec<String> = std::iter::once(head).chain(lines).collect();
    golden("migrations/alterations.csv", &lines.join("\n"));
}

/// Damage done before a migration that writes the same rows anew.
#[tokio::test]
async fn a_migration_hides_no_damage_done_before_it() {
    let urls = upgraded(1).await.remove(0);
    behind_the_back(&urls, PAYER).await;
    let sql = "ALTER TABLE receipts ADD COLUMN remark text NOT NULL DEFAULT 'ก';
        UPDATE receipts SET remark = payer_name";
    migrate_later(&urls, &[(NAME, sql)]).expect("runs");
    let findings = found(&urls, &[NAME]).await;
    assert!(names(&findings, DamageKind::RowChanged, "receipts"));
    assert!(
        findings
            .iter()
            .all(|of| of.detail.contains("found it otherwise")),
        "{findings:#?}"
    );
}

/// Damage to a document, then an honest step that writes the damaged row.
#[tokio::test]
async fn an_honest_step_hides_no_damage_done_before_it() {
    let app = TestApp::start().await;
    let office: Office = app.office().await;
    let mut doc = office
        .draft(Kind::BankReceipt, office.bank_receipt_body("10.00"))
        .await;
    assert_eq!(found(&app.urls, &[]).await, Vec::new());
    let damage = format!("UPDATE documents SET title = 'อื่น' WHERE id = '{}'", doc.id);
    behind_the_back(&app.urls, &damage).await;
    office.step(&mut doc).await;
    let findings = found(&app.urls, &[]).await;
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!(
        (finding.kind, finding.table.as_str()),
        (DamageKind::RowChanged, "documents")
    );
    assert!(finding.key.contains(&doc.id.to_string()));
    assert!(finding.detail.contains("found it otherwise"), "{finding}");
}
