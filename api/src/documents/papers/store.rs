//! Where the record is asked.

use crate::platform::db::schema::records;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::reporting::RecordHead;

/// A record, as far as a paper may tell of it.
pub struct Recorded {
    pub hash: String,
    pub at: DateTime<Utc>,
    /// What it is about.
    pub subject: String,
}

/// The record with this number, if the entity has it.
pub async fn record_at(tx: &mut Tx<'_>, seq: i64) -> Result<Option<Recorded>, Error> {
    let said = (records::hash, records::at, records::subject);
    let record = records::table.find((tx.entity, seq)).select(said);
    let found: Option<(Vec<u8>, DateTime<Utc>, String)> = record.first(tx).await.optional()?;
    Ok(found.map(|(hash, at, subject)| Recorded {
        hash: hex(&hash),
        at,
        subject,
    }))
}

/// The last record about this, if there is one.
pub async fn last_about(tx: &mut Tx<'_>, subject: &str) -> Result<Option<RecordHead>, Error> {
    let last = records::table
        .filter(records::entity_id.eq(tx.entity))
        .filter(records::subject.eq(subject))
        .order(records::seq.desc())
        .select((records::seq, records::hash));
    let found: Option<(i64, Vec<u8>)> = last.first(tx).await.optional()?;
    Ok(found.map(|(seq, hash)| RecordHead {
        seq,
        hash: hex(&hash),
    }))
}

const SIGNED: &str = "SELECT subject FROM records
    WHERE entity_id = $1 AND seq = $2 + 1 AND strpos(changes, $3) > 0";

/// What was written with this head in it, by the act right after it: the paper that was signed then. A
/// write locks the head, so no other act comes between.
pub async fn signed_with(tx: &mut Tx<'_>, seq: i64, hash: &str) -> Result<Option<String>, Error> {
    #[derive(QueryableByName)]
    struct Signed {
        #[diesel(sql_type = Text)]
        subject: String,
    }
    let signed = sql(SIGNED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<BigInt, _>(seq)
        .bind::<Text, _>(hash.to_owned());
    let signed: Option<Signed> = signed.get_result(tx).await.optional()?;
    Ok(signed.map(|signed| signed.subject))
}
