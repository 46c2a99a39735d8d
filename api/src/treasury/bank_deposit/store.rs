//! What a deposit needs to know.

use super::rules::Facts;
use crate::journal::{AccountRef, CASH, Key, free};
use crate::organisation::bank_account;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Numeric, Uuid};
use diesel_async::RunQueryDsl;
use shared::ledger::Ledger;
use shared::treasury::BankDeposit;
use shared::{DocumentId, Money};

/// A receipt by cheque.
#[derive(Debug, QueryableByName)]
pub struct Cheque {
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    /// In baht.
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
}

const CHEQUES: &str = "SELECT d.id, d.amount FROM documents d
    JOIN receipts r ON r.entity_id = d.entity_id AND r.document_id = d.id
    WHERE d.entity_id = $1 AND d.id = ANY($2) AND r.money_kind = 'cheque'";

/// The facts of a deposit.
pub async fn facts(tx: &mut Tx<'_>, id: DocumentId, body: &BankDeposit) -> Result<Facts, Error> {
    let cash = Key::of(Ledger::Financial, &AccountRef::of(CASH));
    let on_hand = free(tx, id, &[cash]).await?.into_iter().sum();

    let cheques = sql(CHEQUES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(&body.cheques);
    Ok(Facts {
        cheques: cheques.load(tx).await?,
        cash: on_hand,
        bank: bank_account(tx, body.bank_account_id).await?,
    })
}
