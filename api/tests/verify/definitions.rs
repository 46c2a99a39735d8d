//! What the database is made of: tables, rights, code, lists of the nation, indexes.

use super::bench::Bench;
use crate::support::on_threads;
use api::verify::{Definition, Options, made_anew};
use std::sync::OnceLock;

/// What the migrations make, made once a process.
fn made(url: &str) -> Vec<Definition> {
    static MADE: OnceLock<Vec<Definition>> = OnceLock::new();
    let make = || {
        let url = url.to_owned();
        on_threads(async move { made_anew(&url).await.expect("a database made anew") })
    };
    MADE.get_or_init(make).clone()
}

/// Verification that compares with it.
pub fn with_definitions(url: &str) -> Options {
    Options {
        definitions: Some(Ok(made(url))),
        ..Options::default()
    }
}

/// What is named in the table of each object, as `table: what`.
async fn named(bench: &mut Bench) -> Vec<String> {
    let options = with_definitions(&bench.url);
    let report = bench.verify_with(&options).await;
    let name = |found: &api::verify::Finding| format!("{}: {}", found.table, found.key);
    report.findings.iter().map(name).collect()
}

/// Runs what changes a definition: what is wanted is named, and nothing of another object.
async fn name_after(bench: &mut Bench, sql: &str, wanted: &str) {
    bench.run(sql).await;
    let found = named(bench).await;
    assert!(
        found.iter().any(|name| name.starts_with(wanted)),
        "{sql}: {found:?}"
    );
    let of = wanted.split(':').next().unwrap_or_default();
    let strange: Vec<_> = found.iter().filter(|name| !name.starts_with(of)).collect();
    assert!(strange.is_empty(), "{sql}: {strange:?}");
}

#[tokio::test]
async fn what_is_not_as_the_migrations_make_it_is_named() {
    let mut bench = Bench::start().await;
    assert_eq!(named(&mut bench).await, Vec::<String>::new(), "intact");
    let body = "SELECT pg_get_functiondef('check_day_open'::regproc) AS value";
    let body: String = bench.value(body).await;
    let view = "SELECT pg_get_viewdef('payees') AS value";
    let view: String = bench.value(view).await;
    let index = "SELECT indexdef AS value FROM pg_indexes WHERE indexname = 'documents_by_amount'";
    let index: String = bench.value(index).await;
    let hollow = "CREATE OR REPLACE FUNCTION check_day_open() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RETURN NULL; END $$";
    for (sql, undo, wanted) in [
        (hollow, body.as_str(), "check_day_open: function ()"),
        (
            "ALTER FUNCTION append_record SECURITY INVOKER",
            "ALTER FUNCTION append_record SECURITY DEFINER",
            "append_record: function (at timestamp with time zone, actor uuid, permission text, \
             subject text, idempotency_key text, request_hash text, answer text, changes text)",
        ),
        (
            "CREATE FUNCTION laas_entity(int) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
            "DROP FUNCTION laas_entity(int)",
            "laas_entity: function (integer)",
        ),
        (
            "CREATE OR REPLACE VIEW payees WITH (security_invoker = true) AS
                SELECT entity_id, document_id, payee_id AS party_id FROM disbursement_requests",
            "",
            "payees: view",
        ),
        (
            "GRANT UPDATE ON balances TO laas_app",
            "REVOKE UPDATE ON balances FROM laas_app",
            "balances: rights table UPDATE for laas_app",
        ),
        (
            "GRANT UPDATE (hash) ON entity_heads TO laas_app",
            "REVOKE UPDATE (hash) ON entity_heads FROM laas_app",
            "entity_heads: rights column hash UPDATE for laas_app",
        ),
        (
            "REVOKE SELECT ON receipts FROM laas_app",
            "GRANT SELECT ON receipts TO laas_app",
            "receipts: rights table SELECT for laas_app",
        ),
        (
            "ALTER TABLE receipts DISABLE TRIGGER ALL",
            "ALTER TABLE receipts ENABLE TRIGGER ALL",
            "receipts: trigger capture_insert",
        ),
        (
            "CREATE RULE nothing AS ON INSERT TO party_editors DO INSTEAD NOTHING",
            "DROP RULE nothing ON party_editors",
            "party_editors: rule nothing",
        ),
        (
            "ALTER TABLE documents ALTER COLUMN kind DROP NOT NULL",
            "ALTER TABLE documents ALTER COLUMN kind SET NOT NULL",
            "documents: column kind",
        ),
        (
            "DROP INDEX documents_by_amount",
            index.as_str(),
            "documents: index documents_by_amount",
        ),
        (
            "UPDATE posting_rules SET debit = credit, credit = debit
                WHERE ctid = (SELECT min(ctid) FROM posting_rules)",
            "",
            "posting_rules: row",
        ),
        (
            "UPDATE account_limits SET problem = 'insufficient_cash' WHERE account = 'available'",
            "",
            "account_limits: row",
        ),
        (
            "DELETE FROM __diesel_schema_migrations WHERE version = '20261122000700'",
            "",
            "__diesel_schema_migrations: migration 20261122000700",
        ),
        ("CREATE SCHEMA aside", "DROP SCHEMA aside", "aside: schema"),
    ] {
        let keeps = "DROP TABLE IF EXISTS kept; CREATE TEMP TABLE kept AS TABLE posting_rules;
            DROP TABLE IF EXISTS kept_limits; CREATE TEMP TABLE kept_limits AS TABLE account_limits;
            DROP TABLE IF EXISTS kept_run; CREATE TEMP TABLE kept_run AS TABLE __diesel_schema_migrations";
        bench.run(keeps).await;
        name_after(&mut bench, sql, wanted).await;
        let undo = format!(
            "{undo}; CREATE OR REPLACE VIEW payees WITH (security_invoker = true) AS {view}
             DELETE FROM posting_rules; INSERT INTO posting_rules TABLE kept;
             DELETE FROM account_limits; INSERT INTO account_limits TABLE kept_limits;
             DELETE FROM __diesel_schema_migrations;
             INSERT INTO __diesel_schema_migrations TABLE kept_run"
        );
        bench.run(&undo).await;
    }
    assert_eq!(named(&mut bench).await, Vec::<String>::new(), "restored");
}

/// What would be taken for PostgreSQL's own, and what changes how it works.
#[tokio::test]
async fn what_stands_beside_the_definitions_is_named() {
    let mut bench = Bench::start().await;
    for (sql, undo, wanted) in [
        (
            "SET allow_system_table_mods = on; CREATE SCHEMA pg_aside",
            "DROP SCHEMA pg_aside; RESET allow_system_table_mods",
            "pg_aside: schema",
        ),
        (
            "CREATE FUNCTION pg_catalog.convert_to(text, text) RETURNS bytea LANGUAGE sql IMMUTABLE
                AS 'SELECT pg_catalog.convert_to($1, $2::name)'",
            "DROP FUNCTION pg_catalog.convert_to(text, text)",
            "pg_catalog: of PostgreSQL function convert_to(text,text)",
        ),
        (
            "UPDATE pg_class SET relhastriggers = false WHERE relname = 'party_editors'",
            "UPDATE pg_class SET relhastriggers = true WHERE relname = 'party_editors'",
            "party_editors: table",
        ),
        (
            "UPDATE pg_class SET relchecks = 0 WHERE relname = 'current_balances'",
            "UPDATE pg_class SET relchecks = (SELECT count(*) FROM pg_constraint
                WHERE contype = 'c' AND conrelid = 'current_balances'::regclass)
                WHERE relname = 'current_balances'",
            "current_balances: table",
        ),
        (
            "CREATE PUBLICATION everything FOR ALL TABLES",
            "DROP PUBLICATION everything",
            "pg_catalog: of PostgreSQL publication everything",
        ),
        (
            "DO $$ BEGIN EXECUTE format('ALTER ROLE laas_app IN DATABASE %I
                SET session_replication_role = replica', current_database()); END $$",
            "DO $$ BEGIN EXECUTE format('ALTER ROLE laas_app IN DATABASE %I RESET ALL',
                current_database()); END $$",
            "laas_app: setting",
        ),
        (
            "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO laas_app",
            "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM laas_app",
            "pg_read_file: rights of PostgreSQL EXECUTE for laas_app",
        ),
        (
            "GRANT SELECT ON pg_authid TO laas_app",
            "REVOKE SELECT ON pg_authid FROM laas_app",
            "pg_authid: rights of PostgreSQL SELECT for laas_app",
        ),
        (
            "COMMENT ON CONSTRAINT parties_bank_account ON parties IS 'field:code:malformed'",
            "COMMENT ON CONSTRAINT parties_bank_account ON parties IS 'field:bank_account_no:malformed'",
            "parties: constraint parties_bank_account",
        ),
        (
            "ALTER TABLE parties REPLICA IDENTITY NOTHING",
            "ALTER TABLE parties REPLICA IDENTITY DEFAULT",
            "parties: table",
        ),
    ] {
        name_after(&mut bench, sql, wanted).await;
        bench.run(undo).await;
    }
    assert_eq!(named(&mut bench).await, Vec::<String>::new(), "restored");
}

#[tokio::test]
async fn an_index_that_lacks_a_row_is_named() {
    let mut bench = Bench::start().await;
    let of_letters = "SELECT i.relname::text AS value FROM pg_index AS x
        JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_am AS a ON a.oid = i.relam
        WHERE a.amname = 'gin' AND x.indrelid = 'search_texts'::regclass";
    let of_letters: String = bench.value(of_letters).await;
    for (table, index, row) in [
        (
            "throttles",
            "throttles_pkey",
            "INSERT INTO throttles (key, failures, last_at) VALUES ('address:x', 1, now())",
        ),
        (
            "search_texts",
            of_letters.as_str(),
            "WITH gone AS (DELETE FROM search_texts
                 WHERE ctid = (SELECT min(ctid) FROM search_texts) RETURNING *)
             INSERT INTO search_texts SELECT * FROM gone",
        ),
    ] {
        let deaf = |ready: &str| {
            format!(
                "SET allow_system_table_mods = on; UPDATE pg_index SET indisready = {ready}
                 WHERE indexrelid = '{index}'::regclass"
            )
        };
        bench.run(&deaf("false")).await;
        bench.run(row).await;
        bench.run(&deaf("true")).await;
        assert_eq!(named(&mut bench).await, [format!("{table}: {index}")]);
        bench.run(&format!("REINDEX INDEX {index}")).await;
        assert_eq!(named(&mut bench).await, Vec::<String>::new());
    }
}

/// Who owns the tables may take every guard away: that is whoever owns the database.
#[tokio::test]
async fn tables_that_somebody_else_owns_are_named() {
    let mut bench = Bench::start().await;
    let give = "DO $$ DECLARE t regclass; BEGIN
        FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
            EXECUTE format('ALTER TABLE %s OWNER TO pg_monitor', t);
        END LOOP; END $$";
    bench.run(give).await;
    let found = named(&mut bench).await;
    let owner = "database: owner of the tables".to_owned();
    assert!(found.contains(&owner), "{found:?}");
}

#[tokio::test]
async fn what_cannot_be_made_anew_is_said() {
    let mut bench = Bench::start().await;
    let options = Options {
        definitions: Some(Err("may not make a database".to_owned())),
        ..Options::default()
    };
    let report = bench.verify_with(&options).await;
    let [found] = report.findings.as_slice() else {
        panic!("{:?}", report.findings);
    };
    assert!(found.detail.ends_with("may not make a database"), "{found}");
}
