//! What a slip needs to know.

use super::rules::Facts;
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::{DocumentId, Money};

/// The facts of a slip.
pub async fn facts(tx: &mut Tx<'_>, receipts: &[DocumentId]) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Row {
        id: DocumentId,
        amount: Money,
    }
    let sql = "SELECT id, amount::text FROM documents
               WHERE entity_id = $1 AND id = ANY($2) AND kind = 'receipt'";
    let ids: Vec<uuid::Uuid> = receipts.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = tx.rows(sql, args![tx.entity, ids]).await?;
    Ok(Facts {
        total: rows.iter().map(|row| row.amount).sum(),
        receipts: rows.into_iter().map(|row| row.id).collect(),
    })
}
