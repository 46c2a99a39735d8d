//! What a receipt needs to know.

use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::DocumentId;
use shared::revenue::{Receipt, same_bank};

const SAME_NUMBER: &str = "SELECT coalesce(r.cheque_bank, '') AS cheque_bank
    FROM receipts r JOIN documents d ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = $1 AND r.cheque_no = $2 AND r.document_id <> $3
      AND d.status NOT IN ('draft', 'cancelled')";

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = Text)]
    cheque_bank: String,
}

/// True where a receipt that stands has taken this cheque: the same number of the same bank.
pub async fn cheque_taken(tx: &mut Tx<'_>, body: &Receipt, own: DocumentId) -> Result<bool, Error> {
    let (Some(number), Some(bank)) = (&body.cheque_no, &body.cheque_bank) else {
        return Ok(false);
    };
    let taken = sql(SAME_NUMBER)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Text, _>(number)
        .bind::<Uuid, _>(own);
    let rows: Vec<Taken> = taken.load(tx).await?;
    Ok(rows.iter().any(|row| same_bank(&row.cheque_bank, bank)))
}
