//! Where entries are read, with the document, the lines and the names of each.

use super::EntryFilter;
use crate::platform::db::{Json, Sql, Tx, sql};
use crate::platform::error::Error;
use crate::platform::http::{check_depth, nearest, paging};
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::claims::Register;
use shared::ledger::{BroughtForward, Entry, EntryPage, Ledger, LineSums};
use shared::page::MAX_PER_PAGE;
use shared::{DocumentId, Money};

/// The lines of an entry. The list of books is all there are; with it the index on accounts serves.
const ITS_LINES: &str = "l.entity_id = e.entity_id AND l.entry_id = e.id
    AND l.ledger IN ('financial', 'budgetary', 'cash', 'register')";

/// The page of what was found, and what was found in all: found once, for the sums and for the page.
/// Going through the journal in its order until a page is full would go through all of it where
/// little fits.
const PAGE: &str = "page AS (SELECT e.id, e.seq, e.posted_on, e.fiscal_year, e.voucher_type,
        e.voucher_no, e.document_id, d.kind AS document_kind, d.title AS document_title,
        (SELECT n.number FROM document_numbers n WHERE n.entity_id = d.entity_id
            AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1) AS document_number,
        e.event, e.reverses, (SELECT jsonb_agg(jsonb_build_object('ledger', l.ledger,
                'account', l.account,
                'account_name', coalesce(a.name_th, b.code || ' ' || b.name_th, c.name_th,
                    ''),
                'bank_account_id', l.bank_account_id, 'budget_line_id', l.budget_line_id,
                'reference', l.reference, 'reference_name', (SELECT k.label
                    FROM claims k WHERE k.entity_id = $1 AND k.ledger = l.ledger
                        AND k.account = l.account AND k.dimension = l.reference),
                'debit', l.debit::text, 'credit', l.credit::text,
                'source_id', l.source_id) ORDER BY l.line_no)
            FROM journal_lines l LEFT JOIN accounts a ON a.code = l.chart_account
            LEFT JOIN budget_lines b ON b.entity_id = l.entity_id AND b.id = l.budget_line_id
            LEFT JOIN classifications c ON l.ledger = 'cash' AND c.code = substr(l.account, 3)
                AND c.scheme IN ('revenue_type', 'report_code')
            WHERE l.entity_id = e.entity_id AND l.entry_id = e.id) AS lines,
        CASE WHEN f.debit IS NOT NULL THEN jsonb_build_object('debit', f.debit::text,
            'credit', f.credit::text, 'net', (f.debit - f.credit)::text) END AS matching
        FROM (SELECT * FROM found ORDER BY CASE WHEN $4 THEN -seq ELSE seq END
              LIMIT $2 OFFSET $3) f
        JOIN journal_entries e ON e.entity_id = $1 AND e.id = f.id
        JOIN documents d ON d.entity_id = e.entity_id AND d.id = e.document_id)
    SELECT f.*, coalesce((SELECT jsonb_agg(p ORDER BY CASE WHEN $4 THEN -p.seq ELSE p.seq END)
        FROM page p), '[]') AS items
    FROM (SELECT count(*) AS total, coalesce(sum(debit), 0)::numeric(18, 2) AS debit,
        coalesce(sum(credit), 0)::numeric(18, 2) AS credit FROM found) AS f";

// Conditions on an entry `e`; `$5` to `$7` are its first day, last day and document.
const BEGUN: &str = "e.posted_on >= $5";
const ENDED: &str = "e.posted_on <= $6";
const ENDED_OR_OPENED: &str = "(e.posted_on <= $6
        OR e.movement = 'brought_forward' AND brought_forward_from(e) <= $6)";
const NOT_BROUGHT_FORWARD: &str = "e.movement IS DISTINCT FROM 'brought_forward'";
const BROUGHT_FORWARD: &str = "e.movement = 'brought_forward'";
const BEFORE: &str = "(e.posted_on < $5 OR e.movement = 'brought_forward')";
const OF_BOOKS: &str = "NOT e.is_register";
// Each half by its own index; joined by OR they would go through every entry.
const OF_DOCUMENT: &str = "e.id IN (SELECT o.id FROM journal_entries o
        WHERE o.entity_id = $1 AND o.document_id = $7
        UNION SELECT s.entry_id FROM journal_lines s
        WHERE s.entity_id = $1 AND s.source_id = $7)";

/// The conditions on an entry.
fn of_entries(filter: &EntryFilter) -> String {
    let mut all = vec!["e.entity_id = $1"];
    match (filter.brought_forward, filter.from) {
        (None, Some(_)) => all.push(BEGUN),
        (None | Some(BroughtForward::Included), _) => {}
        (Some(BroughtForward::Excluded), from) => {
            all.push(NOT_BROUGHT_FORWARD);
            all.extend(from.map(|_| BEGUN));
        }
        (Some(BroughtForward::Only), None) => all.push(BROUGHT_FORWARD),
        (Some(BroughtForward::Only), Some(_)) => all.push(BEFORE),
    }
    if filter.to.is_some() {
        all.push(match filter.brought_forward {
            Some(BroughtForward::Included | BroughtForward::Only) => ENDED_OR_OPENED,
            Some(BroughtForward::Excluded) | None => ENDED,
        });
    }
    // The register is read by its account or its document; the books are without it.
    if filter.account.is_empty() && filter.document_id.is_none() {
        all.push(OF_BOOKS);
    }
    if filter.document_id.is_some() {
        all.push(OF_DOCUMENT);
    }
    all.join(" AND ")
}

// Conditions on a line `l` of an entry `e`; `$8` to `$12` are accounts, bank accounts, budget
// lines, their year and movements.
// What was ever posted to has a balance, so this is a short list.
const ON_ACCOUNTS: &str = "l.account = ANY(ARRAY(SELECT b.account FROM current_balances b
        WHERE b.entity_id = $1 AND (b.account LIKE ANY($8) OR b.account IN (
            SELECT a.code FROM accounts a WHERE '@' || a.used_for = ANY($8)))))";
const ON_BANK_ACCOUNTS: &str = "l.bank_account_id = ANY($9)";
const ON_BUDGET_LINES: &str = "l.budget_line_id = ANY($10)";
const OF_BUDGET_YEAR: &str = "l.budget_line_id IN (SELECT b.id FROM budget_lines b
        WHERE b.entity_id = $1 AND b.fiscal_year = $11)";
const MOVING: &str = "CASE WHEN e.movement = 'deposited' THEN 'deposited'
        WHEN (e.reverses IS NULL) = (l.debit > 0) THEN 'received' ELSE 'paid' END = ANY($12)";

/// The conditions on a line, if there are any.
fn of_lines(filter: &EntryFilter) -> Option<String> {
    let asked = [
        (!filter.account.is_empty(), ON_ACCOUNTS),
        (!filter.bank_account_id.is_empty(), ON_BANK_ACCOUNTS),
        (!filter.budget_line_id.is_empty(), ON_BUDGET_LINES),
        (filter.budget_year.is_some(), OF_BUDGET_YEAR),
        (!filter.movement.is_empty(), MOVING),
    ];
    let all: Vec<&str> = asked
        .into_iter()
        .filter_map(|(is_asked, condition)| is_asked.then_some(condition))
        .collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// The statement for what is asked; the conditions are written out, so that each finds its index.
fn statement(entries: &str, lines: Option<&str>) -> String {
    match lines {
        None => format!(
            "WITH found AS MATERIALIZED (SELECT e.id, e.seq, NULL::numeric AS debit,
                 NULL::numeric AS credit FROM journal_entries e WHERE {entries}),
             {PAGE}"
        ),
        Some(lines) => format!(
            "WITH found AS MATERIALIZED (SELECT e.id, e.seq, sum(l.debit) AS debit,
                 sum(l.credit) AS credit FROM journal_entries e JOIN journal_lines l ON {ITS_LINES}
                 WHERE {entries} AND {lines} GROUP BY e.id, e.seq),
             {PAGE}"
        ),
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = Numeric)]
    debit: Money,
    #[diesel(sql_type = Numeric)]
    credit: Money,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<Entry>>)]
    items: Vec<Entry>,
}

/// The page of entries asked for, and what the lines asked for add up to on all pages.
pub async fn entries(tx: &mut Tx<'_>, filter: &EntryFilter) -> Result<EntryPage, Error> {
    let (page, per_page) = paging(filter.page, filter.per_page)?;
    let read = nearest(page, per_page);
    let found = found(tx, filter, per_page, read).await?;
    check_depth(page, read, !found.items.is_empty())?;
    Ok(EntryPage {
        page,
        per_page,
        ..found
    })
}

/// A page of entries of any length, and what the lines asked for add up to on all pages.
pub async fn found(
    tx: &mut Tx<'_>,
    filter: &EntryFilter,
    per_page: u32,
    page: u32,
) -> Result<EntryPage, Error> {
    let lines = of_lines(filter);
    let asked = sql(statement(&of_entries(filter), lines.as_deref()))
        .bind::<Uuid, _>(tx.entity)
        .bind::<BigInt, _>(i64::from(per_page))
        .bind::<BigInt, _>(i64::from(page - 1) * i64::from(per_page))
        .bind::<Bool, _>(filter.newest_first()?)
        .bind::<Nullable<Date>, _>(filter.from)
        .bind::<Nullable<Date>, _>(filter.to)
        .bind::<Nullable<Uuid>, _>(filter.document_id);
    let asked = match &lines {
        None => asked,
        Some(_) => bind_lines(asked, filter)?,
    };
    let mut found: Found = asked.get_result(tx).await?;
    let lines_of_items = found.items.iter_mut().flat_map(|entry| &mut entry.lines);
    for line in lines_of_items.filter(|line| line.ledger == Ledger::Register) {
        line.account_name = Register::thai_of(&line.account).to_owned();
    }
    let sums = LineSums {
        debit: found.debit,
        credit: found.credit,
        net: found.debit - found.credit,
    };
    Ok(EntryPage {
        items: found.items,
        total: found.total,
        page,
        per_page,
        matching: lines.map(|_| sums),
    })
}

/// All entries of a document, oldest first, however many they are.
pub async fn entries_of(tx: &mut Tx<'_>, document: DocumentId) -> Result<Vec<Entry>, Error> {
    let mut filter = EntryFilter {
        document_id: Some(document.0),
        per_page: Some(MAX_PER_PAGE),
        ..EntryFilter::default()
    };
    let mut all = Vec::new();
    for page in 1.. {
        filter.page = Some(page);
        let read = entries(tx, &filter).await?.items;
        let is_last = read.len() < MAX_PER_PAGE as usize;
        all.extend(read);
        if is_last {
            break;
        }
    }
    Ok(all)
}

fn bind_lines<'f>(asked: Sql<'f>, filter: &'f EntryFilter) -> Result<Sql<'f>, Error> {
    Ok(asked
        .bind::<Array<Text>, _>(filter.account_patterns()?)
        .bind::<Array<Uuid>, _>(&filter.bank_account_id)
        .bind::<Array<Uuid>, _>(&filter.budget_line_id)
        .bind::<Nullable<Integer>, _>(filter.budget_year)
        .bind::<Array<Text>, _>(&filter.movement))
}
