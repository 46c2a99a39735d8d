//! Where the record is asked.

use crate::platform::db::Tx;
use crate::platform::db::schema::records;
use crate::platform::error::Error;
use crate::platform::record::hex;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The first digits of the hash of a record, if the entity has it.
pub async fn hash_at(tx: &mut Tx<'_>, seq: i64) -> Result<Option<String>, Error> {
    let record = records::table.find((tx.entity, seq)).select(records::hash);
    let hash: Option<Vec<u8>> = record.first(tx).await.optional()?;
    Ok(hash.map(|hash| hex(hash.get(..8).unwrap_or(&hash))))
}
