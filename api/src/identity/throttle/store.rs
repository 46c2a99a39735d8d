//! Where failures are counted.

use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// What is known of a name.
#[derive(Debug, Deserialize)]
pub struct Failures {
    /// In a row.
    pub failures: i64,
    /// The last one.
    pub last_at: DateTime<Utc>,
}

/// The failures of a name, if there are any.
pub async fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<Failures>, Error> {
    tx.row(
        "SELECT failures, last_at FROM throttles WHERE key = $1",
        args![key],
    )
    .await
}

/// The failures of a name, which nobody else can change until the end of the transaction.
pub async fn lock(tx: &mut Tx<'_>, key: &str) -> Result<Failures, Error> {
    let sql = "INSERT INTO throttles (key, failures, last_at) VALUES ($1, 0, $2)
               ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING failures, last_at";
    let found = tx.row(sql, args![key, tx.now]).await?;
    Ok(found.unwrap_or(Failures {
        failures: 0,
        last_at: tx.now,
    }))
}

/// Notes how many failures there are now.
pub async fn set(tx: &mut Tx<'_>, key: &str, failures: i64) -> Result<(), Error> {
    let sql = "UPDATE throttles SET failures = $2::int, last_at = $3 WHERE key = $1";
    tx.execute(sql, args![key, failures, tx.now]).await?;
    Ok(())
}

/// Forgets the failures of an account.
pub async fn clear(tx: &mut Tx<'_>, username: &str) -> Result<(), Error> {
    let key = account_key(username);
    tx.execute("DELETE FROM throttles WHERE key = $1", args![key])
        .await?;
    Ok(())
}

/// Forgets what no longer counts.
pub async fn sweep(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<(), Error> {
    tx.execute("DELETE FROM throttles WHERE last_at < $1", args![before])
        .await?;
    Ok(())
}

/// The name under which an account is counted.
pub fn account_key(username: &str) -> String {
    format!("account:{username}")
}
