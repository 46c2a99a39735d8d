//! Where entries, balances and rules are kept.

use super::entry::{BalancedEntry, DraftEntry, DraftLine};
use super::operations::Posting;
use super::posting::{AccountRef, PostingRule};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::{Context, Error};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use shared::calendar::thai_long;
use shared::document::{NumberFormat, Series};
use shared::ledger::{Ledger, Voucher};
use shared::{BankAccountId, BudgetLineId, DocumentId, EntryId, FiscalYear, Money, ProblemCode};

/// The posting rules of a year for these events.
pub async fn rules(
    tx: &Tx<'_>,
    year: FiscalYear,
    events: Vec<String>,
) -> Result<Vec<PostingRule>, Error> {
    // A join, not `= ANY`: that is planned anew every time.
    let rules = "SELECT r.event, r.amount, r.ledger, r.voucher, r.debit, r.credit, r.movement
        FROM (SELECT DISTINCT unnest($2::text[]) AS event) AS e
        JOIN posting_rules AS r ON r.event = e.event
        WHERE $1 BETWEEN r.valid_from AND r.valid_to
        ORDER BY r.event, r.ledger DESC, r.source, r.amount";
    let rules = sql(rules)
        .bind::<Integer, _>(year)
        .bind::<Array<Text>, _>(events);
    let rows: Vec<RuleRow> = rules.load(&mut &*tx).await?;
    let rule = |row: RuleRow| PostingRule {
        event: row.event,
        amount: row.amount,
        ledger: row.ledger,
        voucher: row.voucher,
        debit: row.debit,
        credit: row.credit,
        movement: row.movement,
    };
    Ok(rows.into_iter().map(rule).collect())
}

/// A posting rule as it is kept.
#[derive(QueryableByName)]
struct RuleRow {
    #[diesel(sql_type = Text)]
    event: String,
    #[diesel(sql_type = Text)]
    amount: String,
    #[diesel(sql_type = Text)]
    ledger: Ledger,
    #[diesel(sql_type = Nullable<Text>)]
    voucher: Option<Voucher>,
    #[diesel(sql_type = Text)]
    debit: String,
    #[diesel(sql_type = Text)]
    credit: String,
    #[diesel(sql_type = Nullable<Text>)]
    movement: Option<String>,
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
    tx: &Tx<'_>,
    year: FiscalYear,
    wanted: &[(Series, &str)],
) -> Result<Vec<Number>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        series: Series,
        #[diesel(sql_type = Text)]
        scope: String,
        #[diesel(sql_type = BigInt)]
        last_number: i64,
        #[diesel(sql_type = Nullable<Text>)]
        format: Option<String>,
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let next = "SELECT series, scope, last_number, format FROM take_numbers($1, $2, $3)";
    let (series, scopes): (Vec<Series>, Vec<&str>) = wanted.iter().copied().unzip();
    let next = sql(next)
        .bind::<Integer, _>(year)
        .bind::<Array<Text>, _>(series)
        .bind::<Array<Text>, _>(scopes);
    let rows: Vec<Row> = next.load(&mut &*tx).await?;
    let row_of = |(series, scope): &(Series, &str)| {
        let same = |row: &&Row| row.series == *series && row.scope == *scope;
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

/// The first day of the books of the entity, where there are any.
pub async fn first_day_of_books(tx: &mut Tx<'_>) -> Result<Option<NaiveDate>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Nullable<Date>)]
        day: Option<NaiveDate>,
    }
    let row: Row = sql("SELECT first_day_of_books() AS day")
        .get_result(tx)
        .await?;
    Ok(row.day)
}

/// The signed report of today or a later day, which closes today (W-1.4).
pub async fn closed_day(tx: &Tx<'_>) -> Result<Option<NaiveDate>, Error> {
    closed_since(tx, tx.today).await
}

/// The last signed report of this day or a later one.
async fn closed_since(tx: &Tx<'_>, day: NaiveDate) -> Result<Option<NaiveDate>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Date)]
        report_date: NaiveDate,
    }
    let closed = "SELECT r.report_date FROM daily_reports r JOIN documents d
            ON d.entity_id = r.entity_id AND d.id = r.document_id
        WHERE r.entity_id = $1 AND d.status = 'posted' AND r.report_date >= $2
        ORDER BY r.report_date DESC LIMIT 1";
    let closed = sql(closed).bind::<Uuid, _>(tx.entity).bind::<Date, _>(day);
    let row: Option<Row> = closed.get_result(&mut &*tx).await.optional()?;
    Ok(row.map(|row| row.report_date))
}

/// The day from which on entries are in the figures of days: today, or the first day of the books
/// where they bring its balances forward or take that back.
async fn first_day_of(tx: &Tx<'_>, entries: &[DraftEntry]) -> Result<NaiveDate, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Nullable<Date>)]
        day: Option<NaiveDate>,
    }
    let opening = entries.iter().filter(|entry| entry.brings_forward());
    let opening = opening.flat_map(|entry| &entry.lines).next();
    let Some(line) = opening else {
        return Ok(tx.today);
    };
    let opened = sql("SELECT opened_from($1) AS day").bind::<Uuid, _>(line.source);
    let row: Row = opened.get_result(&mut &*tx).await?;
    Ok(row.day.map_or(tx.today, |day| day.min(tx.today)))
}

/// Refuses entries when today is closed, or a day since which they stand.
pub async fn refuse_closed_day(tx: &Tx<'_>, entries: &[DraftEntry]) -> Result<(), Error> {
    let day = first_day_of(tx, entries).await?;
    match closed_since(tx, day).await? {
        None => Ok(()),
        Some(day) => {
            let context = Context::from([("date".to_owned(), thai_long(day))]);
            Err(Error::Refused(ProblemCode::DAY_CLOSED, context, Vec::new()))
        }
    }
}

const INSERT: &str = "WITH entries AS (
            INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year,
                voucher_type, voucher_n, voucher_no, document_id, event, movement, reverses,
                is_register)
            SELECT $1, e.id, e.place + coalesce((SELECT max(seq) FROM journal_entries
                WHERE entity_id = $1), 0), $2, $3, e.voucher_type, e.voucher_n, e.voucher_no, $4,
                e.event, e.movement, e.reverses, e.is_register
            FROM unnest($5::uuid[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[],
                $11::uuid[], $12::boolean[]) WITH ORDINALITY AS e(id, voucher_type, voucher_n,
                voucher_no, event, movement, reverses, is_register, place))
        INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
            bank_account_id, budget_line_id, reference, debit, credit, source_id)
        SELECT $1, l.entry_id, l.line_no, $2, l.ledger, l.account, l.bank_account_id,
            l.budget_line_id, l.reference, l.debit, l.credit, l.source_id
        FROM unnest($13::uuid[], $14::int[], $15::text[], $16::text[], $17::uuid[], $18::uuid[],
            $19::text[], $20::numeric[], $21::numeric[], $22::uuid[]) AS l(entry_id, line_no,
            ledger, account, bank_account_id, budget_line_id, reference, debit, credit, source_id)";

/// Writes balanced entries with their lines, today; `numbers` are those of their vouchers.
pub fn insert(tx: &Tx<'_>, posting: Posting, entries: &[BalancedEntry], numbers: Vec<Number>) {
    let (of, lines) = columns(entries, numbers);
    let insert = sql(INSERT)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(tx.today)
        .bind::<Integer, _>(posting.fiscal_year)
        .bind::<Uuid, _>(posting.document)
        .bind::<Array<Uuid>, _>(of.id)
        .bind::<Array<Nullable<Text>>, _>(of.voucher)
        .bind::<Array<Nullable<BigInt>>, _>(of.number)
        .bind::<Array<Nullable<Text>>, _>(of.text)
        .bind::<Array<Text>, _>(of.event)
        .bind::<Array<Nullable<Text>>, _>(of.movement)
        .bind::<Array<Nullable<Uuid>>, _>(of.reverses)
        .bind::<Array<Bool>, _>(of.is_register)
        .bind::<Array<Uuid>, _>(lines.entry)
        .bind::<Array<Integer>, _>(lines.line_no)
        .bind::<Array<Text>, _>(lines.ledger)
        .bind::<Array<Text>, _>(lines.account)
        .bind::<Array<Nullable<Uuid>>, _>(lines.bank_account)
        .bind::<Array<Nullable<Uuid>>, _>(lines.budget_line)
        .bind::<Array<Nullable<Text>>, _>(lines.reference)
        .bind::<Array<Numeric>, _>(lines.debit)
        .bind::<Array<Numeric>, _>(lines.credit)
        .bind::<Array<Uuid>, _>(lines.source);
    tx.later(insert);
}

/// Entries by column.
#[derive(Default)]
struct EntryColumns {
    id: Vec<EntryId>,
    voucher: Vec<Option<Voucher>>,
    number: Vec<Option<i64>>,
    text: Vec<Option<String>>,
    event: Vec<String>,
    movement: Vec<Option<String>>,
    reverses: Vec<Option<EntryId>>,
    is_register: Vec<bool>,
}

/// Lines of entries, turned into columns for `unnest`.
#[derive(Default)]
struct LineColumns {
    entry: Vec<EntryId>,
    line_no: Vec<i32>,
    ledger: Vec<Ledger>,
    account: Vec<String>,
    bank_account: Vec<Option<BankAccountId>>,
    budget_line: Vec<Option<BudgetLineId>>,
    reference: Vec<Option<String>>,
    debit: Vec<Money>,
    credit: Vec<Money>,
    source: Vec<DocumentId>,
}

fn columns(entries: &[BalancedEntry], numbers: Vec<Number>) -> (EntryColumns, LineColumns) {
    let mut numbers = numbers.into_iter();
    let (mut of, mut lines) = (EntryColumns::default(), LineColumns::default());
    for entry in entries.iter().map(BalancedEntry::entry) {
        let id = EntryId(uuid::Uuid::now_v7());
        let number = entry.voucher.and_then(|_| numbers.next());
        of.id.push(id);
        of.voucher.push(entry.voucher);
        of.number.push(number.as_ref().map(|number| number.n));
        of.text.push(number.map(|number| number.text));
        of.event.push(entry.event.clone());
        of.movement.push(entry.movement.clone());
        of.reverses.push(entry.reverses);
        of.is_register.push(entry.is_register());
        for (line_no, line) in (1..).zip(&entry.lines) {
            lines.entry.push(id);
            lines.line_no.push(line_no);
            lines.ledger.push(line.ledger);
            lines.account.push(line.account.code.clone());
            lines.bank_account.push(line.account.bank_account);
            lines.budget_line.push(line.budget_line);
            lines.reference.push(line.account.reference.clone());
            lines.debit.push(line.debit);
            lines.credit.push(line.credit);
            lines.source.push(line.source);
        }
    }
    (of, lines)
}

/// The numbers of the vouchers of entries, in their order.
pub async fn voucher_numbers(
    tx: &Tx<'_>,
    year: FiscalYear,
    entries: &[DraftEntry],
) -> Result<Vec<Number>, Error> {
    let vouchers = entries.iter().filter_map(|entry| entry.voucher);
    let series: Vec<(Series, &str)> = vouchers.map(|v| (v.series(), "")).collect();
    next_numbers(tx, year, &series).await
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = Uuid)]
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
    tx: &Tx<'_>,
    target: DocumentId,
    whole_entries: bool,
) -> Result<Vec<(EntryId, DraftEntry)>, Error> {
    let unmirrored = sql(UNMIRRORED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(target)
        .bind::<Bool, _>(whole_entries);
    let rows: Vec<EntryRow> = unmirrored.load(&mut &*tx).await?;
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

/// What a document is called by which something else than this one stands in the books, the first of
/// them; the budget alone is no reason.
pub async fn standing_beside(tx: &Tx<'_>, own: DocumentId) -> Result<Option<String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Nullable<Text>)]
        name: Option<String>,
    }
    let standing = sql("SELECT standing_beside($1) AS name").bind::<Uuid, _>(own);
    let row: Row = standing.get_result(&mut &*tx).await?;
    Ok(row.name)
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
