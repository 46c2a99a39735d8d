//! Where entries, balances and rules are kept.

use super::balance::{Draw, Key, Limited};
use super::entry::{BalancedEntry, DraftEntry, DraftLine};
use super::operations::Posting;
use super::posting::{AccountRef, PostingRule};
use crate::args;
use crate::platform::db::schema::{account_limits, journal_lines};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::{Context, Error};
use chrono::NaiveDate;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::{self, Bool, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::calendar::thai_long;
use shared::document::{NumberFormat, Series};
use shared::ledger::{Ledger, Voucher};
use shared::{BankAccountId, BudgetLineId, DocumentId, EntryId, FiscalYear, Money, ProblemCode};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The posting rules of a year for these events.
pub async fn rules(
    tx: &mut Tx<'_>,
    year: FiscalYear,
    events: Vec<String>,
) -> Result<Vec<PostingRule>, Error> {
    // A join, not `= ANY`: that is planned anew every time.
    let sql = "SELECT r.event, r.amount, r.ledger, r.voucher, r.debit, r.credit, r.movement
               FROM (SELECT DISTINCT unnest($2::text[]) AS event) AS e
               JOIN posting_rules AS r ON r.event = e.event
               WHERE $1 BETWEEN r.valid_from AND r.valid_to
               ORDER BY r.event, r.ledger DESC, r.source, r.amount";
    tx.rows(sql, args![year, events]).await
}

/// A number of a series.
pub struct Number {
    pub n: i64,
    /// As it is written: from now on it stays so, whatever is set later.
    pub text: String,
}

/// The next numbers of series, each with its scope (the department code, else empty), in the order
/// asked for: without gaps, because the head of the entity is locked; written as the entity has set
/// it for the year.
pub async fn next_numbers(
    tx: &mut Tx<'_>,
    year: FiscalYear,
    wanted: &[(Series, &str)],
) -> Result<Vec<Number>, Error> {
    #[derive(Deserialize)]
    struct Row {
        series: String,
        scope: String,
        last_number: i64,
        format: Option<String>,
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "INSERT INTO number_series AS s (entity_id, series, fiscal_year, scope, last_number)
               SELECT $1, w.series, $2, w.scope, count(*)
               FROM unnest($3::text[], $4::text[]) AS w(series, scope) GROUP BY w.series, w.scope
               ON CONFLICT (entity_id, series, fiscal_year, scope)
               DO UPDATE SET last_number = s.last_number + excluded.last_number
               RETURNING series, scope, last_number,
                   (SELECT f.format FROM number_formats f WHERE f.entity_id = s.entity_id
                        AND f.series = s.series AND f.first_year <= s.fiscal_year
                    ORDER BY f.first_year DESC LIMIT 1) AS format";
    let series: Vec<String> = wanted.iter().map(|(s, _)| s.as_str().to_owned()).collect();
    let scopes: Vec<String> = wanted
        .iter()
        .map(|(_, scope)| (*scope).to_owned())
        .collect();
    let rows: Vec<Row> = tx.rows(sql, args![tx.entity, year, series, scopes]).await?;
    let row_of = |(series, scope): &(Series, &str)| {
        let same = |row: &&Row| row.series == series.as_str() && row.scope == *scope;
        rows.iter().find(same)
    };
    let given = handed_out(wanted, |key| row_of(key).map(|row| row.last_number));
    let written = |(n, key): (i64, &(Series, &str))| {
        let (series, scope) = *key;
        let set = row_of(key)?.format.as_deref();
        let format = NumberFormat::parse(set.unwrap_or(series.default_format()), series)?;
        let text = format.number(n, year, scope);
        Some(Number { n, text })
    };
    let numbers = given.and_then(|given| given.into_iter().zip(wanted).map(written).collect());
    numbers.ok_or_else(|| Error::unexpected(anyhow::anyhow!("a series gave no number")))
}

/// The numbers in the order asked for, from the last one of each series: a series asked for twice
/// gives the one before its last, then its last.
fn handed_out<K: PartialEq>(wanted: &[K], last: impl Fn(&K) -> Option<i64>) -> Option<Vec<i64>> {
    let number = |(at, key): (usize, &K)| {
        let later = wanted.get(at + 1..)?.iter().filter(|other| *other == key);
        Some(last(key)? - i64::try_from(later.count()).ok()?)
    };
    wanted.iter().enumerate().map(number).collect()
}

/// The signed report of today or a later day, which closes today (W-1.4).
pub async fn closed_day(tx: &mut Tx<'_>) -> Result<Option<NaiveDate>, Error> {
    #[derive(Deserialize)]
    struct Row {
        report_date: NaiveDate,
    }
    let sql = "SELECT r.report_date FROM daily_reports r JOIN documents d
                   ON d.entity_id = r.entity_id AND d.id = r.document_id
               WHERE r.entity_id = $1 AND d.status = 'posted' AND r.report_date >= $2
               ORDER BY r.report_date DESC LIMIT 1";
    let row: Option<Row> = tx.row(sql, args![tx.entity, tx.today]).await?;
    Ok(row.map(|row| row.report_date))
}

/// Refuses when today is closed.
pub async fn refuse_closed_day(tx: &mut Tx<'_>) -> Result<(), Error> {
    match closed_day(tx).await? {
        None => Ok(()),
        Some(day) => {
            let context = Context::from([("date".to_owned(), thai_long(day))]);
            Err(Error::Refused(ProblemCode::DAY_CLOSED, context, Vec::new()))
        }
    }
}

/// The limited balances among these keys, as they stand, and what these documents have reserved of
/// them; distinct keys give distinct balances.
pub async fn limits(
    tx: &mut Tx<'_>,
    keys: &[&Key],
    documents: &[DocumentId],
) -> Result<Vec<Limited>, Error> {
    let keys: Vec<Value> = keys
        .iter()
        .map(|key| {
            json!({ "ledger": key.ledger, "account": key.account, "dimension": key.dimension })
        })
        .collect();
    let sql = "SELECT k.ledger, k.account, k.dimension, l.side, l.problem,
                   (coalesce(CASE l.side WHEN 'D' THEN b.debit - b.credit ELSE b.credit - b.debit END
                    - b.reserved, 0))::numeric(18, 2)::text AS free,
                   CASE WHEN b.debit IS NULL THEN '[]' ELSE coalesce((SELECT jsonb_agg(
                       jsonb_build_object('document', r.document_id,
                           'open', (r.amount - r.used)::text, 'used', r.used::text))
                       FROM reservations r WHERE r.entity_id = $2 AND r.ledger = k.ledger
                         AND r.account = k.account AND r.dimension = k.dimension
                         AND r.released_at IS NULL AND r.document_id = ANY($3)), '[]') END AS own
               FROM (SELECT DISTINCT * FROM jsonb_to_recordset($1)
                   AS k(ledger text, account text, dimension text)) AS k
               JOIN account_limits l ON l.ledger = k.ledger AND l.account = k.account
               LEFT JOIN current_balances b ON b.entity_id = $2 AND b.ledger = k.ledger
                   AND b.account = k.account AND b.dimension = k.dimension
               ORDER BY l.problem <> 'insufficient_budget', k.account, k.dimension";
    let documents: Vec<Uuid> = documents.iter().map(|id| id.0).collect();
    tx.rows(sql, args![Value::Array(keys), tx.entity, documents])
        .await
}

/// The accounts on which what was drawn stays drawn, whatever becomes of the document that drew it.
pub async fn draws_that_stay(tx: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    let accounts = account_limits::table
        .filter(account_limits::draws_stay)
        .select(account_limits::account);
    Ok(accounts.load(tx).await?)
}

/// Reserves these amounts for a document, in place of what it reserved before it was sent back.
pub async fn reserve(
    tx: &mut Tx<'_>,
    document: DocumentId,
    wanted: &BTreeMap<(Key, DocumentId), Money>,
) -> Result<(), Error> {
    let rows = wanted.iter().map(|((key, _), amount)| {
        json!({ "ledger": key.ledger, "account": key.account, "dimension": key.dimension,
                "amount": amount })
    });
    let sql =
        "INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount,
                   used)
               SELECT $1, $2, r.ledger, r.account, r.dimension, r.amount, 0
               FROM jsonb_to_recordset($3) AS r(ledger text, account text, dimension text,
                   amount numeric)
               ON CONFLICT (entity_id, document_id, ledger, account, dimension)
               DO UPDATE SET amount = excluded.amount, used = 0, released_at = NULL";
    tx.execute(
        sql,
        args![tx.entity, document, Value::Array(rows.collect())],
    )
    .await?;
    Ok(())
}

/// Notes what postings have drawn on reservations.
pub async fn draw(tx: &mut Tx<'_>, draws: &[Draw]) -> Result<(), Error> {
    if draws.is_empty() {
        return Ok(());
    }
    let rows = draws.iter().map(|draw| {
        let Draw {
            document,
            key,
            amount,
        } = draw;
        json!({ "document": document, "ledger": key.ledger, "account": key.account,
                "dimension": key.dimension, "amount": amount })
    });
    let sql = "UPDATE reservations AS r SET used = r.used + d.amount
               FROM jsonb_to_recordset($2) AS d(document uuid, ledger text, account text,
                   dimension text, amount numeric)
               WHERE r.entity_id = $1 AND r.document_id = d.document AND r.ledger = d.ledger
                 AND r.account = d.account AND r.dimension = d.dimension";
    tx.execute(sql, args![tx.entity, Value::Array(rows.collect())])
        .await?;
    Ok(())
}

const RELEASE: &str = "UPDATE reservations SET released_at = $3
    WHERE entity_id = $1 AND document_id = $2 AND released_at IS NULL";

/// Lets go of whatever a document has reserved.
pub async fn release(tx: &mut Tx<'_>, document: DocumentId) -> Result<(), Error> {
    let release = sql(RELEASE)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(document)
        .bind::<Timestamptz, _>(tx.now);
    release.execute(tx).await?;
    Ok(())
}

const NAME_OF: &str = "SELECT coalesce(
        (SELECT code || ' ' || name_th FROM budget_lines WHERE entity_id = $1 AND id::text = $4),
        (SELECT name_th FROM bank_accounts WHERE entity_id = $1 AND id::text = $4),
        (SELECT label FROM claims WHERE entity_id = $1 AND ledger = $2 AND account = $3
             AND dimension = $4),
        nullif(concat_ws(' ', (SELECT name_th FROM accounts WHERE code = $3), nullif($4, '')), ''),
        $3) AS name";

/// What people call the thing a balance is kept by.
pub async fn name_of(tx: &mut Tx<'_>, key: &Key) -> Result<String, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let name = sql(NAME_OF)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Text, _>(key.ledger)
        .bind::<Text, _>(&key.account)
        .bind::<Text, _>(&key.dimension);
    let row: Row = name.get_result(tx).await?;
    Ok(row.name)
}

/// Writes balanced entries with their lines, today.
pub async fn insert(
    tx: &mut Tx<'_>,
    posting: Posting,
    entries: &[BalancedEntry],
) -> Result<(), Error> {
    let year = posting.fiscal_year;
    let vouchers = entries.iter().filter_map(|entry| entry.entry().voucher);
    let series: Vec<(Series, &str)> = vouchers.map(|v| (v.series(), "")).collect();
    let mut numbers = next_numbers(tx, year, &series).await?.into_iter();
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for entry in entries.iter().map(BalancedEntry::entry) {
        let id = Uuid::now_v7();
        let number = entry.voucher.and_then(|_| numbers.next());
        rows.push(json!({
            "id": id,
            "place": rows.len() + 1,
            "voucher_type": entry.voucher,
            "voucher_n": number.as_ref().map(|number| number.n),
            "voucher_no": number.map(|number| number.text),
            "event": entry.event,
            "movement": entry.movement,
            "reverses": entry.reverses,
            "is_register": entry.is_register(),
        }));
        lines.extend(
            (1..)
                .zip(&entry.lines)
                .map(|(n, line)| line_json(id, n, line)),
        );
    }
    let sql = "WITH entries AS (
                   INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year,
                       voucher_type, voucher_n, voucher_no, document_id, event, movement,
                       reverses, is_register)
                   SELECT $1, e.id, e.place + coalesce((SELECT max(seq) FROM journal_entries
                       WHERE entity_id = $1), 0), $2, $3, e.voucher_type, e.voucher_n,
                       e.voucher_no, $4, e.event, e.movement, e.reverses, e.is_register
                   FROM jsonb_to_recordset($5) AS e(id uuid, place int, voucher_type text,
                       voucher_n bigint, voucher_no text, event text, movement text, reverses uuid,
                       is_register boolean))
               INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
                   bank_account_id, budget_line_id, reference, debit, credit, source_id)
               SELECT $1, l.entry_id, l.line_no, $2, l.ledger, l.account, l.bank_account_id,
                   l.budget_line_id, l.reference, l.debit, l.credit, l.source_id
               FROM jsonb_to_recordset($6) AS l(entry_id uuid, line_no int, ledger text,
                   account text, bank_account_id uuid, budget_line_id uuid, reference text,
                   debit numeric, credit numeric, source_id uuid)";
    let (rows, lines) = (Value::Array(rows), Value::Array(lines));
    let values = args![tx.entity, tx.today, year, posting.document, rows, lines];
    tx.execute(sql, values).await?;
    Ok(())
}

fn line_json(entry: Uuid, line_no: i32, line: &DraftLine) -> Value {
    json!({
        "entry_id": entry,
        "line_no": line_no,
        "ledger": line.ledger,
        "account": line.account.code,
        "bank_account_id": line.account.bank_account,
        "budget_line_id": line.budget_line,
        "reference": line.account.reference,
        "debit": line.debit,
        "credit": line.credit,
        "source_id": line.source,
    })
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = sql_types::Uuid)]
    id: EntryId,
    #[diesel(sql_type = Nullable<Text>)]
    voucher_type: Option<Voucher>,
    #[diesel(sql_type = Text)]
    event: String,
    #[diesel(sql_type = Nullable<Text>)]
    movement: Option<String>,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<LineRow>>)]
    lines: Vec<LineRow>,
}

#[derive(Deserialize)]
struct LineRow {
    ledger: Ledger,
    account: String,
    bank_account_id: Option<BankAccountId>,
    budget_line_id: Option<BudgetLineId>,
    reference: Option<String>,
    debit: Money,
    credit: Money,
    source_id: DocumentId,
}

impl From<LineRow> for DraftLine {
    fn from(row: LineRow) -> DraftLine {
        DraftLine {
            ledger: row.ledger,
            account: AccountRef {
                code: row.account,
                bank_account: row.bank_account_id,
                reference: row.reference,
            },
            budget_line: row.budget_line_id,
            debit: row.debit,
            credit: row.credit,
            source: row.source_id,
        }
    }
}

const UNMIRRORED: &str = "SELECT e.id, e.voucher_type, e.event, e.movement,
        jsonb_agg(jsonb_build_object(
            'ledger', l.ledger, 'account', l.account, 'bank_account_id', l.bank_account_id,
            'budget_line_id', l.budget_line_id, 'reference', l.reference,
            'debit', l.debit::text, 'credit', l.credit::text, 'source_id', l.source_id)
            ORDER BY l.line_no) AS lines
    FROM journal_entries e
    JOIN journal_lines l ON l.entity_id = e.entity_id AND l.entry_id = e.id
    WHERE e.entity_id = $1 AND e.reverses IS NULL
      AND CASE WHEN $3 THEN e.document_id = $2 ELSE l.source_id = $2 END
      AND NOT EXISTS (SELECT FROM journal_entries r JOIN journal_lines rl
              ON rl.entity_id = r.entity_id AND rl.entry_id = r.id
          WHERE r.entity_id = e.entity_id AND r.reverses = e.id AND rl.source_id = l.source_id)
    GROUP BY e.id, e.voucher_type, e.event, e.movement, e.seq ORDER BY e.seq";

/// Entries of a document (or, not whole, its lines in entries of others) that no entry mirrors.
pub async fn unmirrored(
    tx: &mut Tx<'_>,
    target: DocumentId,
    whole_entries: bool,
) -> Result<Vec<(EntryId, DraftEntry)>, Error> {
    let unmirrored = sql(UNMIRRORED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(target)
        .bind::<Bool, _>(whole_entries);
    let rows: Vec<EntryRow> = unmirrored.load(tx).await?;
    let entry = |row: EntryRow| {
        let entry = DraftEntry {
            voucher: row.voucher_type,
            event: row.event,
            movement: row.movement,
            reverses: None,
            lines: row.lines.into_iter().map(DraftLine::from).collect(),
        };
        (row.id, entry)
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Has anything been posted that stems from this document?
pub async fn has_lines_of(tx: &mut Tx<'_>, document: DocumentId) -> Result<bool, Error> {
    let lines = journal_lines::table
        .filter(journal_lines::entity_id.eq(tx.entity))
        .filter(journal_lines::source_id.eq(document));
    Ok(select(exists(lines)).get_result(tx).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_handed_out_in_order_without_gaps() {
        let last = |key: &&str| match *key {
            "RV" => Some(7),
            "PV" => Some(3),
            _ => None,
        };
        assert_eq!(handed_out(&["RV", "PV", "RV"], last), Some(vec![6, 3, 7]));
        assert_eq!(handed_out(&["RV", "AP"], last), None);
    }
}
