//! What a payment needs to know.

use super::rules::{ChequeFacts, Facts};
use crate::expenditure::payables;
use crate::journal::{self, AccountRef, Key};
use crate::organisation::bank_account;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Text};
use diesel_async::RunQueryDsl;
use shared::ledger::Ledger;
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
        requests: payables(tx, &requests).await?,
        cheque,
        bank,
    })
}

#[derive(QueryableByName)]
struct Cheque {
    #[diesel(sql_type = Text)]
    method: PaymentMethod,
    #[diesel(sql_type = sql_types::Uuid)]
    bank_account_id: BankAccountId,
    #[diesel(sql_type = Array<sql_types::Uuid>)]
    requests: Vec<DocumentId>,
    #[diesel(sql_type = Text)]
    number: String,
}

const CHEQUE: &str = "SELECT method, bank_account_id, requests,
        coalesce(cheque_no, slip_no, '') AS number
    FROM cheque_items WHERE entity_id = $1 AND item_id = $2";

async fn cheque(
    tx: &mut Tx<'_>,
    item: Uuid,
    payment: DocumentId,
) -> Result<Option<ChequeFacts>, Error> {
    let found = sql(CHEQUE)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(item);
    let row: Option<Cheque> = found.get_result(tx).await.optional()?;
    let Some((account, row)) = row.and_then(|row| Some((row.method.claim()?, row))) else {
        return Ok(None);
    };
    let claim = Key::of(Ledger::Register, &AccountRef::claim(account, item));
    let free = journal::free(tx, payment, std::slice::from_ref(&claim)).await?;
    Ok(Some(ChequeFacts {
        free: free.into_iter().sum(),
        claim,
        method: row.method,
        bank_account: row.bank_account_id,
        requests: row.requests,
        number: row.number,
    }))
}
