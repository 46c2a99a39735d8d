//! Where names are looked up.

use crate::journal::{DraftEntry, DraftLine};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::BudgetLineId;
use shared::claims::Register;
use shared::ledger::{EntryLine, Ledger};
use std::collections::HashMap;

/// Names by account code or id of a budget line.
pub struct Names(HashMap<String, String>);

const NAMES: &str = "SELECT code AS key, name_th AS name FROM accounts WHERE code = ANY($2)
    UNION ALL SELECT side || code, name_th FROM classifications, unnest('{R:,P:}'::text[]) AS side
    WHERE scheme IN ('revenue_type', 'report_code') AND side || code = ANY($2)
    UNION ALL SELECT id::text, code || ' ' || name_th FROM budget_lines
    WHERE entity_id = $1 AND id = ANY($3)
    UNION ALL SELECT concat(account, ' ', dimension), label FROM claims WHERE entity_id = $1
        AND ledger IN ('financial', 'register') AND account = ANY($2) AND dimension = ANY($4)";

/// The names that entries need.
pub async fn of(tx: &mut Tx<'_>, entries: &[DraftEntry]) -> Result<Names, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        key: String,
        #[diesel(sql_type = Text)]
        name: String,
    }
    let lines = || entries.iter().flat_map(|entry| &entry.lines);
    let accounts: Vec<&String> = lines().map(|line| &line.account.code).collect();
    let budget_lines: Vec<BudgetLineId> = lines().filter_map(|line| line.budget_line).collect();
    let references: Vec<&String> = lines()
        .filter_map(|line| line.account.reference.as_ref())
        .collect();
    let names = sql(NAMES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Uuid>, _>(budget_lines)
        .bind::<Array<Text>, _>(references);
    let rows: Vec<Row> = names.load(tx).await?;
    Ok(Names(
        rows.into_iter().map(|row| (row.key, row.name)).collect(),
    ))
}

impl Names {
    /// A line as people read it.
    pub fn line(&self, line: &DraftLine) -> EntryLine {
        let budget_line = line.budget_line.map(|id| id.to_string());
        let key = budget_line.as_ref().unwrap_or(&line.account.code);
        let name = match line.ledger {
            Ledger::Register => Some(Register::thai_of(key).to_owned()),
            _ => self.0.get(key).cloned(),
        };
        let reference = line.account.reference.as_ref();
        let called = reference.map(|reference| format!("{} {reference}", line.account.code));
        EntryLine {
            ledger: line.ledger,
            account: line.account.code.clone(),
            account_name: name.unwrap_or_default(),
            bank_account_id: line.account.bank_account,
            budget_line_id: line.budget_line,
            reference: line.account.reference.clone(),
            reference_name: called.and_then(|called| self.0.get(&called).cloned()),
            debit: line.debit,
            credit: line.credit,
            source_id: line.source,
        }
    }
}
