//! Money: baht with exactly two decimals. Decimal string on the wire, `numeric(18,2)` in the
//! database, never a float.

use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

/// An amount of baht with two decimals by construction; may be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(
    feature = "server",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "server", diesel(sql_type = diesel::sql_types::Numeric))]
pub struct Money(Decimal);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// Not a decimal number in plain digits.
    NotANumber,
    /// More than two decimals.
    TooManyDecimals,
    /// Above 9,999,999,999,999,999.99.
    TooLarge,
}

impl Money {
    /// Nothing: `0.00`.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// The amount for a whole number of satang.
    pub fn from_satang(satang: i64) -> Money {
        Money(Decimal::new(satang, 2))
    }

    /// The amount in satang; `None` only beyond what the database can hold.
    pub fn satang(self) -> Option<i64> {
        i64::try_from((self.0 * Decimal::ONE_HUNDRED).trunc().mantissa()).ok()
    }

    /// The exact decimal, for printing and rates.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// An amount times a rate, rounded half up to the satang (forms-and-reports 1, "Rounding").
    pub fn times(self, rate: Decimal) -> Money {
        Money::rounded(self.0 * rate)
    }

    /// Any decimal rounded half up (away from zero) to the satang.
    pub fn rounded(value: Decimal) -> Money {
        Money(value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// A decimal that is an amount already: at most two decimals, at most sixteen digits before them.
    pub fn exact(value: Decimal) -> Result<Money, MoneyError> {
        match Money::rounded(value) {
            amount if amount.0 != value => Err(MoneyError::TooManyDecimals),
            amount if !amount.fits() => Err(MoneyError::TooLarge),
            amount => Ok(amount),
        }
    }

    /// False for sums beyond what is kept: sixteen digits before the point.
    pub fn fits(self) -> bool {
        self.0.abs() < Decimal::from(10_i64.pow(16))
    }

    /// True for amounts above zero.
    pub fn is_positive(self) -> bool {
        self.0 > Decimal::ZERO
    }

    /// True for amounts below zero.
    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }

    /// True for `0.00`.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The amount with thousands separators, two decimals, `-` in front when negative.
    pub fn grouped(self) -> String {
        let plain = self.abs().to_string();
        let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
        let mut out = String::new();
        if self.is_negative() {
            out.push('\u{2212}');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        out.push('.');
        out.push_str(cents);
        out
    }

    /// The amount without its sign.
    pub fn abs(self) -> Money {
        Money(self.0.abs())
    }
}

/// A number as people group it, without its commas: `1,250.5` is `1250.5`. `None` unless commas
/// part the whole baht by three digits, so that `275,50` and `1,23,4.50` are no numbers.
pub fn ungrouped(text: &str) -> Option<String> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let are_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = groups.clone().next().is_some();
    let fits = match is_grouped {
        true => {
            let begins = matches!(first.len(), 1..=3) && !first.starts_with('0');
            begins && groups.clone().all(|group| group.len() == 3)
        }
        false => !first.is_empty() || decimals.is_some_and(|part| !part.is_empty()),
    };
    let plain = are_digits(first) && groups.all(are_digits);
    if !fits || !plain || !decimals.is_none_or(are_digits) {
        return None;
    }
    let whole = format!("{:0>1}", whole.replace(',', ""));
    Some(match decimals {
        Some(part) if !part.is_empty() => format!("{whole}.{part}"),
        _ => whole,
    })
}

/// Reads an amount as people write and copy it: `1250.5`, `1,250.50`, `๑,๒๕๐.๕๐`, `-5`, and
/// `(3,030.00)` for less than nothing as accountants do. `None` for everything that could mean two
/// things or is more exact than a satang: `275,50`, `0,500`, `1.200`, `1 234`, `6810-001`.
pub fn parse_typed(text: &str) -> Option<Money> {
    let text = crate::calendar::arabic_digits(text.trim());
    let in_parentheses = |text: &str| Some(text.strip_prefix('(')?.strip_suffix(')')?.to_owned());
    let (number, is_negative) = match in_parentheses(&text) {
        Some(inner) => (inner, true),
        None => match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
            Some(rest) => (rest.to_owned(), true),
            None => (text, false),
        },
    };
    let amount: Money = ungrouped(number.trim())?.parse().ok()?;
    Some(if is_negative { -amount } else { amount })
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let mut parts = digits.splitn(2, '.');
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let whole = parts.next().unwrap_or_default();
        let decimals = parts.next();
        if !plain(whole) || decimals.is_some_and(|part| !plain(part)) {
            return Err(MoneyError::NotANumber);
        }
        if decimals.is_some_and(|part| part.len() > 2) {
            return Err(MoneyError::TooManyDecimals);
        }
        if whole.trim_start_matches('0').len() > 16 {
            return Err(MoneyError::TooLarge);
        }
        let value = Decimal::from_str(text).map_err(|_| MoneyError::NotANumber)?;
        Ok(Money(value))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.0.is_zero() {
            Decimal::ZERO
        } else {
            self.0
        };
        write!(f, "{value:.2}")
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}
impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}
impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(items: I) -> Money {
        items.fold(Money::ZERO, Add::add)
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            serde::de::Error::custom("an amount is a decimal string in baht, such as \"1240.00\"")
        })
    }
}

#[cfg(feature = "server")]
impl utoipa::PartialSchema for Money {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$"))
            .description(Some("Baht, decimal string with at most two decimals"))
            .examples([serde_json::json!("1240.00")])
            .into()
    }
}
#[cfg(feature = "server")]
impl utoipa::ToSchema for Money {}

#[cfg(test)]
mod tests {
    use super::*;

    fn baht(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    #[test]
    fn amounts_are_written_with_two_decimals() {
        assert_eq!(baht("1240").to_string(), "1240.00");
        assert_eq!(baht("0.5").to_string(), "0.50");
        assert_eq!(baht("-0").to_string(), "0.00");
        assert_eq!(baht("0.10") + baht("0.20"), baht("0.30"));
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for (text, error) in [
            ("", MoneyError::NotANumber),
            ("1e3", MoneyError::NotANumber),
            ("+5", MoneyError::NotANumber),
            (".5", MoneyError::NotANumber),
            ("1_000", MoneyError::NotANumber),
            ("1.005", MoneyError::TooManyDecimals),
            ("99999999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(text.parse::<Money>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_decimal_is_an_amount_only_without_parts_of_a_satang() {
        let exact = |mantissa, scale| Money::exact(Decimal::from_i128_with_scale(mantissa, scale));
        assert_eq!(exact(1_234_000, 5), Ok(baht("12.34")));
        assert_eq!(exact(-1_005, 3), Err(MoneyError::TooManyDecimals));
        assert_eq!(exact(10_i128.pow(18), 2), Err(MoneyError::TooLarge));
    }

    #[test]
    fn sums_beyond_sixteen_digits_do_not_fit() {
        let most = baht("9999999999999999.99");
        assert!(most.fits() && (-most).fits());
        let satang = Money::from_satang(1);
        assert!(!(most + satang).fits() && !(-most - satang).fits());
    }

    #[test]
    fn tax_is_rounded_half_up_to_the_satang() {
        let rate = Decimal::new(1, 2);
        let base = Money::rounded(
            baht("13450.50").decimal() * Decimal::new(100, 0) / Decimal::new(107, 0),
        );
        assert_eq!(base, baht("12570.56"));
        assert_eq!(base.times(rate), baht("125.71"));
        assert_eq!(baht("0.50").times(rate), baht("0.01"));
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("1250.5", "1250.50"),
            (" 1,250.50\u{a0}", "1250.50"),
            ("๑,๒๕๐.๕๐", "1250.50"),
            ("12,345,678", "12345678.00"),
            ("(3,030.00)", "-3030.00"),
            ("( 3030 )", "-3030.00"),
            ("\u{2212}5", "-5.00"),
            (".5", "0.50"),
            ("5.", "5.00"),
            ("0", "0.00"),
        ] {
            assert_eq!(parse_typed(typed), Some(baht(meant)), "{typed}");
        }
        for typed in [
            "",
            ".",
            "-",
            "()",
            "275,50",
            "1.200,50",
            "1 234,50",
            "1 234.50",
            "1,23,4.50",
            "1234,567",
            ",500",
            "1,000.5,0",
            "6810-001",
            "2568-10-01",
            "1.005",
            "1.200",
            "0,500",
            "1e3",
            "(-5)",
            "(5",
            "--5",
            "5-",
            "1,250.50 บาท",
            "99999999999999999",
        ] {
            assert_eq!(parse_typed(typed), None, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_amount_is_read_back_however_it_is_shown(satang in -10_i64.pow(18)..10_i64.pow(18)) {
            let amount = Money::from_satang(satang);
            proptest::prop_assert_eq!(parse_typed(&amount.grouped()), Some(amount));
            proptest::prop_assert_eq!(parse_typed(&amount.to_string()), Some(amount));
            if amount.is_negative() {
                let accountants = format!("({})", amount.abs().grouped());
                proptest::prop_assert_eq!(parse_typed(&accountants), Some(amount));
            }
        }

        /// Whatever is read is what is written: its digits, and commas only between thousands.
        #[test]
        fn nothing_is_read_that_is_not_written(text in "[(-]?[0-9,. ]{1,10}[)]?") {
            if let Some(amount) = parse_typed(&text) {
                let bare = text.trim_matches([' ', '(', ')', '-']);
                let whole = bare.split('.').next().unwrap_or_default();
                let without_commas = bare.replace(',', "");
                let exact = without_commas.parse::<Decimal>().ok();
                proptest::prop_assert_eq!(exact, Some(amount.abs().decimal()));
                let grouped = amount.abs().grouped();
                proptest::prop_assert!(!whole.contains(',') || grouped.starts_with(whole));
            }
        }
    }

    #[test]
    fn grouped_amounts_read_as_on_paper() {
        assert_eq!(baht("14432802.40").grouped(), "14,432,802.40");
        assert_eq!(baht("-999.00").grouped(), "\u{2212}999.00");
    }
}
