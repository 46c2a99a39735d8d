//! What a payment needs to know.

use super::rules::{ChequeFacts, Facts};
use crate::expenditure::payables;
use crate::journal::{self, AccountRef, Key};
use crate::organisation::bank_account;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
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
        accounts_changed: match body.method {
            PaymentMethod::Transfer => accounts_changed(tx, id).await?,
            _ => Vec::new(),
        },
        without_account: match body.method {
            PaymentMethod::Transfer => without_account(tx, &requests).await?,
            _ => Vec::new(),
        },
        cheque,
        bank,
    })
}

#[derive(QueryableByName)]
struct Changed {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = sql_types::Date)]
    day: NaiveDate,
}

const CHANGED: &str = "SELECT name_th AS name, max(changed_on) AS day FROM accounts_changed
    WHERE entity_id = $1 AND document_id = $2 AND is_since GROUP BY 1 ORDER BY 1";

async fn accounts_changed(
    tx: &mut Tx<'_>,
    payment: DocumentId,
) -> Result<Vec<(String, NaiveDate)>, Error> {
    let found = sql(CHANGED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(payment);
    let rows: Vec<Changed> = found.load(tx).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.day)).collect())
}

/// Those who are paid one by one have their accounts in the rows of the request; no rows without one.
const WITHOUT_ACCOUNT: &str = "SELECT DISTINCT p.name_th AS name FROM payees AS y
    JOIN parties AS p ON p.entity_id = y.entity_id AND p.id = y.party_id
    WHERE y.entity_id = $1 AND y.document_id = ANY($2) AND p.bank_account_no IS NULL
      AND NOT EXISTS (SELECT FROM request_items AS i WHERE i.entity_id = y.entity_id
          AND i.document_id = y.document_id AND i.bank_account_no IS NOT NULL)
    ORDER BY 1";

async fn without_account(tx: &mut Tx<'_>, requests: &[DocumentId]) -> Result<Vec<String>, Error> {
    #[derive(QueryableByName)]
    struct Payee {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let found = sql(WITHOUT_ACCOUNT)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Array<sql_types::Uuid>, _>(requests);
    let payees: Vec<Payee> = found.load(tx).await?;
    Ok(payees.into_iter().map(|payee| payee.name).collect())
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
