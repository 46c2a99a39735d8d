//! The hash-chained record of an entity (architecture 8a): one row per committed write with the
//! full image of every fact row it changed.
//!
//! # The canonical form
//!
//! The hash of a record is the SHA-256 of twelve lines, parted by line feeds, in UTF-8. All hashes
//! are lower-case hexadecimal; what is absent is an empty line.
//!
//! | line | form 2 | form 1 |
//! | --- | --- | --- |
//! | 1 | `laas-record/2` | `laas-record/1` |
//! | 2, 3 | entity, number (from 1, without gaps) | the same |
//! | 4 | time, UTC with microseconds: `2026-11-28T03:00:00.000000Z` | the same |
//! | 5 to 8 | actor, permission, subject, idempotency key | the same |
//! | 9 | SHA-256 of the request the key was used for | the same |
//! | 10 | SHA-256 of the changes | the changes themselves |
//! | 11 | SHA-256 of the answer | the answer itself |
//! | 12 | hash of the record before; of the first, see [`genesis`] | the same |
//!
//! Changes of form 2 are lines of fields parted by tabs, in the order things happened:
//!
//! - **a row**: table, key, SHA-256 of the image the step found (empty for a new row), the image it
//!   left (empty for a deleted row). What a step found is what the record before left, or somebody
//!   wrote past the record. A key is the JSON array of the columns of the primary key; an image is
//!   the row as `jsonb` prints it: names sorted by length, then by bytes; `": "` and `", "` between;
//!   numbers with the decimals of their column; times in UTC.
//! - **an altered table**, only in records of `migration/NAME`: its name before, and a JSON object of
//!   its `name` now (null when it is gone), the columns it lost (`drop`), renamed (`rename`, old to
//!   new) and got (`add`, with the value rows had from then on). It holds for every image before.
//!
//! Changes of form 1 are a JSON array of `{table, key, row}`, as `jsonb` prints it. The answer is
//! JSON; form 2 keeps it where a key can ask for it again. The same table is in one chain with both
//! forms. A table without `entity_id` would stand in the record of the nation.
//!
//! SQL makes this text in `record_text`, [`text`] in Rust, so that verification does not trust the
//! database.
//!
//! **Invariant: only this file appends to `records`; nothing updates or deletes there.** Migrations
//! append through the same function of the database. What is damaged there is put back by `restore`, or
//! not at all: the chain must be whole by it.

use super::access::{Authorized, Idempotency};
use super::db::schema::{entity_heads, records};
use super::db::{Sql, Tx, sql};
use super::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::reporting::RecordHead;
use shared::{PersonId, ProblemCode};
use uuid::Uuid;

/// Where the record of the entity stands.
pub async fn head(tx: &mut Tx<'_>) -> Result<RecordHead, Error> {
    let head = entity_heads::table
        .find(tx.entity)
        .select((entity_heads::seq, entity_heads::hash));
    let found: Option<(i64, Vec<u8>)> = head.first(tx).await.optional()?;
    let head = |(seq, hash): (i64, Vec<u8>)| RecordHead {
        seq,
        hash: hex(&hash),
    };
    Ok(found.map(head).unwrap_or_default())
}

/// What was answered before under a key, if it was used. It stands for one request of one person;
/// another under the same key is refused.
///
/// It is asked when a write is refused, and not before: the key stands in one record only, so that
/// doing again what was done under it is always refused.
pub async fn answered(
    tx: &Tx<'_>,
    person: PersonId,
    now: &Idempotency,
) -> Result<Option<String>, Error> {
    let before = records::table
        .filter(records::entity_id.eq(tx.entity))
        .filter(records::idempotency_key.eq(&now.key))
        .select((records::request_hash, records::answer, records::actor));
    let before: Option<(String, String, Option<Uuid>)> =
        before.first(&mut &*tx).await.optional()?;
    match before {
        None => Ok(None),
        Some((hash, answer, actor)) if hash == now.request_hash && actor == Some(person.0) => {
            Ok(Some(answer))
        }
        Some(_) => Err(
            Error::field("idempotency_key", shared::problem::FieldCode::Duplicate)
                .with_code(ProblemCode::DUPLICATE_REQUEST),
        ),
    }
}

/// The statement that ends a write with its record. The answer is kept where a key can ask for it
/// again.
pub fn closing<T: Serialize>(
    tx: &Tx<'_>,
    auth: &Authorized,
    answer: &T,
) -> Result<Sql<'static>, Error> {
    let actor = Some(auth.person.0).filter(|id| !id.is_nil());
    let (key, hash, answer) = match auth.idempotency.clone() {
        Some(Idempotency { key, request_hash }) => {
            let answer = serde_json::to_string(answer).map_err(Error::unexpected)?;
            (Some(key), request_hash, answer)
        }
        None => (None, String::new(), String::new()),
    };
    let append = sql("SELECT append_record($1, $2, $3, $4, $5, $6, $7)")
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Nullable<SqlUuid>, _>(actor)
        .bind::<Text, _>(auth.permission.clone())
        .bind::<Text, _>(tx.subject.clone())
        .bind::<Nullable<Text>, _>(key)
        .bind::<Text, _>(hash)
        .bind::<Text, _>(answer);
    Ok(append)
}

/// SQL by which the owner of the database appends what a command did to the organisation of the
/// transaction, whose head it has locked: time, permission, subject, key and answer are its
/// parameters, `lines` an expression for the changes.
pub fn append_as_owner(lines: &str) -> String {
    format!("SELECT append_record($1::timestamptz, NULL, $2, $3, $4, '', $5, ({lines})) AS seq")
}

/// A record as text, the way verification reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, QueryableByName)]
pub struct RecordRow {
    /// Which canonical form.
    #[diesel(sql_type = Integer)]
    pub form: i32,
    #[diesel(sql_type = SqlUuid)]
    pub entity_id: uuid::Uuid,
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    /// UTC with microseconds.
    #[diesel(sql_type = Text)]
    pub at: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub actor: Option<uuid::Uuid>,
    #[diesel(sql_type = Text)]
    pub permission: String,
    /// What it was about.
    #[diesel(sql_type = Text)]
    pub subject: String,
    /// The client's key.
    #[diesel(sql_type = Nullable<Text>)]
    pub idempotency_key: Option<String>,
    #[diesel(sql_type = Text)]
    pub request_hash: String,
    /// What changed.
    #[diesel(sql_type = Text)]
    pub changes: String,
    #[diesel(sql_type = Text)]
    pub answer: String,
    /// Hexadecimal.
    #[diesel(sql_type = Text)]
    pub previous_hash: String,
    /// Hexadecimal.
    #[diesel(sql_type = Text)]
    pub hash: String,
}

/// The canonical form.
pub fn text(record: &RecordRow) -> String {
    let hashed = |text: &String| match record.form {
        1 => text.clone(),
        _ => hex(&Sha256::digest(text.as_bytes())),
    };
    let lines = [
        format!("laas-record/{}", record.form),
        record.entity_id.to_string(),
        record.seq.to_string(),
        record.at.clone(),
        record.actor.map(|id| id.to_string()).unwrap_or_default(),
        record.permission.clone(),
        record.subject.clone(),
        record.idempotency_key.clone().unwrap_or_default(),
        record.request_hash.clone(),
        hashed(&record.changes),
        hashed(&record.answer),
        record.previous_hash.clone(),
    ];
    lines.join("\n")
}

/// The hash of a record: SHA-256 of its canonical form, hexadecimal.
pub fn hash(record: &RecordRow) -> String {
    hex(&Sha256::digest(text(record).as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What stands before the first record of an entity: SHA-256 of its id.
pub fn genesis(entity: shared::EntityId) -> Vec<u8> {
    Sha256::digest(format!("laas-record/1\n{entity}").as_bytes()).to_vec()
}
