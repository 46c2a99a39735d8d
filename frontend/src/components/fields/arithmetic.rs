//! Amounts as people type them: plain ones, and what they would type into a calculator:
//! `1200*3+50`, `(100+20)/4`.

use rust_decimal::Decimal;
use shared::Money;
use shared::calendar::arabic_digits;
use shared::money::{parse_typed, ungrouped};

/// What was typed into a field of an amount, or came in from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The text as it stands in the field.
    pub text: String,
    /// It was copied from elsewhere and is no amount: a date or a number of a document must not
    /// be taken for a difference, whatever is typed behind it.
    is_foreign: bool,
}

impl Typed {
    /// After a key.
    pub fn by_hand(self, text: String) -> Typed {
        Typed {
            is_foreign: self.is_foreign && !text.trim().is_empty(),
            text,
        }
    }

    /// After something was pasted or dropped; into a formula a part of it may be.
    pub fn pasted(self, text: String) -> Typed {
        let is_part = is_formula(&self.text) && !self.is_foreign;
        Typed {
            is_foreign: !is_part && parse_typed(&text).is_none(),
            text,
        }
    }

    /// The amount meant, formulas rounded to the satang; `None` when it cannot be read or is too
    /// large.
    pub fn amount(&self) -> Option<Money> {
        let plain = parse_typed(&self.text);
        if plain.is_some() || self.is_foreign || !is_formula(&self.text) {
            return plain;
        }
        formula(&self.text)
    }

    /// True for a text that is there and cannot be read.
    pub fn is_unreadable(&self) -> bool {
        !self.text.trim().is_empty() && self.amount().is_none()
    }
}

/// Is it more than a plain number, so that the field may show what was typed?
pub fn is_formula(text: &str) -> bool {
    let inner = text.trim_start().trim_start_matches(MINUS);
    inner.contains(OPERATORS) || inner.contains(MINUS)
}

const MINUS: [char; 3] = ['-', '−', '–'];
const OPERATORS: [char; 7] = ['+', '*', '/', '×', '÷', 'x', 'X'];

fn formula(text: &str) -> Option<Money> {
    let plain: Vec<char> = arabic_digits(text)
        .chars()
        .map(|c| match c {
            '×' | 'x' | 'X' => '*',
            '÷' => '/',
            '−' | '–' => '-',
            other => other,
        })
        .collect();
    let mut reader = Reader { rest: &plain };
    let value = reader.sum()?;
    reader.skip_spaces();
    if !reader.rest.is_empty() {
        return None;
    }
    // Through text, so that the limits of an amount are those of `shared`.
    let rounded = Money::rounded(value);
    rounded.to_string().parse().ok()
}

struct Reader<'a> {
    rest: &'a [char],
}

impl Reader<'_> {
    fn skip_spaces(&mut self) {
        while let [first, rest @ ..] = self.rest
            && first.is_whitespace()
        {
            self.rest = rest;
        }
    }

    fn take(&mut self, wanted: &[char]) -> Option<char> {
        self.skip_spaces();
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
            .take_while(|c| c.is_ascii_digit() || matches!(**c, '.' | ','))
            .count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        let text: String = digits.iter().collect();
        ungrouped(&text)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<String> {
        let typed = Typed::default().by_hand(text.to_owned());
        typed.amount().map(|amount| amount.to_string())
    }

    fn pasted(text: &str) -> Typed {
        Typed::default().pasted(text.to_owned())
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, meant) in [
            ("1250.5", "1250.50"),
            ("1,250.50", "1250.50"),
            ("๑,๒๕๐.๕๐", "1250.50"),
            ("1200*3+50", "3650.00"),
            ("1,200 * 3 + 50", "3650.00"),
            ("(100+20)/4", "30.00"),
            ("100/3", "33.33"),
            ("13450.50 × 0.01", "134.51"),
            ("-5", "-5.00"),
            ("(3,030.00)", "-3030.00"),
            ("-(100+20)", "-120.00"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "abc",
            "1+",
            "1..2",
            "(1",
            "1/0",
            "99999999999999999",
            "275,50",
            "1.200,50",
            "1 234,50",
            "1,23,4.50",
            "1 2+3",
            "1,23*2",
            "1250.505",
            "(1250.505)",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_copied_is_an_amount_or_nothing() {
        for text in ["6810-001", "2568-10-01", "1/2569", "3x4"] {
            assert!(pasted(text).is_unreadable(), "{text}");
            assert!(typed(text).is_some(), "{text}");
            // Not even by typing on; only an empty field begins anew.
            let more = pasted(text).by_hand(format!("{text}2"));
            assert!(more.is_unreadable(), "{text}");
            let anew = more.by_hand(String::new()).by_hand("1+2".to_owned());
            assert_eq!(anew.amount(), Some(Money::from_satang(300)));
        }
        let amount = pasted("1,234.50").by_hand("1,234.50*2".to_owned());
        assert_eq!(amount.amount(), Some(Money::from_satang(246_900)));
        let part = Typed::default()
            .by_hand("100+".to_owned())
            .pasted("100+20.50".to_owned());
        assert_eq!(part.amount(), Some(Money::from_satang(12_050)));
    }
}
