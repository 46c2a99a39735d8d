//! Runs the checks.

use super::checks::CHECKS;
use super::histories;
use super::store;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, Finding, Report};
use uuid::Uuid;

/// Examines the books of one entity or of all.
pub async fn examine(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    report: &mut Report,
) -> Result<(), Error> {
    for check in CHECKS.iter().chain(&histories::CHECKS) {
        match store::run(conn, check, only).await? {
            Ok(rows) => report.findings.extend(rows.into_iter().map(|row| {
                let found = Finding::new(check.kind, Some(row.entity_id), check.table, row.key);
                let mut found = found.detail(row.detail);
                found.column = row.column;
                found
            })),
            Err(refusal) => {
                let of = store::read_by(check);
                let found = Finding::new(DamageKind::Unreadable, None, of, "");
                report.findings.push(found.detail(refusal));
            }
        }
    }
    histories::examine(conn, only, report).await
}
