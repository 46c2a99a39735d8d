//! Where entries are read, with the document, the lines and the names of each.

use super::EntryFilter;
use crate::platform::db::{Arg, Tx};
use crate::platform::error::Error;
use serde::Deserialize;
use shared::ledger::{BroughtForward, Entry, EntryPage, LineSums};

/// The lines of an entry. The list of books is all there are; with it the index on accounts serves.
const ITS_LINES: &str = "l.entity_id = e.entity_id AND l.entry_id = e.id
    AND l.ledger IN ('financial', 'budgetary', 'cash', 'register')";

/// What a selected entry is answered with.
const COLUMNS: &str = "e.id, e.seq, e.posted_on, e.fiscal_year, e.voucher_type, e.voucher_no,
    e.document_id, d.kind AS document_kind, d.title AS document_title,
    (SELECT n.number FROM document_numbers n WHERE n.entity_id = d.entity_id
        AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1) AS document_number,
    e.event, e.reverses, (SELECT jsonb_agg(jsonb_build_object('ledger', l.ledger,
            'account', l.account,
            'account_name', coalesce(a.name_th, b.code || ' ' || b.name_th, c.name_th, ''),
            'bank_account_id', l.bank_account_id, 'budget_line_id', l.budget_line_id,
            'reference', l.reference, 'debit', l.debit::text, 'credit', l.credit::text,
            'source_id', l.source_id) ORDER BY l.line_no)
        FROM journal_lines l LEFT JOIN accounts a ON a.code = l.chart_account
        LEFT JOIN budget_lines b ON b.entity_id = l.entity_id AND b.id = l.budget_line_id
        LEFT JOIN classifications c ON l.ledger = 'cash' AND c.code = substr(l.account, 3)
            AND c.scheme IN ('revenue_type', 'report_code')
        WHERE l.entity_id = e.entity_id AND l.entry_id = e.id) AS lines";

/// Sums as [`LineSums`].
fn sums(debit: &str, credit: &str) -> String {
    format!(
        "jsonb_build_object('debit', coalesce({debit}, 0)::numeric(18, 2)::text,
             'credit', coalesce({credit}, 0)::numeric(18, 2)::text,
             'net', (coalesce({debit}, 0) - coalesce({credit}, 0))::numeric(18, 2)::text)"
    )
}

/// The conditions on an entry `e`; `$1` to `$4` are its entity, first day, last day and document.
fn of_entries(filter: &EntryFilter) -> String {
    let mut all = vec!["e.entity_id = $1"];
    let begun = "e.posted_on >= $2";
    match (filter.brought_forward, filter.from) {
        (None, Some(_)) => all.push(begun),
        (None | Some(BroughtForward::Included), _) => {}
        (Some(BroughtForward::Excluded), from) => {
            all.push("e.movement IS DISTINCT FROM 'brought_forward'");
            all.extend(from.map(|_| begun));
        }
        (Some(BroughtForward::Only), None) => all.push("e.movement = 'brought_forward'"),
        (Some(BroughtForward::Only), Some(_)) => {
            all.push("(e.posted_on < $2 OR e.movement = 'brought_forward')");
        }
    }
    if filter.to.is_some() {
        all.push("e.posted_on <= $3");
    }
    // The register is read by its account or its document; the books are without it.
    if filter.account.is_empty() && filter.document_id.is_none() {
        all.push("NOT e.is_register");
    }
    if filter.document_id.is_some() {
        // Each half by its own index; joined by OR they would go through every entry.
        all.push(
            "e.id IN (SELECT o.id FROM journal_entries o
                 WHERE o.entity_id = $1 AND o.document_id = $4
                 UNION SELECT s.entry_id FROM journal_lines s
                 WHERE s.entity_id = $1 AND s.source_id = $4)",
        );
    }
    all.join(" AND ")
}

/// The conditions on a line `l` of an entry `e`, if there are any; `$5` to `$9` are accounts, bank
/// accounts, budget lines, their year and movements.
fn of_lines(filter: &EntryFilter) -> Option<String> {
    let asked = [
        // What was ever posted to has a balance, so this is a short list.
        (
            !filter.account.is_empty(),
            "l.account = ANY(ARRAY(SELECT b.account FROM current_balances b
                 WHERE b.entity_id = $1 AND (b.account LIKE ANY($5) OR b.account IN (
                 SELECT a.code FROM accounts a WHERE '@' || a.used_for = ANY($5)))))",
        ),
        (
            !filter.bank_account_id.is_empty(),
            "l.bank_account_id = ANY($6)",
        ),
        (
            !filter.budget_line_id.is_empty(),
            "l.budget_line_id = ANY($7)",
        ),
        (
            filter.budget_year.is_some(),
            "l.budget_line_id IN (SELECT b.id FROM budget_lines b
                 WHERE b.entity_id = $1 AND b.fiscal_year = $8)",
        ),
        (
            !filter.movement.is_empty(),
            "CASE WHEN e.movement = 'deposited' THEN 'deposited'
                 WHEN (e.reverses IS NULL) = (l.debit > 0) THEN 'received' ELSE 'paid' END = ANY($9)",
        ),
    ];
    let all: Vec<&str> = asked
        .into_iter()
        .filter_map(|(is_asked, condition)| is_asked.then_some(condition))
        .collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// The page of entries asked for, and what the lines asked for add up to on all pages.
pub async fn entries(tx: &mut Tx<'_>, filter: &EntryFilter) -> Result<EntryPage, Error> {
    #[derive(Deserialize)]
    struct Row {
        total: i64,
        matching: Option<LineSums>,
        items: Vec<Entry>,
    }
    let (page, per_page) = crate::platform::http::paging(filter.page, filter.per_page)?;
    let order = if filter.newest_first()? { "DESC" } else { "" };
    let entries = of_entries(filter);
    let (found, all, own) = match of_lines(filter) {
        None => (
            format!("SELECT e.id, e.seq FROM journal_entries e WHERE {entries}"),
            "NULL".to_owned(),
            "NULL".to_owned(),
        ),
        Some(lines) => (
            format!(
                "SELECT e.id, e.seq, sum(l.debit) AS debit, sum(l.credit) AS credit
                 FROM journal_entries e JOIN journal_lines l ON {ITS_LINES}
                 WHERE {entries} AND {lines} GROUP BY e.id, e.seq"
            ),
            format!(
                "(SELECT {} FROM found f)",
                sums("sum(f.debit)", "sum(f.credit)")
            ),
            sums("f.debit", "f.credit"),
        ),
    };
    // Found once, for the sums and for the page: going through the journal in its order until a
    // page is full would go through all of it where little fits.
    let sql = format!(
        "WITH found AS MATERIALIZED ({found}),
         page AS (SELECT {COLUMNS}, {own} AS matching
             FROM (SELECT * FROM found ORDER BY seq {order} LIMIT $10 OFFSET $11) f
             JOIN journal_entries e ON e.entity_id = $1 AND e.id = f.id
             JOIN documents d ON d.entity_id = e.entity_id AND d.id = e.document_id)
         SELECT (SELECT count(*) FROM found) AS total, {all} AS matching,
             (SELECT coalesce(jsonb_agg(p ORDER BY p.seq {order}), '[]') FROM page p) AS items"
    );
    let row: Option<Row> = tx
        .row(&sql, &arguments(tx, filter, page, per_page)?)
        .await?;
    let (total, matching, items) = row
        .map(|row| (row.total, row.matching, row.items))
        .unwrap_or_default();
    Ok(EntryPage {
        items,
        total,
        page,
        per_page,
        matching,
    })
}

fn arguments(
    tx: &Tx<'_>,
    filter: &EntryFilter,
    page: u32,
    per_page: u32,
) -> Result<[Arg; 11], Error> {
    let movements: Vec<String> = filter.movement.iter().map(ToString::to_string).collect();
    Ok([
        tx.entity.into(),
        filter.from.into(),
        filter.to.into(),
        filter.document_id.into(),
        filter.account_patterns()?.into(),
        filter.bank_account_id.clone().into(),
        filter.budget_line_id.clone().into(),
        filter.budget_year.into(),
        movements.into(),
        per_page.into(),
        (i64::from(page - 1) * i64::from(per_page)).into(),
    ])
}
