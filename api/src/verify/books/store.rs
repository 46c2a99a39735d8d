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

/// What the views that say what documents of each kind amount to are called together.
const AMOUNTS: &str = "amounts_said";
/// What reads many tables at once: those views, and what is posted otherwise (`histories/posted.sql`).
const MANY: [&str; 2] = [AMOUNTS, "otherwise_posted"];
const RULES: &str = "posting_rules";

/// What stands before a check that reads posting rules or those views: the rules and views of the database
/// could be changed with what they say, so the program's own take their names.
fn own(check: &str) -> Result<String, Error> {
    if check.contains(AMOUNTS) {
        return amounts();
    } else if !check.contains(RULES) {
        return Ok(String::new());
    }
    let rules = db::rows_of(RULES)?.to_string().replace('\'', "''");
    Ok(format!(
        "WITH {RULES} AS (SELECT * FROM jsonb_to_recordset('{rules}') AS r(event text, amount text,
             ledger text, voucher text, debit text, credit text, posted_by text, stems_from text,
             figure text, valid_from int, valid_to int))"
    ))
}

/// The views of the kinds as one.
fn amounts() -> Result<String, Error> {
    const VIEWS: &str = include_str!("../../../../migrations/views.sql");
    const HEAD: &str = "CREATE OR REPLACE VIEW amount_of_";
    let kinds = VIEWS.split(HEAD).skip(1).map(|view| {
        let (kind, after) = view.split_once(" WITH (security_invoker = true) AS\n")?;
        let (text, _) = after.split_once(";\n")?;
        Some(format!(
            "SELECT *, '{kind}' AS kind FROM ({text}) AS {kind}"
        ))
    });
    let kinds = kinds.collect::<Option<Vec<String>>>();
    let kinds = kinds.filter(|kinds| !kinds.is_empty());
    let kinds = kinds.ok_or_else(|| Error::unexpected(anyhow::anyhow!("no {HEAD}")))?;
    let union = kinds.join("\nUNION ALL\n");
    Ok(format!("WITH {AMOUNTS} AS NOT MATERIALIZED ({union})"))
}

/// What is named where a check cannot read what it reads: its table, or what reads many.
pub fn read_by(check: &Check) -> &'static str {
    let many = MANY.into_iter().find(|name| check.sql.contains(name));
    many.unwrap_or(check.table)
}

/// Is it what reads many?
pub fn reads_many(name: &str) -> bool {
    MANY.contains(&name)
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
