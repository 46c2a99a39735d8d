//! What an opening statement needs to know.

use super::rules::Facts;
use crate::journal::standing_beside;
use crate::organisation::known_parties;
use crate::platform::db::Tx;
use crate::platform::db::schema::{accounts, bank_accounts};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::ledger::Opening;
use shared::{DocumentId, PartyId};

/// The facts of an opening statement.
pub async fn facts(tx: &mut Tx<'_>, body: &Opening, id: DocumentId) -> Result<Facts, Error> {
    let wanted = body.lines.iter().map(|line| &line.account);
    let postable = accounts::table
        .filter(accounts::code.eq_any(wanted))
        .filter(accounts::postable)
        .select((accounts::code, accounts::used_for));
    let banks = bank_accounts::table
        .filter(bank_accounts::entity_id.eq(tx.entity))
        .select((bank_accounts::id, bank_accounts::account));
    let taxpayers: Vec<PartyId> = body
        .lines
        .iter()
        .filter_map(|line| line.taxpayer_id)
        .collect();
    let taxpayers = known_parties(tx, &taxpayers).await?;
    Ok(Facts {
        accounts: postable.load(tx).await?,
        banks: banks.load(tx).await?,
        taxpayers: taxpayers.into_keys().collect(),
        standing: standing_beside(tx, id).await?,
    })
}
