//! The snapshot verification reads in, and statements that may fail.

use crate::args;
use crate::platform::db::{Arg, OwnerConnection, owner_execute, owner_rows};
use crate::platform::error::Error;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::document::Kind;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which organisations a connection reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One alone.
    One(Uuid),
    /// A share of all, by the hash of their ids: the `number`th, from 0, of so many.
    Share { number: usize, of: usize },
}

impl Part {
    /// All of them.
    pub const ALL: Part = Part::Share { number: 0, of: 1 };

    /// SQL that is true of its organisations.
    pub fn holds(self, column: &str) -> String {
        match self {
            Part::One(id) => format!("{column} = '{id}'"),
            Part::Share { of: 1, .. } => "true".to_owned(),
            Part::Share { number, of } => {
                format!("(uuid_hash({column}) & 65535) % {of} = {number}")
            }
        }
    }

    /// By indexes one is read without touching the pages of others; all are read without.
    pub fn by_indexes(self) -> bool {
        matches!(self, Part::One(_))
    }
}

/// Opens the one snapshot everything is read in, or another connection in that of the one which gave
/// it ([`share`]).
pub async fn begin(conn: &mut OwnerConnection, shared: Option<&str>) -> Result<(), Error> {
    let same = shared.map(|id| format!("SET TRANSACTION SNAPSHOT '{id}';"));
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ;".to_owned();
    open(conn, &(begin + &same.unwrap_or_default())).await
}

/// Opens a transaction by these statements. Text forms are fixed, because hashes are made of them;
/// scans of indexes are off, so that a row an index does not know is seen.
pub async fn open(conn: &mut OwnerConnection, begin: &str) -> Result<(), Error> {
    let settings = "
        SET LOCAL search_path = public; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO';
        SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1;
        SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0;
        SET LOCAL work_mem = '256MB'; SET LOCAL jit = off;
        SET LOCAL zero_damaged_pages = off; SET LOCAL ignore_checksum_failure = off;";
    let sql = format!("{begin}{settings}");
    // Only a superuser may set the last two, and for nobody else are they ever on.
    if owner_execute(conn, &sql).await.is_err() {
        owner_execute(conn, "ROLLBACK").await?;
        let fewer = sql.split("SET LOCAL zero").next().unwrap_or(&sql);
        owner_execute(conn, fewer).await?;
    }
    owner_execute(conn, "SAVEPOINT attempt").await
}

/// Gives the snapshot of a connection to others, for as long as it is open.
pub async fn share(conn: &mut OwnerConnection) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Given {
        id: String,
    }
    // Not from within a savepoint.
    owner_execute(conn, "RELEASE attempt").await?;
    let given: Vec<Given> = owner_rows(conn, "SELECT pg_export_snapshot() AS id", &[]).await?;
    owner_execute(conn, "SAVEPOINT attempt").await?;
    let given = given.into_iter().next();
    Ok(given.map(|given| given.id).unwrap_or_default())
}

/// Closes it; nothing was written.
pub async fn end(conn: &mut OwnerConnection) -> Result<(), Error> {
    owner_execute(conn, "ROLLBACK").await
}

/// By indexes one entity is read without touching the pages of others; without them, rows that
/// an index has lost are seen too.
pub async fn use_indexes(conn: &mut OwnerConnection, on: bool) -> Result<(), Error> {
    let (on, off) = if on { ("on", "off") } else { ("off", "on") };
    let sql = format!(
        "SET LOCAL enable_indexscan = {on}; SET LOCAL enable_indexonlyscan = {on};
         SET LOCAL enable_seqscan = {off}; RELEASE attempt; SAVEPOINT attempt"
    );
    owner_execute(conn, &sql).await
}

/// What the database said instead of answering.
pub type Refusal = String;

/// The rows of a statement, or what the database said; the snapshot goes on. The outer error is a
/// connection that is gone.
pub async fn attempt<T: DeserializeOwned>(
    conn: &mut OwnerConnection,
    sql: &str,
    args: &[Arg],
) -> Result<Result<Vec<T>, Refusal>, Error> {
    let rows = owner_rows(conn, sql, args).await;
    settled(conn, rows).await
}

/// What a statement gave, or what the database said; the snapshot goes on.
pub async fn settled<T>(
    conn: &mut OwnerConnection,
    done: Result<T, Error>,
) -> Result<Result<T, Refusal>, Error> {
    owner_execute(conn, after(done.is_ok())).await?;
    Ok(done.map_err(|error| error.to_string()))
}

/// The same for a script without rows.
pub async fn attempt_script(
    conn: &mut OwnerConnection,
    sql: &str,
) -> Result<Result<(), Refusal>, Error> {
    let done = owner_execute(conn, sql).await;
    settled(conn, done).await
}

/// There is always a savepoint to go back to; it moves with every success.
fn after(success: bool) -> &'static str {
    match success {
        true => "RELEASE attempt; SAVEPOINT attempt",
        false => "ROLLBACK TO attempt",
    }
}

/// An entity as the tables know it; each may be missing where the others are.
#[derive(Debug, Clone, Deserialize)]
pub struct EntityRow {
    pub id: Uuid,
    /// Its name, where it exists.
    pub name: Option<String>,
    /// Where its head stands.
    pub seq: Option<i64>,
    /// The hash of its head.
    pub hash: Option<String>,
    /// Records found by reading the whole table; none where there are none or it was not read.
    pub records: Option<i64>,
}

/// Every entity that exists, has a head or, where records are counted, has a record.
pub async fn entities(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    count: bool,
) -> Result<Result<Vec<EntityRow>, Refusal>, Error> {
    let sql = "SELECT coalesce(e.id, h.entity_id, r.entity_id) AS id, e.name_th AS name,
                   h.seq, encode(h.hash, 'hex') AS hash, r.records
               FROM entities e FULL JOIN entity_heads h ON h.entity_id = e.id
               FULL JOIN (SELECT entity_id, count(*) AS records FROM records
                   WHERE $2 AND ($1::uuid IS NULL OR entity_id = $1) GROUP BY 1) r
                   ON r.entity_id = coalesce(e.id, h.entity_id)
               WHERE $1::uuid IS NULL OR coalesce(e.id, h.entity_id, r.entity_id) = $1
               ORDER BY 1";
    attempt(conn, sql, &[Arg::Uuid(only), count.into()]).await
}

/// A document that something damaged is of, by its id or that of an entry.
#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    pub entity_id: Uuid,
    /// What was asked for.
    pub id: Uuid,
    pub kind: String,
    /// Its first number, or its title where it has none.
    pub name: String,
    pub day: NaiveDate,
}

impl Document {
    /// As people call it.
    pub fn called(self) -> String {
        let mut kinds = Kind::ALL.iter();
        let known = kinds.find(|kind| kind.as_str() == self.kind);
        let kind = known.map_or(self.kind.as_str(), |kind| kind.spec().names.0);
        format!("{kind} {} ({})", self.name, self.day)
    }
}

/// The documents of these organisations with these ids, or with an entry of them.
pub async fn documents(
    conn: &mut OwnerConnection,
    wanted: &BTreeSet<(Uuid, Uuid)>,
) -> Result<Result<Vec<Document>, Refusal>, Error> {
    let sql = "SELECT w.entity_id, w.id, d.kind, coalesce(n.number, d.title) AS name,
            coalesce(d.document_on, d.entered_on) AS day
        FROM unnest($1::uuid[], $2::uuid[]) AS w(entity_id, id)
        LEFT JOIN journal_entries AS e ON e.entity_id = w.entity_id AND e.id = w.id
        JOIN documents AS d ON d.entity_id = w.entity_id AND d.id = coalesce(e.document_id, w.id)
        LEFT JOIN document_numbers AS n ON n.entity_id = d.entity_id AND n.document_id = d.id
            AND n.given = 1";
    let (entities, ids): (Vec<Uuid>, Vec<Uuid>) = wanted.iter().copied().unzip();
    attempt(conn, sql, args![entities, ids]).await
}
