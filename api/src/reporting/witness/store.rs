//! Where the record is asked.

use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;

/// The first digits of the hash of a record, if the entity has it.
pub async fn hash_at(tx: &mut Tx<'_>, seq: i64) -> Result<Option<String>, Error> {
    #[derive(Deserialize)]
    struct Row {
        hash: String,
    }
    let sql = "SELECT left(encode(hash, 'hex'), 16) AS hash FROM records
               WHERE entity_id = $1 AND seq = $2";
    Ok(tx
        .row::<Row>(sql, args![tx.entity, seq])
        .await?
        .map(|row| row.hash))
}
