//! Reads the images.

use super::rules::{self, History, Known};
use super::store::{self, Broken};
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, FOUND, Finding, Report};
use crate::verify::store::{Part, use_indexes};
use std::collections::HashSet;
use uuid::Uuid;

/// What migrations did to tables, by the records of one entity or of all, except `extra`, those that do
/// not belong to their chain; `known` are the migrations of this program.
pub async fn history(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    extra: &[(Uuid, i64)],
    known: &Known,
    report: &mut Report,
) -> Result<History, Error> {
    // Where records cannot be read, the chain says so.
    let mut rows = store::migrations(conn, only).await?.unwrap_or_default();
    rows.retain(|row| !extra.contains(&(row.entity_id, row.seq)));
    let (history, findings) = rules::judge(&rows, known);
    report.findings.extend(findings);
    Ok(history)
}

/// Reads every image of these entities, except from `extra`. Gives the entities whose record cannot be
/// read, of which nothing can be said.
pub async fn read(
    conn: &mut OwnerConnection,
    part: Part,
    extra: &[(Uuid, i64)],
    history: &History,
    report: &mut Report,
) -> Result<HashSet<Uuid>, Error> {
    store::prepare(conn, extra).await?;
    store::know(conn, history).await?;
    let unknown = fill(conn, part, history, report).await?;
    let broken = store::index(conn).await?;
    // A record that stands twice is a finding of the chain.
    let broken = broken
        .iter()
        .filter(|broken| broken.is_linked || broken.before != Some(broken.seq));
    report.findings.extend(broken.map(name));
    Ok(unknown)
}

/// The last image of every row of one entity as it stood at a record, in `verify_images`; what
/// migrations did later is done to them (`pg_temp.grown`).
pub async fn read_until(
    conn: &mut OwnerConnection,
    entity: Uuid,
    until: i64,
    history: &History,
) -> Result<(), Error> {
    store::prepare(conn, &[]).await?;
    store::know(conn, history).await?;
    let read = store::fill(conn, Part::One(entity), history.epochs, Some(until)).await?;
    read.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    store::index(conn).await?;
    Ok(())
}

async fn fill(
    conn: &mut OwnerConnection,
    part: Part,
    history: &History,
    report: &mut Report,
) -> Result<HashSet<Uuid>, Error> {
    let mut unknown = HashSet::new();
    if store::fill(conn, part, history.epochs, None).await?.is_ok() {
        return Ok(unknown);
    }
    use_indexes(conn, true).await?;
    for entity in store::recorded(conn, part).await? {
        if let Err(refusal) = store::fill(conn, Part::One(entity), history.epochs, None).await? {
            let found = Finding::new(DamageKind::Unreadable, Some(entity), "records", "");
            let detail = format!("tables cannot be compared with the record: {refusal}");
            report.findings.push(found.detail(detail));
            unknown.insert(entity);
        }
    }
    use_indexes(conn, part.by_indexes()).await?;
    Ok(unknown)
}

/// Names a row that was altered between two records, or by one as nobody alters it.
fn name(broken: &Broken) -> Finding {
    let Broken {
        entity_id,
        table_name,
        key,
        seq,
        before,
        is_linked,
    } = broken;
    let found = Finding::new(
        DamageKind::RowChanged,
        Some(*entity_id),
        table_name,
        key.as_str(),
    );
    if *is_linked {
        return found.detail(format!(
            "record {seq} tells a change that no act of a person makes"
        ));
    }
    found.detail(match before {
        Some(before) => format!("record {seq}{FOUND} otherwise than record {before} had left it"),
        None => format!("record {seq}{FOUND}, and no record had made it"),
    })
}
