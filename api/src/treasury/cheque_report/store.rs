//! What a cheque report needs to know.

use super::rules::Facts;
use crate::expenditure::payables;
use crate::platform::db::schema::bank_accounts;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Bool, Text};
use diesel_async::RunQueryDsl;
use shared::document::DocumentBody;
use shared::treasury::{ChequeReport, PaymentMethod};
use shared::{BankAccountId, DocumentId, KeyText};
use uuid::Uuid;

#[derive(QueryableByName)]
struct Used {
    #[diesel(sql_type = Text)]
    method: PaymentMethod,
    #[diesel(sql_type = sql_types::Uuid)]
    bank_account_id: BankAccountId,
    #[diesel(sql_type = Text)]
    number: KeyText,
    #[diesel(sql_type = sql_types::Uuid)]
    item_id: Uuid,
    #[diesel(sql_type = Bool)]
    is_draft: bool,
}

const USED: &str = "SELECT c.method, c.bank_account_id,
        coalesce(c.cheque_no, c.slip_no, '') AS number, c.item_id, d.status = 'draft' AS is_draft
    FROM cheque_items c JOIN documents d
        ON d.entity_id = c.entity_id AND d.id = c.document_id
    WHERE c.entity_id = $1 AND c.document_id <> $2
      AND (coalesce(c.cheque_no, c.slip_no) = ANY($3) OR c.item_id = ANY($4))
      AND (d.steps_taken > 0 OR c.item_id = ANY($4))";

/// The facts of a cheque report.
pub async fn facts(tx: &mut Tx<'_>, body: &ChequeReport, id: DocumentId) -> Result<Facts, Error> {
    let requests = payables(tx, &body.takes()).await?;
    let banks = bank_accounts::table
        .filter(bank_accounts::entity_id.eq(tx.entity))
        .select(bank_accounts::id);
    let items = body.items.iter();
    let numbers: Vec<&KeyText> = items.filter_map(|item| item.number()).collect();
    let items: Vec<Uuid> = body.items.iter().map(|item| item.item_id).collect();
    let used = sql(USED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(id)
        .bind::<Array<Text>, _>(numbers)
        .bind::<Array<sql_types::Uuid>, _>(&items);
    let used: Vec<Used> = used.load(tx).await?;
    let foreign_items = used
        .iter()
        .map(|row| row.item_id)
        .filter(|item| items.contains(item));
    Ok(Facts {
        requests,
        banks: banks.load(tx).await?,
        foreign_items: foreign_items.collect(),
        used: used
            .into_iter()
            .filter(|row| !row.is_draft)
            .map(|row| (row.method, row.bank_account_id, row.number))
            .collect(),
    })
}
