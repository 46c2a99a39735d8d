//! Amounts of baht as they enter this crate: whole satang, never a float.

use crate::error::ExportError;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An amount of baht, exact to the satang; may be negative. A decimal string with two decimals
/// in JSON (`"1360.00"`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount {
    satang: i64,
}

impl Amount {
    /// Nothing: `0.00`.
    pub const ZERO: Amount = Amount { satang: 0 };

    /// The amount for a number of satang.
    pub const fn from_satang(satang: i64) -> Amount {
        Amount { satang }
    }

    /// The number of satang.
    pub const fn satang(self) -> i64 {
        self.satang
    }

    /// True for `0.00`.
    pub const fn is_zero(self) -> bool {
        self.satang == 0
    }

    /// The sum of amounts.
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Result<Amount, ExportError> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }

    /// This amount and another.
    pub fn plus(self, other: Amount) -> Result<Amount, ExportError> {
        let satang = self.satang.checked_add(other.satang);
        satang
            .map(Amount::from_satang)
            .ok_or(ExportError::AmountTooLarge)
    }

    /// This amount less another.
    pub fn minus(self, other: Amount) -> Result<Amount, ExportError> {
        let satang = self.satang.checked_sub(other.satang);
        satang
            .map(Amount::from_satang)
            .ok_or(ExportError::AmountTooLarge)
    }

    /// This amount so many times, as for banknotes.
    pub fn times(self, count: u32) -> Result<Amount, ExportError> {
        let satang = self.satang.checked_mul(i64::from(count));
        satang
            .map(Amount::from_satang)
            .ok_or(ExportError::AmountTooLarge)
    }
}

/// Refuses a printed figure that differs from the one the other figures give.
pub(crate) fn agree(
    figure: &'static str,
    expected: Amount,
    found: Amount,
) -> Result<(), ExportError> {
    if expected == found {
        return Ok(());
    }
    Err(ExportError::Inconsistent {
        figure,
        expected,
        found,
    })
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.satang < 0 { "-" } else { "" };
        let absolute = self.satang.unsigned_abs();
        write!(out, "{sign}{}.{:02}", absolute / 100, absolute % 100)
    }
}

impl FromStr for Amount {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Amount, ExportError> {
        let number = Decimal::from_str(text);
        let number = number.map_err(|_| ExportError::NotAnAmount(text.to_owned()))?;
        Amount::try_from(number)
    }
}

impl TryFrom<Decimal> for Amount {
    type Error = ExportError;

    /// Exact: a third decimal other than zero is refused, not rounded.
    fn try_from(number: Decimal) -> Result<Amount, ExportError> {
        let normal = number.normalize();
        let unit: i128 = match normal.scale() {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return Err(ExportError::NotAnAmount(number.to_string())),
        };
        let satang = normal.mantissa().checked_mul(unit);
        let satang = satang.and_then(|satang| i64::try_from(satang).ok());
        satang
            .map(Amount::from_satang)
            .ok_or(ExportError::AmountTooLarge)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_satang_agree_both_ways() {
        let rows = [
            ("0.00", 0),
            ("0.01", 1),
            ("-0.01", -1),
            ("-1234.50", -123_450),
            ("90071992547409.91", 9_007_199_254_740_991),
        ];
        for (text, satang) in rows {
            assert_eq!(Amount::from_satang(satang).to_string(), text);
            assert_eq!(text.parse(), Ok(Amount::from_satang(satang)));
        }
        assert_eq!("7".parse(), Ok(Amount::from_satang(700)));
        assert_eq!("7.5".parse(), Ok(Amount::from_satang(750)));
        assert_eq!("7.500".parse(), Ok(Amount::from_satang(750)));
    }

    #[test]
    fn a_fraction_of_a_satang_is_refused() {
        assert!("1.005".parse::<Amount>().is_err());
        assert!("หนึ่ง".parse::<Amount>().is_err());
        assert!("".parse::<Amount>().is_err());
    }

    #[test]
    fn json_is_a_string_with_two_decimals() {
        let json = serde_json::to_string(&Amount::from_satang(136_000)).unwrap();
        assert_eq!(json, "\"1360.00\"");
        assert_eq!(
            serde_json::from_str::<Amount>(&json).unwrap(),
            Amount::from_satang(136_000)
        );
        assert!(serde_json::from_str::<Amount>("1360.0").is_err());
    }

    #[test]
    fn sums_do_not_wrap() {
        let largest = Amount::from_satang(i64::MAX);
        let one = Amount::from_satang(1);
        assert_eq!(largest.plus(one), Err(ExportError::AmountTooLarge));
        assert_eq!(largest.times(2), Err(ExportError::AmountTooLarge));
        assert_eq!(
            Amount::from_satang(i64::MIN).minus(one),
            Err(ExportError::AmountTooLarge)
        );
    }
}
