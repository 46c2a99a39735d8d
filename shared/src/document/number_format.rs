//! How the numbers of a series are written: a setting of the entity for each series, from a fiscal
//! year on (E7, G-15).

use super::Series;
use crate::FiscalYear;
use crate::text::KeyText;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// One part of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Letters and signs as they are.
    Text(String),
    /// The running number with at least so many digits: `{n}`, `{n:5}`.
    Number(usize),
    /// The year with two digits: `{yy}`.
    ShortYear,
    /// The year with four digits: `{yyyy}`.
    Year,
    /// The code of the department: `{dept}`.
    Department,
}

/// A format of numbers, `{yy}-{dept}-{n:5}`. It can only be made so that no two numbers of a series
/// are ever written alike: the running number and the year once each, the department where the
/// series is one of each department, and between them signs or letters, never digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat(Vec<Part>);

/// The most letters and signs of a format beside its places.
const MAX_TEXT: usize = 20;

impl NumberFormat {
    /// The format a setting says for a series, or `None` where numbers would not be told apart, or
    /// could not be found again as they are typed.
    pub fn parse(text: &str, series: Series) -> Option<NumberFormat> {
        let format = NumberFormat(parts(text)?);
        let count = |wanted: fn(&Part) -> bool| format.0.iter().filter(|part| wanted(part)).count();
        let is_place = |part: &Part| !matches!(part, Part::Text(_));
        let apart = !format
            .0
            .windows(2)
            .any(|pair| is_place(&pair[0]) && is_place(&pair[1]));
        let is_whole = count(|part| matches!(part, Part::Number(_))) == 1
            && count(|part| matches!(part, Part::ShortYear | Part::Year)) == 1
            && count(|part| *part == Part::Department) == usize::from(series.is_by_department());
        let length: usize = format.texts().map(|text| text.chars().count()).sum();
        let is_plain = format.texts().all(is_plain) && length <= MAX_TEXT;
        (apart && is_whole && is_plain).then_some(format)
    }

    /// A number as it is written. `scope` is the code of the department, where the series is one of
    /// each department.
    pub fn number(&self, n: i64, year: FiscalYear, scope: &str) -> String {
        let mut out = String::new();
        for part in &self.0 {
            let width = match part {
                Part::Number(width) => *width,
                _ => 0,
            };
            // A text takes whatever is written to it.
            let _ = match part {
                Part::Text(text) => write!(out, "{text}"),
                Part::Number(_) => write!(out, "{n:0width$}"),
                Part::ShortYear => write!(out, "{}", year.short()),
                Part::Year => write!(out, "{year}"),
                Part::Department => write!(out, "{scope}"),
            };
        }
        out
    }

    /// Can numbers of both formats, in different years, be told apart? Where signs and letters are
    /// the same, the year must stand in the same place.
    pub fn is_apart_from(&self, other: &NumberFormat) -> bool {
        let year = |format: &NumberFormat| {
            let is_year = |part: &Part| matches!(part, Part::ShortYear | Part::Year);
            format.0.iter().position(is_year)
        };
        let same_shape = self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|pair| match pair {
                (Part::Text(one), Part::Text(two)) => one == two,
                (Part::Text(_), _) | (_, Part::Text(_)) => false,
                _ => true,
            });
        !same_shape || year(self) == year(other)
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Letters and signs that stay as they are however a number is typed, and no digits.
fn is_plain(text: &str) -> bool {
    let is_mark = |c: char| ('\u{0E31}'..='\u{0E4E}').contains(&c);
    let may = |c: char| c.is_alphabetic() || is_mark(c) || "-/.".contains(c);
    text.chars().all(may) && KeyText::new(text).as_str() == text
}

/// The parts of a format, or `None` where braces hold something unknown.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('{') else {
            let end = rest.find('{').unwrap_or(rest.len());
            found.push(Part::Text(rest[..end].to_owned()));
            rest = &rest[end..];
            continue;
        };
        let (place, after) = after.split_once('}')?;
        found.push(match place {
            "n" => Part::Number(1),
            "yy" => Part::ShortYear,
            "yyyy" => Part::Year,
            "dept" => Part::Department,
            place => {
                let width: usize = place.strip_prefix("n:")?.parse().ok()?;
                (1..=8).contains(&width).then_some(Part::Number(width))?
            }
        });
        rest = after;
    }
    Some(found)
}

/// How a series is written from a fiscal year on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SeriesFormat {
    pub series: Series,
    /// The first fiscal year it holds for; none for how it is written where nothing was set.
    pub first_year: Option<FiscalYear>,
    /// `{yy}-{dept}-{n:5}`: `{n}` the running number, `{n:5}` with at least five digits, `{yy}` or
    /// `{yyyy}` the year, `{dept}` the code of the department.
    pub format: String,
    /// The first number of that year.
    pub example: String,
}

/// A format to be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFormat {
    /// See [`SeriesFormat`].
    pub format: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> Option<NumberFormat> {
        NumberFormat::parse(text, Series::Receipt)
    }

    #[test]
    fn where_nothing_is_set_numbers_are_written_as_always() {
        for (series, scope, expected) in [
            (Series::Receipt, "", "RCPT-00007/69"),
            (Series::RemittanceSlip, "", "7/2569"),
            (Series::RequesterNo, "01", "69-01-00007"),
            (Series::TreasuryNo, "", "7/2569"),
            (Series::PayableVoucher, "", "AP-00007/69"),
        ] {
            let format = NumberFormat::parse(series.default_format(), series);
            let number = format.map(|format| format.number(7, FiscalYear(2569), scope));
            assert_eq!(number.as_deref(), Some(expected));
        }
        for series in Series::ALL {
            let text = series.default_format();
            assert!(NumberFormat::parse(text, *series).is_some(), "{series}");
        }
    }

    #[test]
    fn numbers_that_could_be_mistaken_cannot_be_set() {
        for text in [
            "",
            "{n}",
            "{yy}",
            "RCPT",
            "{n}{yy}",
            "{n}/{n}/{yy}",
            "{n}/{yy}/{yyyy}",
            "{n}1/{yy}",
            "{n}/{yy}/{dept}",
            "{n:0}/{yy}",
            "{n:9}/{yy}",
            "{n}/{yy",
            "n}/{yy}",
            "{N}/{yy}",
            "ร {n}/{yy}",
            "rcpt{n}/{yy}",
            "{n}–{yy}",
            "{n}/{yy}\u{200B}",
            "๑{n}/{yy}",
            "{n}/{yy}ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ",
        ] {
            assert_eq!(format(text), None, "{text:?}");
        }
        for text in ["{n}/{yy}", "บร.{n:4}/{yyyy}", "{yyyy}-{n}", "ที่{n}/{yy}ก"] {
            assert!(format(text).is_some(), "{text:?}");
        }
        // Each department has its own numbers: which one must be seen.
        assert_eq!(NumberFormat::parse("{n}/{yy}", Series::RequesterNo), None);
        assert!(NumberFormat::parse("{dept}.{n}/{yy}", Series::RequesterNo).is_some());
    }

    #[test]
    fn formats_of_different_years_are_kept_apart() {
        let apart = |one: &str, two: &str| {
            let (one, two) = (format(one).expect(one), format(two).expect(two));
            one.is_apart_from(&two) && two.is_apart_from(&one)
        };
        // 69-70 would be the 70th of 2569 and the 69th of 2570.
        assert!(!apart("{yy}-{n}", "{n}-{yy}"));
        assert!(!apart("{yyyy}-{n}", "{n}-{yy}"));
        assert!(apart("{n}/{yy}", "{n:5}/{yy}"));
        assert!(apart("{n}/{yy}", "{n}/{yyyy}"));
        assert!(apart("{yy}-{n}", "A{n}-{yy}"));
    }
}
