//! Where master data is kept.

use crate::args;
use crate::platform::db::{OwnerConnection, Tx, owner_rows};
use crate::platform::error::Error;
use serde::Serialize;
use serde_json::{Value, to_value};
use shared::organisation::{Account, Classification};

/// An account to be entered.
#[derive(Serialize)]
pub struct AccountRow {
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    /// 1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expense.
    pub class: String,
    /// `D` or `C`.
    pub normal_balance: String,
    /// The one above it.
    pub parent: Option<String>,
    /// Takes postings.
    pub postable: bool,
}

/// A code to be entered.
#[derive(Serialize)]
pub struct ClassificationRow {
    /// Which classification.
    pub scheme: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    /// The one above it.
    pub parent: Option<String>,
    /// The account proposed when it is used.
    pub default_account: Option<String>,
}

/// Enters accounts or corrects them.
pub async fn put_accounts(conn: &mut OwnerConnection, rows: Vec<AccountRow>) -> Result<(), Error> {
    let sql = "INSERT INTO accounts SELECT * FROM jsonb_populate_recordset(NULL::accounts, $1)
               ON CONFLICT (code) DO UPDATE SET name_th = excluded.name_th,
                   name_en = excluded.name_en, postable = excluded.postable RETURNING code";
    let rows = to_value(rows).map_err(Error::unexpected)?;
    owner_rows::<Value>(conn, sql, args![rows]).await?;
    Ok(())
}

/// Enters codes or corrects them.
pub async fn put_classifications(
    conn: &mut OwnerConnection,
    rows: Vec<ClassificationRow>,
) -> Result<(), Error> {
    let sql =
        "INSERT INTO classifications (scheme, code, name_th, name_en, parent, default_account)
               SELECT scheme, code, name_th, name_en, parent, default_account
               FROM jsonb_populate_recordset(NULL::classifications, $1)
               ON CONFLICT (scheme, code) DO UPDATE SET name_th = excluded.name_th,
                   name_en = excluded.name_en, parent = excluded.parent,
                   default_account = excluded.default_account RETURNING code";
    let rows = to_value(rows).map_err(Error::unexpected)?;
    owner_rows::<Value>(conn, sql, args![rows]).await?;
    Ok(())
}

/// The codes of a classification.
pub async fn classifications(tx: &mut Tx<'_>, scheme: &str) -> Result<Vec<Classification>, Error> {
    let sql = "SELECT scheme, code, name_th, name_en, parent, default_account FROM classifications
               WHERE scheme = $1 ORDER BY code";
    tx.rows(sql, args![scheme]).await
}

/// The chart of accounts.
pub async fn accounts(tx: &mut Tx<'_>) -> Result<Vec<Account>, Error> {
    let sql = "SELECT code, name_th, name_en, class, normal_balance, postable FROM accounts
               ORDER BY code";
    tx.rows(sql, &[]).await
}
