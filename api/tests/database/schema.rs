//! `platform/db/schema.rs` says what the migrated database is: written from the catalogue in the form
//! of `diesel print-schema`, and compared. `./laas golden` rewrites it.

use super::names;
use crate::support::{Sql, fresh_database, golden};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The tables of the machinery by slice, and those of other slices that they are joined with; bodies
/// of documents go through `documents/body` and are not among them. Every pair that may be joined
/// costs time to compile.
const SLICES: [(&str, &[&str], &[&str]); 4] = [
    (
        "identity",
        &[
            "absences",
            "credentials",
            "entities",
            "login_attempts",
            "login_devices",
            "logins",
            "persons",
            "programs",
            "role_assignments",
            "throttles",
        ],
        &[],
    ),
    (
        "organisation",
        &[
            "bank_accounts",
            "departments",
            "entity_heads",
            "entity_settings",
            "parties",
            "records",
        ],
        &[],
    ),
    (
        "documents",
        &[
            "attachment_contents",
            "attachments",
            "claims",
            "deputies",
            "document_events",
            "document_takes",
            "documents",
            "number_series",
        ],
        &["departments"],
    ),
    (
        "journal",
        &[
            "account_limits",
            "accounts",
            "budget_lines",
            "classifications",
            "current_balances",
        ],
        &["documents"],
    ),
];

/// Tables of the machinery that are asked in SQL alone. This list may only shrink.
const IN_SQL_ONLY: [&str; 22] = [
    "balances",
    "document_names",
    "document_numbers",
    "entity_seals",
    "journal_entries",
    "journal_lines",
    "number_formats",
    "party_account_changes",
    "party_editors",
    "person_seals",
    "posting_rules",
    "posts",
    "program_keys",
    "reservations",
    "search_texts",
    "separated_duties",
    "sessions",
    "step_roles",
    "twins",
    "user_review_rows",
    "user_reviews",
    "voiding_roles",
];

#[derive(Deserialize)]
struct Column {
    name: String,
    kind: String,
    not_null: bool,
}

/// The type of a column as Diesel calls it.
fn sql_type(column: &Column) -> String {
    let plain = |kind: &str| match kind {
        "bool" => "Bool",
        "bytea" => "Bytea",
        "bpchar" => "Bpchar",
        "date" => "Date",
        "int2" => "Int2",
        "int4" => "Int4",
        "int8" => "Int8",
        "jsonb" => "Jsonb",
        "numeric" => "Numeric",
        "text" => "Text",
        "timestamptz" => "Timestamptz",
        "uuid" => "Uuid",
        kind => panic!("{}: say what {kind} is to Diesel", column.name),
    };
    let named = match column.kind.strip_prefix('_') {
        // Arrays of ours hold no nulls.
        Some(element) => format!("Array<{}>", plain(element)),
        None => plain(&column.kind).to_owned(),
    };
    match column.not_null {
        true => named,
        false => format!("Nullable<{named}>"),
    }
}

async fn columns(sql: &mut Sql, table: &str) -> Vec<Column> {
    let query = "SELECT a.attname::text AS name, t.typname::text AS kind, a.attnotnull AS not_null
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum";
    sql.rows(query, &[table.into()]).await
}

async fn primary_key(sql: &mut Sql, table: &str) -> String {
    let query = "SELECT string_agg(a.attname, ', ' ORDER BY array_position(c.conkey, a.attnum)) AS value
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
        WHERE c.conrelid = $1::text::regclass AND c.contype = 'p'";
    sql.value(query, &[table.into()]).await
}

/// The whole file.
async fn schema(sql: &mut Sql) -> String {
    let head = "//! The tables of the machinery, as the migrations leave them; bodies of documents are not\n\
                //! among them. Generated: `./laas golden` rewrites it, a test compares it.\n";
    let mut text = head.to_owned();
    for (slice, tables, joined) in SLICES {
        text.push_str(&format!("\n// {slice}\n\n"));
        for table in tables {
            let key = primary_key(sql, table).await;
            text.push_str(&format!("diesel::table! {{\n    {table} ({key}) {{\n"));
            for column in columns(sql, table).await {
                let kind = sql_type(&column);
                text.push_str(&format!("        {} -> {kind},\n", column.name));
            }
            text.push_str("    }\n}\n\n");
        }
        let tables = [tables, joined].concat().join(",\n    ");
        text.push_str(&format!(
            "diesel::allow_tables_to_appear_in_same_query!(\n    {tables},\n);\n"
        ));
    }
    text
}

#[tokio::test]
async fn the_schema_diesel_knows_is_as_reviewed() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    golden("api/src/platform/db/schema.rs", &schema(&mut sql).await);
    let kept = schema(&mut sql).await;
    sql.run("ALTER TABLE logins ALTER COLUMN email SET NOT NULL")
        .await
        .expect("the owner may");
    assert_ne!(kept, schema(&mut sql).await, "a planted change is seen");
}

/// Every table is declared for Diesel, holds the bodies of a kind, or is asked in SQL alone.
#[tokio::test]
async fn every_table_has_its_way() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let there = "SELECT relname::text AS name FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
            AND relname <> '__diesel_schema_migrations'";
    let mut left = names(&mut sql, there).await;
    let (_, kinds) = api::app::api();
    let bodies = kinds.iter().flat_map(|of| {
        let children = of.children.iter().map(|(_, table)| *table);
        children.chain([of.table])
    });
    let declared = SLICES
        .iter()
        .flat_map(|(_, tables, _)| tables.iter().copied());
    for table in declared.chain(bodies) {
        left.remove(table);
    }
    let listed: BTreeSet<String> = IN_SQL_ONLY.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(left, listed);
}
