//! The database: connections, transactions, and the doors to it: to read, to write, and to ask who
//! somebody is.
//!
//! **Invariant: a transaction needs an [`Authorized`]; a write locks the head of its entity first
//! and ends with one record.**

mod changes;
mod columns;
mod data;
mod guards;
mod migrate;
mod places;
mod query;
mod room;
pub mod schema;
mod statement;

pub use changes::{Changes, Concern};
pub use columns::{Column, refuse_unknown};
pub use data::rows_of;
pub use guards::refusal;
pub use migrate::{ALTERATIONS, declared, migrate, migrate_from, migrations, revert};
pub use query::{Json, Sql, sql};
pub use room::with_ticket;
pub use statement::Arg;

use super::access::Authorized;
use super::error::Error;
use super::record;
use super::telemetry::{Part, spend};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::FutureExt;
use places::{Place, Places};
use serde::{Serialize, de::DeserializeOwned};
use shared::permission::Role;
use shared::{EntityId, NATION, PersonId, ProblemCode};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a request waits for a place in the pool, or for a connection to be made, before it is
/// told to come again.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is set to. Times are UTC, whatever the server's setting. A lock is waited for
/// two seconds, then one comes again: whoever holds the head of an organisation stops that one, for
/// that long. A transaction in which nothing is asked has lost its server. Nothing here ends a commit
/// that waits for the standby: PostgreSQL takes the time of a statement up to its commit. Every statement
/// is short, so compiling it first would cost more than running it.
const SETTINGS: &str =
    "SET TIME ZONE 'UTC'; SET lock_timeout = '2s'; SET statement_timeout = '15s';
    SET idle_in_transaction_session_timeout = '30s'; SET search_path = public;
    SET synchronous_commit = on; SET default_transaction_read_only = off; SET row_security = on;
    SET bytea_output = 'hex'; SET default_transaction_isolation = 'read committed'; SET jit = off";

/// How long whoever asks for the health of the server waits for the database.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// The pool of connections, logged in as a role that owns no table.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    places: Places,
    columns: columns::Known,
    changes: Changes,
}

/// An open transaction and what it may assume: one entity, one person, one moment.
///
/// Statements on it are pipelined: several asked at once with `try_join!` go to the database
/// together, in the order they are named, and cost one round trip; what is written [`Tx::later`]
/// goes with the next statement.
pub struct Tx<'a> {
    conn: &'a AsyncPgConnection,
    /// Statements nobody waits for, not sent yet.
    unsent: Mutex<Vec<Sql<'static>>>,
    columns: columns::Known,
    /// Roles that may have other work than before, once it is committed.
    concerned: Mutex<Vec<Role>>,
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
    fn new(conn: &'a AsyncPgConnection, auth: &Authorized, columns: columns::Known) -> Tx<'a> {
        Tx {
            conn,
            unsent: Mutex::default(),
            columns,
            concerned: Mutex::default(),
            entity: auth.entity,
            person: auth.person,
            now: auth.now,
            today: auth.today,
            subject: String::new(),
        }
    }

    /// No write is lost to a panic elsewhere: what was left is still in order.
    fn unsent(&self) -> MutexGuard<'_, Vec<Sql<'static>>> {
        self.unsent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that people with these roles may have other work than before: they hear of it once it is
    /// committed ([`Changes`]).
    pub fn concerns(&self, roles: impl IntoIterator<Item = Role>) {
        let concerned = self.concerned.lock();
        concerned
            .unwrap_or_else(PoisonError::into_inner)
            .extend(roles);
    }

    /// Runs a statement whose outcome nobody needs: it goes with the next one, or with the commit,
    /// and what refuses it refuses those.
    pub fn later(&self, statement: Sql<'static>) {
        self.unsent().push(statement);
    }
}

/// A connection for transactions, and its places. When whoever asked is gone before one has ended, it
/// is closed, never given back; its places are held until it has ended in the database too, so that
/// no crowd of the impatient has more connections than the pool.
struct Open {
    conn: Option<Object<AsyncPgConnection>>,
    places: Option<[Place; 2]>,
    has_ended: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        let (conn, places) = (self.conn.take(), self.places.take());
        let Some(mut conn) = conn.filter(|_| !self.has_ended) else {
            return;
        };
        let end = async move {
            let _ = conn.batch_execute("ROLLBACK").await;
            drop((Object::take(conn), places));
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(end);
        }
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
        Ok(Db {
            pool,
            places: Places::of_pool(connections),
            columns: columns::Known::default(),
            changes: Changes::of(url),
        })
    }

    /// What has changed, as far as was heard.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Places at the connections: all, free, and how many wait for one.
    pub fn crowd(&self) -> [usize; 3] {
        self.places.crowd(self.pool.status().max_size)
    }

    /// True when the database answers, soon.
    pub async fn is_ready(&self) -> bool {
        let asked = async {
            let mut conn = self.connection().await?;
            sql("SELECT 1").execute(&mut *conn).await?;
            Ok::<_, Error>(())
        };
        tokio::time::timeout(READY_WITHIN, asked)
            .await
            .is_ok_and(|answer| answer.is_ok())
    }

    /// A read-only transaction with one unchanging view of one entity.
    pub async fn read<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mode = "ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let mut open = self.open(&auth).await?;
        self.transaction(&mut open, &auth, mode, None, work).await
    }

    /// A write: locks the entity, sees that the rights still stand, does the work, appends the record,
    /// commits. With an idempotency
    /// key that was used before for the same request, returns the first answer and keeps nothing. A
    /// rehearsal does and checks the same, and keeps nothing.
    pub async fn write<T: Serialize + DeserializeOwned>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut open = self.open(&auth).await?;
        let closing: Option<Closing<T>> = Some(record::closing);
        let done = self.transaction(&mut open, &auth, "", closing, work).await;
        let (Err(_), Some(key)) = (&done, &auth.idempotency) else {
            return done;
        };
        // A key stands in one record only: what was done under it cannot be done again.
        let find = async |tx: &mut Tx<'_>| record::answered(tx, auth.person, key).await;
        let found = self.transaction(&mut open, &auth, "READ ONLY", None, find);
        match found.await? {
            Some(answer) => serde_json::from_str(&answer).map_err(Error::unexpected),
            None => done,
        }
    }

    /// A line in the record of what changes nothing and must be known all the same. Where writing has
    /// stopped only the log says so.
    pub async fn note(&self, auth: Authorized, subject: &str) -> Result<(), Error> {
        let (person, act) = (auth.person, auth.permission.clone());
        match self.note_first(auth, subject).await {
            Err(error) if error.has_stopped_writing() => {
                tracing::warn!(%person, act, subject, "not on record");
                Ok(())
            }
            noted => noted,
        }
    }

    /// The same of what is not done unless it stands in the record.
    pub async fn note_first(&self, auth: Authorized, subject: &str) -> Result<(), Error> {
        let auth = Authorized {
            idempotency: None,
            ..auth
        };
        let work = async |tx: &mut Tx<'_>| {
            tx.subject = subject.to_owned();
            Ok(())
        };
        self.write(auth, work).await
    }

    /// A write outside every record: log-in attempts, sessions, throttles, which prove nothing and
    /// are no tenant's facts.
    pub async fn write_unrecorded<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut open = self.open(&auth).await?;
        self.transaction(&mut open, &auth, "", None, work).await
    }

    /// One statement that needs no transaction around it and no entity, and so reads the directory
    /// alone: who a session belongs to is asked before anything else is known.
    pub async fn ask<T>(
        &self,
        auth: Authorized,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let enter = async {
            let place = self.places.for_anybody().await?;
            Ok::<_, Error>((place, self.connection().await?))
        };
        let (_place, conn) = spend(Part::Waiting, enter).await?;
        let mut tx = Tx::new(&conn, &auth, self.columns.clone());
        spend(Part::Database, work(&mut tx)).await
    }

    async fn connection(&self) -> Result<Object<AsyncPgConnection>, Error> {
        let waited = tokio::time::timeout(PATIENCE, self.pool.get()).await;
        let mut conn = waited
            .map_err(Error::unavailable)?
            .map_err(Error::unavailable)?;
        guards::learn(&mut conn).await?;
        Ok(conn)
    }

    async fn open(&self, auth: &Authorized) -> Result<Open, Error> {
        // Strangers are one crowd, whichever organisation they name.
        let crowd = match auth.person.0.is_nil() {
            true => NATION,
            false => auth.entity,
        };
        let enter = async {
            let places = self.places.of(crowd).await?;
            Ok(Open {
                conn: Some(self.connection().await?),
                places: Some(places),
                has_ended: true,
            })
        };
        spend(Part::Waiting, enter).await
    }

    /// Every transaction begins here, with the name of its organisation: the rest of the program
    /// never says it, and whoever sends transactions to servers need not look further. A write, which
    /// is what closes with a record, locks the head of the organisation in the same message.
    async fn transaction<T>(
        &self,
        open: &mut Open,
        auth: &Authorized,
        mode: &str,
        closing: Option<Closing<T>>,
        work: impl AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Some(mut conn) = open.conn.as_deref() else {
            return Err(Error::Problem(ProblemCode::UNAVAILABLE));
        };
        let begin = format!("BEGIN {mode}; SET LOCAL laas.entity = '{}'", auth.entity);
        let begin = match closing {
            Some(_) => begin + &begin_write(auth),
            None => begin,
        };
        open.has_ended = false;
        let work = async {
            conn.batch_execute(&begin).await?;
            let mut tx = Tx::new(conn, auth, self.columns.clone());
            let value = work(&mut tx).await?;
            if let Some(closing) = closing {
                tx.later(closing(&tx, auth, &value)?);
            }
            let end = if auth.rehearses { "ROLLBACK" } else { "COMMIT" };
            sql(end).execute(&mut tx).await?;
            let concerned = std::mem::take(&mut tx.concerned);
            Ok::<_, Error>((value, concerned))
        };
        let done = spend(Part::Database, work).await;
        // After a commit there is nothing to roll back, which is no error.
        open.has_ended = done.is_ok() || conn.batch_execute("ROLLBACK").await.is_ok();
        let (value, concerned) = done?;
        if !auth.rehearses {
            let concerned = concerned.into_inner();
            let concerned = concerned.unwrap_or_else(PoisonError::into_inner);
            let of_entity = concerned.into_iter().map(|role| (auth.entity, role));
            self.changes.tell(of_entity.collect());
        }
        Ok(value)
    }
}

/// Says who writes, locks the head of the organisation, and makes sure that under the lock the person
/// still has the posts by which the write was allowed. Ids and codes need no quoting.
fn begin_write(auth: &Authorized) -> String {
    let person = match auth.person.0.is_nil() {
        true => String::new(),
        false => auth.person.to_string(),
    };
    let posts = auth.posts.as_ref().map(|posts| format!("'{posts}'"));
    let posts = posts.unwrap_or("NULL".to_owned());
    let at = auth.now.to_rfc3339();
    format!(
        "; SET LOCAL laas.person = '{person}'; SELECT begin_write('{at}', laas_person(), {posts})"
    )
}

/// What ends a write: its record, from what it answers.
type Closing<T> = fn(&Tx<'_>, &Authorized, &T) -> Result<Sql<'static>, Error>;

/// A connection of the pool.
async fn establish(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute(SETTINGS)
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

/// The address of another database of the same server, for the same role.
pub fn beside(url: &str, database: &str) -> Result<String, Error> {
    let mut url = reqwest::Url::parse(url).map_err(Error::unexpected)?;
    url.set_path(database);
    Ok(url.into())
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

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn another_database_is_of_the_same_server() {
        for (url, other) in [
            (
                "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/laas",
                "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/other",
            ),
            (
                "postgres://a:b@127.0.0.1:5433/laas?sslmode=disable",
                "postgres://a:b@127.0.0.1:5433/other?sslmode=disable",
            ),
        ] {
            assert_eq!(beside(url, "other").ok().as_deref(), Some(other));
        }
    }
}
