//! What may be set: numbers stay apart within their series, and those that were given stay as they
//! are (W-1.2).

use shared::document::{NumberFormat, Series};
use shared::{FieldError, FiscalYear, problem::FieldCode};

/// The format, where it can be read and its numbers are never mistaken for those of another format
/// of the series: the default one and what was set for other years.
pub fn accepted(
    text: &str,
    series: Series,
    first_year: FiscalYear,
    others: &[(FiscalYear, String)],
) -> Result<(), FieldError> {
    let wrong = |code| FieldError::new("format", code);
    let format = NumberFormat::parse(text, series).ok_or(wrong(FieldCode::Malformed))?;
    let set = others.iter().filter(|(year, _)| *year != first_year);
    let is_apart = set
        .map(|(_, text)| text.as_str())
        .chain([series.default_format()])
        .filter_map(|text| NumberFormat::parse(text, series))
        .all(|other| format.is_apart_from(&other));
    match is_apart {
        true => Ok(()),
        false => Err(wrong(FieldCode::Duplicate)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_another_year_are_never_met_again() {
        let ask = |text: &str, others: &[(FiscalYear, String)]| {
            accepted(text, Series::TreasuryNo, FiscalYear(2570), others)
                .err()
                .map(|error| error.code)
        };
        assert_eq!(ask("{n}", &[]), Some(FieldCode::Malformed));
        // The default is {n}/{yyyy}.
        assert_eq!(ask("{yyyy}/{n}", &[]), Some(FieldCode::Duplicate));
        assert_eq!(ask("คล.{n}/{yy}", &[]), None);
        let before = [(FiscalYear(2569), "{yy}-{n}".to_owned())];
        assert_eq!(ask("{n}-{yy}", &before), Some(FieldCode::Duplicate));
        // What it takes the place of is no other.
        let own = [(FiscalYear(2570), "{yy}-{n}".to_owned())];
        assert_eq!(ask("{n}-{yy}", &own), None);
    }
}
