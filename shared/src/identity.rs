//! Logging in and who one is (W-2).

use crate::organisation::Entity;
use crate::permission::Role;
use crate::{DepartmentId, EntityId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Shortest password accepted: it stands beside ThaiD as the only factor of later logins only for
/// people who proved their identity once; NIST SP 800-63B-4 asks for at least 8, ours is 12.
pub const PASSWORD_MIN: usize = 12;
/// Longest password accepted.
pub const PASSWORD_MAX: usize = 128;

/// One post a person holds: an entity and the roles there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Post {
    /// Where.
    pub entity_id: EntityId,
    /// Its name.
    pub entity_name: String,
    /// ตำแหน่ง
    pub position: String,
    /// The roles held there.
    pub roles: Vec<RoleHeld>,
}

/// A role, and the department it is limited to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RoleHeld {
    /// The role.
    pub role: Role,
    /// For clerks and heads of departments.
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
}

/// Who is logged in, where, and until when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    /// The person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// User name.
    pub username: String,
    /// Where the person works now.
    pub entity: Entity,
    /// The post worked in now.
    pub post: Post,
    /// All posts held.
    pub posts: Vec<Post>,
    /// True after idle time: the password opens it again.
    pub is_locked: bool,
    /// Seconds without use after which it locks.
    pub idle_seconds: i64,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// When this person logged in the last time before, to notice misuse.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// How far the first log-in is (W-2 steps 1 to 3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// Name as ThaiD gave it.
    pub name: String,
    /// User name of the prepared account.
    pub username: String,
    /// What to do now.
    pub step: EnrolmentStep,
    /// The address a code went to, partly hidden.
    pub email: Option<String>,
    /// Seconds until another code may be asked for.
    pub resend_seconds: i64,
}

codes! {
    /// The next thing to do in a first log-in.
    pub enum EnrolmentStep {
        /// Give an e-mail address.
        Email = "email",
        /// Enter the code that was sent.
        Code = "code",
        /// Choose a password.
        Password = "password",
    }
}

/// User name and password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

/// The address for one-time codes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailAddress {
    /// The address.
    pub email: String,
}

/// The code from the mail.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OneTimeCode {
    /// Six digits.
    pub otp: String,
}

/// A password, to set it or to unlock a session.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// The password.
    pub password: String,
}

/// Another post to work in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostChoice {
    /// The entity of the post.
    pub entity_id: EntityId,
}

/// A user of the entity, as the finance head sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct User {
    /// The person.
    pub person_id: PersonId,
    /// User name.
    pub username: String,
    /// Name.
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    /// Roles in this entity.
    pub roles: Vec<RoleHeld>,
    /// True when suspended in this entity.
    pub is_suspended: bool,
    /// Last log-in.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// Suspends or reinstates a user.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The new state.
    pub is_suspended: bool,
}
