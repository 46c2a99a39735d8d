//! What an opening statement needs to know.

use super::rules::Facts;
use crate::organisation::known_parties;
use crate::platform::db::schema::{accounts, bank_accounts};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Uuid};
use diesel_async::RunQueryDsl;
use shared::ledger::Opening;
use shared::{DocumentId, EntityId, PartyId};

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
        has_entries: has_entries(tx, id).await?,
    })
}

// A voided statement may be entered anew.
const HAS_ENTRIES: &str = "SELECT EXISTS (SELECT FROM journal_entries e JOIN documents d
        ON d.entity_id = e.entity_id AND d.id = e.document_id
        WHERE e.entity_id = $1 AND e.document_id <> $2 AND d.status <> 'cancelled'
          AND d.kind NOT IN ('cancellation', 'ordinance')) AS has_entries";

async fn has_entries(tx: &mut Tx<'_>, own: DocumentId) -> Result<bool, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        has_entries: bool,
    }
    let asked = sql(HAS_ENTRIES)
        .bind::<Uuid, EntityId>(tx.entity)
        .bind::<Uuid, DocumentId>(own);
    let row: Row = asked.get_result(tx).await?;
    Ok(row.has_entries)
}
