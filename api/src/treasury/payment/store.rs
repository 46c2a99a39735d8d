//! What a payment needs to know.

use super::rules::{ChequeFacts, Facts};
use crate::args;
use crate::expenditure::requests_to_pay;
use crate::organisation::bank_account;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::document::Status;
use shared::treasury::{Payment, PaymentMethod};
use shared::{BankAccountId, DocumentId};
use uuid::Uuid;

/// The facts of a payment.
pub async fn facts(tx: &mut Tx<'_>, body: &Payment, id: DocumentId) -> Result<Facts, Error> {
    let cheque = match body.cheque_item_id {
        Some(item) => cheque(tx, item, id).await?,
        None => None,
    };
    let requests = cheque
        .as_ref()
        .map_or(&body.requests, |cheque| &cheque.requests)
        .clone();
    let bank = match (&cheque, body.bank_account_id) {
        (Some(cheque), _) => bank_account(tx, cheque.bank_account).await?,
        (None, Some(bank)) => bank_account(tx, bank).await?,
        (None, None) => None,
    };
    Ok(Facts {
        requests: requests_to_pay(tx, &requests).await?,
        cheque,
        bank,
    })
}

async fn cheque(
    tx: &mut Tx<'_>,
    item: Uuid,
    payment: DocumentId,
) -> Result<Option<ChequeFacts>, Error> {
    #[derive(Deserialize)]
    struct Row {
        document_id: DocumentId,
        status: Status,
        method: PaymentMethod,
        bank_account_id: BankAccountId,
        requests: Vec<DocumentId>,
        is_used: bool,
        number: String,
    }
    let sql = "SELECT c.document_id, d.status, c.method, c.bank_account_id, c.requests,
                   coalesce(c.cheque_no, c.slip_no, '') AS number,
                   EXISTS (SELECT FROM payments p JOIN documents pd
                       ON pd.entity_id = p.entity_id AND pd.id = p.document_id
                       WHERE p.entity_id = c.entity_id AND p.cheque_item_id = c.item_id
                         AND p.document_id <> $3
                         AND (pd.status IN ('submitted', 'approved', 'posted') OR pd.has_effect))
                       AS is_used
               FROM cheque_items c
               JOIN documents d ON d.entity_id = c.entity_id AND d.id = c.document_id
               WHERE c.entity_id = $1 AND c.item_id = $2";
    let row: Option<Row> = tx.row(sql, args![tx.entity, item, payment]).await?;
    Ok(row.map(|row| ChequeFacts {
        report: row.document_id,
        report_status: row.status,
        method: row.method,
        bank_account: row.bank_account_id,
        requests: row.requests,
        is_used: row.is_used,
        number: row.number,
    }))
}
