//! What a deposit needs to know.

use super::rules::Facts;
use crate::args;
use crate::organisation::bank_account;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::treasury::BankDeposit;
use shared::{DocumentId, Money};

/// The facts of a deposit.
pub async fn facts(tx: &mut Tx<'_>, body: &BankDeposit) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Row {
        id: DocumentId,
        amount: Money,
    }
    let sql = "SELECT d.id, d.amount::text FROM documents d
               JOIN receipts r ON r.entity_id = d.entity_id AND r.document_id = d.id
               WHERE d.entity_id = $1 AND d.id = ANY($2) AND r.money_kind = 'cheque'";
    let ids: Vec<uuid::Uuid> = body.cheques.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = tx.rows(sql, args![tx.entity, ids]).await?;
    Ok(Facts {
        bank: bank_account(tx, body.bank_account_id).await?,
        cheque_total: rows.iter().map(|row| row.amount).sum(),
        cheques: rows.into_iter().map(|row| row.id).collect(),
    })
}
