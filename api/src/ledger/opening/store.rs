//! What an opening statement needs to know.

use super::rules::Facts;
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::ledger::Opening;
use shared::organisation::AccountUse;
use shared::{BankAccountId, DocumentId, PartyId};

/// The facts of an opening statement.
pub async fn facts(tx: &mut Tx<'_>, body: &Opening, id: DocumentId) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Bank {
        id: BankAccountId,
        account: String,
    }
    #[derive(Deserialize)]
    struct Account {
        code: String,
        used_for: Option<AccountUse>,
    }
    #[derive(Deserialize)]
    struct Row {
        accounts: Vec<Account>,
        banks: Vec<Bank>,
        taxpayers: Vec<PartyId>,
        has_entries: bool,
    }
    let accounts: Vec<String> = body.lines.iter().map(|line| line.account.clone()).collect();
    let taxpayers: Vec<uuid::Uuid> = body
        .lines
        .iter()
        .filter_map(|line| line.taxpayer_id)
        .map(|id| id.0)
        .collect();
    // A voided statement may be entered anew.
    let sql = "SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('code', code, 'used_for', used_for))
                   FROM accounts WHERE code = ANY($2) AND postable), '[]') AS accounts,
               coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'account', account))
                   FROM bank_accounts WHERE entity_id = $1), '[]') AS banks,
               coalesce((SELECT jsonb_agg(id) FROM parties WHERE entity_id = $1 AND id = ANY($3)), '[]')
                   AS taxpayers,
               EXISTS (SELECT FROM journal_entries e JOIN documents d
                   ON d.entity_id = e.entity_id AND d.id = e.document_id
                   WHERE e.entity_id = $1 AND e.document_id <> $4 AND d.status <> 'cancelled'
                     AND d.kind NOT IN ('cancellation', 'ordinance')) AS has_entries";
    let row: Option<Row> = tx
        .row(sql, args![tx.entity, accounts, taxpayers, id])
        .await?;
    Ok(row.map_or_else(Facts::default, |row| Facts {
        accounts: row
            .accounts
            .into_iter()
            .map(|account| (account.code, account.used_for))
            .collect(),
        banks: row
            .banks
            .into_iter()
            .map(|bank| (bank.id, bank.account))
            .collect(),
        taxpayers: row.taxpayers,
        has_entries: row.has_entries,
    }))
}
