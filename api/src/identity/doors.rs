//! By what right something is asked of people who are not in yet, or come and go.

use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::{EntityId, PersonId};

/// The right to look at people, sessions and attempts, which belong to no entity.
pub fn before_login(now: DateTime<Utc>) -> Authorized {
    Authorized::public("logging in", now)
}

/// The same of somebody whose session is known: no crowd at the door stands before those who are inside.
pub fn inside(entity: EntityId, person: PersonId, now: DateTime<Utc>) -> Authorized {
    Authorized {
        entity,
        person,
        ..before_login(now)
    }
}

/// The right of a person to come, go and set a password, which is recorded where the person works.
pub fn acting(
    entity: EntityId,
    person: PersonId,
    act: &'static str,
    now: DateTime<Utc>,
) -> Authorized {
    Authorized {
        person,
        ..Authorized::system(entity, act, now, bangkok_day(now))
    }
}

/// A write that stands in the record. Where writing has stopped people still come in to read and
/// print, and go; then only the log says so.
pub async fn on_record<T: Serialize + DeserializeOwned>(
    state: &State,
    auth: Authorized,
    work: impl AsyncFn(&mut Tx<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    match state.db.write(auth.clone(), &work).await {
        Err(error) if error.has_stopped_writing() => {
            tracing::warn!(person = %auth.person, act = auth.permission, "not on record");
            state.db.write_unrecorded(auth, work).await
        }
        done => done,
    }
}
