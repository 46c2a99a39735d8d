//! What the catalogue says of every table: walls, keys, capture, comments, rights.

use super::{TABLES, append_only, books, names, nothing};
use crate::support::{Sql, fresh_database};
use api::platform::record::hex;
use sha2::{Digest, Sha256};

/// Tables that verification recomputes from facts, or proves by their hashes in facts; all others of
/// an entity are captured.
const DERIVED: [&str; 6] = [
    "attachment_contents",
    "balances",
    "current_balances",
    "entity_heads",
    "records",
    "search_texts",
];
#[tokio::test]
async fn every_table_and_column_says_what_it_is() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let uncommented = format!(
        "SELECT t.name || coalesce('.' || a.attname, '') AS name FROM ({TABLES}) AS t
         LEFT JOIN LATERAL (SELECT NULL AS attname, 0 AS attnum UNION ALL
             SELECT attname, attnum FROM pg_attribute WHERE attrelid = t.name::regclass
                 AND attnum > 0 AND NOT attisdropped) AS a ON true
         WHERE length(coalesce(col_description(t.name::regclass, a.attnum::int),
             CASE a.attnum WHEN 0 THEN obj_description(t.name::regclass, 'pg_class') END, '')) < 3"
    );
    nothing(&mut sql, "without COMMENT", &uncommented).await;
    sql.run("CREATE TABLE planted (planted int)")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &uncommented).await.len(),
        2,
        "the check sees a planted table"
    );
}

#[tokio::test]
async fn every_table_of_an_entity_is_walled_off() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let books = books();
    let open = format!(
        "SELECT name FROM ({books}) AS t JOIN pg_class AS c ON c.oid = t.name::regclass
         WHERE NOT relrowsecurity OR NOT relforcerowsecurity OR NOT EXISTS (SELECT FROM pg_policies
             WHERE tablename = t.name AND policyname = 'own_entity' AND cmd = 'ALL'
               AND permissive = 'PERMISSIVE' AND qual = '(entity_id = laas_entity())')"
    );
    nothing(&mut sql, "without forced row-level security", &open).await;
    let other = "SELECT tablename || '.' || policyname AS name FROM pg_policies
        WHERE NOT (policyname = 'own_entity' AND roles = '{public}')
          AND NOT (policyname = 'owner_reads' AND cmd = 'SELECT' AND roles = '{postgres}')";
    nothing(&mut sql, "a policy nobody knows", other).await;
    sql.run("CREATE TABLE planted (entity_id uuid)")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &open).await.len(),
        1,
        "the check sees a planted table"
    );
}

#[tokio::test]
async fn every_fact_is_captured_or_declared_derived() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let books = books();
    let missing = format!(
        "SELECT t.name || ' ' || e AS name FROM ({books}) AS t
         CROSS JOIN unnest(ARRAY['insert', 'update', 'delete']) AS e
         WHERE t.name <> ALL ('{{{}}}') AND NOT EXISTS (SELECT FROM pg_trigger AS g
             JOIN pg_proc AS p ON p.oid = g.tgfoid
             WHERE g.tgrelid = t.name::regclass AND g.tgname = 'capture_' || e AND g.tgenabled = 'O'
               AND p.proname = 'capture_changes')",
        DERIVED.join(",")
    );
    nothing(&mut sql, "not captured", &missing).await;
    sql.run("DROP TRIGGER capture_update ON parties")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &missing).await.len(),
        1,
        "the check sees a dropped trigger"
    );
}

#[tokio::test]
async fn the_role_of_the_server_owns_nothing_and_may_only_add_to_the_books() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let owned = "SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_roles AS r
        ON r.oid = c.relowner WHERE r.rolname = 'laas_app' UNION ALL
        SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner
        WHERE r.rolname = 'laas_app' UNION ALL SELECT datname FROM pg_database AS d
        JOIN pg_roles AS r ON r.oid = d.datdba WHERE r.rolname = 'laas_app'";
    nothing(&mut sql, "owned by the server's role", owned).await;
    let strong = "SELECT rolname::text AS name FROM pg_roles WHERE rolname = 'laas_app'
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
        UNION ALL SELECT rolname::text FROM pg_roles AS r WHERE rolname <> 'laas_app'
        AND pg_has_role('laas_app', r.oid, 'MEMBER')";
    nothing(&mut sql, "powers of the server's role", strong).await;
    let create =
        "SELECT 'schema' AS name WHERE has_schema_privilege('laas_app', 'public', 'CREATE')";
    nothing(&mut sql, "may create", create).await;
    let changes = format!(
        "SELECT t || ' ' || p AS name FROM unnest('{{{}}}'::text[]) AS t
         CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p
         WHERE has_table_privilege('laas_app', t, p) OR (p = 'UPDATE'
             AND has_any_column_privilege('laas_app', t, p))",
        append_only().join(",")
    );
    nothing(&mut sql, "may be changed", &changes).await;
    let truncate = format!(
        "SELECT name FROM ({TABLES}) AS t WHERE has_table_privilege('laas_app', name, 'TRUNCATE')
         OR has_table_privilege('laas_app', name, 'REFERENCES')
         OR has_table_privilege('laas_app', name, 'TRIGGER')"
    );
    nothing(&mut sql, "may be truncated", &truncate).await;
    let nation = "SELECT t || ' ' || p AS name FROM unnest(ARRAY['accounts', 'account_limits',
            'classifications', 'posting_rules', 'separated_duties', 'step_roles', 'voiding_roles',
            '__diesel_schema_migrations']) AS t
        CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p
        WHERE has_table_privilege('laas_app', t, p)";
    nothing(&mut sql, "master data may be changed", nation).await;
    sql.run("GRANT UPDATE (debit) ON journal_lines TO laas_app")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &changes).await.len(),
        1,
        "the check sees a planted grant"
    );
}

#[tokio::test]
async fn a_row_is_captured_whole_whatever_its_columns_are_called() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    // The names the capturing function itself uses.
    sql.run(
        "CREATE TABLE planted (entity_id uuid, changed int, seen int, image int, was int, now int,
             PRIMARY KEY (entity_id, changed));
         CREATE TRIGGER capture_insert AFTER INSERT ON planted
             REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
             EXECUTE FUNCTION capture_changes('entity_id', 'changed');
         CREATE TRIGGER capture_update AFTER UPDATE ON planted
             REFERENCING OLD TABLE AS seen NEW TABLE AS changed FOR EACH STATEMENT
             EXECUTE FUNCTION capture_changes('entity_id', 'changed');
         CREATE TRIGGER capture_delete AFTER DELETE ON planted
             REFERENCING OLD TABLE AS seen FOR EACH STATEMENT
             EXECUTE FUNCTION capture_changes('entity_id', 'changed');
         SET laas.entity = '01990000-0000-7000-8000-000000000001';
         BEGIN; INSERT INTO planted VALUES (laas_entity(), 1, 2, 3, 4, 5);
         UPDATE planted SET image = 3; UPDATE planted SET now = 6; DELETE FROM planted",
    )
    .await
    .expect("a row");
    let captured: String = sql
        .value("SELECT current_setting('laas.changes') AS value", &[])
        .await;
    let key = r#"["01990000-0000-7000-8000-000000000001", 1]"#;
    let image = |now: u8| {
        let entity = "01990000-0000-7000-8000-000000000001";
        let rest = r#""seen": 2, "image": 3, "changed": 1, "entity_id""#;
        format!(r#"{{"now": {now}, "was": 4, {rest}: "{entity}"}}"#)
    };
    let hash = |image: String| hex(&Sha256::digest(image.as_bytes()));
    let (made, left) = (image(5), image(6));
    let wanted = [
        format!("planted\t{key}\t\t{made}"),
        format!("planted\t{key}\t{}\t{left}", hash(made)),
        format!("planted\t{key}\t{}\t", hash(left)),
    ];
    // The update that changed nothing is not among them.
    assert_eq!(captured, wanted.join("\n"));
}

/// Amounts that are only copied: of its body into a header, of lines into balances, of roles into posts.
const COPIED_AMOUNTS: [&str; 4] = [
    "balances.credit",
    "balances.debit",
    "documents.amount",
    "posts.amount_ceiling",
];

#[tokio::test]
async fn every_amount_that_is_kept_has_a_check_of_its_sign() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let unchecked = "SELECT t.relname || '.' || a.attname AS name
        FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND a.attnum > 0
          AND NOT a.attisdropped AND a.atttypid = 'numeric'::regtype
          AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conrelid = t.oid
              AND c.contype = 'c' AND a.attnum = ANY (c.conkey)
              AND pg_get_constraintdef(c.oid) ~ ('\\m' || a.attname || '\\M( >|\\) >|.*BETWEEN| = )'))";
    let mut found = names(&mut sql, unchecked).await;
    found.retain(|name| !COPIED_AMOUNTS.contains(&name.as_str()));
    assert!(found.is_empty(), "{found:?}");
    sql.run("ALTER TABLE openings DROP CONSTRAINT openings_carried_over_reserve_sign")
        .await
        .expect("the owner may");
    let planted = names(&mut sql, unchecked).await;
    assert!(planted.contains("openings.carried_over_reserve"));
}

/// `NaN` is equal to itself and above every number: a limit or a sign does not refuse it.
#[tokio::test]
async fn every_number_that_is_kept_is_one() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let unchecked = "SELECT t.relname || '.' || a.attname AS name
        FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND a.attnum > 0
          AND NOT a.attisdropped AND a.atttypid IN ('numeric'::regtype, 'float4'::regtype, 'float8'::regtype)
          AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conrelid = t.oid
              AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]
              AND pg_get_constraintdef(c.oid, true) LIKE '% <> ''NaN''::numeric%')";
    nothing(&mut sql, "may be no number", unchecked).await;
    sql.run("ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_debit_number")
        .await
        .expect("the owner may");
    let planted = names(&mut sql, unchecked).await;
    assert_eq!(
        planted.into_iter().collect::<Vec<_>>(),
        ["journal_lines.debit"]
    );
}
