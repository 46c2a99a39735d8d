//! Reads the images.

use super::rules::{self, History, Known};
use super::store::{self, Broken};
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, Finding, Report};
use crate::verify::store::use_indexes;
use std::collections::HashSet;
use uuid::Uuid;

/// Reads every image, except from `extra`, records that do not belong to their chain; `known` are the
/// migrations of this program. Gives the entities whose record cannot be read, of which nothing can
/// be said.
pub async fn read(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    extra: &[(Uuid, i64)],
    known: &Known,
    report: &mut Report,
) -> Result<HashSet<Uuid>, Error> {
    store::prepare(conn, extra).await?;
    // Where records cannot be read, the chain says so.
    let rows = store::migrations(conn, only).await?.unwrap_or_default();
    let (history, findings) = rules::judge(&rows, known);
    report.findings.extend(findings);
    store::know(conn, &history).await?;
    let unknown = fill(conn, only, &history, report).await?;
    let broken = store::index(conn).await?;
    // A record that stands twice is a finding of the chain.
    let broken = broken
        .iter()
        .filter(|broken| broken.before != Some(broken.seq));
    report.findings.extend(broken.map(name));
    Ok(unknown)
}

async fn fill(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    history: &History,
    report: &mut Report,
) -> Result<HashSet<Uuid>, Error> {
    let mut unknown = HashSet::new();
    if store::fill(conn, only, history.epochs).await?.is_ok() {
        return Ok(unknown);
    }
    use_indexes(conn, true).await?;
    for entity in store::recorded(conn, only).await? {
        if let Err(refusal) = store::fill(conn, Some(entity), history.epochs).await? {
            let found = Finding::new(DamageKind::Unreadable, Some(entity), "records", "");
            let detail = format!("tables cannot be compared with the record: {refusal}");
            report.findings.push(found.detail(detail));
            unknown.insert(entity);
        }
    }
    use_indexes(conn, only.is_some()).await?;
    Ok(unknown)
}

/// Names a row that was altered between two records.
fn name(broken: &Broken) -> Finding {
    let Broken {
        entity_id,
        table_name,
        key,
        seq,
        before,
    } = broken;
    let found = Finding::new(
        DamageKind::RowChanged,
        Some(*entity_id),
        table_name,
        key.as_str(),
    );
    found.detail(match before {
        Some(before) => format!("record {seq} found it otherwise than record {before} had left it"),
        None => format!("record {seq} found it, and no record had made it"),
    })
}
