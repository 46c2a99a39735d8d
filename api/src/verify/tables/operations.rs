//! Goes through the tables.

use super::rules::{self, TableRow};
use super::store::{self, Difference, NAMED};
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, Finding, Report};
use crate::verify::images::{self, Expected, History};
use crate::verify::progress::Progress;
use crate::verify::store::{Part, Refusal, use_indexes};
use std::collections::HashSet;
use uuid::Uuid;

/// Every table that has an entity, judged by how it is walled and captured; none where that cannot be
/// read.
pub async fn catalogue(
    conn: &mut OwnerConnection,
    report: &mut Report,
) -> Result<Vec<TableRow>, Error> {
    match store::catalogue(conn).await? {
        Ok(tables) => {
            report.findings.extend(tables.iter().flat_map(rules::judge));
            Ok(tables)
        }
        Err(refusal) => {
            let found = Finding::new(DamageKind::Unreadable, None, "pg_catalog", "");
            report.findings.push(found.detail(refusal));
            Ok(Vec::new())
        }
    }
}

/// What rows are compared by.
pub struct Recorded<'a> {
    /// Every table that has an entity.
    pub tables: &'a [TableRow],
    /// Records that do not belong to their chain.
    pub extra: &'a [(Uuid, i64)],
    /// What migrations did to tables.
    pub history: &'a History,
    /// Who is told how far it is.
    pub progress: &'a Progress,
}

/// Compares the rows of these entities with the record.
pub async fn examine(
    conn: &mut OwnerConnection,
    part: Part,
    recorded: &Recorded<'_>,
    report: &mut Report,
) -> Result<(), Error> {
    let tables = recorded.tables;
    if tables.is_empty() {
        return Ok(());
    }
    let (extra, history) = (recorded.extra, recorded.history);
    let unknown = images::read(conn, part, extra, history, report).await?;
    let expected = images::expected(conn).await?;
    let facts = tables.iter().filter(|table| rules::is_fact(&table.name));
    let names: HashSet<&str> = facts.clone().map(|table| table.name.as_str()).collect();
    for gone in expected
        .iter()
        .filter(|of| !names.contains(of.table_name.as_str()))
    {
        report
            .findings
            .push(lost(gone, DamageKind::RowMissing, "the table is gone"));
    }
    for table in facts.filter(|table| !table.key.is_empty()) {
        let of_table = expected.iter().filter(|of| of.table_name == table.name);
        let images = of_table.map(|of| of.rows).sum();
        let name = &table.name;
        recorded
            .progress
            .say(|| format!("เทียบตาราง (table) {name}"));
        if let Err(refusal) = compare(conn, table, part, (&unknown, images), report).await? {
            unreadable(table, &refusal, &expected, report);
        }
    }
    Ok(())
}

fn lost(expected: &Expected, kind: DamageKind, what: &str) -> Finding {
    let found = Finding::new(kind, Some(expected.entity_id), &expected.table_name, "");
    found.detail(format!(
        "{what}; the record has {} rows in it",
        expected.rows
    ))
}

/// Says whose rows were in a table that cannot be read.
fn unreadable(table: &TableRow, refusal: &str, expected: &[Expected], report: &mut Report) {
    let found = Finding::new(DamageKind::Unreadable, None, &table.name, "");
    report.findings.push(found.detail(refusal));
    let whose = expected.iter().filter(|of| of.table_name == table.name);
    report
        .findings
        .extend(whose.map(|of| lost(of, DamageKind::Unreadable, "not all can be read")));
}

/// Compares one table.
async fn compare(
    conn: &mut OwnerConnection,
    table: &TableRow,
    part: Part,
    (unknown, images): (&HashSet<Uuid>, i64),
    report: &mut Report,
) -> Result<Result<(), Refusal>, Error> {
    let rows = match store::count(conn, table, part).await? {
        Ok(counts) => counts.first().map_or(0, |count| count.rows),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let found = match store::differences(conn, table, part).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    report.rows += rows.unsigned_abs();
    if table.name == "journal_lines" {
        report.lines += rows.unsigned_abs();
    }
    let (mut missing, mut extra) = (0, 0);
    for group in found.chunk_by(|a, b| (a.entity_id, kind(a)) == (b.entity_id, kind(b))) {
        let [first, ..] = group else {
            continue;
        };
        match kind(first) {
            DamageKind::RowMissing => missing += first.of,
            DamageKind::RowExtra => extra += first.of,
            _ => {}
        }
        if !unknown.contains(&first.entity_id) {
            name(table, group, report);
        }
    }
    let changed: Vec<&Difference> = found
        .iter()
        .filter(|difference| kind(difference) == DamageKind::RowChanged)
        .collect();
    if !changed.is_empty()
        && let Err(refusal) = name_columns(conn, table, part, &changed, report).await?
    {
        return Ok(Err(refusal));
    }
    if rows == images + extra - missing {
        return Ok(Ok(()));
    }
    let doubles = store::doubles(conn, table, part).await?;
    Ok(doubles.map(|doubles| {
        report.findings.extend(doubles.into_iter().map(|of| {
            let found = Finding::new(
                DamageKind::RowExtra,
                Some(of.entity_id),
                &table.name,
                of.key,
            );
            found.detail(format!("stands {} times", of.of))
        }));
    }))
}

/// Names the columns in which rows differ.
async fn name_columns(
    conn: &mut OwnerConnection,
    table: &TableRow,
    part: Part,
    changed: &[&Difference],
    report: &mut Report,
) -> Result<Result<(), Refusal>, Error> {
    use_indexes(conn, true).await?;
    let columns = store::columns(conn, table, changed).await?;
    use_indexes(conn, part.by_indexes()).await?;
    Ok(columns.map(|columns| {
        report.findings.extend(columns.into_iter().map(|of| {
            let found = Finding::new(
                DamageKind::RowChanged,
                Some(of.entity_id),
                &table.name,
                of.key,
            );
            let mut found = found.detail(format!("record {} says otherwise", of.seq));
            found.column = of.column;
            found
        }));
    }))
}

fn kind(difference: &Difference) -> DamageKind {
    match (difference.seq, &difference.tid) {
        (Some(_), Some(_)) => DamageKind::RowChanged,
        (Some(_), None) => DamageKind::RowMissing,
        (None, _) => DamageKind::RowExtra,
    }
}

/// Names missing and extra rows one by one, and how many more there are.
fn name(table: &TableRow, group: &[Difference], report: &mut Report) {
    let Some(first) = group.first() else {
        return;
    };
    let kind = kind(first);
    let entity = Some(first.entity_id);
    if first.of > NAMED {
        let found = Finding::new(kind, entity, &table.name, "…");
        let detail = format!("{} rows in all; {NAMED} are named", first.of);
        report.findings.push(found.detail(detail));
    }
    if kind == DamageKind::RowChanged {
        return;
    }
    report.findings.extend(group.iter().map(|of| {
        let found = Finding::new(kind, entity, &table.name, of.key.as_str());
        match of.seq {
            Some(seq) => found.detail(format!("record {seq} has it")),
            None => found.detail("no record has it"),
        }
    }));
}
