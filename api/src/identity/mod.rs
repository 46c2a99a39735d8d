//! Who logs in, how, and which roles they hold where (W-2).
//!
//! - `people`: accounts prepared beforehand, their passwords and roles.
//! - `passwords`: what a password must be like, and how it is hashed.
//! - `throttle`: growing delays after failed tries; nobody is locked out by strangers.
//! - `devices`, `notices`: browsers people log in with; what the owner of an account is told by mail.
//! - `sessions`: the cookie, idle time, posts; makes the `Ctx` of every request.
//! - `attempts`, `thaid`: first log-ins on their way, in one browser; the OpenID Connect provider.
//! - `enrolment`: the first log-in after ThaiD: e-mail, one-time code, password.
//! - `inboxes`: how much waits for a person in each post, and hearing of more.
//! - `users`, `reviews`: the roster of an entity: roles, limits, suspension; its six-monthly review.
//!
//! **Invariant: of tokens, codes and citizen numbers only hashes are stored, and none is logged.**
//! People belong to the nation and to no record; roles, and who came, went or set a password, belong
//! to the record of the entity they work in.

mod attempts;
mod cookies;
mod devices;
mod enrolment;
mod inboxes;
mod keys;
mod mail;
mod notices;
mod passwords;
mod people;
mod reviews;
mod sessions;
mod thaid;
mod throttle;
mod users;

pub use cookies::SESSION as SESSION_COOKIE;
pub use keys::pid_hash;
pub use people::{NewPerson, assign_role, create_person};
pub use sessions::{end_in_entity as end_session, open_session, sessions};
pub use users::appoint_head;

use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::openapi::{Access, Api};
use crate::platform::state::State;
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use shared::{EntityId, PersonId};

/// What the description of the API calls these endpoints.
const TAG: &str = "identity";
/// Endpoints for people who are not logged in yet.
const BEFORE_LOGIN: Access = Access::Public("logging in");

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    sessions::register(api);
    thaid::register(api);
    enrolment::register(api);
    users::register(api);
    reviews::register(api);
    inboxes::register(api);
}

/// The right to look at people, sessions and attempts, which belong to no entity.
fn before_login(now: DateTime<Utc>) -> Authorized {
    Authorized::public("logging in", now)
}

/// The same of somebody whose session is known: no crowd at the door stands before those who are inside.
fn inside(entity: EntityId, person: PersonId, now: DateTime<Utc>) -> Authorized {
    Authorized {
        entity,
        person,
        ..before_login(now)
    }
}

/// The right of a person to come, go and set a password, which is recorded where the person works.
fn acting(entity: EntityId, person: PersonId, act: &'static str, now: DateTime<Utc>) -> Authorized {
    Authorized {
        person,
        ..Authorized::system(entity, act, now, bangkok_day(now))
    }
}

/// A write that stands in the record. Where writing has stopped people still come in to read and
/// print, and go; then only the log says so.
async fn on_record<T: Serialize + DeserializeOwned>(
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
