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

/// The views that say what documents amount to and what is posted of them, each after those it reads. A
/// view of the database could be changed with what it shows: the program's own is asked.
const VIEWS: &str = include_str!("../../../../migrations/views.sql");
const NAMES: [&str; 3] = ["amounts_said", "figures_posted", "otherwise_posted"];

/// What a view is, in `views.sql`.
fn view(name: &str) -> Option<&'static str> {
    let head = format!("CREATE OR REPLACE VIEW {name} WITH (security_invoker = true) AS\n");
    let (_, after) = VIEWS.split_once(&head)?;
    after.split_once(";\n").map(|(text, _)| text)
}

/// The rows that fail a check; at most a thousand.
pub async fn run(
    conn: &mut OwnerConnection,
    check: &Check,
    only: Option<Uuid>,
) -> Result<Result<Vec<Wrong>, Refusal>, Error> {
    let mut views = Vec::new();
    if NAMES.iter().any(|name| check.sql.contains(name)) {
        for name in NAMES {
            let text = view(name).ok_or_else(|| Error::unexpected(anyhow::anyhow!("no {name}")))?;
            views.push(format!("{name} AS NOT MATERIALIZED ({text})"));
        }
    }
    let with = match views.is_empty() {
        true => String::new(),
        false => format!("WITH {} ", views.join(", ")),
    };
    let sql = format!(
        "{with}SELECT * FROM ({}) AS wrong ORDER BY entity_id, key LIMIT 1000",
        check.sql
    );
    let mut args = vec![Arg::Uuid(only)];
    if check.sql.contains("$2") {
        args.push(routes().into());
    }
    attempt(conn, &sql, &args).await
}
