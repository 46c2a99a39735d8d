//! Rows lost, added, moved to another entity and swapped, in every table.

use super::bench::{Bench, Row, Table};
use super::damage::{Beside, Damage, Wanted};
use api::verify::DamageKind;
use uuid::Uuid;

pub const DERIVED: [&str; 6] = [
    "attachment_contents",
    "balances",
    "current_balances",
    "entity_heads",
    "records",
    "search_texts",
];

/// Every table that the record proves.
async fn facts(bench: &mut Bench) -> Vec<Table> {
    let mut tables = bench.tables().await;
    tables.retain(|table| !DERIVED.contains(&table.name.as_str()));
    tables
}

/// The last column of the key, and a value no row has.
fn new_key(table: &Table) -> (String, &'static str) {
    let column = table.key.last().expect("a key").clone();
    let kind = table
        .columns
        .iter()
        .find(|of| of.0 == column)
        .expect("its type")
        .1
        .as_str();
    let value = match kind {
        "uuid" => "gen_random_uuid()",
        "text" => "'ใหม่'",
        "date" => "'2499-01-01'",
        _ => "777777",
    };
    (column, value)
}

/// A row that is taken away.
pub fn lost(table: &Table, row: &Row) -> Damage {
    let (name, tid) = (&table.name, &row.tid);
    let lost = Wanted::new(DamageKind::RowMissing, row.entity_id, name).key(&row.key);
    let sql = format!("DELETE FROM {name} WHERE ctid = '{tid}'");
    Damage::new(name, sql, vec![lost])
}

/// A row like it under another key; none where that is another organisation's: tested with the column.
pub fn added(table: &Table, row: &Row) -> Option<Damage> {
    let (column, value) = new_key(table);
    let columns: Vec<&str> = table.columns.iter().map(|of| of.0.as_str()).collect();
    let values = columns
        .iter()
        .map(|of| if *of == column { value } else { of });
    let values: Vec<&str> = values.collect();
    let name = &table.name;
    let sql = format!(
        "INSERT INTO {name} ({}) SELECT {} FROM {name} WHERE ctid = '{}'",
        columns.join(", "),
        values.join(", "),
        row.tid,
    );
    let added = Wanted::new(DamageKind::RowExtra, row.entity_id, name);
    (column != "entity_id").then(|| Damage::new(name, sql, vec![added]))
}

/// A row given to another organisation. Of a series that the other has too, the numbers collide: then
/// it is named as changed.
pub fn moved(table: &Table, row: &Row, to: Uuid) -> Option<Damage> {
    let (name, tid) = (&table.name, &row.tid);
    let sql = format!("UPDATE {name} SET entity_id = '{to}' WHERE ctid = '{tid}'");
    let lost = Wanted::new(DamageKind::RowMissing, row.entity_id, name).key(&row.key);
    let gained = Wanted::new(DamageKind::RowExtra, to, name);
    (name != "number_series").then(|| Damage::new(name, sql, vec![lost, gained]))
}

/// Two rows of an organisation that have changed places.
pub fn swapped(table: &Table, rest: &[&str], one: &Row, two: &Row) -> Damage {
    let name = &table.name;
    let sets: Vec<String> = rest.iter().map(|of| format!("{of} = b.{of}")).collect();
    let sql = format!(
        "UPDATE {name} AS a SET {} FROM {name} AS b
         WHERE (a.ctid, b.ctid) IN (('{1}', '{2}'), ('{2}', '{1}'))",
        sets.join(", "),
        one.tid,
        two.tid
    );
    let changed =
        |row: &Row| Wanted::new(DamageKind::RowChanged, row.entity_id, name).key(&row.key);
    Damage::new(name, sql, vec![changed(one), changed(two)])
}

/// Two rows of a table that are not alike, where it has such, and what is not their key.
pub fn two_rows<'a>(table: &'a Table, within: &str) -> Option<(Vec<&'a str>, String)> {
    let (name, key) = (&table.name, table.key.join(", "));
    let own = |column: &str| table.key.iter().any(|key| key == column);
    let columns = table.columns.iter().map(|of| of.0.as_str());
    let rest: Vec<&str> = columns.filter(|of| !own(of)).collect();
    let content = format!("jsonb_build_array({})", rest.join(", "));
    let sql = format!(
        "SELECT entity_id, jsonb_build_array({key})::text AS key, ctid::text AS tid FROM (
            SELECT *, ctid, row_number() OVER (PARTITION BY entity_id, {content}) AS twin
            FROM {name} WHERE entity_id = (SELECT entity_id FROM {name} WHERE {within}
                GROUP BY 1 ORDER BY count(DISTINCT {content}) DESC LIMIT 1)) AS t
         WHERE twin = 1 ORDER BY {key} LIMIT 2"
    );
    (!rest.is_empty()).then_some((rest, sql))
}

#[tokio::test]
async fn a_row_lost_added_or_moved_is_named_in_every_table() {
    let mut bench = Bench::defenceless().await;
    let tables = facts(&mut bench).await;
    let other: Uuid = bench
        .value("SELECT entity_id AS value FROM entity_heads ORDER BY seq OFFSET 1 LIMIT 1")
        .await;
    for table in &tables {
        let row = bench.row(table).await;
        bench.plant(&lost(table, &row)).await;

        let row = bench.row(table).await;
        let Some(damage) = added(table, &row) else {
            continue;
        };
        bench.plant(&damage).await;

        let row = bench.row(table).await;
        let to = if row.entity_id == other {
            busiest(&mut bench).await
        } else {
            other
        };
        if let Some(damage) = moved(table, &row, to) {
            bench.plant(&damage).await;
        }
    }
    bench.finish("rows lost, added and moved").await;
}

async fn busiest(bench: &mut Bench) -> Uuid {
    let sql = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    bench.value(sql).await
}

#[tokio::test]
async fn rows_that_changed_places_are_both_named() {
    let mut bench = Bench::defenceless().await;
    let mut swapped = 0;
    for table in facts(&mut bench).await {
        let Some((rest, sql)) = two_rows(&table, "true") else {
            continue;
        };
        let rows: Vec<Row> = bench.sql.rows(&sql, &[]).await;
        let [one, two] = rows.as_slice() else {
            continue;
        };
        bench.plant(&self::swapped(&table, &rest, one, two)).await;
        swapped += 1;
    }
    assert!(swapped > 15, "{swapped} tables had two rows of an entity");
    bench.finish("pairs of rows swapped").await;
}

/// To tables that the record proves, to numbers and to derived tables.
pub fn rows_and_derived(entity: Uuid) -> Vec<Damage> {
    let name = |kind, table| Wanted::new(kind, entity, table);
    let own = format!("WHERE entity_id = '{entity}'");
    vec![
        Damage::new(
            "receipts",
            format!("DELETE FROM receipts {own}"),
            vec![name(DamageKind::RowMissing, "receipts")],
        ),
        // Yesterday's copy of one table put back.
        Damage::new(
            "documents",
            format!(
                "UPDATE documents SET status = 'draft', steps_taken = 0, next_step = 'submit' {own}"
            ),
            vec![
                name(DamageKind::RowChanged, "documents").column("status"),
                name(DamageKind::RowChanged, "documents").column("steps_taken"),
                name(DamageKind::RowChanged, "documents").column("next_step"),
            ],
        ),
        Damage::new(
            "balances",
            format!(
                "DELETE FROM balances {own} AND ctid IN (SELECT ctid FROM balances {own}
                LIMIT 1)"
            ),
            vec![name(DamageKind::BalanceWrong, "balances")],
        ),
        Damage::new(
            "current_balances",
            format!(
                "INSERT INTO current_balances (entity_id, ledger, account, dimension, debit,
                credit, limit_side) SELECT entity_id, ledger, account, 'x', debit, credit, limit_side FROM current_balances {own} LIMIT 1"
            ),
            vec![name(DamageKind::BalanceWrong, "current_balances")],
        ),
        Damage::new(
            "current_balances",
            format!(
                "UPDATE current_balances SET debit = credit - 0.01 {own} AND limit_side = 'D'
                AND account = 'available'"
            ),
            vec![
                name(DamageKind::BalanceWrong, "current_balances").column("debit"),
                name(DamageKind::LimitBroken, "current_balances"),
            ],
        ),
        Damage::new(
            "current_balances",
            format!("UPDATE current_balances SET is_open = NOT is_open {own} AND account = 'available'"),
            vec![name(DamageKind::BalanceWrong, "current_balances").column("is_open")],
        ),
        Damage::new(
            "search_texts",
            format!(
                "DELETE FROM search_texts {own} AND ctid IN (SELECT ctid FROM search_texts {own}
                LIMIT 1)"
            ),
            vec![name(DamageKind::SearchWrong, "search_texts")],
        ),
        Damage::new(
            "attachment_contents",
            format!("DELETE FROM attachment_contents {own}"),
            vec![name(DamageKind::FileDamaged, "attachment_contents")],
        ),
        Damage::new(
            "attachment_contents",
            format!(
                "INSERT INTO attachment_contents
                VALUES ('{entity}', sha256('%PDF-x'), '%PDF-x')"
            ),
            vec![name(DamageKind::FileDamaged, "attachment_contents")],
        ),
        // A role that nobody gave, and one that was taken away.
        Damage::new(
            "posts",
            format!("UPDATE posts SET role = 'executive' {own} AND role = 'finance_officer'"),
            vec![name(DamageKind::RowChanged, "posts")],
        ),
        Damage::new(
            "posts",
            format!("DELETE FROM posts {own} AND role = 'executive'"),
            vec![name(DamageKind::RowChanged, "posts")],
        ),
        // A program that is given more than was said, and one that is shut out.
        Damage::new(
            "program_keys",
            format!("UPDATE program_keys SET scopes = 'receipt:edit' {own}"),
            vec![name(DamageKind::RowChanged, "program_keys")],
        ),
        Damage::new(
            "program_keys",
            format!("DELETE FROM program_keys {own}"),
            vec![name(DamageKind::RowChanged, "program_keys")],
        ),
        Damage::new(
            "number_series",
            format!(
                "UPDATE number_series SET last_number = last_number + 1 {own}
                AND series = 'receipt'"
            ),
            vec![
                name(DamageKind::RowChanged, "number_series").column("last_number"),
                name(DamageKind::NumberGap, "number_series").column("last_number"),
            ],
        ),
        Damage::new(
            "document_numbers",
            format!("DELETE FROM document_numbers {own} AND series = 'receipt' AND n = 1"),
            vec![
                name(DamageKind::RowMissing, "document_numbers"),
                name(DamageKind::NumberGap, "document_numbers").column("n"),
            ],
        ),
    ]
}

/// To the books.
pub fn entries_and_lines(entity: Uuid) -> Vec<Damage> {
    let name = |kind, table| Wanted::new(kind, entity, table);
    let own = format!("WHERE entity_id = '{entity}'");
    vec![
        Damage::new(
            "journal_lines",
            format!(
                "UPDATE journal_lines SET debit = debit + 1 {own} AND debit > 0
                AND ctid = (SELECT min(ctid) FROM journal_lines {own} AND debit > 0)"
            ),
            vec![
                name(DamageKind::RowChanged, "journal_lines").column("debit"),
                name(DamageKind::Unbalanced, "journal_lines"),
                name(DamageKind::BalanceWrong, "balances"),
                name(DamageKind::BalanceWrong, "current_balances"),
            ],
        ),
        Damage::new(
            "journal_lines",
            format!("UPDATE journal_lines SET posted_on = posted_on + 1 {own} AND line_no = 1"),
            vec![
                name(DamageKind::RowChanged, "journal_lines").column("posted_on"),
                name(DamageKind::Unbalanced, "journal_lines").column("posted_on"),
            ],
        ),
        Damage::new(
            "journal_lines",
            format!(
                "DELETE FROM journal_lines {own} AND entry_id = (SELECT id
                FROM journal_entries {own} AND seq = 3)"
            ),
            vec![
                name(DamageKind::RowMissing, "journal_lines"),
                name(DamageKind::Unbalanced, "journal_entries"),
            ],
        ),
        Damage::new(
            "journal_lines",
            format!(
                "UPDATE journal_lines SET debit = credit, credit = debit {own}
                AND account = 'available'"
            ),
            vec![
                name(DamageKind::RowChanged, "journal_lines").column("debit"),
                name(DamageKind::RowChanged, "journal_lines").column("credit"),
                name(DamageKind::LimitBroken, "journal_lines"),
            ],
        ),
        Damage::new(
            "journal_entries",
            format!(
                "UPDATE journal_entries SET voucher_n = voucher_n + 1000 {own}
                AND voucher_type = 'AP' AND voucher_n = 1"
            ),
            vec![
                name(DamageKind::RowChanged, "journal_entries").column("voucher_n"),
                name(DamageKind::NumberGap, "journal_entries").column("voucher_n"),
                name(DamageKind::NumberGap, "number_series").column("last_number"),
            ],
        ),
    ]
}

#[tokio::test]
async fn whole_tables_and_derived_rows_are_named() {
    let mut bench = Bench::defenceless().await;
    let entity = busiest(&mut bench).await;
    for damage in rows_and_derived(entity)
        .iter()
        .chain(&entries_and_lines(entity))
    {
        bench.plant(damage).await;
    }
    let name = |kind, table| Wanted::new(kind, entity, table);
    let own = format!("WHERE entity_id = '{entity}'");
    // An entry with lines and everything that is derived from it, removed together.
    let entry: Uuid = bench
        .value(&format!(
            "SELECT id AS value FROM journal_entries {own} ORDER BY seq LIMIT 1"
        ))
        .await;
    let sql = format!(
        "DELETE FROM journal_lines WHERE entry_id = '{entry}';
         DELETE FROM journal_entries WHERE id = '{entry}';
         DELETE FROM balances; INSERT INTO balances SELECT entity_id,
             date_trunc('month', posted_on)::date, ledger, account, dimension, sum(debit),
             sum(credit) FROM journal_lines GROUP BY 1, 2, 3, 4, 5;
         DELETE FROM current_balances; INSERT INTO current_balances (entity_id, ledger, account, dimension,
             debit, credit, limit_side, is_open)
         SELECT l.entity_id, l.ledger, l.account, dimension, sum(debit), sum(credit), min(a.side),
             sum(debit) <> sum(credit)
             FROM journal_lines l
             LEFT JOIN account_limits a ON a.ledger = l.ledger AND a.account = l.account
             GROUP BY 1, 2, 3, 4"
    );
    let wanted = vec![
        name(DamageKind::RowMissing, "journal_lines"),
        name(DamageKind::RowMissing, "journal_entries"),
        name(DamageKind::NumberGap, "journal_entries").column("seq"),
    ];
    let mut damage = Damage::new("journal_lines", sql, wanted).beside(Beside::Books);
    let touched = [
        "journal_lines",
        "journal_entries",
        "balances",
        "current_balances",
    ];
    damage.restore = touched.map(str::to_owned).to_vec();
    bench.plant(&damage).await;
    bench.finish("tables and derived rows damaged").await;
}
