//! The database defends itself: what the Rust side refuses first is refused here too, for whoever
//! goes around it as the role of the server.

mod around;
mod catalogue;
mod causes;
mod codes;
mod division;
mod duties;
mod guards;
mod held;
mod history;
mod hottest;
pub mod leaps;
mod limits;
mod named;
mod plans;
mod role;
mod schema;
mod search;
mod statements;
pub mod walls;

use crate::support::Sql;
use api::platform::db::declared;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Tables to which rows are only ever added.
pub fn append_only() -> Vec<&'static str> {
    let tables = declared("append_only");
    assert!(tables.contains(&"records"), "{tables:?}");
    tables
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

/// The names a query selects.
pub async fn names(sql: &mut Sql, query: &str) -> BTreeSet<String> {
    sql.rows::<Name>(query, &[])
        .await
        .into_iter()
        .map(|row| row.name)
        .collect()
}

/// Nothing is selected, or the test fails with what was.
pub async fn nothing(sql: &mut Sql, what: &str, query: &str) {
    let found = names(sql, query).await;
    assert!(found.is_empty(), "{what}: {found:?}");
}

/// Every table but the one migrations keep.
pub const TABLES: &str = "SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '__diesel_schema_migrations'";

/// The tables of the books: all that `policies.sql` names in no other part of the schema.
pub fn books() -> String {
    let others = ["copied", "directory"].map(declared).concat().join(",");
    format!("SELECT name FROM ({TABLES}) AS t WHERE name <> ALL ('{{{others}}}')")
}
