//! Before and after a try.

use super::rules::{Caller, Counter, counting, wait_seconds};
use super::store;
use crate::platform::access::Authorized;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use shared::ProblemCode;

/// A try that was counted.
pub struct Begun {
    /// When, as the database keeps it.
    at: DateTime<Utc>,
    /// Under which names, and when each was counted before.
    counted: Vec<(String, DateTime<Utc>)>,
}

/// Counts a try, or says how long to wait.
pub async fn begin(state: &State, auth: &Authorized, caller: &Caller) -> Result<Begun, Error> {
    let work = async |tx: &mut Tx<'_>| {
        let at = tx.now.trunc_subsecs(6);
        let mut counted = Vec::new();
        // Always in this order, so that no two wait for each other.
        for counter in caller.counters() {
            counted.push((counter.key.clone(), count(tx, counter).await?));
        }
        Ok(Begun { at, counted })
    };
    state.db.write_unrecorded(auth.clone(), work).await
}

/// Gives when it was counted before.
async fn count(tx: &mut Tx<'_>, counter: &Counter) -> Result<DateTime<Utc>, Error> {
    let (now, growth) = (tx.now, counter.growth);
    let found = store::lock(tx, &counter.key).await?;
    refuse_for(wait_seconds(growth, found.failures, found.last_at, now))?;
    let failures = counting(growth, found.failures, found.last_at, now) + 1;
    store::set(tx, &counter.key, failures).await?;
    Ok(found.last_at)
}

/// A try succeeded: what was counted of it is forgotten.
pub async fn succeed(tx: &mut Tx<'_>, caller: &Caller, begun: &Begun) -> Result<(), Error> {
    take_back(tx, begun).await?;
    match &caller.account {
        Some(account) => store::forget(tx, &account.key).await,
        None => Ok(()),
    }
}

/// A password was not looked at, or was right and something else failed: the try does not count.
pub async fn give_back(state: &State, auth: &Authorized, begun: &Begun) -> Result<(), Error> {
    let work = async |tx: &mut Tx<'_>| take_back(tx, begun).await;
    state.db.write_unrecorded(auth.clone(), work).await
}

/// Tries that succeed keep no failure of others from being forgotten.
async fn take_back(tx: &mut Tx<'_>, begun: &Begun) -> Result<(), Error> {
    for (key, before) in &begun.counted {
        store::take_back(tx, key, begun.at, *before).await?;
    }
    Ok(())
}

/// A try failed. True when the owner is to be told: once for each series of failures, when delays
/// begin.
pub async fn fail(state: &State, auth: &Authorized, caller: &Caller) -> Result<bool, Error> {
    let work = async |tx: &mut Tx<'_>| {
        store::sweep(tx, tx.now - TimeDelta::hours(Counter::LONGEST_KNOWN_HOURS)).await?;
        match &caller.account {
            Some(account) => store::tell(tx, &account.key, account.growth.free).await,
            None => Ok(false),
        }
    };
    state.db.write_unrecorded(auth.clone(), work).await
}

/// Counts an act under a name: at most so many without an hour between two of them.
pub async fn allow(state: &State, auth: &Authorized, key: &str, most: i32) -> Result<(), Error> {
    let work = async |tx: &mut Tx<'_>| {
        let found = store::lock(tx, key).await?;
        let pause = tx.now - found.last_at;
        let before = if pause < TimeDelta::hours(1) {
            found.failures
        } else {
            0
        };
        if before >= most {
            refuse_for((TimeDelta::hours(1) - pause).num_seconds().max(1))?;
        }
        store::set(tx, key, before + 1).await
    };
    state.db.write_unrecorded(auth.clone(), work).await
}

/// Notes under a name that something was said, in hex, which counts once within an hour; false when it was
/// said before. What was said there longer ago is forgotten.
pub async fn is_first(tx: &mut Tx<'_>, name: &str, said: &str) -> Result<bool, Error> {
    let key = format!("{name}:{said}");
    let found = store::lock(tx, &key).await?;
    let is_again = found.failures > 0 && tx.now - found.last_at < TimeDelta::hours(1);
    if !is_again {
        store::set(tx, &key, 1).await?;
        store::sweep_said(tx, name, tx.now - TimeDelta::hours(1)).await?;
    }
    Ok(!is_again)
}

/// Forgets what strangers tried on an account, once a day: whoever could do it again and again would
/// have a password guessed without delays.
pub async fn unlock(tx: &mut Tx<'_>, username: &str) -> Result<(), Error> {
    let key = format!("unlocked:{username}");
    let found = store::lock(tx, &key).await?;
    let is_again = found.failures > 0 && tx.now - found.last_at < TimeDelta::days(1);
    if !is_again {
        store::set(tx, &key, 1).await?;
        store::clear(tx, username).await?;
    }
    Ok(())
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
