//! The database: connections, transactions, and the doors to it: to read, to write, and to ask who
//! somebody is.
//!
//! **Invariant: a transaction needs an [`Authorized`]; a write locks the head of its entity first
//! and ends with one record.**

mod columns;
mod data;
mod guards;
mod migrate;
mod query;
pub mod schema;
mod statement;

pub use columns::Column;
pub use guards::refusal;
pub use migrate::{declared, migrate, migrate_from, migrations, revert};
pub use query::{Json, Sql, sql};
pub use statement::Arg;

use super::access::Authorized;
use super::error::Error;
use super::record;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    TransactionManager,
};
use futures_util::future::FutureExt;
use serde::{Serialize, de::DeserializeOwned};
use shared::{EntityId, PersonId};
use std::time::Duration;

/// How long a request waits for a connection before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// The pool of connections, logged in as a role that owns no table.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    columns: columns::Known,
}

/// An open transaction and what it may assume: one entity, one person, one moment.
pub struct Tx<'a> {
    conn: &'a mut AsyncPgConnection,
    columns: columns::Known,
    /// The entity everything in it belongs to.
    pub entity: EntityId,
    /// Who acts; nil where the system does.
    pub person: PersonId,
    /// The moment it began.
    pub now: DateTime<Utc>,
    /// Today for the entity: the posting date (W-1.4).
    pub today: NaiveDate,
    /// What the record will say it was about.
    pub subject: String,
}

impl<'a> Tx<'a> {
    fn new(conn: &'a mut AsyncPgConnection, auth: &Authorized, columns: columns::Known) -> Tx<'a> {
        Tx {
            conn,
            columns,
            entity: auth.entity,
            person: auth.person,
            now: auth.now,
            today: auth.today,
            subject: String::new(),
        }
    }

    /// The rows of a statement.
    pub async fn rows<T: DeserializeOwned>(
        &mut self,
        sql: &str,
        args: &[Arg],
    ) -> Result<Vec<T>, Error> {
        statement::rows(self.conn, sql, args).await
    }

    /// The first row of a statement, if there is one.
    pub async fn row<T: DeserializeOwned>(
        &mut self,
        sql: &str,
        args: &[Arg],
    ) -> Result<Option<T>, Error> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement; the number of rows changed.
    pub async fn execute(&mut self, sql: &str, args: &[Arg]) -> Result<usize, Error> {
        statement::execute(self.conn, sql, args).await
    }
}

impl Db {
    /// Connects lazily; at most `connections` at a time.
    pub fn connect(url: &str, connections: usize) -> Result<Db, Error> {
        let mut config = ManagerConfig::<AsyncPgConnection>::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| establish(url).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(Error::unexpected)?;
        let columns = columns::Known::default();
        Ok(Db { pool, columns })
    }

    /// True when the database answers.
    pub async fn is_ready(&self) -> bool {
        let Ok(mut conn) = self.pool.get().await else {
            return false;
        };
        sql("SELECT 1").execute(&mut *conn).await.is_ok()
    }

    /// A read-only transaction with one unchanging view of one entity.
    pub async fn read<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mode = "ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.transaction(&auth, mode, work).await
    }

    /// A write: locks the entity, does the work, appends the record, commits. With an idempotency
    /// key that was used before for the same request, returns the first answer and does nothing. A
    /// rehearsal does and checks the same, and keeps nothing.
    pub async fn write<T: Serialize + DeserializeOwned>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.transaction(&auth, "", async |tx| {
            if let Some(answer) = record::begin(tx, &auth).await? {
                return serde_json::from_str(&answer).map_err(Error::unexpected);
            }
            let answer = work(tx).await?;
            record::append(tx, &auth, &answer).await?;
            Ok(answer)
        })
        .await
    }

    /// A write outside every record: log-in attempts, sessions, throttles, which prove nothing and
    /// are no tenant's facts.
    pub async fn write_unrecorded<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.transaction(&auth, "", work).await
    }

    /// One statement that needs no transaction around it and no entity, and so reads the directory
    /// alone: who a session belongs to is asked before anything else is known.
    pub async fn ask<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut conn = self.connection().await?;
        work(&mut Tx::new(&mut conn, &auth, self.columns.clone())).await
    }

    async fn connection(&self) -> Result<Object<AsyncPgConnection>, Error> {
        let waited = tokio::time::timeout(PATIENCE, self.pool.get()).await;
        let mut conn = waited
            .map_err(Error::unavailable)?
            .map_err(Error::unavailable)?;
        guards::learn(&mut conn).await?;
        Ok(conn)
    }

    /// Every transaction begins here, with the name of its organisation: the rest of the program
    /// never says it, and whoever sends transactions to servers need not look further.
    async fn transaction<T>(
        &self,
        auth: &Authorized,
        mode: &str,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut conn = self.connection().await?;
        let begin = format!("BEGIN {mode}; SET LOCAL laas.entity = '{}'", auth.entity);
        AnsiTransactionManager::begin_transaction_sql(&mut *conn, &begin).await?;
        match work(&mut Tx::new(&mut conn, auth, self.columns.clone())).await {
            Ok(value) => {
                match auth.rehearses {
                    true => AnsiTransactionManager::rollback_transaction(&mut *conn).await?,
                    false => AnsiTransactionManager::commit_transaction(&mut *conn).await?,
                }
                Ok(value)
            }
            Err(error) => {
                // A connection that cannot roll back is broken; the pool drops it.
                let _ = AnsiTransactionManager::rollback_transaction(&mut *conn).await;
                Err(error)
            }
        }
    }
}

/// A connection of the pool: times are UTC, whatever the server's setting.
async fn establish(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute("SET TIME ZONE 'UTC'")
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// A connection of its own, outside the pool and its transactions.
pub type OwnerConnection = AsyncPgConnection;

/// A connection of its own as the owner of the tables, for migrations and verification.
pub async fn owner_connection(url: &str) -> Result<AsyncPgConnection, Error> {
    AsyncPgConnection::establish(url)
        .await
        .map_err(Error::unexpected)
}

/// Runs SQL of any number of statements on a connection of one's own.
pub async fn owner_execute(conn: &mut OwnerConnection, sql: &str) -> Result<(), Error> {
    Ok(conn.batch_execute(sql).await?)
}

/// The rows of a statement on a connection of one's own.
pub async fn owner_rows<T: DeserializeOwned>(
    conn: &mut AsyncPgConnection,
    sql: &str,
    args: &[Arg],
) -> Result<Vec<T>, Error> {
    statement::rows(conn, sql, args).await
}
