//! The six-monthly review of the roster: the head of finance confirms or suspends everybody, signs,
//! and whoever was not confirmed loses the rights on the day it says.

use crate::codes::Code;
use crate::identity::RoleHeld;
use crate::problem::{FieldCode, FieldError};
use crate::table::{Column, Row};
use crate::{DepartmentId, FiscalYear, Money, PersonId};
use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

problems! {
    /// The review of this half-year is signed.
    REVIEW_SIGNED = "review_signed", 409,
        "ลงนามการทบทวนของครึ่งปีนี้แล้ว โปรดเปิดรายงานที่ลงนามไว้ การเปลี่ยนสิทธิรายคนทำได้ในทะเบียนผู้ใช้งาน",
        "The review of this half-year is signed. Open it; single rights are changed in the roster.";
}

/// Days from the beginning of a half-year within which its review is to be signed.
const DUE_DAYS: u64 = 30;
/// The longest that rights go on which were not confirmed, in days from the signature.
pub const UNTIL_DAYS: u64 = 30;
/// The same, where the head of finance says nothing else.
pub const USUAL_DAYS: u64 = 7;

codes! {
    /// What a review decides on somebody.
    pub enum Verdict {
        Confirmed = "confirmed" ("ยืนยัน", "Confirmed"),
        Suspended = "suspended" ("ระงับ", "Suspended"),
        /// Not decided on: the rights end on the day the review says.
        Unconfirmed = "unconfirmed" ("ไม่ได้ยืนยัน", "Not confirmed"),
        /// The signer: nobody confirms the own rights.
        Reviewer = "reviewer" ("ผู้ทบทวน", "Reviewer"),
    }
}

/// The first day of the half-year of a day: of its fiscal year, or six months later.
pub fn half_begins(day: NaiveDate) -> NaiveDate {
    let first = FiscalYear::of(day).first_day();
    let second = first + Months::new(6);
    if day >= second { second } else { first }
}

/// The last day on which the review of a half-year is in time.
pub fn due_on(half_begins: NaiveDate) -> NaiveDate {
    half_begins + Days::new(DUE_DAYS)
}

/// Somebody under review: what there is to judge by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UnderReview {
    pub person_id: PersonId,
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    pub roles: Vec<RoleHeld>,
    /// The roles in Thai, as they will be kept.
    pub roles_th: String,
    /// The same as kept at the review before; none when the person was not there.
    pub before_th: Option<String>,
    pub last_login_at: Option<DateTime<Utc>>,
    /// Acts on documents since the review before.
    pub acts: i64,
    /// Day of the last of them.
    pub last_act_on: Option<NaiveDate>,
    /// It is the one who asks, whom another confirms.
    pub is_self: bool,
}

/// Whether the review of the half-year of today is due: open from its first day until it is signed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewDue {
    pub half_begins: NaiveDate,
    /// The last day in time.
    pub due_on: NaiveDate,
    /// Days it is late today; 0 while it is in time, or signed.
    pub days_late: i64,
    pub is_signed: bool,
    /// When the latest review was signed.
    pub since: Option<NaiveDate>,
}

/// The review of the half-year of today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewNow {
    pub due: ReviewDue,
    /// Everybody who is not suspended; nobody once it is signed.
    pub users: Vec<UnderReview>,
}

/// What is decided on somebody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Judged {
    pub person_id: PersonId,
    /// Confirmed or suspended.
    pub verdict: Verdict,
}

/// Signs the review; whoever is not named is not confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewToSign {
    /// Of which half-year it was seen.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub half_begins: NaiveDate,
    /// Last day of the rights of those who are not confirmed.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub rights_until: NaiveDate,
    pub judged: Vec<Judged>,
}

impl ReviewToSign {
    /// What is wrong with it, signed on this day by this person, with these people on the roster.
    pub fn check(
        &self,
        today: NaiveDate,
        signer: PersonId,
        known: impl Fn(PersonId) -> bool,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.half_begins != half_begins(today) {
            errors.push(FieldError::new("half_begins", FieldCode::UnknownValue));
        }
        let last = today + Days::new(UNTIL_DAYS);
        if self.rights_until < today || self.rights_until > last {
            errors.push(FieldError::new("rights_until", FieldCode::ImpossibleDay));
        }
        for (at, one) in self.judged.iter().enumerate() {
            let mut wrong = |field: &str, code| {
                errors.push(FieldError::new(format!("judged[{at}].{field}"), code));
            };
            if !matches!(one.verdict, Verdict::Confirmed | Verdict::Suspended) {
                wrong("verdict", FieldCode::UnknownValue);
            }
            let mut before = self.judged.iter().take(at);
            if before.any(|other| other.person_id == one.person_id) {
                wrong("person_id", FieldCode::Duplicate);
            } else if one.person_id == signer || !known(one.person_id) {
                wrong("person_id", FieldCode::UnknownValue);
            }
        }
        errors
    }
}

/// A review that was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SignedReview {
    pub half_begins: NaiveDate,
    pub signed_on: NaiveDate,
    pub signer_name: String,
    pub rights_until: NaiveDate,
    pub confirmed: i64,
    pub suspended: i64,
    pub unconfirmed: i64,
}

impl Row for SignedReview {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(("ครึ่งปีที่เริ่ม", "Half-year from"), |row: &Self| row.half_begins),
            Column::new(("ลงนามวันที่", "Signed on"), |row: &Self| row.signed_on),
            Column::new(("ลงนามโดย", "Signed by"), |row: &Self| {
                row.signer_name.clone()
            })
            .wide(28),
            Column::new(Verdict::Confirmed.names(), |row: &Self| row.confirmed).wide(10),
            Column::new(Verdict::Suspended.names(), |row: &Self| row.suspended).wide(10),
            Column::new(Verdict::Unconfirmed.names(), |row: &Self| row.unconfirmed).wide(12),
            Column::new(
                ("สิทธิที่ไม่ได้ยืนยันสิ้นสุด", "Rights not confirmed end"),
                |row: &Self| row.rights_until,
            )
            .wide(18),
        ]
    }
}

/// Roles with their limits, in Thai; `department` says what one is called.
pub fn roles_in_thai(roles: &[RoleHeld], department: impl Fn(DepartmentId) -> String) -> String {
    let one = |held: &RoleHeld| {
        let place = held.department_id.map(&department);
        let most = |amount: Money| format!("ไม่เกิน {} บาท", amount.grouped());
        let days = Some(held.days()).filter(|days| !days.is_empty());
        let order = held.acting.as_ref().map(|acting| acting.in_full());
        let limits = order.into_iter().chain(place);
        let limits = limits.chain(held.amount_ceiling.map(most));
        let limits: Vec<String> = limits.chain(days).collect();
        match limits.is_empty() {
            true => held.role.thai().to_owned(),
            false => format!("{} ({})", held.role.thai(), limits.join(" ")),
        }
    };
    let each: Vec<String> = roles.iter().map(one).collect();
    each.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_half_year_begins_in_october_and_april() {
        for (today, begins) in [
            ("2025-10-01", "2025-10-01"),
            ("2025-12-31", "2025-10-01"),
            ("2026-01-01", "2025-10-01"),
            ("2026-03-31", "2025-10-01"),
            ("2026-04-01", "2026-04-01"),
            ("2026-09-30", "2026-04-01"),
        ] {
            assert_eq!(half_begins(day(today)), day(begins), "{today}");
        }
        assert_eq!(due_on(day("2025-10-01")), day("2025-10-31"));
    }

    #[test]
    fn a_review_names_everybody_once_but_the_signer() {
        let (signer, other) = (
            PersonId(uuid::Uuid::from_u128(1)),
            PersonId(uuid::Uuid::from_u128(2)),
        );
        let today = day("2025-10-15");
        let judged = |person_id, verdict| Judged { person_id, verdict };
        let told = |until: &str, judged: Vec<Judged>| {
            let review = ReviewToSign {
                half_begins: day("2025-10-01"),
                rights_until: day(until),
                judged,
            };
            let errors = review.check(today, signer, |person| person != PersonId::default());
            errors
                .into_iter()
                .map(|error| error.path)
                .collect::<Vec<_>>()
        };
        let confirmed = judged(other, Verdict::Confirmed);
        assert!(told("2025-10-15", vec![confirmed]).is_empty());
        assert!(told("2025-11-14", Vec::new()).is_empty());
        for until in ["2025-10-14", "2025-11-15"] {
            assert_eq!(told(until, Vec::new()), ["rights_until"], "{until}");
        }
        assert_eq!(
            told("2025-10-15", vec![confirmed; 2]),
            ["judged[1].person_id"]
        );
        for person in [signer, PersonId::default()] {
            let wrong = vec![judged(person, Verdict::Confirmed)];
            assert_eq!(told("2025-10-15", wrong), ["judged[0].person_id"]);
        }
        for verdict in [Verdict::Unconfirmed, Verdict::Reviewer] {
            let wrong = vec![judged(other, verdict)];
            assert_eq!(told("2025-10-15", wrong), ["judged[0].verdict"]);
        }
    }
}
