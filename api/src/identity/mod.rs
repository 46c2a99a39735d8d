//! Who logs in, how, and which roles they hold where (W-2).
//!
//! - `people`: accounts prepared beforehand, their passwords and roles.
//! - `passwords`: what a password must be like, and how it is hashed.
//! - `throttle`: growing delays after failed tries; nobody is locked out by strangers.
//! - `devices`, `notices`: browsers people log in with; what the owner of an account is told by mail.
//! - `sessions`: the cookie, idle time, posts; makes the `Ctx` of every request.
//! - `attempts`, `thaid`: first log-ins on their way, in one browser; the OpenID Connect provider.
//! - `enrolment`: the first log-in after ThaiD: e-mail, one-time code, password.
//! - `doors`: by what right something is asked of people who are not in yet, or come and go.
//! - `inboxes`: how much waits for a person in each post, and hearing of more.
//! - `deputies`: who acts in the post of another, by which order, on which days.
//! - `absences`: on which days people are not at work, and what waits for them alone.
//! - `programs`: programs of others that are let in: tokens, and what they open.
//! - `users`, `reviews`: the roster of an entity: roles, limits, suspension; its six-monthly review.
//!
//! **Invariant: of tokens, codes and citizen numbers only hashes are stored, and none is logged.**
//! People belong to the nation and to no record; roles, and who came, went or set a password, belong
//! to the record of the entity they work in.

mod absences;
mod attempts;
mod cookies;
mod deputies;
mod devices;
mod doors;
mod enrolment;
mod inboxes;
mod keys;
mod mail;
mod notices;
mod passwords;
mod people;
mod programs;
mod reviews;
mod sessions;
mod thaid;
mod throttle;
mod users;

pub use cookies::SESSION as SESSION_COOKIE;
pub use deputies::{OrderForHead, appoint_for_head};
pub use keys::pid_hash;
pub use people::{NewPerson, assign_role, create_person};
pub use sessions::{end_in_entity as end_session, open_session, sessions};
pub use users::appoint_head;

use crate::platform::openapi::{Access, Api};
use doors::{acting, before_login, inside, on_record};

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
    deputies::register(api);
    absences::register(api);
    reviews::register(api);
    inboxes::register(api);
    programs::register(api);
}
