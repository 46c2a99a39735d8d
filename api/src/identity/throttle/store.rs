//! Where failures are counted.

use super::rules::account_key;
use crate::platform::db::schema::throttles;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamptz};
use diesel_async::RunQueryDsl;

/// What is known of a name.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = throttles, check_for_backend(Pg))]
pub struct Failures {
    /// In a row.
    pub failures: i32,
    pub last_at: DateTime<Utc>,
}

/// The failures of a name, which nobody else can change until the end of the transaction.
pub async fn lock(tx: &mut Tx<'_>, key: &str) -> Result<Failures, Error> {
    let none = (
        throttles::key.eq(key),
        throttles::failures.eq(0),
        throttles::last_at.eq(tx.now),
    );
    let locked = diesel::insert_into(throttles::table)
        .values(none)
        .on_conflict(throttles::key)
        .do_update()
        .set(throttles::key.eq(key))
        .returning(Failures::as_returning());
    Ok(locked.get_result(tx).await?)
}

/// Notes how many failures there are now; with the first a new series begins.
pub async fn set(tx: &mut Tx<'_>, key: &str, failures: i32) -> Result<(), Error> {
    let goes_on = (failures > 1).into_sql::<Bool>();
    diesel::update(throttles::table.find(key))
        .set((
            throttles::failures.eq(failures),
            throttles::last_at.eq(tx.now),
            throttles::is_told.eq(throttles::is_told.and(goes_on)),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes back the try counted `at` a time; when none came since, what is left is as old as `before`.
pub async fn take_back(
    tx: &mut Tx<'_>,
    key: &str,
    at: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<(), Error> {
    let own = || throttles::table.find(key);
    diesel::update(own().filter(throttles::failures.gt(0)))
        .set(throttles::failures.eq(throttles::failures - 1))
        .execute(tx)
        .await?;
    diesel::update(own().filter(throttles::last_at.eq(at)))
        .set(throttles::last_at.eq(before))
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that the owner is told of so many failures; false when there are less, or was told before.
pub async fn tell(tx: &mut Tx<'_>, key: &str, many: i32) -> Result<bool, Error> {
    let untold = throttles::table
        .find(key)
        .filter(throttles::failures.ge(many))
        .filter(diesel::dsl::not(throttles::is_told));
    let told = diesel::update(untold).set(throttles::is_told.eq(true));
    Ok(told.execute(tx).await? == 1)
}

/// Forgets the failures under a name.
pub async fn forget(tx: &mut Tx<'_>, key: &str) -> Result<(), Error> {
    diesel::delete(throttles::table.find(key))
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets what strangers tried on an account.
pub async fn clear(tx: &mut Tx<'_>, username: &str) -> Result<(), Error> {
    forget(tx, &account_key(username)).await
}

/// Forgets what was said under a name before; what somebody else is about to forget is left to them.
pub async fn sweep_said(tx: &mut Tx<'_>, name: &str, before: DateTime<Utc>) -> Result<(), Error> {
    // What was said is a hash in hex: `g` comes after all of them, in whatever order texts are.
    sql("DELETE FROM throttles WHERE key IN (SELECT key FROM throttles
            WHERE key > $1 || ':' AND key < $1 || ':g' AND starts_with(key, $1 || ':') AND last_at < $2
            FOR UPDATE SKIP LOCKED)")
        .bind::<Text, _>(name.to_owned())
        .bind::<Timestamptz, _>(before)
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets what no longer counts.
pub async fn sweep(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<(), Error> {
    let old = throttles::table.filter(throttles::last_at.lt(before));
    diesel::delete(old).execute(tx).await?;
    Ok(())
}
