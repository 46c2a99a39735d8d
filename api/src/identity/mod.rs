//! Who logs in, how, and which roles they hold where (W-2).
//!
//! - `people`: accounts prepared beforehand, their passwords and roles.
//! - `passwords`: what a password must be like, and how it is hashed.
//! - `throttle`: growing delays after failed tries; nobody is locked out by strangers.
//! - `sessions`: the cookie, idle time, posts; makes the `Ctx` of every request.
//! - `attempts`: log-ins by ThaiD on their way, bound to one browser.
//! - `thaid`: the OpenID Connect provider.
//! - `enrolment`: the first log-in after ThaiD: e-mail, one-time code, password.
//! - `users`: the roster of an entity; suspension.
//!
//! **Invariant: of tokens, codes and citizen numbers only hashes are stored, and none is logged.**
//! People belong to the nation and to no record; roles belong to the record of their entity.

mod attempts;
mod cookies;
mod enrolment;
mod keys;
mod passwords;
mod people;
mod sessions;
mod thaid;
mod throttle;
mod users;

pub use cookies::SESSION as SESSION_COOKIE;
pub use keys::pid_hash;
pub use people::{NewPerson, NewRole, assign_role, create_person};
pub use sessions::{open_session, sessions};

use crate::platform::access::Authorized;
use crate::platform::openapi::{Access, Api};
use chrono::{DateTime, Utc};

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
}

/// The right to look at people, sessions and attempts, which belong to no entity.
fn before_login(now: DateTime<Utc>) -> Authorized {
    Authorized::public("logging in", now)
}
