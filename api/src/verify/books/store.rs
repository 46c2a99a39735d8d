//! Runs a check in the database.

use super::checks::Check;
use super::histories::routes;
use crate::platform::db::{self, Arg, OwnerConnection};
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

/// The views that say what documents amount to and what is posted of them, each after those it reads.
const VIEWS: &str = include_str!("../../../../migrations/views.sql");
const NAMES: [&str; 4] = [
    "amounts_said",
    "documents_held",
    "figures_posted",
    "otherwise_posted",
];

/// What stands before a check that reads posting rules or one of those views: the rules and views of the
/// database could be changed with what they say, so the program's own take their names.
fn own(check: &str) -> Result<String, Error> {
    const RULES: &str = "posting_rules";
    if ![RULES]
        .iter()
        .chain(&NAMES)
        .any(|name| check.contains(name))
    {
        return Ok(String::new());
    }
    let rules = db::rows_of(RULES)?.to_string().replace('\'', "''");
    let mut with = format!(
        "WITH {RULES} AS (SELECT * FROM jsonb_to_recordset('{rules}') AS r(event text, amount text,
             ledger text, voucher text, debit text, credit text, posted_by text, stems_from text,
             figure text, valid_from int, valid_to int))"
    );
    // What no view is asked for needs none of the tables that they read.
    let views = match NAMES.iter().any(|name| check.contains(name)) {
        true => &NAMES[..],
        false => &[],
    };
    for name in views {
        let head = format!("CREATE OR REPLACE VIEW {name} WITH (security_invoker = true) AS\n");
        let text = VIEWS
            .split_once(&head)
            .and_then(|(_, after)| after.split_once(";\n"));
        let (text, _) = text.ok_or_else(|| Error::unexpected(anyhow::anyhow!("no {name}")))?;
        with.push_str(&format!(", {name} AS NOT MATERIALIZED ({text})"));
    }
    Ok(with)
}

/// What is named where a check cannot read what it reads: its table, or the view that reads many.
pub fn read_by(check: &Check) -> &'static str {
    let view = NAMES.into_iter().find(|name| check.sql.contains(name));
    view.unwrap_or(check.table)
}

/// Is it such a view?
pub fn is_view(name: &str) -> bool {
    NAMES.contains(&name)
}

/// The rows that fail a check; at most a thousand.
pub async fn run(
    conn: &mut OwnerConnection,
    check: &Check,
    only: Option<Uuid>,
) -> Result<Result<Vec<Wrong>, Refusal>, Error> {
    let sql = format!(
        "{} SELECT * FROM ({}) AS wrong ORDER BY entity_id, key LIMIT 1000",
        own(check.sql)?,
        check.sql
    );
    let mut args = vec![Arg::Uuid(only)];
    if check.sql.contains("$2") {
        args.push(routes().into());
    }
    attempt(conn, &sql, &args).await
}
