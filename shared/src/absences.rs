//! On which days people are not at work, and for whom of them something waits.

use crate::calendar::{DayBounds, day};
use crate::problem::{FieldCode, FieldError};
use crate::{AbsenceId, PersonId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The longest absence, in days after the first.
const DAYS_MAX: u64 = 366;

/// Somebody is not at work, from a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAbsence {
    /// Oneself; for others the head of finance says it.
    pub person_id: PersonId,
    #[serde(deserialize_with = "day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "day")]
    pub last_day: NaiveDate,
}

impl NewAbsence {
    /// What is wrong with it by itself, said on this day.
    pub fn check(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let longest = self.first_day.checked_add_days(Days::new(DAYS_MAX));
        let is_too_long = longest.is_none_or(|longest| self.last_day > longest);
        if !DayBounds::TERM.holds(self.first_day, today) {
            errors.push(FieldError::new("first_day", FieldCode::ImpossibleDay));
        }
        if self.last_day < self.first_day || self.last_day < today || is_too_long {
            errors.push(FieldError::new("last_day", FieldCode::ImpossibleDay));
        }
        errors
    }
}

/// An absence of today or to come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Absence {
    pub id: AbsenceId,
    pub person_id: PersonId,
    pub name: String,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
}

impl Absence {
    /// Is it so on this day?
    pub fn is_on(&self, day: NaiveDate) -> bool {
        (self.first_day..=self.last_day).contains(&day)
    }
}

/// Somebody for whom a document waits and who is absent today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AbsentApprover {
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    /// The last day of the absence.
    pub until: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absence_has_days_left_and_an_end() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let told = |first: &str, last: &str| {
            let new = NewAbsence {
                person_id: PersonId::default(),
                first_day: day(first),
                last_day: day(last),
            };
            let errors = new.check(day("2025-10-15")).into_iter();
            errors.map(|error| error.path).collect::<Vec<_>>()
        };
        assert!(told("2025-10-10", "2025-10-15").is_empty());
        assert_eq!(told("2025-10-10", "2025-10-14"), ["last_day"]);
        assert_eq!(told("2025-10-17", "2025-10-16"), ["last_day"]);
        assert_eq!(told("2025-10-17", "2026-10-19"), ["last_day"]);
        assert_eq!(told("2035-10-17", "2035-10-18"), ["first_day"]);
    }
}
