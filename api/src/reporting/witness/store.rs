//! Where the record is asked.

use crate::platform::db::schema::{entities, records};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Uuid};
use diesel_async::RunQueryDsl;

/// The hash of a record and when it was written, if the entity has it.
pub async fn record_at(
    tx: &mut Tx<'_>,
    seq: i64,
) -> Result<Option<(String, DateTime<Utc>)>, Error> {
    let record = records::table
        .find((tx.entity, seq))
        .select((records::hash, records::at));
    let found: Option<(Vec<u8>, DateTime<Utc>)> = record.first(tx).await.optional()?;
    Ok(found.map(|(hash, at)| (hex(&hash), at)))
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

/// What the entity is called, if there is one.
pub async fn name(tx: &mut Tx<'_>) -> Result<Option<String>, Error> {
    let name = entities::table.find(tx.entity).select(entities::name_th);
    Ok(name.first(tx).await.optional()?)
}
