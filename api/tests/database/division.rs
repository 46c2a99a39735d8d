//! The schema can be divided over servers, one organisation wholly on one of them (performance 6,
//! stage 2): every table is of the books, of the copied lists or of the directory; what is of the
//! books stays within one organisation; and every transaction says first which one it is.

use super::{TABLES, books, names, nothing};
use crate::support::{Sql, fresh_database, root};
use crate::tidy::sources;
use api::platform::db::declared;
use std::collections::BTreeSet;

fn part(list: &str) -> BTreeSet<String> {
    declared(list).into_iter().map(str::to_owned).collect()
}

/// The parts as one relation: table and part.
fn parts() -> String {
    let of = |list: &str| declared(list).join(",");
    format!(
        "SELECT t.name, t.name::regclass AS rel, CASE WHEN t.name = ANY ('{{{}}}') THEN 'copied'
             WHEN t.name = ANY ('{{{}}}') THEN 'directory' ELSE 'books' END AS part
         FROM ({TABLES}) AS t",
        of("copied"),
        of("directory")
    )
}

/// Indexes of the books, of keys and of lists, that do not begin with the entity, by itself or as the
/// first argument of a function; and tables whose primary key does not, or that let it be absent.
fn unkeyed() -> String {
    let books = books();
    format!(
        "SELECT i.indexrelid::regclass::text AS name FROM ({books}) AS t
         JOIN pg_index AS i ON i.indrelid = t.name::regclass
         LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE a.attname IS DISTINCT FROM 'entity_id'
           AND pg_get_indexdef(i.indexrelid, 1, true) !~ '^\\w+\\(entity_id\\M'
         UNION ALL SELECT name FROM ({books}) AS t WHERE NOT EXISTS (SELECT FROM pg_index
             WHERE indrelid = t.name::regclass AND indisprimary)
         UNION ALL SELECT name FROM ({books}) AS t WHERE NOT EXISTS (SELECT FROM pg_attribute
             WHERE attrelid = t.name::regclass AND attname = 'entity_id' AND attnotnull)"
    )
}

/// Foreign keys that leave an organisation, or go to a part that another server may have.
fn crossing() -> String {
    let parts = parts();
    format!(
        "SELECT f.conname::text AS name FROM pg_constraint AS f
         JOIN ({parts}) AS own ON f.conrelid = own.rel
         JOIN ({parts}) AS other ON f.confrelid = other.rel
         JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
         JOIN pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
         WHERE f.contype = 'f' AND other.part <> 'copied' AND (own.part <> other.part
             OR own.part = 'books' AND (a.attname <> 'entity_id' OR b.attname <> 'entity_id'))"
    )
}

/// Tables of the books whose entity need not exist: they hang on none, themselves or through another.
fn loose() -> String {
    let books = books();
    format!(
        "SELECT name FROM ({books}) AS t WHERE NOT EXISTS (SELECT FROM pg_constraint AS f
             JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
             WHERE f.contype = 'f' AND f.conrelid = t.name::regclass AND a.attname = 'entity_id')"
    )
}

/// Functions and views in which a table of the books is joined on anything but the entity first, and
/// functions with the rights of their owner, for whom walls are open, that name such a table and do not
/// ask which organisation the transaction is of.
fn joining() -> String {
    let books = books();
    format!(
        "SELECT DISTINCT c.name FROM (
             SELECT p.proname::text AS name, p.prosrc AS text, p.prosecdef AS defines FROM pg_proc AS p
             WHERE p.pronamespace = 'public'::regnamespace AND p.proname NOT LIKE 'diesel\\_%'
             UNION ALL SELECT viewname, definition, false FROM pg_views
             WHERE schemaname = 'public') AS c
         CROSS JOIN ({books}) AS t
         WHERE c.defines AND c.text ~ format('\\y%s\\y', t.name) AND strpos(c.text, 'laas_entity()') = 0
             OR EXISTS (SELECT
             FROM regexp_matches(c.text,
                 format('JOIN\\s+%s(?:\\s+AS)?\\s+(\\w+)\\s+ON\\s+\\(*(\\w+\\.\\w+ = \\w+\\.\\w+)', t.name), 'g')
                 AS j (found) WHERE j.found[2] !~ '^(\\w+)\\.entity_id = (\\w+)\\.(entity_)?id\\Z')
             OR c.text ~ format('JOIN\\s+%s\\M(?!(\\s+AS)?\\s+\\w+\\s+ON\\s+\\(*\\w+\\.\\w+ = )', t.name)"
    )
}

/// Every check, with what a database of today must not show.
fn checks() -> [(&'static str, String); 4] {
    [
        ("a key of the books without the entity in front", unkeyed()),
        ("a foreign key that cannot be divided", crossing()),
        ("a table of the books that hangs on no entity", loose()),
        ("a function or view that joins two organisations", joining()),
    ]
}

#[tokio::test]
async fn every_table_is_of_one_part() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let (copied, directory) = (part("copied"), part("directory"));
    assert!(copied.is_disjoint(&directory));
    let all = names(&mut sql, TABLES).await;
    let gone: Vec<&String> = copied
        .union(&directory)
        .filter(|t| !all.contains(*t))
        .collect();
    assert!(gone.is_empty(), "in a list and nowhere else: {gone:?}");
    for derived in declared("derived").iter().chain(&declared("append_only")) {
        assert!(
            all.contains(*derived) && !copied.contains(*derived),
            "{derived}"
        );
        assert!(!directory.contains(*derived), "{derived}");
    }
}

#[tokio::test]
async fn the_books_stay_within_one_organisation() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    for (what, query) in checks() {
        nothing(&mut sql, what, &query).await;
    }
}

/// What a careless migration might bring, and which check says so.
const PLANTED: [(&str, &str, &str); 9] = [
    (
        "unkeyed",
        "a table nobody put into a part",
        "CREATE TABLE planted (id uuid PRIMARY KEY)",
    ),
    (
        "unkeyed",
        "a list without its entity",
        "CREATE INDEX planted ON parties (name_th)",
    ),
    (
        "unkeyed",
        "an expression without its entity",
        "CREATE INDEX planted ON parties (lower(name_th))",
    ),
    (
        "crossing",
        "a reference to the directory",
        "ALTER TABLE parties ADD COLUMN planted uuid REFERENCES logins (person_id)",
    ),
    (
        "crossing",
        "a reference from the directory into the books",
        "ALTER TABLE sessions ADD COLUMN planted uuid,
         ADD CONSTRAINT planted FOREIGN KEY (entity_id, planted) REFERENCES parties (entity_id, id)",
    ),
    (
        "crossing",
        "a reference to another organisation",
        "ALTER TABLE parties ADD COLUMN planted uuid,
         ADD CONSTRAINT planted FOREIGN KEY (planted, id) REFERENCES parties (entity_id, id)",
    ),
    (
        "loose",
        "a table of no organisation",
        "CREATE TABLE planted (entity_id uuid, id uuid, PRIMARY KEY (entity_id, id))",
    ),
    (
        "joining",
        "a join of two organisations",
        "CREATE VIEW planted AS SELECT d.id FROM documents AS d JOIN parties AS p ON p.id = d.id",
    ),
    (
        "joining",
        "a function that sees every organisation",
        "CREATE FUNCTION planted() RETURNS bigint LANGUAGE sql SECURITY DEFINER
         AS 'SELECT count(*) FROM role_assignments'",
    ),
];

#[tokio::test]
async fn what_could_not_be_divided_is_seen() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let kinds = ["unkeyed", "crossing", "loose", "joining"];
    for (kind, what, planted) in PLANTED {
        sql.run(&format!("BEGIN; {planted}")).await.expect(what);
        for (of, (_, query)) in kinds.into_iter().zip(checks()) {
            let found = names(&mut sql, &query).await;
            assert!(of != kind || !found.is_empty(), "{what} is not seen");
        }
        sql.run("ROLLBACK").await.expect("a way back");
    }
}

#[test]
fn a_transaction_names_its_organisation_in_one_place() {
    let says: Vec<String> = sources(&["api/src"], &[".rs"])
        .iter()
        .flat_map(|source| {
            let lines = source
                .code()
                .filter(|(_, line)| line.contains("laas.entity"));
            lines
                .map(|(_, line)| line.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let begin =
        r#"let begin = format!("BEGIN {mode}; SET LOCAL laas.entity = '{}'", auth.entity);"#;
    // The owner's own, for one organisation alone.
    let restore = r#""BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL laas.entity = '{entity}';"#;
    assert_eq!(says, [begin, restore]);
    let functions = std::fs::read_to_string(root().join("migrations/functions.sql"));
    let functions = functions.expect("functions.sql");
    assert_eq!(functions.matches("laas.entity").count(), 1, "only read");
}
