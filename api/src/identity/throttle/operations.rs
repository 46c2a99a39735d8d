//! Before and after a try.

use super::rules::{ACCOUNT, ADDRESS, address_key, counting, wait_seconds};
use super::store::{self, account_key};
use crate::identity::before_login;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::TimeDelta;
use shared::ProblemCode;
use std::net::IpAddr;

/// Who tries: the account, when the name can be one, and where from, when that is known.
#[derive(Debug, Clone)]
pub struct Caller {
    /// User name in its stored form.
    pub username: Option<String>,
    /// The address at the other end.
    pub address: Option<IpAddr>,
}

/// Counts a try, or says how long to wait.
pub async fn begin(state: &State, caller: &Caller) -> Result<(), Error> {
    let auth = before_login(state.clock.now());
    state
        .db
        .write_unrecorded(auth, async |tx| admit(tx, caller).await)
        .await
}

async fn admit(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Error> {
    let now = tx.now;
    if let Some(address) = caller.address {
        let found = store::find(tx, &address_key(address)).await?;
        let wait = found.map_or(0, |f| wait_seconds(ADDRESS, f.failures, f.last_at, now));
        refuse_for(wait)?;
    }
    if let Some(username) = &caller.username {
        let key = account_key(username);
        let found = store::lock(tx, &key).await?;
        refuse_for(wait_seconds(ACCOUNT, found.failures, found.last_at, now))?;
        let failures = counting(ACCOUNT, found.failures, found.last_at, now) + 1;
        store::set(tx, &key, failures).await?;
    }
    Ok(())
}

/// Notes that a try failed; the account was counted when it began.
pub async fn fail(state: &State, caller: &Caller) -> Result<(), Error> {
    let Some(address) = caller.address else {
        return Ok(());
    };
    let auth = before_login(state.clock.now());
    let work = async |tx: &mut Tx<'_>| {
        let key = address_key(address);
        let found = store::lock(tx, &key).await?;
        let failures = counting(ADDRESS, found.failures, found.last_at, tx.now) + 1;
        store::set(tx, &key, failures).await?;
        let longest = TimeDelta::hours(ACCOUNT.forgotten_after_hours);
        store::sweep(tx, tx.now - longest).await
    };
    state.db.write_unrecorded(auth, work).await
}

/// Refuses a try that comes too early.
pub fn refuse_for(wait_seconds: i64) -> Result<(), Error> {
    if wait_seconds <= 0 {
        return Ok(());
    }
    Err(Error::come_again(
        ProblemCode::TOO_MANY_REQUESTS,
        wait_seconds,
    ))
}
