//! Listing and setting formats.

use super::rules;
use super::store::{self, Row};
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use shared::document::{NumberFormat, Series, SeriesFormat};
use shared::{FiscalYear, ProblemCode};

/// A code of a department, for examples.
const EXAMPLE_DEPARTMENT: &str = "01";

fn shown(
    series: Series,
    first_year: Option<FiscalYear>,
    text: &str,
    now: FiscalYear,
) -> SeriesFormat {
    let year = first_year.unwrap_or(now);
    let example = NumberFormat::parse(text, series);
    let example = example.map(|format| format.number(1, year, EXAMPLE_DEPARTMENT));
    SeriesFormat {
        series,
        first_year,
        format: text.to_owned(),
        example: example.unwrap_or_default(),
    }
}

/// How every series is written: where nothing was set, then what was set, by year.
pub async fn list(tx: &mut Tx<'_>) -> Result<Vec<SeriesFormat>, Error> {
    let now = FiscalYear::of(tx.today);
    let set = store::formats(tx).await?;
    let of = |series: &Series| {
        let own: Vec<SeriesFormat> = set
            .iter()
            .filter(|row| row.series == *series)
            .map(|row| shown(*series, Some(row.first_year), &row.format, now))
            .collect();
        std::iter::once(shown(*series, None, series.default_format(), now)).chain(own)
    };
    Ok(Series::ALL.iter().flat_map(of).collect())
}

/// Sets how a series is written from a fiscal year on in which, as in later ones, it has not given a
/// number yet.
pub async fn set(tx: &mut Tx<'_>, row: Row) -> Result<SeriesFormat, Error> {
    tx.subject = format!("number-formats/{}/{}", row.series, row.first_year);
    if let Some(last) = store::last_year(tx, row.series).await?
        && last >= row.first_year
    {
        let year = Context::from([("year".to_owned(), row.first_year.to_string())]);
        return Err(Error::Refused(ProblemCode::NUMBERS_GIVEN, year, Vec::new()));
    }
    let others = store::formats(tx).await?.into_iter();
    let others: Vec<(FiscalYear, String)> = others
        .filter(|other| other.series == row.series)
        .map(|other| (other.first_year, other.format))
        .collect();
    rules::accepted(&row.format, row.series, row.first_year, &others)
        .map_err(|wrong| Error::Invalid(vec![wrong]))?;
    store::set(tx, &row).await?;
    let now = FiscalYear::of(tx.today);
    Ok(shown(row.series, Some(row.first_year), &row.format, now))
}
