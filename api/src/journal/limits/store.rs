//! Where limits and reservations are kept.

use crate::journal::balance::{Draw, Key, Limited, Reserved};
use crate::platform::db::schema::account_limits;
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Nullable, Numeric, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::budget::Fund;
use shared::ledger::{Ledger, Side};
use shared::{DocumentId, Money};
use std::collections::BTreeMap;

/// The limited balances among these keys, as they stand, and what these documents have reserved of
/// them; distinct keys give distinct balances.
pub async fn limits(
    tx: &Tx<'_>,
    keys: &[&Key],
    documents: &[DocumentId],
) -> Result<Vec<Limited>, Error> {
    let limits = "SELECT k.ledger, k.account, k.dimension, l.side, l.problem,
            (coalesce(CASE l.side WHEN 'D' THEN b.debit - b.credit ELSE b.credit - b.debit END
             - b.reserved, 0))::numeric(18, 2) AS free,
            CASE WHEN b.debit IS NULL THEN '[]' ELSE coalesce((SELECT jsonb_agg(
                jsonb_build_object('document', r.document_id,
                    'open', (r.amount - r.used)::text, 'used', r.used::text))
                FROM reservations r WHERE r.entity_id = $1 AND r.ledger = k.ledger
                  AND r.account = k.account AND r.dimension = k.dimension
                  AND r.released_at IS NULL AND r.document_id = ANY($5::uuid[])), '[]') END AS own
        FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[], $4::text[])
            AS k(ledger, account, dimension)) AS k
        JOIN account_limits l ON l.ledger = k.ledger AND l.account = k.account
        LEFT JOIN current_balances b ON b.entity_id = $1 AND b.ledger = k.ledger
            AND b.account = k.account AND b.dimension = k.dimension
        ORDER BY l.problem <> 'insufficient_budget', k.account, k.dimension";
    let (ledgers, accounts, dimensions) = columns(keys.iter().copied());
    let limits = sql(limits)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(ledgers)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Text>, _>(dimensions)
        .bind::<Array<Uuid>, _>(documents);
    let rows: Vec<LimitRow> = limits.load(&mut &*tx).await?;
    let limit = |row: LimitRow| {
        let LimitRow { problem, .. } = &row;
        let wrong = || Error::unexpected(anyhow::anyhow!("a limit says {problem}"));
        Ok(Limited {
            problem: problem.parse().map_err(|_| wrong())?,
            key: Key {
                ledger: row.ledger,
                account: row.account,
                dimension: row.dimension,
            },
            side: row.side,
            free: row.free,
            own: row.own,
        })
    };
    rows.into_iter().map(limit).collect()
}

/// A limited balance as it is kept.
#[derive(QueryableByName)]
struct LimitRow {
    #[diesel(sql_type = Text)]
    ledger: Ledger,
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = Text)]
    dimension: String,
    #[diesel(sql_type = Text)]
    side: Side,
    #[diesel(sql_type = Text)]
    problem: String,
    #[diesel(sql_type = Numeric)]
    free: Money,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<Reserved>>)]
    own: Vec<Reserved>,
}

/// The accounts on which what was drawn stays drawn, whatever becomes of the document that drew it.
pub async fn draws_that_stay(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    let accounts = account_limits::table
        .filter(account_limits::draws_stay)
        .select(account_limits::account);
    Ok(accounts.load(&mut &*tx).await?)
}

/// Reserves these amounts for a document, in place of what it reserved before it was sent back.
pub fn reserve(tx: &Tx<'_>, document: DocumentId, wanted: &BTreeMap<Key, Money>) {
    let reserve =
        "INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
        SELECT $1, $2, r.ledger, r.account, r.dimension, r.amount, 0
        FROM unnest($3::text[], $4::text[], $5::text[], $6::numeric[])
            AS r(ledger, account, dimension, amount)
        ON CONFLICT (entity_id, document_id, ledger, account, dimension)
        DO UPDATE SET amount = excluded.amount, used = 0, released_at = NULL";
    let (ledgers, accounts, dimensions) = columns(wanted.keys());
    let reserve = sql(reserve)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(document)
        .bind::<Array<Text>, _>(ledgers)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Text>, _>(dimensions)
        .bind::<Array<Numeric>, _>(wanted.values().copied().collect::<Vec<Money>>());
    tx.later(reserve);
}

/// Keys by column.
fn columns<'a>(keys: impl Iterator<Item = &'a Key>) -> (Vec<Ledger>, Vec<String>, Vec<String>) {
    let (mut ledgers, mut accounts, mut dimensions) = (Vec::new(), Vec::new(), Vec::new());
    for key in keys {
        ledgers.push(key.ledger);
        accounts.push(key.account.clone());
        dimensions.push(key.dimension.clone());
    }
    (ledgers, accounts, dimensions)
}

/// Notes what postings have drawn on reservations.
pub fn draw(tx: &Tx<'_>, draws: &[Draw]) {
    if draws.is_empty() {
        return;
    }
    let draw = "UPDATE reservations AS r SET used = r.used + d.amount
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[])
            AS d(document, ledger, account, dimension, amount)
        WHERE r.entity_id = $1 AND r.document_id = d.document AND r.ledger = d.ledger
          AND r.account = d.account AND r.dimension = d.dimension";
    let (ledgers, accounts, dimensions) = columns(draws.iter().map(|draw| &draw.key));
    let documents: Vec<DocumentId> = draws.iter().map(|draw| draw.document).collect();
    let draw = sql(draw)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(documents)
        .bind::<Array<Text>, _>(ledgers)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Text>, _>(dimensions)
        .bind::<Array<Numeric>, _>(draws.iter().map(|draw| draw.amount).collect::<Vec<Money>>());
    tx.later(draw);
}

/// Lets go of whatever a document has reserved.
pub fn release(tx: &Tx<'_>, document: DocumentId) {
    let release = "UPDATE reservations SET released_at = $3
        WHERE entity_id = $1 AND document_id = $2 AND released_at IS NULL";
    let release = sql(release)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(document)
        .bind::<Timestamptz, _>(tx.now);
    tx.later(release);
}

const LET_GO: &str = "SELECT ledger, account, dimension, amount - used AS open FROM reservations
    WHERE entity_id = $1 AND document_id = $2 AND amount > used AND released_at = $3";

/// What a document let go of at a time, as far as nothing had drawn on it, in baht.
pub async fn let_go(
    tx: &Tx<'_>,
    document: DocumentId,
    at: DateTime<Utc>,
) -> Result<BTreeMap<Key, Money>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        ledger: Ledger,
        #[diesel(sql_type = Text)]
        account: String,
        #[diesel(sql_type = Text)]
        dimension: String,
        #[diesel(sql_type = Numeric)]
        open: Money,
    }
    let let_go = sql(LET_GO)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(document)
        .bind::<Timestamptz, _>(at);
    let rows: Vec<Row> = let_go.load(&mut &*tx).await?;
    let open = |row: Row| {
        let Row {
            ledger,
            account,
            dimension,
            open,
        } = row;
        (
            Key {
                ledger,
                account,
                dimension,
            },
            open,
        )
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Takes hold again of what a document let go of at a time.
pub fn hold_again(tx: &Tx<'_>, document: DocumentId, at: DateTime<Utc>) {
    let hold = "UPDATE reservations SET released_at = NULL
        WHERE entity_id = $1 AND document_id = $2 AND released_at = $3";
    let hold = sql(hold)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(document)
        .bind::<Timestamptz, _>(at);
    tx.later(hold);
}

const NAME_OF: &str = "SELECT coalesce(
        (SELECT code || ' ' || name_th FROM budget_lines WHERE entity_id = $1 AND id::text = $4),
        (SELECT name_th FROM bank_accounts WHERE entity_id = $1 AND id::text = $4),
        (SELECT label FROM claims WHERE entity_id = $1 AND ledger = $2 AND account = $3
             AND dimension = $4),
        nullif(concat_ws(' ', (SELECT name_th FROM accounts WHERE code = $3), nullif($4, '')), ''),
        $3) AS name,
    (SELECT fund FROM budget_lines WHERE entity_id = $1 AND id::text = $4) AS fund";

/// What people call the thing a balance is kept by; of a budget line its fund, too.
pub async fn name_of(tx: &Tx<'_>, key: &Key) -> Result<(String, Option<Fund>), Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Nullable<Text>)]
        fund: Option<Fund>,
    }
    let name = sql(NAME_OF)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Text, _>(key.ledger)
        .bind::<Text, _>(&key.account)
        .bind::<Text, _>(&key.dimension);
    let row: Row = name.get_result(&mut &*tx).await?;
    Ok((row.name, row.fund))
}
