//! Where failures are counted.

use crate::platform::db::Tx;
use crate::platform::db::schema::throttles;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What is known of a name.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = throttles, check_for_backend(Pg))]
pub struct Failures {
    /// In a row.
    pub failures: i32,
    /// The last one.
    pub last_at: DateTime<Utc>,
}

/// The failures of a name, if there are any.
pub async fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<Failures>, Error> {
    let known = throttles::table.find(key).select(Failures::as_select());
    Ok(known.first(tx).await.optional()?)
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

/// Notes how many failures there are now.
pub async fn set(tx: &mut Tx<'_>, key: &str, failures: i32) -> Result<(), Error> {
    diesel::update(throttles::table.find(key))
        .set((
            throttles::failures.eq(failures),
            throttles::last_at.eq(tx.now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets the failures of an account.
pub async fn clear(tx: &mut Tx<'_>, username: &str) -> Result<(), Error> {
    let account = throttles::table.find(account_key(username));
    diesel::delete(account).execute(tx).await?;
    Ok(())
}

/// Forgets what no longer counts.
pub async fn sweep(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<(), Error> {
    let old = throttles::table.filter(throttles::last_at.lt(before));
    diesel::delete(old).execute(tx).await?;
    Ok(())
}

/// The name under which an account is counted.
pub fn account_key(username: &str) -> String {
    format!("account:{username}")
}
