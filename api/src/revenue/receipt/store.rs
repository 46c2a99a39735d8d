//! What a receipt needs to know.

use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::DocumentId;
use shared::revenue::{Receipt, same_bank};

/// True where a receipt that stands has taken this cheque: the same number of the same bank.
pub async fn cheque_taken(tx: &mut Tx<'_>, body: &Receipt, own: DocumentId) -> Result<bool, Error> {
    #[derive(Deserialize)]
    struct Row {
        cheque_bank: String,
    }
    let (Some(number), Some(bank)) = (&body.cheque_no, &body.cheque_bank) else {
        return Ok(false);
    };
    let sql = "SELECT coalesce(r.cheque_bank, '') AS cheque_bank FROM receipts r JOIN documents d
                   ON d.entity_id = r.entity_id AND d.id = r.document_id
               WHERE r.entity_id = $1 AND r.cheque_no = $2 AND r.document_id <> $3
                 AND d.status NOT IN ('draft', 'cancelled')";
    let rows: Vec<Row> = tx
        .rows(sql, args![tx.entity, number.to_string(), own])
        .await?;
    Ok(rows.iter().any(|row| same_bank(&row.cheque_bank, bank)))
}
