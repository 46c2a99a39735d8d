//! What makes the record complete: capture, walls, guards, tables nobody declared.

use super::bench::Bench;
use super::damage::{Beside, Damage, Wanted};
use api::verify::DamageKind;

#[tokio::test]
async fn what_stops_capturing_or_opens_a_wall_is_named() {
    let mut bench = Bench::start().await;
    let unprotected = |table: &str| vec![Wanted::new(DamageKind::Unprotected, None, table)];
    let again = "CREATE OR REPLACE TRIGGER capture_update AFTER UPDATE ON receipts
        REFERENCING OLD TABLE AS seen NEW TABLE AS changed FOR EACH STATEMENT
        EXECUTE FUNCTION capture_changes('entity_id', 'document_id')";
    let policy = "DROP POLICY own_entity ON parties;
        CREATE POLICY own_entity ON parties USING (entity_id = laas_entity())";
    for (table, sql, undo) in [
        (
            "receipts",
            "ALTER TABLE receipts DISABLE TRIGGER capture_insert",
            "ALTER TABLE receipts ENABLE TRIGGER capture_insert",
        ),
        (
            "receipts",
            "ALTER TABLE receipts ENABLE REPLICA TRIGGER capture_delete",
            "ALTER TABLE receipts ENABLE TRIGGER capture_delete",
        ),
        ("receipts", "DROP TRIGGER capture_update ON receipts", again),
        (
            "receipts",
            "CREATE OR REPLACE TRIGGER capture_update AFTER UPDATE ON receipts
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT WHEN (false)
                EXECUTE FUNCTION capture_changes('entity_id', 'document_id')",
            again,
        ),
        (
            "receipts",
            "CREATE OR REPLACE TRIGGER capture_update AFTER UPDATE ON receipts
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
                EXECUTE FUNCTION capture_changes('entity_id')",
            again,
        ),
        (
            "parties",
            "ALTER TABLE parties DISABLE TRIGGER key_stays",
            "ALTER TABLE parties ENABLE TRIGGER key_stays",
        ),
        (
            "parties",
            "ALTER TABLE parties DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE parties ENABLE ROW LEVEL SECURITY",
        ),
        (
            "parties",
            "ALTER TABLE parties NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE parties FORCE ROW LEVEL SECURITY",
        ),
        (
            "parties",
            "DROP POLICY own_entity ON parties;
                CREATE POLICY own_entity ON parties USING (true)",
            policy,
        ),
        (
            "parties",
            "CREATE POLICY mine ON parties USING (true)",
            "DROP POLICY mine ON parties",
        ),
        (
            "parties",
            "ALTER POLICY owner_reads ON parties TO public",
            "ALTER POLICY owner_reads ON parties TO CURRENT_USER",
        ),
        (
            "journal_lines",
            "ALTER TABLE journal_lines DISABLE TRIGGER immutable",
            "ALTER TABLE journal_lines ENABLE TRIGGER immutable",
        ),
        (
            "journal_lines",
            "ALTER TABLE journal_lines DISABLE TRIGGER keep_balances",
            "ALTER TABLE journal_lines ENABLE TRIGGER keep_balances",
        ),
        (
            "records",
            "ALTER TABLE records DISABLE TRIGGER immutable",
            "ALTER TABLE records ENABLE TRIGGER immutable",
        ),
        (
            "document_numbers",
            "ALTER TABLE document_numbers DISABLE TRIGGER number_follows",
            "ALTER TABLE document_numbers ENABLE TRIGGER number_follows",
        ),
        (
            "document_events",
            "ALTER TABLE document_events DISABLE TRIGGER duties_apart",
            "ALTER TABLE document_events ENABLE TRIGGER duties_apart",
        ),
        (
            "secret_book",
            "CREATE TABLE secret_book (entity_id uuid, id int, PRIMARY KEY (entity_id, id))",
            "DROP TABLE secret_book",
        ),
    ] {
        bench
            .plant(&Damage::new(table, sql, unprotected(table)).undone_by(undo))
            .await;
    }
    bench.finish("walls opened").await;
}

/// What an organisation is called stands in a list, and what it was founded as in its record.
#[tokio::test]
async fn an_organisation_that_is_not_what_was_founded_is_named() {
    let mut bench = Bench::start().await;
    let busiest = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: uuid::Uuid = bench.value(busiest).await;
    bench
        .run("CREATE TEMP TABLE spare_entities AS TABLE entities")
        .await;
    for (change, column) in [
        ("name_th = name_th || 'ก'", "name_th"),
        ("district = 'ที่อื่น'", "district"),
        ("province = 'ที่อื่น'", "province"),
        ("entity_type = 'pattaya'", "entity_type"),
        ("is_practice = false, practice_today = NULL", "is_practice"),
    ] {
        let sql = format!("UPDATE entities SET {change} WHERE id = '{entity}'");
        let other = Wanted::new(DamageKind::RowChanged, entity, "entities").column(column);
        let back = format!(
            "UPDATE entities AS e SET entity_type = s.entity_type, name_th = s.name_th,
                 district = s.district, province = s.province, is_practice = s.is_practice,
                 practice_today = s.practice_today
             FROM spare_entities AS s WHERE s.id = e.id AND e.id = '{entity}'"
        );
        let damage = Damage::new("entities", sql, vec![other]).undone_by(&back);
        bench.plant(&damage).await;
    }
    bench.finish("organisations other than founded").await;
}

#[tokio::test]
async fn a_table_put_away_and_rows_that_stand_twice_are_named() {
    let mut bench = Bench::start().await;
    let busiest = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: uuid::Uuid = bench.value(busiest).await;
    // A table that is gone, and a row that stands twice because its key is gone.
    let gone = Damage::new(
        "bank_receipts",
        "ALTER TABLE bank_receipts RENAME TO put_away",
        vec![
            Wanted::new(DamageKind::RowMissing, entity, "bank_receipts"),
            Wanted::new(DamageKind::RowExtra, entity, "put_away"),
        ],
    );
    let gone = gone.undone_by("ALTER TABLE put_away RENAME TO bank_receipts");
    bench.plant(&gone).await;
    // The later of the two goes, which need not stand behind the other.
    let double = |table: &str, key: &str| {
        format!(
            "DELETE FROM {table} a USING {table} b
             WHERE a.entity_id = b.entity_id AND a.{key} = b.{key} AND age(a.xmin) < age(b.xmin);"
        )
    };
    let undo = format!(
        "{} ALTER TABLE bank_receipts ADD PRIMARY KEY (entity_id, document_id)",
        double("bank_receipts", "document_id")
    );
    let twice = Damage::new(
        "bank_receipts",
        "ALTER TABLE bank_receipts DROP CONSTRAINT bank_receipts_pkey;
         INSERT INTO bank_receipts SELECT * FROM bank_receipts",
        vec![
            Wanted::new(DamageKind::Unprotected, None, "bank_receipts"),
            Wanted::new(DamageKind::RowExtra, entity, "bank_receipts"),
        ],
    );
    bench.plant(&twice.undone_by(&undo)).await;
    // The same behind the back of an index that stands.
    for (table, key, kind) in [
        ("bank_receipts", "document_id", DamageKind::RowExtra),
        ("records", "seq", DamageKind::Unreadable),
    ] {
        let ready = |on: bool| {
            format!(
                "SET allow_system_table_mods = on; UPDATE pg_index SET indisready = {on}
                 WHERE indexrelid = '{table}_pkey'::regclass;"
            )
        };
        bench.run(&ready(false)).await;
        let sql = format!("INSERT INTO {table} SELECT * FROM {table} WHERE entity_id = '{entity}'");
        bench.run(&sql).await;
        let twice = Damage::new(table, ready(true), vec![Wanted::new(kind, entity, table)]);
        bench
            .plant(&twice.beside(Beside::Nothing).undone_by(&double(table, key)))
            .await;
    }
    bench.finish("tables put away or doubled").await;
}
