//! Brings the database up to date: migrations in order, then data files, functions, views and
//! policies anew.

use crate::platform::error::Error;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
const DROP: &str = include_str!("../../../../migrations/drop_replaceable.sql");
const REPLACEABLE: [&str; 3] = [
    include_str!("../../../../migrations/functions.sql"),
    include_str!("../../../../migrations/views.sql"),
    include_str!("../../../../migrations/policies.sql"),
];

/// Runs what is pending and recreates what is replaceable. `app_password` lets the role of the
/// server log in.
pub async fn migrate(owner_url: &str, app_password: Option<&str>) -> Result<(), Error> {
    let mut conn = super::owner_connection(owner_url).await?;
    conn.batch_execute(DROP).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    harness
        .run_pending_migrations(MIGRATIONS)
        .map_err(Error::unexpected_boxed)?;
    let mut conn: AsyncPgConnection = harness.into_inner();
    for sql in super::data::statements()? {
        conn.batch_execute(&sql).await?;
    }
    for sql in REPLACEABLE {
        conn.batch_execute(sql).await?;
    }
    if let Some(password) = app_password {
        let quoted = password.replace('\'', "''");
        conn.batch_execute(&format!("ALTER ROLE laas_app LOGIN PASSWORD '{quoted}'"))
            .await?;
    }
    Ok(())
}

/// Takes everything back, for the test that migrations are reversible.
pub async fn revert(owner_url: &str) -> Result<(), Error> {
    let mut conn = super::owner_connection(owner_url).await?;
    conn.batch_execute(DROP).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    harness
        .revert_all_migrations(MIGRATIONS)
        .map_err(Error::unexpected_boxed)?;
    Ok(())
}
