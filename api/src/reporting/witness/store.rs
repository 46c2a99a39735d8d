//! Where the record is asked.

use crate::platform::db::Tx;
use crate::platform::db::schema::{entities, records};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The first digits of the hash of a record and when it was written, if the entity has it.
pub async fn record_at(
    tx: &mut Tx<'_>,
    seq: i64,
) -> Result<Option<(String, DateTime<Utc>)>, Error> {
    let record = records::table
        .find((tx.entity, seq))
        .select((records::hash, records::at));
    let found: Option<(Vec<u8>, DateTime<Utc>)> = record.first(tx).await.optional()?;
    Ok(found.map(|(hash, at)| (hex(hash.get(..8).unwrap_or(&hash)), at)))
}

/// What the entity is called, if there is one.
pub async fn name(tx: &mut Tx<'_>) -> Result<Option<String>, Error> {
    let name = entities::table.find(tx.entity).select(entities::name_th);
    Ok(name.first(tx).await.optional()?)
}
