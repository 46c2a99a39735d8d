//! Where master data is kept.

use crate::platform::db::schema::{accounts, classifications};
use crate::platform::db::{OwnerConnection, Tx};
use crate::platform::error::Error;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use shared::organisation::{Account, AccountUse, Classification};

/// An account to be entered.
#[derive(Insertable)]
#[diesel(table_name = accounts)]
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
    /// What it is for, where forms and figures must know.
    pub used_for: Option<AccountUse>,
}

/// A code to be entered.
#[derive(Insertable)]
#[diesel(table_name = classifications)]
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
    diesel::insert_into(accounts::table)
        .values(rows)
        .on_conflict(accounts::code)
        .do_update()
        .set((
            accounts::name_th.eq(excluded(accounts::name_th)),
            accounts::name_en.eq(excluded(accounts::name_en)),
            accounts::postable.eq(excluded(accounts::postable)),
            accounts::used_for.eq(excluded(accounts::used_for)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Enters codes or corrects them.
pub async fn put_classifications(
    conn: &mut OwnerConnection,
    rows: Vec<ClassificationRow>,
) -> Result<(), Error> {
    diesel::insert_into(classifications::table)
        .values(rows)
        .on_conflict((classifications::scheme, classifications::code))
        .do_update()
        .set((
            classifications::name_th.eq(excluded(classifications::name_th)),
            classifications::name_en.eq(excluded(classifications::name_en)),
            classifications::parent.eq(excluded(classifications::parent)),
            classifications::default_account.eq(excluded(classifications::default_account)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The codes of a classification.
pub async fn classifications(tx: &mut Tx<'_>, scheme: &str) -> Result<Vec<Classification>, Error> {
    let codes = classifications::table
        .filter(classifications::scheme.eq(scheme))
        .select((
            classifications::scheme,
            classifications::code,
            classifications::name_th,
            classifications::name_en,
            classifications::parent,
            classifications::default_account,
        ))
        .order(classifications::code);
    Ok(codes.load(tx).await?)
}

/// The chart of accounts.
pub async fn accounts(tx: &mut Tx<'_>) -> Result<Vec<Account>, Error> {
    let chart = accounts::table
        .select((
            accounts::code,
            accounts::name_th,
            accounts::name_en,
            accounts::class,
            accounts::normal_balance,
            accounts::postable,
            accounts::used_for,
        ))
        .order(accounts::code);
    Ok(chart.load(tx).await?)
}

/// Does this account take postings, and is it for this?
pub async fn is_for(tx: &mut Tx<'_>, code: &str, used_for: AccountUse) -> Result<bool, Error> {
    let known = accounts::table
        .find(code)
        .filter(accounts::postable)
        .filter(accounts::used_for.eq(used_for));
    Ok(select(exists(known)).get_result(tx).await?)
}
