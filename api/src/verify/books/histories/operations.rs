//! Judges every history that is told, each one that is told alike once.

use super::rules::{Fault, Told, judge};
use super::store;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, Finding, Report};
use std::collections::HashMap;
use uuid::Uuid;

/// Examines the documents of one entity or of all.
pub async fn examine(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    report: &mut Report,
) -> Result<(), Error> {
    let mut unreadable = |refusal: String| {
        let found = Finding::new(DamageKind::Unreadable, None, "documents", "");
        report.findings.push(found.detail(refusal));
    };
    let told = match store::told(conn, only).await? {
        Ok(told) => told,
        Err(refusal) => {
            unreadable(refusal);
            return Ok(());
        }
    };
    let wrong = told
        .into_iter()
        .filter_map(|told| Some((judge(&told)?, told)));
    let wrong: HashMap<Told, Fault> = wrong.map(|(fault, told)| (told, fault)).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let told: Vec<&Told> = wrong.keys().collect();
    let rows = match store::telling(conn, only, &told).await? {
        Ok(rows) => rows,
        Err(refusal) => {
            unreadable(refusal);
            return Ok(());
        }
    };
    let kind = DamageKind::RouteBroken;
    report.findings.extend(rows.into_iter().filter_map(|row| {
        let Fault { column, detail } = wrong.get(&row.told)?;
        let found = Finding::new(kind, Some(row.entity_id), "documents", row.key);
        Some(found.column(column).detail(detail))
    }));
    Ok(())
}
