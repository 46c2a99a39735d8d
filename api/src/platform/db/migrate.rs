//! Brings the database up to date: migrations in order, then functions, views, data files and policies
//! anew; all of it or, when anything is refused, nothing. What migrations do to recorded tables goes into the
//! record of every entity it concerns (`migrations/migrating.sql`).

use crate::platform::error::Error;
use diesel::connection::BoxableConnection;
use diesel::migration::{Migration, MigrationMetadata, MigrationName, MigrationSource};
use diesel::pg::Pg;
use diesel_async::{
    AnsiTransactionManager, AsyncMigrationHarness, SimpleAsyncConnection, TransactionManager,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::error::Error as Cause;

/// What Diesel says when a migration fails.
type Refused = Box<dyn Cause + Send + Sync>;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
/// What each migration does to recorded tables: the list as it is reviewed.
pub const ALTERATIONS: &str = include_str!("../../../../migrations/alterations.csv");
const MIGRATING: &str = include_str!("../../../../migrations/migrating.sql");
const DROP: &str = include_str!("../../../../migrations/drop_replaceable.sql");
const FUNCTIONS: &str = include_str!("../../../../migrations/functions.sql");
const VIEWS: &str = include_str!("../../../../migrations/views.sql");
const POLICIES: &str = include_str!("../../../../migrations/policies.sql");

/// Who migrates alone; any number, the same everywhere. Images of rows carry times in UTC.
const ALONE: &str = "SELECT pg_advisory_xact_lock(7110002); SET LOCAL TimeZone = 'UTC'";
const FINISH: &str = "SELECT apply_limits(); SELECT copy_posts(); SELECT copy_programs();
    SELECT copy_search_texts() WHERE NOT EXISTS (SELECT FROM search_texts)
        OR pg_temp.migrating_wrote('{documents,document_numbers,parties,departments,bank_accounts}');
    SELECT pg_temp.migrating_finish()";

/// An owner who may not change roles leaves the password as an administrator gave it.
const LOG_IN: &str = "DO $$ BEGIN
    EXECUTE format('ALTER ROLE laas_app LOGIN PASSWORD %L', current_setting('laas.password'));
    EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

/// Runs what is pending and recreates what is replaceable. `app_password` lets the role of the
/// server log in.
pub async fn migrate(owner_url: &str, app_password: Option<&str>) -> Result<(), Error> {
    migrate_from(owner_url, app_password, MIGRATIONS).await
}

/// The same with migrations from elsewhere: what a later release will do, for its test.
pub async fn migrate_from(
    owner_url: &str,
    app_password: Option<&str>,
    source: impl MigrationSource<Pg>,
) -> Result<(), Error> {
    let mut conn = super::owner_connection(owner_url).await?;
    // Dropped with its connection, which takes everything back.
    AnsiTransactionManager::begin_transaction(&mut conn).await?;
    let unrecorded = ["derived", "copied", "directory"].map(declared).concat();
    let unrecorded = format!("SET LOCAL laas.unrecorded = '{{{}}}'", unrecorded.join(","));
    for sql in [ALONE, &unrecorded, MIGRATING, DROP] {
        conn.batch_execute(sql).await?;
    }
    let mut harness = AsyncMigrationHarness::new(conn);
    harness
        .run_pending_migrations(Watched(source))
        .map_err(Error::unexpected_boxed)?;
    let mut conn = harness.into_inner();
    for sql in [FUNCTIONS, VIEWS] {
        conn.batch_execute(sql).await?;
    }
    for sql in super::data::statements()? {
        conn.batch_execute(&sql).await?;
    }
    for sql in [FINISH, POLICIES] {
        conn.batch_execute(sql).await?;
    }
    if let Some(password) = app_password {
        let quoted = password.replace('\'', "''");
        conn.batch_execute(&format!("SET LOCAL laas.password = '{quoted}'; {LOG_IN}"))
            .await?;
    }
    AnsiTransactionManager::commit_transaction(&mut conn).await?;
    Ok(())
}

/// Migrations that note after each what it did to recorded tables.
struct Watched<S>(S);

impl<S: MigrationSource<Pg>> MigrationSource<Pg> for Watched<S> {
    fn migrations(&self) -> Result<Vec<Box<dyn Migration<Pg>>>, Refused> {
        let watched = |of| Box::new(Watched(of)) as Box<dyn Migration<Pg>>;
        Ok(self.0.migrations()?.into_iter().map(watched).collect())
    }
}

impl Migration<Pg> for Watched<Box<dyn Migration<Pg>>> {
    fn run(&self, conn: &mut dyn BoxableConnection<Pg>) -> Result<(), Refused> {
        self.0.run(conn)?;
        let name = self.name().to_string().replace('\'', "''");
        let sql = format!("SELECT pg_temp.migrating_record('{name}')");
        Ok(conn.batch_execute(&sql)?)
    }

    fn revert(&self, conn: &mut dyn BoxableConnection<Pg>) -> Result<(), Refused> {
        self.0.revert(conn)
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        self.0.metadata()
    }

    fn name(&self) -> &dyn MigrationName {
        self.0.name()
    }
}

/// This program's migrations, those that may stand in a record: the name of each, and what it does
/// to recorded tables, as `migrations/alterations.csv` has it after the name.
pub fn migrations() -> Result<Vec<(String, Vec<String>)>, Error> {
    let all: Vec<Box<dyn Migration<Pg>>> =
        MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(Error::unexpected_boxed)?;
    let names = all.iter().map(|of| of.name().to_string());
    let does = |name: &str| {
        let lines = ALTERATIONS.lines().filter_map(|line| line.split_once(','));
        let own = lines.filter(|(of, _)| *of == name);
        own.map(|(_, does)| does.to_owned()).collect()
    };
    let with_does = |name: String| {
        let does = does(&name);
        (name, does)
    };
    Ok(names.map(with_does).collect())
}

/// A list of tables declared in `policies.sql`.
pub fn declared(list: &str) -> Vec<&'static str> {
    let start = format!("{list} CONSTANT text[] := ARRAY[");
    let names = POLICIES
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once(']'));
    let names = names.map_or("", |(names, _)| names).split(',');
    names
        .map(|name| name.trim().trim_matches('\''))
        .filter(|name| !name.is_empty())
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_policies_sql_are_read() {
        let derived = [
            "entity_heads",
            "records",
            "balances",
            "current_balances",
            "attachment_contents",
            "search_texts",
        ];
        assert_eq!(declared("derived"), derived);
        assert!(declared("directory").contains(&"sessions"));
        assert!(declared("copied").contains(&"persons"));
        assert!(declared("append_only").contains(&"document_numbers"));
    }
}
