//! What makes the record complete: capture, walls, guards, tables nobody declared.

use super::bench::{Bench, Beside, Damage, Wanted};
use api::verify::Kind;

#[tokio::test]
async fn what_stops_capturing_or_opens_a_wall_is_named() {
    let mut bench = Bench::start().await;
    let unprotected = |table: &str| vec![Wanted::new(Kind::Unprotected, None, table)];
    let again = "CREATE OR REPLACE TRIGGER capture_update AFTER UPDATE ON receipts
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
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
                REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT WHEN (false)
                EXECUTE FUNCTION capture_changes('entity_id', 'document_id')",
            again,
        ),
        (
            "receipts",
            "CREATE OR REPLACE TRIGGER capture_update AFTER UPDATE ON receipts
                REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
                EXECUTE FUNCTION capture_changes('entity_id')",
            again,
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
            "secret_book",
            "CREATE TABLE secret_book (entity_id uuid, id int, PRIMARY KEY (entity_id, id))",
            "DROP TABLE secret_book",
        ),
    ] {
        bench
            .plant(&Damage::new(table, sql, unprotected(table)).undone_by(undo))
            .await;
    }
    let busiest = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: uuid::Uuid = bench.value(busiest).await;
    // A table that is gone, and a row that stands twice because its key is gone.
    let gone = Damage::new(
        "bank_receipts",
        "ALTER TABLE bank_receipts RENAME TO put_away",
        vec![
            Wanted::new(Kind::RowMissing, entity, "bank_receipts"),
            Wanted::new(Kind::RowExtra, entity, "put_away"),
        ],
    );
    let gone = gone.undone_by("ALTER TABLE put_away RENAME TO bank_receipts");
    bench.plant(&gone).await;
    let double = Damage::new(
        "bank_receipts",
        "ALTER TABLE bank_receipts DROP CONSTRAINT bank_receipts_pkey;
         INSERT INTO bank_receipts SELECT * FROM bank_receipts",
        vec![Wanted::new(Kind::Unprotected, None, "bank_receipts")],
    );
    let undo = "DELETE FROM bank_receipts a USING bank_receipts b
            WHERE a.document_id = b.document_id AND a.ctid > b.ctid;
        ALTER TABLE bank_receipts ADD PRIMARY KEY (entity_id, document_id)";
    bench
        .plant(&double.beside(Beside::Nothing).undone_by(undo))
        .await;
    bench.finish("walls opened").await;
}
