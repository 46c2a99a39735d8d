//! Before and after a try.

use super::rules::{Caller, Counter, counting, wait_seconds};
use super::store;
use crate::identity::before_login;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::TimeDelta;
use shared::ProblemCode;

/// Counts a try, or says how long to wait.
pub async fn begin(state: &State, caller: &Caller) -> Result<(), Error> {
    let auth = before_login(state.clock.now());
    let work = async |tx: &mut Tx<'_>| {
        // Always in this order, so that no two wait for each other.
        for counter in caller.counters() {
            count(tx, counter).await?;
        }
        Ok(())
    };
    state.db.write_unrecorded(auth, work).await
}

async fn count(tx: &mut Tx<'_>, counter: &Counter) -> Result<(), Error> {
    let (now, growth) = (tx.now, counter.growth);
    let found = store::lock(tx, &counter.key).await?;
    refuse_for(wait_seconds(growth, found.failures, found.last_at, now))?;
    let failures = counting(growth, found.failures, found.last_at, now) + 1;
    store::set(tx, &counter.key, failures).await
}

/// A try succeeded: what was counted of it is forgotten.
pub async fn succeed(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Error> {
    if let Some(address) = &caller.address {
        store::take_back(tx, &address.key).await?;
    }
    match &caller.account {
        Some(account) => store::forget(tx, &account.key).await,
        None => Ok(()),
    }
}

/// A password was not looked at: the try does not count.
pub async fn give_back(state: &State, caller: &Caller) -> Result<(), Error> {
    let auth = before_login(state.clock.now());
    let work = async |tx: &mut Tx<'_>| {
        for counter in caller.counters() {
            store::take_back(tx, &counter.key).await?;
        }
        Ok(())
    };
    state.db.write_unrecorded(auth, work).await
}

/// A try failed. True when the owner is to be told: once for each series of failures, when delays
/// begin.
pub async fn fail(state: &State, caller: &Caller) -> Result<bool, Error> {
    let auth = before_login(state.clock.now());
    let work = async |tx: &mut Tx<'_>| {
        store::sweep(tx, tx.now - TimeDelta::hours(Counter::LONGEST_KNOWN_HOURS)).await?;
        match &caller.account {
            Some(account) => store::tell(tx, &account.key, account.growth.free).await,
            None => Ok(false),
        }
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
