//! The hash-chained record of an entity (architecture 8a): one row per committed write with the
//! full image of every fact row it changed.
//!
//! The canonical form that is hashed is built by the SQL function `record_text`; version 1 is
//! twelve lines: `laas-record/1`, entity, number, time (UTC, microseconds), actor, permission,
//! subject, idempotency key, hash of the request, changes, answer, hash before. [`text`] builds the
//! same in Rust, so that verification does not trust the database.
//!
//! **Invariant: only this file appends to `records`; nothing updates or deletes there.**

use super::access::Authorized;
use super::db::Tx;
use super::error::Error;
use crate::args;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::ProblemCode;

/// Begins a write: makes the entity visible and locks its head, so that writes of one entity are
/// serial from here on. Gives the answer given before for the same key, if there is one; another
/// request under the same key is refused.
pub async fn begin(tx: &mut Tx<'_>, auth: &Authorized) -> Result<Option<Value>, Error> {
    #[derive(Deserialize)]
    struct Before {
        request_hash: String,
        answer: Value,
        actor: Option<uuid::Uuid>,
    }
    let idempotency = auth.idempotency.as_ref();
    let key = idempotency.map(|idempotency| idempotency.key.as_str());
    let sql = "SELECT request_hash, answer, actor FROM begin_write($1, $2)";
    let found: Option<Before> = tx.row(sql, args![tx.entity, key]).await?;
    let Some(before) = found else {
        return Ok(None);
    };
    let is_same = idempotency.is_some_and(|now| now.request_hash == before.request_hash)
        && before.actor == Some(auth.person.0);
    match is_same {
        true => Ok(Some(before.answer)),
        false => Err(
            Error::field("idempotency_key", shared::problem::FieldCode::Duplicate)
                .with_code(ProblemCode::DUPLICATE_REQUEST),
        ),
    }
}

/// Ends a write with its record.
pub async fn append(tx: &mut Tx<'_>, auth: &Authorized, answer: Value) -> Result<(), Error> {
    let actor = Some(auth.person.0).filter(|id| !id.is_nil());
    let (key, hash) = match &auth.idempotency {
        Some(idempotency) => (
            Some(idempotency.key.as_str()),
            idempotency.request_hash.as_str(),
        ),
        None => (None, ""),
    };
    let subject = tx.subject.clone();
    let sql = "SELECT append_record($1, $2, $3, $4, $5, $6, $7)";
    tx.rows::<Value>(
        sql,
        args![tx.now, actor, &auth.permission, subject, key, hash, answer],
    )
    .await?;
    Ok(())
}

/// A record as text, the way verification reads it.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordRow {
    pub entity_id: uuid::Uuid,
    pub seq: i64,
    /// UTC with microseconds.
    pub at: String,
    pub actor: Option<uuid::Uuid>,
    pub permission: String,
    /// What it was about.
    pub subject: String,
    /// The client's key.
    pub idempotency_key: Option<String>,
    /// Hash of the request.
    pub request_hash: String,
    /// The images, as `jsonb` prints them.
    pub changes: String,
    /// The answer, as `jsonb` prints it.
    pub answer: String,
    /// Hexadecimal.
    pub previous_hash: String,
    /// Hexadecimal.
    pub hash: String,
}

/// The canonical form, version 1.
pub fn text(record: &RecordRow) -> String {
    let RecordRow {
        entity_id,
        seq,
        at,
        permission,
        subject,
        request_hash,
        ..
    } = record;
    let actor = record.actor.map(|id| id.to_string()).unwrap_or_default();
    let key = record.idempotency_key.clone().unwrap_or_default();
    let RecordRow {
        changes,
        answer,
        previous_hash,
        ..
    } = record;
    format!(
        "laas-record/1\n{entity_id}\n{seq}\n{at}\n{actor}\n{permission}\n{subject}\n{key}\n\
         {request_hash}\n{changes}\n{answer}\n{previous_hash}"
    )
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
