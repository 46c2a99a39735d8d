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
    /// After a key. What was foreign is no longer once the box was emptied, once nothing but an amount
    /// is left in it, or once most of it was written over.
    pub fn by_hand(self, text: String) -> Typed {
        let (before, behind) = kept(&self.text, &text);
        let is_edited = 2 * (before + behind) >= self.text.chars().count();
        let is_new = text.trim().is_empty() || parse_typed(&text).is_some();
        Typed {
            is_foreign: self.is_foreign && is_edited && !is_new,
            text,
        }
    }

    /// After something was pasted or dropped: into a formula that was begun an amount may be, else the
    /// whole must be one.
    pub fn pasted(self, text: String) -> Typed {
        let (before, behind) = kept(&self.text, &text);
        let came = text.chars().count() - before - behind;
        let came: String = text.chars().skip(before).take(came).collect();
        let is_part = is_formula(&self.text) && !self.is_foreign;
        let wanted = if is_part { &came } else { &text };
        Typed {
            is_foreign: parse_typed(wanted).is_none(),
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

/// How many letters at the beginning and at the end of a text an edit left as they were.
fn kept(old: &str, new: &str) -> (usize, usize) {
    let alike = |(one, other): &(char, char)| one == other;
    let before = old.chars().zip(new.chars()).take_while(alike).count();
    let most = old.chars().count().min(new.chars().count()) - before;
    let behind = old.chars().rev().zip(new.chars().rev());
    (before, behind.take(most).take_while(alike).count())
}

/// Is it more than a plain number, so that the field may show what was typed?
pub fn is_formula(text: &str) -> bool {
    let inner = text.trim_start().trim_start_matches(MINUS);
    inner.contains(OPERATORS) || inner.contains(MINUS)
}

const MINUS: [char; 3] = ['-', '−', '–'];
const OPERATORS: [char; 7] = ['+', '*', '/', '×', '÷', 'x', 'X'];

/// The longest formula that is read: each bracket is a step deeper.
const LONGEST: usize = 100;

fn formula(text: &str) -> Option<Money> {
    if text.chars().count() > LONGEST {
        return None;
    }
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
            let inner = self.rest;
            let value = self.sum()?;
            let length = inner.len() - self.rest.len();
            self.take(&[')'])?;
            // Alone it would be less than nothing, here it would be more: it could mean both.
            let mut inner = inner.iter().take(length);
            let is_bare = inner.all(|c| !matches!(c, '+' | '-' | '*' | '/' | '('));
            return (!is_bare).then_some(value);
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
            ("(-100)+20", "-80.00"),
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
            "(100)+20",
            "20+( 100 )",
            "2*((100)+20)",
            "-(100)",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_copied_is_an_amount_or_nothing() {
        for text in ["6810-001", "2568-10-01", "1/2569", "3x4"] {
            assert!(pasted(text).is_unreadable(), "{text}");
            assert!(typed(text).is_some(), "{text}");
            // Not even by typing on; an empty field begins anew.
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

    #[test]
    fn into_a_formula_only_an_amount_is_pasted() {
        let begun = |text: &str| Typed::default().by_hand(text.to_owned());
        for (old, new) in [
            ("1250+", "1250+6810-001"),
            ("1250+20", "1250+2568-10-01"),
            ("+20", "1/2569+20"),
        ] {
            let pasted = begun(old).pasted(new.to_owned());
            assert!(pasted.is_unreadable(), "{new}");
        }
        for (old, new, meant) in [
            ("1250+", "1250+1,000.50", 225_050),
            ("+20", "100+20", 12_000),
            ("1+20-3", "1+500-3", 49_800),
        ] {
            let pasted = begun(old).pasted(new.to_owned());
            assert_eq!(pasted.amount(), Some(Money::from_satang(meant)), "{new}");
        }
    }

    #[test]
    fn what_was_copied_is_forgotten_once_it_is_written_over() {
        let number = pasted("6810-001");
        let over = number.clone().by_hand("1200*3".to_owned());
        assert_eq!(over.amount(), Some(Money::from_satang(360_000)));
        // Key by key, the first one in place of what was marked.
        let mut over = number.clone();
        for text in ["1", "12", "120", "1200", "1200*", "1200*3"] {
            over = over.by_hand(text.to_owned());
        }
        assert_eq!(over.amount(), Some(Money::from_satang(360_000)));
        // What is left of a number while it is taken away is not a difference.
        let mut left = number;
        for text in ["6810-00", "6810-0"] {
            left = left.by_hand(text.to_owned());
            assert!(left.is_unreadable(), "{text}");
        }
    }

    #[test]
    fn a_formula_has_an_end() {
        let long = format!("1+{}", "(".repeat(100_000));
        assert_eq!(typed(&long), None);
        let signs = format!("1+{}1", "-".repeat(100_000));
        assert_eq!(typed(&signs), None);
        let fits = format!("1{}", "+1".repeat(49));
        assert_eq!(typed(&fits).as_deref(), Some("50.00"));
    }
}
