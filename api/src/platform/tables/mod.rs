//! Tables to take home: what a page shows, as a workbook and as paper, with whose it is, of when, by
//! which filters, who printed it and where the record stood.
//!
//! A table says how its rows are read ([`Table`]); what its columns are says the type of its rows
//! ([`shared::table::Row`]). Figures and record are of one moment: they are read in one transaction.

mod paper;
mod routes;
mod store;

pub use paper::{MOST_IN_WORKBOOK, MOST_ON_PAPER, amount};
pub use routes::{register, too_many};

use super::access::{Authorized, Ctx};
use super::db::Tx;
use super::error::Error;
use super::http::paging;
use super::openapi::Access;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::ProblemCode;
use shared::calendar::{thai_long, thai_short};
use utoipa::IntoParams;

/// A table that can be taken home.
pub trait Table: 'static {
    /// Who may.
    const ACCESS: Access;
    /// What it is asked for; the same as its page.
    type Query: DeserializeOwned + IntoParams + 'static;
    /// Its rows.
    type Row: shared::table::Row;

    /// Proof that the person may.
    fn authorize(ctx: &Ctx) -> Result<Authorized, Error> {
        match Self::ACCESS {
            Access::Permission(permission) => ctx.authorize(permission),
            _ => Err(Error::Problem(ProblemCode::NOT_PERMITTED)),
        }
    }

    /// The rows asked for. Where there are more than `most`, one more than those.
    fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: Self::Query,
        most: u32,
    ) -> impl Future<Output = Result<Tabled<Self::Row>, Error>>;
}

/// What was read.
pub struct Tabled<R> {
    /// What it is called.
    pub title: String,
    /// The days it is of.
    pub period: Period,
    /// What it is narrowed down to: the parameter, and what it says in words.
    pub filter: Vec<(&'static str, String)>,
    /// The day a report is as at, on its paper; none where it is of the moment it is printed.
    pub as_at: Option<NaiveDate>,
    /// Who signs its paper, from the left.
    pub signed_by: &'static [&'static str],
    /// In their order.
    pub rows: Vec<R>,
}

impl<R> Tabled<R> {
    /// All there is, of no period.
    pub fn new(title: &str, rows: Vec<R>) -> Tabled<R> {
        Tabled {
            title: title.to_owned(),
            period: Period::default(),
            filter: Vec::new(),
            as_at: None,
            signed_by: &[],
            rows,
        }
    }

    /// The same, of these days.
    pub fn of(self, period: Period) -> Tabled<R> {
        Tabled { period, ..self }
    }

    /// The same, a report as at this day that these sign.
    pub fn signed(self, as_at: NaiveDate, signed_by: &'static [&'static str]) -> Tabled<R> {
        Tabled {
            as_at: Some(as_at),
            signed_by,
            ..self
        }
    }

    /// The same, narrowed down to this.
    pub fn only(self, filter: impl IntoIterator<Item = (&'static str, String)>) -> Tabled<R> {
        let filter = filter.into_iter().collect();
        Tabled { filter, ..self }
    }
}

/// What a table is asked for that is always whole.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Whole {}

/// Which rows of a table with pages are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub page: u32,
    pub per_page: u32,
    is_part: bool,
}

impl Wanted {
    /// The page asked for; without one all there is, up to one row more than `most`.
    pub fn of(page: Option<u32>, per_page: Option<u32>, most: u32) -> Result<Wanted, Error> {
        let is_part = page.is_some();
        let (page, of_page) = paging(page, per_page)?;
        let per_page = if is_part { of_page } else { most + 1 };
        Ok(Wanted {
            page,
            per_page,
            is_part,
        })
    }

    /// What it narrows the table down to.
    pub fn said(self) -> Option<(&'static str, String)> {
        self.is_part.then(|| ("page", self.page.to_string()))
    }
}

/// The days a table is of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// A fiscal year, Buddhist.
    pub year: Option<i32>,
}

impl Period {
    /// From a day to a day.
    pub fn days(from: impl Into<Option<NaiveDate>>, to: impl Into<Option<NaiveDate>>) -> Period {
        Period {
            from: from.into(),
            to: to.into(),
            year: None,
        }
    }

    /// As a line of a paper: `ตั้งแต่วันที่ 1 ตุลาคม 2568 ถึงวันที่ 31 ตุลาคม 2568`.
    fn on_paper(self) -> Option<String> {
        let from = self.from.map(|day| format!("ตั้งแต่วันที่ {}", thai_long(day)));
        let to = self.to.map(|day| format!("ถึงวันที่ {}", thai_long(day)));
        joined([self.in_year(), from, to], " ")
    }

    /// As a part of the name of a file: `1 ต.ค. 2568 - 31 ต.ค. 2568`.
    fn in_name(self) -> Option<String> {
        let days = match (self.from, self.to) {
            (Some(from), Some(to)) => format!("{} - {}", thai_short(from), thai_short(to)),
            (Some(from), None) => format!("ตั้งแต่ {}", thai_short(from)),
            (None, Some(to)) => format!("ถึง {}", thai_short(to)),
            (None, None) => String::new(),
        };
        let days = Some(days).filter(|days| !days.is_empty());
        joined([days.or(self.in_year())], " ")
    }

    fn in_year(self) -> Option<String> {
        self.year.map(|year| format!("ปีงบประมาณ {year}"))
    }
}

fn joined(parts: impl IntoIterator<Item = Option<String>>, by: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_as_people_say_it() {
        let day = |month| NaiveDate::from_ymd_opt(2025, month, 1);
        let whole = Period::days(day(10), day(11));
        let long = "ตั้งแต่วันที่ 1 ตุลาคม 2568 ถึงวันที่ 1 พฤศจิกายน 2568";
        assert_eq!(whole.on_paper().as_deref(), Some(long));
        let short = "1 ต.ค. 2568 - 1 พ.ย. 2568";
        assert_eq!(whole.in_name().as_deref(), Some(short));
        let year = Period {
            year: Some(2569),
            ..Period::default()
        };
        assert_eq!(year.in_name().as_deref(), Some("ปีงบประมาณ 2569"));
        assert_eq!(Period::default().in_name(), None);
    }
}
