//! Runs a check in the database.

use super::checks::Check;
use super::histories::routes;
use crate::platform::db::Arg;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::store::{Refusal, attempt};
use serde::Deserialize;
use uuid::Uuid;

/// What a check answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Wrong {
    pub entity_id: Uuid,
    /// Which row.
    pub key: String,
    pub column: Option<String>,
    /// What is wrong.
    pub detail: String,
}

/// The rows that fail a check; at most a thousand.
pub async fn run(
    conn: &mut OwnerConnection,
    check: &Check,
    only: Option<Uuid>,
) -> Result<Result<Vec<Wrong>, Refusal>, Error> {
    let sql = format!(
        "SELECT * FROM ({}) AS wrong ORDER BY entity_id, key LIMIT 1000",
        check.sql
    );
    let mut args = vec![Arg::Uuid(only)];
    if check.sql.contains("$2") {
        args.push(routes().into());
    }
    attempt(conn, &sql, &args).await
}
