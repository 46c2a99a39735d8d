//! What a cheque report needs to know.

use super::rules::Facts;
use crate::args;
use crate::expenditure::payables;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::document::DocumentBody;
use shared::treasury::{ChequeReport, PaymentMethod};
use shared::{BankAccountId, DocumentId, KeyText};
use uuid::Uuid;

/// The facts of a cheque report.
pub async fn facts(tx: &mut Tx<'_>, body: &ChequeReport, id: DocumentId) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Bank {
        id: BankAccountId,
    }
    #[derive(Deserialize)]
    struct Used {
        method: PaymentMethod,
        bank_account_id: BankAccountId,
        number: KeyText,
        item_id: Uuid,
        is_draft: bool,
    }
    let requests = payables(tx, &body.takes()).await?;
    let sql = "SELECT id FROM bank_accounts WHERE entity_id = $1";
    let banks: Vec<Bank> = tx.rows(sql, args![tx.entity]).await?;
    let numbers: Vec<String> = body
        .items
        .iter()
        .filter_map(|item| Some(item.number()?.to_string()))
        .collect();
    let items: Vec<Uuid> = body.items.iter().map(|item| item.item_id).collect();
    let sql = "SELECT c.method, c.bank_account_id, coalesce(c.cheque_no, c.slip_no, '') AS number,
                   c.item_id, d.status = 'draft' AS is_draft
               FROM cheque_items c JOIN documents d
                   ON d.entity_id = c.entity_id AND d.id = c.document_id
               WHERE c.entity_id = $1 AND c.document_id <> $2
                 AND (coalesce(c.cheque_no, c.slip_no) = ANY($3) OR c.item_id = ANY($4))
                 AND (d.steps_taken > 0 OR c.item_id = ANY($4))";
    let used: Vec<Used> = tx
        .rows(sql, args![tx.entity, id, numbers, items.clone()])
        .await?;
    let foreign_items = used
        .iter()
        .map(|row| row.item_id)
        .filter(|item| items.contains(item));
    Ok(Facts {
        requests,
        banks: banks.into_iter().map(|bank| bank.id).collect(),
        foreign_items: foreign_items.collect(),
        used: used
            .into_iter()
            .filter(|row| !row.is_draft)
            .map(|row| (row.method, row.bank_account_id, row.number))
            .collect(),
    })
}
