//! Amounts as people type them: `1,250.50`, `๑๒๐๐`, `1200*3+50`, `(100+20)/4`.

use rust_decimal::Decimal;
use shared::Money;
use shared::calendar::arabic_digits;

/// The amount meant, rounded to the satang; `None` when it cannot be read or is too large.
pub fn evaluate(text: &str) -> Option<Money> {
    let plain: Vec<char> = arabic_digits(text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(|c| match c {
            '×' | 'x' | 'X' => '*',
            '÷' => '/',
            '−' | '–' => '-',
            other => other,
        })
        .collect();
    let mut reader = Reader { rest: &plain };
    let value = reader.sum()?;
    if !reader.rest.is_empty() {
        return None;
    }
    // Through text, so that the limits of an amount are those of `shared`.
    let rounded = Money::rounded(value);
    rounded.to_string().parse().ok()
}

/// Is it more than a plain number, so that the field may show what was typed?
pub fn is_formula(text: &str) -> bool {
    let inner = text.trim_start_matches(['-', '−']);
    inner.contains(['+', '*', '/', '×', '÷', '(', '-', '−', 'x'])
}

struct Reader<'a> {
    rest: &'a [char],
}

impl Reader<'_> {
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let (first, rest) = self.rest.split_first()?;
        wanted.contains(first).then(|| {
            self.rest = rest;
            *first
        })
    }

    fn sum(&mut self) -> Option<Decimal> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            let next = self.product()?;
            value = match sign {
                '+' => value.checked_add(next)?,
                _ => value.checked_sub(next)?,
            };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut value = self.factor()?;
        while let Some(sign) = self.take(&['*', '/']) {
            let next = self.factor()?;
            value = match sign {
                '*' => value.checked_mul(next)?,
                _ => value.checked_div(next)?,
            };
        }
        Some(value)
    }

    fn factor(&mut self) -> Option<Decimal> {
        if self.take(&['-']).is_some() {
            return self.factor().map(|value| -value);
        }
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            return self.take(&[')']).map(|_| value);
        }
        let length = self
            .rest
            .iter()
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        let text: String = digits.iter().collect();
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Option<String> {
        evaluate(text).map(|amount| amount.to_string())
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, meant) in [
            ("1250.5", "1250.50"),
            ("1,250.50", "1250.50"),
            ("๑,๒๕๐.๕๐", "1250.50"),
            ("1200*3+50", "3650.00"),
            ("(100+20)/4", "30.00"),
            ("100/3", "33.33"),
            ("13450.50 × 0.01", "134.51"),
            ("-5", "-5.00"),
        ] {
            assert_eq!(money(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for typed in ["", "abc", "1+", "1..2", "(1", "1/0", "99999999999999999"] {
            assert_eq!(money(typed), None, "{typed}");
        }
    }
}
