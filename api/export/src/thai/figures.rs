//! Amounts in figures, and Thai digits.

use crate::amount::Amount;

/// An amount as in reports: thousands comma, two decimals, zero as `-`, negative in parentheses.
pub fn money(amount: Amount) -> String {
    if amount.is_zero() {
        return "-".to_owned();
    }
    let absolute = amount.satang().unsigned_abs();
    let figures = format!("{}.{:02}", grouped(absolute / 100), absolute % 100);
    if amount.satang() < 0 {
        format!("({figures})")
    } else {
        figures
    }
}

/// A whole number with a comma before every third digit from the right.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The text with every Arabic digit replaced by the Thai one: ๓๑ ตุลาคม ๒๕๖๘.
pub fn thai_digits(text: &str) -> String {
    text.chars().map(thai_digit).collect()
}

fn thai_digit(character: char) -> char {
    let offset = u32::from('๐') - u32::from('0');
    if character.is_ascii_digit() {
        char::from_u32(u32::from(character) + offset).unwrap_or(character)
    } else {
        character
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_in_reports() {
        let rows = [
            ("0.00", "-"),
            ("0.05", "0.05"),
            ("999.90", "999.90"),
            ("1000.00", "1,000.00"),
            ("182346.03", "182,346.03"),
            ("14432802.40", "14,432,802.40"),
            ("-1234.50", "(1,234.50)"),
            ("-0.01", "(0.01)"),
        ];
        for (amount, figures) in rows {
            assert_eq!(money(amount.parse().unwrap()), figures);
        }
        assert_eq!(
            money(Amount::from_satang(i64::MIN)),
            "(92,233,720,368,547,758.08)"
        );
    }

    #[test]
    fn digits_become_thai_and_letters_stay() {
        assert_eq!(thai_digits("31 ตุลาคม 2568"), "๓๑ ตุลาคม ๒๕๖๘");
        assert_eq!(thai_digits("RCPT-09/69"), "RCPT-๐๙/๖๙");
    }
}
