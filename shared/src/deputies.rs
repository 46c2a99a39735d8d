//! Acting in the post of another (ผู้รักษาราชการแทน, ผู้ปฏิบัติราชการแทน): by which order, from when
//! until when, how far; and how that is written under a signature (W-1.7).

use crate::calendar::{DayBounds, day, thai_short};
use crate::grants::{decides, is_of_department};
use crate::identity::{RoleHeld, User};
use crate::permission::Role;
use crate::problem::{FieldCode, FieldError};
use crate::table::{Called, Column, Names, Row};
use crate::text::{check_key, check_text};
use crate::{DepartmentId, DeputyId, KeyText, Money, PersonId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

problems! {
    /// The order by which the person acts in a post does not count today.
    DEPUTY_NOT_IN_FORCE = "deputy_not_in_force", 403,
        "วันนี้ทำรายการนี้แทนไม่ได้ เพราะ{post} ตามคำสั่งที่ {order} ใช้ได้{days} เท่านั้น โปรดให้หัวหน้าหน่วยงานคลังบันทึกคำสั่งใหม่",
        "You may not do this today: {post} by order {order} counts {days} only. To go on, the head of finance enters the new order.";
    /// Who is suspended acts for nobody.
    DEPUTY_SUSPENDED = "deputy_suspended", 409,
        "ผู้นี้ถูกระงับใช้งานอยู่ จึงให้รักษาราชการแทนไม่ได้ โปรดยกเลิกการระงับก่อน หรือเลือกผู้อื่น",
        "This person is suspended and cannot act for anybody. Reinstate the person first, or choose another.";
    /// Nobody acts beyond what the holder of the post may decide.
    BEYOND_HOLDER = "beyond_holder", 409,
        "ผู้ดำรงตำแหน่งมีวงเงิน {ceiling} บาท จึงให้ทำแทนเกินวงเงินนี้ไม่ได้ โปรดกรอกวงเงินไม่เกินจำนวนนี้",
        "The holder of the post decides up to {ceiling} baht, and so does whoever acts in it. Enter no more than that.";
    /// The person for whom somebody is to act does not have the post.
    NOT_OF_POST = "not_of_post", 409,
        "ผู้ดำรงตำแหน่งที่ระบุไม่มีบทบาท{role}ในช่วงวันที่ของคำสั่ง โปรดตรวจสอบทะเบียนผู้ใช้งาน หรือเว้นว่างหากตำแหน่งว่าง",
        "The holder named does not have the role {role} on the days of the order. Check the roster, or leave it empty where the post is vacant.";
}

/// Longest title of a post.
const POST_MAX: usize = 200;
/// Longest number of an order.
const ORDER_MAX: usize = 50;
/// The longest that one order counts, in days after the first.
const DAYS_MAX: u64 = 366;

codes! {
    /// Why somebody acts in the post of another.
    pub enum ActingKind {
        /// The post is vacant, or its holder cannot.
        Acting = "acting" ("รักษาราชการแทน", "Acting for"),
        /// By delegation of powers; the holder is there.
        Delegated = "delegated" ("ปฏิบัติราชการแทน", "By delegation of"),
    }
}

/// In whose post, and by which order: as it stays with what was signed by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, diesel::Queryable))]
pub struct Acting {
    pub id: DeputyId,
    pub kind: ActingKind,
    /// The title of the post.
    pub post: String,
    pub order_no: String,
    /// The day of the order.
    #[serde(deserialize_with = "day")]
    pub ordered_on: NaiveDate,
    /// Name of who has the post; none while it is vacant.
    #[serde(default)]
    pub holder: Option<String>,
}

impl Acting {
    /// As it stands under name and position: รักษาราชการแทน นายกองค์การบริหารส่วนตำบล.
    pub fn line(&self) -> String {
        format!("{} {}", self.kind.thai(), self.post)
    }

    /// The order: คำสั่งที่ 123/2568 ลงวันที่ 1 ต.ค. 2568.
    pub fn order(&self) -> String {
        format!(
            "คำสั่งที่ {} ลงวันที่ {}",
            self.order_no,
            thai_short(self.ordered_on)
        )
    }

    /// Both in one line.
    pub fn in_full(&self) -> String {
        format!("{} ตาม{}", self.line(), self.order())
    }
}

/// Somebody is to act in the post of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDeputy {
    /// Who acts.
    pub person_id: PersonId,
    pub kind: ActingKind,
    /// The role of the post.
    pub role: Role,
    /// Where the role is one of a department.
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
    /// The title of the post, as printed under signatures.
    pub post_th: String,
    /// Who has the post; none while it is vacant.
    #[serde(default)]
    pub holder_id: Option<PersonId>,
    pub order_no: KeyText,
    /// The day of the order.
    #[serde(deserialize_with = "day")]
    pub ordered_on: NaiveDate,
    #[serde(deserialize_with = "day")]
    pub valid_from: NaiveDate,
    #[serde(deserialize_with = "day")]
    pub valid_until: NaiveDate,
    /// The largest amount decided with it; none when as much as the holder.
    #[serde(default)]
    pub amount_ceiling: Option<Money>,
}

impl NewDeputy {
    /// What is wrong with it by itself, entered on this day.
    pub fn check(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "post_th", &self.post_th, POST_MAX);
        check_key(
            &mut errors,
            "order_no",
            Some(&self.order_no),
            true,
            ORDER_MAX,
        );
        let mut wrong = |path: &str, code| errors.push(FieldError::new(path, code));
        if self.person_id == PersonId::default() {
            wrong("person_id", FieldCode::Required);
        }
        match (is_of_department(self.role), self.department_id) {
            (true, None) => wrong("department_id", FieldCode::Required),
            (false, Some(_)) => wrong("department_id", FieldCode::MustBeEmpty),
            _ => {}
        }
        match (self.kind, self.holder_id) {
            // Who delegates is there.
            (ActingKind::Delegated, None) => wrong("holder_id", FieldCode::Required),
            (_, Some(holder)) if holder == self.person_id => {
                wrong("holder_id", FieldCode::Duplicate);
            }
            _ => {}
        }
        match self.amount_ceiling {
            Some(_) if !decides(self.role) => wrong("amount_ceiling", FieldCode::MustBeEmpty),
            Some(amount) if !amount.is_positive() => {
                wrong("amount_ceiling", FieldCode::NotPositive);
            }
            Some(amount) if !amount.fits() => wrong("amount_ceiling", FieldCode::TooLarge),
            _ => {}
        }
        if !DayBounds::PAST.holds(self.ordered_on, today) || self.ordered_on > self.valid_from {
            wrong("ordered_on", FieldCode::ImpossibleDay);
        }
        if !DayBounds::TERM.holds(self.valid_from, today) {
            wrong("valid_from", FieldCode::ImpossibleDay);
        }
        let longest = self.valid_from.checked_add_days(Days::new(DAYS_MAX));
        let is_too_long = longest.is_none_or(|longest| self.valid_until > longest);
        if self.valid_until < self.valid_from || self.valid_until < today || is_too_long {
            wrong("valid_until", FieldCode::ImpossibleDay);
        }
        errors
    }

    /// The role as it will be held, for what is judged of roles.
    pub fn held(&self) -> RoleHeld {
        RoleHeld {
            amount_ceiling: self.amount_ceiling,
            valid_from: Some(self.valid_from),
            valid_until: Some(self.valid_until),
            ..RoleHeld::of(self.role, self.department_id)
        }
    }

    /// The own role of a holder that this is to stand for; none where the holder has not got it on
    /// these days. Who cannot act need not be able to: only who delegates has it on every one of them.
    pub fn role_of_holder<'a>(&self, holder: &'a User) -> Option<&'a RoleHeld> {
        let mut roles = holder.roles.iter();
        roles.find(|held| {
            let is_post = held.acting.is_none()
                && held.role == self.role
                && held.department_id == self.department_id;
            let counts = held.is_in_force(self.valid_from) && held.is_in_force(self.valid_until);
            is_post && (self.kind == ActingKind::Acting || counts && !holder.is_suspended)
        })
    }
}

/// Ends it before its time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeputyEnd {
    /// The last day it counts: yesterday ends it at once.
    #[serde(deserialize_with = "day")]
    pub last_day: NaiveDate,
}

/// Somebody acts, acted or will act in the post of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Deputy {
    pub id: DeputyId,
    pub person_id: PersonId,
    /// Who acts.
    pub name: String,
    /// In whose post, by which order.
    pub acting: Acting,
    pub role: Role,
    pub department_id: Option<DepartmentId>,
    pub amount_ceiling: Option<Money>,
    /// The days of the order.
    pub valid_from: NaiveDate,
    pub valid_until: NaiveDate,
    /// The last day it counts, where it was ended before its time; before the first when it never did.
    pub ended_on: Option<NaiveDate>,
    /// The person is suspended.
    pub is_suspended: bool,
}

impl Deputy {
    /// Does it count on this day?
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && day <= self.last_day() && !self.is_suspended
    }

    /// The last day it counts.
    pub fn last_day(&self) -> NaiveDate {
        self.ended_on.unwrap_or(self.valid_until)
    }
}

impl Row for Deputy {
    fn columns() -> Vec<Column<Self>> {
        const NAME: Names = ("ผู้รักษาราชการแทน", "Deputy");
        vec![
            Column::new(NAME, |row: &Self| row.name.clone()).wide(26),
            Column::new(("ลักษณะ", "Kind"), |row: &Self| {
                Called(row.acting.kind)
            }),
            Column::new(("ตำแหน่ง", "Post"), |row: &Self| {
                row.acting.post.clone()
            })
            .wide(28),
            Column::new(
                ("ผู้ดำรงตำแหน่ง", "Holder"),
                |row: &Self| row.acting.holder.clone(),
            )
            .wide(26),
            Column::new(("คำสั่งที่", "Order"), |row: &Self| {
                row.acting.order_no.clone()
            }),
            Column::new(("ลงวันที่", "Dated"), |row: &Self| {
                row.acting.ordered_on
            }),
            Column::new(("ตั้งแต่", "From"), |row: &Self| {
                row.valid_from
            }),
            Column::new(("ถึง", "Until"), |row: &Self| row.valid_until),
            Column::new(("สิ้นสุดก่อนกำหนด", "Ended on"), |row: &Self| row.ended_on),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn order() -> NewDeputy {
        NewDeputy {
            person_id: PersonId(uuid::Uuid::from_u128(1)),
            kind: ActingKind::Acting,
            role: Role::Executive,
            department_id: None,
            post_th: "นายก อบต.".to_owned(),
            holder_id: None,
            order_no: KeyText::new("๑๒๓/๒๕๖๘"),
            ordered_on: day("2025-10-10"),
            valid_from: day("2025-10-10"),
            valid_until: day("2025-10-20"),
            amount_ceiling: None,
        }
    }

    #[test]
    fn an_order_is_written_as_the_law_has_it() {
        let acting = Acting {
            id: DeputyId::default(),
            kind: ActingKind::Delegated,
            post: "นายก อบต.".to_owned(),
            order_no: order().order_no.to_string(),
            ordered_on: day("2025-10-10"),
            holder: None,
        };
        assert_eq!(
            acting.in_full(),
            "ปฏิบัติราชการแทน นายก อบต. ตามคำสั่งที่ 123/2568 ลงวันที่ 10 ต.ค. 2568"
        );
    }

    #[test]
    fn an_order_has_a_number_days_in_order_and_a_post() {
        let told = |change: fn(&mut NewDeputy)| {
            let mut new = order();
            change(&mut new);
            let errors = new.check(day("2025-10-15")).into_iter();
            errors.map(|error| error.path).collect::<Vec<_>>()
        };
        assert!(told(|_| {}).is_empty());
        assert_eq!(told(|new| new.order_no = KeyText::default()), ["order_no"]);
        assert_eq!(told(|new| new.post_th.clear()), ["post_th"]);
        let late: fn(&mut NewDeputy) = |new| new.valid_until = day("2025-10-14");
        let long: fn(&mut NewDeputy) = |new| new.valid_until = day("2026-10-12");
        for change in [late, long] {
            assert_eq!(told(change), ["valid_until"]);
        }
        let after: fn(&mut NewDeputy) = |new| new.ordered_on = day("2025-10-11");
        let coming: fn(&mut NewDeputy) = |new| {
            new.valid_from = day("2025-10-18");
            new.ordered_on = day("2025-10-16");
        };
        for change in [after, coming] {
            assert_eq!(told(change), ["ordered_on"]);
        }
        assert_eq!(told(|new| new.kind = ActingKind::Delegated), ["holder_id"]);
        assert_eq!(
            told(|new| new.role = Role::DepartmentHead),
            ["department_id"]
        );
        assert_eq!(
            told(|new| new.holder_id = Some(new.person_id)),
            ["holder_id"]
        );
    }

    #[test]
    fn who_delegates_has_the_post_on_all_days() {
        let mut holder = User {
            person_id: PersonId::default(),
            username: String::new(),
            name: String::new(),
            position: String::new(),
            roles: vec![RoleHeld::of(Role::Executive, None)],
            is_suspended: true,
            last_login_at: None,
            session: None,
            devices: Vec::new(),
        };
        let mut new = order();
        assert!(new.role_of_holder(&holder).is_some());
        new.kind = ActingKind::Delegated;
        assert!(new.role_of_holder(&holder).is_none(), "suspended");
        holder.is_suspended = false;
        assert!(new.role_of_holder(&holder).is_some());
        holder.roles[0].valid_until = Some(day("2025-10-19"));
        assert!(new.role_of_holder(&holder).is_none(), "not on the last day");
        new.role = Role::ChiefAdministrator;
        assert!(new.role_of_holder(&holder).is_none(), "another post");
    }
}
