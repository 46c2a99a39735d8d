//! The one place where money becomes a float: a workbook knows no other number.
//!
//! Every whole number below 2^53 is exact as `f64`, and one division by 100 gives the float
//! nearest to the decimal. Its shortest text is that decimal again, so what a reader of the
//! workbook sees, and rounds to two decimals, is the amount to the satang.

use crate::amount::Amount;
use crate::error::ExportError;

/// First number of satang that is not certain to be exact.
const LIMIT_SATANG: u64 = 1 << 53;

/// An amount as the number of a cell.
pub(super) fn of_amount(amount: Amount) -> Result<f64, ExportError> {
    if amount.satang().unsigned_abs() >= LIMIT_SATANG {
        return Err(ExportError::AmountTooLarge);
    }
    Ok(amount.satang() as f64 / 100.0)
}

/// A whole number as the number of a cell.
pub(super) fn of_integer(number: i64) -> Result<f64, ExportError> {
    if number.unsigned_abs() >= LIMIT_SATANG {
        return Err(ExportError::AmountTooLarge);
    }
    Ok(number as f64)
}

/// A width in characters as the writer wants it.
pub(super) fn of_width(characters: u16) -> f64 {
    f64::from(characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_text_of_the_number_is_the_amount() {
        for satang in [
            0,
            1,
            5,
            10,
            136_000,
            1_443_280_240,
            (1 << 53) - 1,
            1 - (1 << 53),
        ] {
            let amount = Amount::from_satang(satang);
            let text = format!("{:.2}", of_amount(amount).unwrap());
            assert_eq!(text.parse::<Amount>().unwrap(), amount);
        }
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        let limit = Amount::from_satang(1 << 53);
        assert_eq!(of_amount(limit), Err(ExportError::AmountTooLarge));
        assert_eq!(of_integer(-(1 << 53)), Err(ExportError::AmountTooLarge));
    }
}
