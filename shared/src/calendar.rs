//! Fiscal years and dates. Stored as ISO dates of the common era; Buddhist years only for people.

use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use std::ops::RangeInclusive;

/// A fiscal year by the Buddhist year of its September: 2569 is 1 October 2568 to 30 September 2569.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "server",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "server", diesel(sql_type = diesel::sql_types::Integer))]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

#[cfg(feature = "server")]
column_of_inner!(FiscalYear(i32) as Integer);

/// Buddhist year minus common-era year.
pub const BUDDHIST_OFFSET: i32 = 543;
/// The years of the common era that are read as such; a Buddhist year of the same days is none of them.
const COMMON_YEARS: RangeInclusive<i32> = 1900..=2199;

/// How far a day can be from the day it is entered on: what is farther is a slip of the pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayBounds {
    /// Days into the past.
    pub back: i64,
    /// Days into the future.
    pub ahead: i64,
}

impl DayBounds {
    /// Of what happened: up to two years ago, as after a long outage, and never in the future.
    pub const PAST: DayBounds = DayBounds {
        back: 731,
        ahead: 0,
    };
    /// Of what is agreed upon: a year ago until two years from now.
    pub const TERM: DayBounds = DayBounds {
        back: 366,
        ahead: 731,
    };
    /// Of the first day of the books: ten years ago until a year from now.
    pub const FOUNDING: DayBounds = DayBounds {
        back: 3653,
        ahead: 366,
    };

    /// Is a day within it?
    pub fn holds(self, day: NaiveDate, today: NaiveDate) -> bool {
        (-self.back..=self.ahead).contains(&(day - today).num_days())
    }
}

impl FiscalYear {
    /// The fiscal year a day belongs to.
    pub fn of(date: NaiveDate) -> FiscalYear {
        let shifted = date.checked_add_months(Months::new(3)).unwrap_or(date);
        FiscalYear(shifted.year() + BUDDHIST_OFFSET)
    }

    /// 1 October of the year before.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 - BUDDHIST_OFFSET - 1, 10, 1).unwrap_or_default()
    }

    /// 30 September.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 - BUDDHIST_OFFSET, 9, 30).unwrap_or_default()
    }

    /// The last two digits, as printed in document numbers.
    pub fn short(self) -> String {
        format!("{:02}", self.0.rem_euclid(100))
    }
}

impl std::fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What is said of a year that no day of the books can have.
pub const NO_SUCH_YEAR: &str = "a day of the years 1900 to 2199 of the common era";

/// Reads a day of the years 1900 to 2199, the years that a person can type (`parse_typed`): no year 1,
/// and no Buddhist year taken for one of the common era.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let date = NaiveDate::deserialize(deserializer)?;
    match COMMON_YEARS.contains(&date.year()) {
        true => Ok(date),
        false => Err(D::Error::custom(NO_SUCH_YEAR)),
    }
}

/// The same, where none need be given.
pub fn optional_day<'de, D>(deserializer: D) -> Result<Option<NaiveDate>, D::Error>
where
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    struct Day(#[serde(deserialize_with = "day")] NaiveDate);
    Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
}

const MONTHS_SHORT: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];
const MONTHS_LONG: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

fn thai(date: NaiveDate, months: &[&str; 12]) -> String {
    let month = months
        .get(date.month0() as usize)
        .copied()
        .unwrap_or_default();
    format!("{} {} {}", date.day(), month, date.year() + BUDDHIST_OFFSET)
}

/// `1 ต.ค. 2568`: the form for screens (ux D5).
pub fn thai_short(date: NaiveDate) -> String {
    thai(date, &MONTHS_SHORT)
}

/// `1 ตุลาคม 2568`: the form for print (ux D5).
pub fn thai_long(date: NaiveDate) -> String {
    thai(date, &MONTHS_LONG)
}

/// The full name of the month of a day: ตุลาคม.
pub fn month_name(date: NaiveDate) -> &'static str {
    let month = MONTHS_LONG.get(date.month0() as usize);
    month.copied().unwrap_or_default()
}

/// The day of the week, in Thai and English.
pub fn weekday(date: NaiveDate) -> (&'static str, &'static str) {
    const NAMES: [(&str, &str); 7] = [
        ("จันทร์", "Monday"),
        ("อังคาร", "Tuesday"),
        ("พุธ", "Wednesday"),
        ("พฤหัสบดี", "Thursday"),
        ("ศุกร์", "Friday"),
        ("เสาร์", "Saturday"),
        ("อาทิตย์", "Sunday"),
    ];
    let day = date.weekday().num_days_from_monday() as usize;
    NAMES.get(day).copied().unwrap_or_default()
}

/// Arabic digits for the Thai digits ๐ to ๙ in a text; everything else stays.
pub fn arabic_digits(text: &str) -> String {
    text.chars()
        .map(|c| match u32::from(c) {
            code @ 0x0E50..=0x0E59 => char::from_digit(code - 0x0E50, 10).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// What a person typed as a date: the day, and whether the year was taken as common era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedDate {
    /// The day meant.
    pub date: NaiveDate,
    /// True when a year such as 2025 was read as common era; the screen then says so (ux D4).
    pub common_era: bool,
}

/// Reads a typed date (ux D3, D4): `1/10/67`, `011067`, `1-10-2567`, `1 ต.ค. 67`, `1 ตค 67`,
/// `1 ตุลาคม พ.ศ. 2567`, `๑/๑๐/๒๕๖๗`, `2567-10-01`. Two-digit years are Buddhist. `None` when it is not a date.
pub fn parse_typed(text: &str) -> Option<TypedDate> {
    let text = arabic_digits(text.trim());
    let parts = typed_parts(&text)?;
    let [day, month, year] = parts;
    let (year, common_era) = match year {
        0..=99 => (2500 + year - BUDDHIST_OFFSET, false),
        year if COMMON_YEARS.contains(&year) => (year, true),
        2443..=2742 => (year - BUDDHIST_OFFSET, false),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    Some(TypedDate { date, common_era })
}

fn typed_parts(text: &str) -> Option<[i32; 3]> {
    if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 6 | 8) {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        return Some([number(0..2)?, number(2..4)?, number(4..text.len())?]);
    }
    // With its points and without, the era named or not.
    let plain = text
        .replace(['.', ' '], "")
        .replace("พศ", "")
        .replace("คศ", "");
    for (index, (short, long)) in MONTHS_SHORT.iter().zip(MONTHS_LONG).enumerate() {
        for name in [long, &short.replace('.', "")] {
            if let Some((day, year)) = plain.split_once(name) {
                let month = i32::try_from(index).ok()? + 1;
                return Some([day.parse().ok()?, month, year.parse().ok()?]);
            }
        }
    }
    let mut parts = text
        .split(['/', '-', '.', ' '])
        .map(|part| part.parse::<i32>());
    let all = [
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ];
    let [first, month, last] = all;
    let all = if first >= 1000 {
        [last, month, first]
    } else {
        all
    };
    parts.next().is_none().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn fiscal_years_turn_on_the_first_of_october() {
        assert_eq!(FiscalYear::of(day(2025, 9, 30)), FiscalYear(2568));
        assert_eq!(FiscalYear::of(day(2025, 10, 1)), FiscalYear(2569));
        assert_eq!(FiscalYear(2569).first_day(), day(2025, 10, 1));
        assert_eq!(FiscalYear(2569).last_day(), day(2026, 9, 30));
        assert_eq!(FiscalYear(2569).short(), "69");
    }

    #[test]
    fn typed_dates_are_read_as_people_write_them() {
        let first = day(2024, 10, 1);
        for text in [
            "1/10/67",
            "011067",
            "01102567",
            "1-10-2567",
            "1 ต.ค. 67",
            "1 ตุลาคม 2567",
            "๑/๑๐/๒๕๖๗",
            "01/10/2567",
            "1.10.67",
            "1 10 67",
            "1-10-67",
            "๐๑๑๐๖๗",
            "๑ ต.ค. ๖๗",
            "๑ ตุลาคม ๒๕๖๗",
            "1 ตค 67",
            "1ตค67",
            "1 ต.ค.67",
            "1 ตค. 2567",
            "1 ต ค 67",
            "1 ตุลาคม พ.ศ. 2567",
            "1 ต.ค. พ.ศ. 2567",
            "1 ตุลาคม พศ 2567",
            "2567-10-01",
            "2567/10/1",
            " 1/10/67 ",
        ] {
            assert_eq!(
                parse_typed(text),
                Some(TypedDate {
                    date: first,
                    common_era: false
                }),
                "{text}"
            );
        }
        assert_eq!(
            parse_typed("1/10/2024"),
            Some(TypedDate {
                date: first,
                common_era: true
            })
        );
        assert_eq!(
            parse_typed("29/2/2567").map(|typed| typed.date),
            Some(day(2024, 2, 29))
        );
        for text in [
            "29/2/2568",
            "31/4/67",
            "x",
            "1/10",
            "1/10/67/1",
            "1/13/67",
            "1/1/2300",
            "",
            "ตค",
            "1 ตค",
            "ตค 67",
            "0/10/67",
            "2567-13-01",
            "1 ตค 67 8",
            "1 ม.ค ต.ค. 67",
        ] {
            assert_eq!(parse_typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_says_which_of_the_week_it_is() {
        for (date, thai) in [
            (day(2025, 10, 1), "พุธ"),
            (day(2025, 10, 5), "อาทิตย์"),
            (day(2025, 10, 6), "จันทร์"),
            (day(2024, 2, 29), "พฤหัสบดี"),
            (day(2024, 3, 1), "ศุกร์"),
            (day(2000, 2, 29), "อังคาร"),
            (day(2100, 3, 1), "จันทร์"),
            (day(2026, 9, 30), "พุธ"),
            (day(1900, 1, 1), "จันทร์"),
            (day(2199, 12, 31), "อังคาร"),
        ] {
            assert_eq!(weekday(date).0, thai, "{date}");
        }
    }

    #[test]
    fn the_leap_day_is_that_of_the_common_era() {
        let read = |text: &str| parse_typed(text).map(|typed| typed.date);
        assert_eq!(read("29/2/2567"), Some(day(2024, 2, 29)));
        // 2568 can be divided by 4, and 2025 cannot; 2643 is 2100.
        for text in ["29/2/2568", "29/2/68", "29/2/2643", "29/2/2025"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_has_one_form_on_the_screen_and_one_on_paper() {
        let date = day(2024, 10, 1);
        assert_eq!(thai_short(date), "1 ต.ค. 2567");
        assert_eq!(thai_long(date), "1 ตุลาคม 2567");
    }

    #[test]
    fn bounds_hold_its_first_and_last_day() {
        let today = day(2025, 10, 15);
        let bounds = DayBounds { back: 2, ahead: 1 };
        for (text, is_held) in [("12", false), ("13", true), ("16", true), ("17", false)] {
            let day = format!("2025-10-{text}").parse().expect("a day");
            assert_eq!(bounds.holds(day, today), is_held, "{text}");
        }
        assert!(!DayBounds::PAST.holds(day(2025, 10, 16), today));
        assert!(!DayBounds::FOUNDING.holds(NaiveDate::MIN, today));
    }

    #[test]
    fn no_year_1_and_no_buddhist_year_is_read() {
        #[derive(Debug, Deserialize)]
        struct Days {
            #[serde(deserialize_with = "super::day")]
            day: NaiveDate,
            #[serde(default, deserialize_with = "optional_day")]
            other: Option<NaiveDate>,
        }
        let read = |day: &str| {
            let text = format!(r#"{{ "day": "2025-10-15", "other": "{day}" }}"#);
            let other = serde_json::from_str::<Days>(&text).map(|days| (days.day, days.other));
            let text = format!(r#"{{ "day": "{day}" }}"#);
            let own = serde_json::from_str::<Days>(&text).map(|days| days.day);
            assert_eq!(own.is_ok(), other.is_ok(), "{day}");
            own.map_err(|why| why.to_string().contains(NO_SUCH_YEAR))
        };
        assert_eq!(read("1900-01-01"), Ok(day(1900, 1, 1)));
        assert_eq!(read("2199-12-31"), Ok(day(2199, 12, 31)));
        for wrong in [
            "0001-01-01",
            "1899-12-31",
            "2200-01-01",
            "2568-10-15",
            "9999-12-31",
        ] {
            assert_eq!(read(wrong), Err(true), "{wrong}");
        }
    }

    #[test]
    fn every_date_survives_the_thai_form() {
        let mut date = day(1900, 1, 1);
        while date < day(2200, 1, 1) {
            for written in [thai_short(date), thai_long(date)] {
                let read = parse_typed(&written).map(|typed| typed.date);
                assert_eq!(read, Some(date), "{written}");
            }
            date = date.succ_opt().expect("a next day");
        }
    }
}
