//! Logging in and who one is (W-2).

use crate::calendar::{optional_day, thai_short};
use crate::deputies::Acting;
use crate::organisation::Entity;
use crate::permission::Role;
use crate::table::{Column, Row};
use crate::{DepartmentId, EntityId, Money, PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

problems! {
    /// No session, or it ended.
    UNAUTHENTICATED = "unauthenticated", 401,
        "ยังไม่ได้เข้าสู่ระบบหรือหมดเวลาใช้งาน โปรดเข้าสู่ระบบอีกครั้ง",
        "You are not logged in or the session has ended. Please log in again.";
    /// The session is locked after idle time; the password opens it again.
    SESSION_LOCKED = "session_locked", 423,
        "หน้าจอถูกล็อกเพราะไม่มีการใช้งาน โปรดใส่รหัสผ่านเพื่อทำงานต่อ งานที่พิมพ์ไว้ยังอยู่",
        "The screen was locked while idle. Enter your password to go on; what you typed is still there.";
    /// What is asked for matters so much that the person must have proved who that is a moment ago.
    STEP_UP_REQUIRED = "step_up_required", 403,
        "รายการนี้ต้องยืนยันตัวตนอีกครั้งภายใน 5 นาทีก่อนทำ โปรดใส่รหัสผ่านหรือยืนยันด้วย ThaiD แล้วทำรายการต่อ",
        "This needs a proof of who you are, no older than 5 minutes. Give your password or use ThaiD, then go on.";
    /// User name or password is wrong; which one is not told.
    WRONG_CREDENTIALS = "wrong_credentials", 401,
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดลองใหม่ หรือเข้าด้วย ThaiD",
        "User name or password is not right. Try again, or use ThaiD.";
    /// The one-time code is wrong.
    WRONG_CODE = "wrong_code", 401,
        "รหัสใช้ครั้งเดียวไม่ถูกต้อง โปรดดูรหัส 6 หลักในอีเมลฉบับล่าสุด",
        "The one-time code is not right. Use the six digits of the latest e-mail.";
    /// The one-time code is older than its life or was tried too often.
    CODE_EXPIRED = "code_expired", 401,
        "รหัสใช้ครั้งเดียวหมดอายุหรือลองเกินกำหนด โปรดขอรหัสใหม่",
        "The one-time code has expired or was tried too often. Ask for a new one.";
    /// The password is too short or among the known ones.
    WEAK_PASSWORD = "weak_password", 422,
        "รหัสผ่านนี้เดาง่ายเกินไป โปรดตั้งใหม่อย่างน้อย 12 ตัวอักษร ใช้เป็นประโยคก็ได้",
        "This password is too easy to guess. Use at least 12 characters; a sentence is fine.";
    /// The citizen number has no account prepared (W-2, step 1).
    NO_ACCOUNT = "no_account", 403,
        "ยังไม่มีบัญชีผู้ใช้สำหรับเลขประจำตัวประชาชนนี้ โปรดติดต่อหัวหน้าหน่วยงานคลังของท่าน",
        "No account was prepared for this citizen number. Please ask your head of finance.";
    /// Nobody changes the own rights.
    OWN_RIGHTS = "own_rights", 403,
        "เปลี่ยนสิทธิของตนเองไม่ได้ ต้องให้หัวหน้าหน่วยงานคลังคนอื่น หรือจังหวัด เป็นผู้เปลี่ยน",
        "Nobody changes the own rights. Another head of finance, or the province, must do it.";
    /// The role is opened by whoever stands above the organisation.
    ROLE_GIVEN_ABOVE = "role_given_above", 403,
        "บทบาทหัวหน้าหน่วยงานคลังและบทบาทของหน่วยงานภายนอก จังหวัดเป็นผู้เปิดหรือถอน",
        "The post of the head of finance and roles of outside offices are given by the province.";
    /// Two roles that the separation of duties forbids one person to have at once.
    ROLES_CLASH = "roles_clash", 409,
        "ให้บทบาทเหล่านี้แก่คนเดียวกันในเวลาเดียวกันไม่ได้ เพราะขัดหลักการแบ่งแยกหน้าที่: {roles}",
        "Separation of duties forbids one person to have these roles at once: {roles}";
    /// The citizen number belongs to an account of another name.
    NAME_DIFFERS = "name_differs", 409,
        "เลขประจำตัวประชาชนนี้มีบัญชีอยู่แล้วในชื่ออื่น โปรดตรวจสอบเลขและชื่อจากบัตรประชาชน",
        "This citizen number has an account under another name. Check both against the card.";
    /// The person has an account here already.
    ALREADY_HERE = "already_here", 409,
        "ผู้นี้มีบัญชีในหน่วยงานนี้แล้ว โปรดเปิดรายชื่อแล้วแก้ไขบทบาท",
        "This person has an account here already. Open it in the roster and change the roles.";
    /// Nobody would be left who may suspend and reinstate.
    LAST_HEAD = "last_head", 409,
        "ต้องเหลือหัวหน้าหน่วยงานคลังที่ไม่ถูกระงับอย่างน้อยหนึ่งคน โปรดคืนสิทธิให้อีกคนก่อน",
        "At least one head of finance must be left who is not suspended. Reinstate another one first.";
    /// The account is suspended by the finance head.
    ACCOUNT_SUSPENDED = "account_suspended", 403,
        "บัญชีผู้ใช้ถูกระงับหรือพ้นกำหนดสิทธิ โปรดติดต่อหัวหน้าหน่วยงานคลังของท่าน",
        "The account is suspended, or its rights have ended. Please ask your head of finance.";
    /// The identity provider does not answer; user name and password still work.
    IDENTITY_PROVIDER_DOWN = "identity_provider_down", 503,
        "ติดต่อ ThaiD ไม่ได้ในขณะนี้ โปรดเข้าด้วยชื่อผู้ใช้และรหัสผ่าน หรือลองใหม่ภายหลัง",
        "ThaiD cannot be reached now. Use user name and password, or try later.";
    /// The identity provider refused or the answer does not fit the request.
    IDENTITY_REFUSED = "identity_refused", 422,
        "การยืนยันตัวตนด้วย ThaiD ไม่สำเร็จ โปรดเริ่มใหม่อีกครั้ง",
        "Identification with ThaiD did not succeed. Please start again.";
    /// Mail cannot be sent now.
    MAIL_DOWN = "mail_down", 503,
        "ส่งอีเมลไม่ได้ในขณะนี้ โปรดลองใหม่อีกครั้งในอีกสักครู่",
        "Mail cannot be sent now. Please try again in a moment.";
}

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
    pub role: Role,
    /// For clerks and heads of departments.
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
    /// The largest amount decided with it, in baht; none when any.
    #[serde(default)]
    pub amount_ceiling: Option<Money>,
    /// First day it counts; none when always.
    #[serde(default, deserialize_with = "optional_day")]
    pub valid_from: Option<NaiveDate>,
    /// Last day it counts; none when always.
    #[serde(default, deserialize_with = "optional_day")]
    pub valid_until: Option<NaiveDate>,
    /// In whose post, by which order; none for one's own. Nobody is appointed to it with the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting: Option<Acting>,
}

impl RoleHeld {
    /// The role without limits.
    pub fn of(role: Role, department_id: Option<DepartmentId>) -> RoleHeld {
        RoleHeld {
            role,
            department_id,
            amount_ceiling: None,
            valid_from: None,
            valid_until: None,
            acting: None,
        }
    }

    /// Does it count on this day?
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }

    /// The days on which it counts, in Thai; empty when always.
    pub fn days(&self) -> String {
        let from = self
            .valid_from
            .map(|day| format!("ตั้งแต่ {}", thai_short(day)));
        let until = self
            .valid_until
            .map(|day| format!("ถึง {}", thai_short(day)));
        let days: Vec<String> = from.into_iter().chain(until).collect();
        days.join(" ")
    }
}

/// Who is logged in, where, and until when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    pub person_id: PersonId,
    pub name: String,
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
    /// Seconds for which the latest proof of who this is still counts for what asks for a fresh one.
    pub proof_seconds: i64,
}

/// How much waits for a person in one of the posts held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PostInbox {
    pub entity_id: EntityId,
    pub entity_name: String,
    /// How many documents, or how many were counted.
    pub count: i64,
    /// There are more than `count`.
    pub more: bool,
}

/// Whether there may be something else in one's inboxes than before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct InboxChange {
    /// What to ask with the next time.
    pub mark: String,
    /// Look again.
    pub has_changed: bool,
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
        Email = "email" ("กรอกอีเมล", "Give an e-mail address"),
        /// Enter the code that was sent.
        Code = "code" ("กรอกรหัสใช้ครั้งเดียว", "Enter the one-time code"),
        Password = "password" ("ตั้งรหัสผ่าน", "Choose a password"),
    }
}

/// User name and password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    pub username: String,
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
    pub person_id: PersonId,
    pub username: String,
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    /// Roles in this entity.
    pub roles: Vec<RoleHeld>,
    /// True when suspended in this entity.
    pub is_suspended: bool,
    /// Last log-in.
    pub last_login_at: Option<DateTime<Utc>>,
    /// The open session, when the person works here now.
    pub session: Option<SessionSeen>,
    /// Browsers the person has logged in with, the latest first.
    pub devices: Vec<DeviceSeen>,
}

impl Row for User {
    fn columns() -> Vec<Column<Self>> {
        let roles = |row: &Self| {
            let one = |held: &RoleHeld| match &held.acting {
                None => held.role.thai().to_owned(),
                Some(acting) => acting.line(),
            };
            let names: Vec<String> = row.roles.iter().map(one).collect();
            names.join(", ")
        };
        vec![
            Column::new(("ชื่อผู้ใช้", "User name"), |row: &Self| row.username.clone()),
            Column::new(("ชื่อ", "Name"), |row: &Self| row.name.clone()).wide(28),
            Column::new(("ตำแหน่ง", "Position"), |row: &Self| {
                row.position.clone()
            })
            .wide(28),
            Column::new(("บทบาท", "Roles"), roles).wide(40),
            Column::new(
                ("ระงับใช้งาน", "Suspended"),
                |row: &Self| row.is_suspended.then(|| "ระงับ".to_owned()),
            )
            .wide(10),
        ]
    }
}

/// An open session, as the finance head sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SessionSeen {
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last use noted.
    pub used_at: DateTime<Utc>,
    /// Locked after idle time.
    pub is_locked: bool,
}

/// A browser somebody has logged in with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DeviceSeen {
    pub first_used_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
}

/// Where one is logged in oneself, and with what one has logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Presence {
    /// The one session a person has.
    pub session: SessionSeen,
    /// Browsers, the latest first.
    pub devices: Vec<OwnDevice>,
}

/// A browser one has logged in with oneself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OwnDevice {
    pub id: Uuid,
    pub first_used_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    /// The one this was asked with.
    pub is_this: bool,
}

/// Where somebody stands in the entity: position, and the roles from now on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// ตำแหน่ง, as printed under signatures.
    pub position_th: String,
    /// All roles; one that is not named is taken away.
    pub roles: Vec<RoleHeld>,
}

/// Somebody to prepare an account for (W-2 step 1); it is opened by ThaiD alone.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Name with title, as on the card.
    pub name_th: String,
    /// Citizen number, thirteen digits; only its keyed hash is kept.
    pub pid: String,
    /// Where word of it is sent; the person proves an address at the first log-in.
    pub email: String,
    /// ตำแหน่ง, as printed under signatures.
    pub position_th: String,
    pub roles: Vec<RoleHeld>,
}

/// Ends all that somebody may do in the entity with a day: an official who is moved to another one
/// (W-2.7), or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The last day: yesterday ends it at once.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub last_day: NaiveDate,
}

/// Suspends or reinstates a user.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The new state.
    pub is_suspended: bool,
}
