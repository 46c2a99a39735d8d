//! Where browsers are kept.

use crate::platform::db::Tx;
use crate::platform::db::schema::login_devices;
use crate::platform::error::Error;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::PersonId;
use shared::identity::OwnDevice;
use uuid::Uuid;

/// A browser not used for so long is forgotten.
const KNOWN_FOR: TimeDelta = TimeDelta::days(400);
/// Browsers of one person that are known; of more the one not used longest is forgotten.
const MOST: i64 = 20;

/// Has this person logged in with this browser?
pub async fn is_known(tx: &mut Tx<'_>, person: PersonId, hash: &[u8]) -> Result<bool, Error> {
    let known = login_devices::table
        .find((person, hash))
        .filter(login_devices::last_used_at.gt(tx.now - KNOWN_FOR));
    Ok(diesel::select(exists(known)).get_result(tx).await?)
}

/// Forgets every browser of a person.
pub async fn forget(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let own = login_devices::table.filter(login_devices::person_id.eq(person));
    diesel::delete(own).execute(tx).await?;
    Ok(())
}

/// The browsers of a person, the latest first; `this` is the one that asks.
pub async fn list(tx: &mut Tx<'_>, person: PersonId, this: &[u8]) -> Result<Vec<OwnDevice>, Error> {
    type Row = (Uuid, Vec<u8>, DateTime<Utc>, DateTime<Utc>);
    let own = login_devices::table.filter(login_devices::person_id.eq(person));
    let columns = (
        login_devices::id,
        login_devices::token_hash,
        login_devices::first_used_at,
        login_devices::last_used_at,
    );
    let latest = own.order(login_devices::last_used_at.desc());
    let rows: Vec<Row> = latest.select(columns).load(tx).await?;
    let device = |(id, hash, first_used_at, last_used_at): Row| OwnDevice {
        id,
        first_used_at,
        last_used_at,
        is_this: hash == this,
    };
    Ok(rows.into_iter().map(device).collect())
}

/// Forgets a browser of a person; false when there is none.
pub async fn forget_one(tx: &mut Tx<'_>, person: PersonId, id: Uuid) -> Result<bool, Error> {
    let own = login_devices::table.filter(login_devices::person_id.eq(person));
    let gone = diesel::delete(own.filter(login_devices::id.eq(id)));
    Ok(gone.execute(tx).await? == 1)
}

/// Notes a log-in, and forgets browsers of the person that are too many or too old.
pub async fn note(tx: &mut Tx<'_>, person: PersonId, hash: &[u8]) -> Result<(), Error> {
    let new = (
        login_devices::person_id.eq(person),
        login_devices::token_hash.eq(hash),
        login_devices::first_used_at.eq(tx.now),
        login_devices::last_used_at.eq(tx.now),
    );
    diesel::insert_into(login_devices::table)
        .values(new)
        .on_conflict((login_devices::person_id, login_devices::token_hash))
        .do_update()
        .set(login_devices::last_used_at.eq(tx.now))
        .execute(tx)
        .await?;
    let own = login_devices::table.filter(login_devices::person_id.eq(person));
    let latest = own
        .order(login_devices::last_used_at.desc())
        .select(login_devices::token_hash);
    let surplus: Vec<Vec<u8>> = latest.offset(MOST).load(tx).await?;
    let is_surplus = login_devices::token_hash.eq_any(surplus);
    let is_old = login_devices::last_used_at.le(tx.now - KNOWN_FOR);
    diesel::delete(own.filter(is_surplus.or(is_old)))
        .execute(tx)
        .await?;
    Ok(())
}
