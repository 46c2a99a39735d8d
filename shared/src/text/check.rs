//! What is refused in a text, wherever people type one.

use super::key::KeyText;
use super::letters::{is_invisible, stands_alone};
use crate::FieldError;
use crate::problem::FieldCode::*;

/// A text of one line that must be there: `Required` without a letter or digit that can be seen, and
/// what [`check_length`] says.
pub fn check_text(errors: &mut Vec<FieldError>, path: &str, text: &str, max: usize) {
    check_visible(errors, path, text);
    check_length(errors, path, text, max);
}

/// A text of one line that may be empty: `TooLong` beyond `max` characters, `Malformed` for control
/// characters, a line feed included, for what follows it would stand on paper as a line of ours;
/// `Invisible` for letters that cannot be seen, those that turn the direction of others included.
pub fn check_length(errors: &mut Vec<FieldError>, path: &str, text: &str, max: usize) {
    check_letters(errors, path, text, max, char::is_control);
}

/// The same as [`check_text`] for a text of several lines: a purpose, a reason.
pub fn check_passage(errors: &mut Vec<FieldError>, path: &str, text: &str, max: usize) {
    check_visible(errors, path, text);
    check_lines(errors, path, text, max);
}

/// The same as [`check_length`] for a text of several lines: an address, a remark.
pub fn check_lines(errors: &mut Vec<FieldError>, path: &str, text: &str, max: usize) {
    check_letters(errors, path, text, max, |c| c.is_control() && c != '\n');
}

fn check_visible(errors: &mut Vec<FieldError>, path: &str, text: &str) {
    if !text.chars().any(stands_alone) {
        errors.push(FieldError::new(path, Required));
    }
}

fn check_letters(
    errors: &mut Vec<FieldError>,
    path: &str,
    text: &str,
    max: usize,
    is_control: impl Fn(char) -> bool,
) {
    if text.chars().count() > max {
        errors.push(FieldError::new(path, TooLong));
    }
    if text.chars().any(is_control) {
        errors.push(FieldError::new(path, Malformed));
    }
    if text.chars().any(is_invisible) {
        errors.push(FieldError::new(path, Invisible));
    }
}

/// The number of an account at a bank, which may be empty: `WrongAccountNumber` unless it has 10 to 15
/// digits and beside them only dashes and spaces.
pub fn check_account_number(errors: &mut Vec<FieldError>, path: &str, text: &str) {
    let key = KeyText::new(text);
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let is_plain = key.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !(key.is_empty() || is_plain && (10..=15).contains(&digits)) {
        errors.push(FieldError::new(path, WrongAccountNumber));
    }
}

/// A number or code: `Required` or `MustBeEmpty` as it is wanted or not, and what
/// [`check_length`] says.
pub fn check_key(
    errors: &mut Vec<FieldError>,
    path: &str,
    key: Option<&KeyText>,
    is_wanted: bool,
    max: usize,
) {
    match key {
        Some(_) if !is_wanted => errors.push(FieldError::new(path, MustBeEmpty)),
        None if !is_wanted => {}
        key => check_text(errors, path, key.map_or("", KeyText::as_str), max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::FieldCode;

    fn wrong(text: &str) -> Vec<FieldCode> {
        let mut errors = Vec::new();
        check_text(&mut errors, "payer_name", text, 20);
        errors.into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn a_text_needs_a_letter_or_digit_that_can_be_seen() {
        for text in [
            "", "  ", "-", "\u{0E48}", "\u{0E34}", "\u{0EC8}", "\u{0301}", "…",
            // Vowel signs and marks of other scripts have nothing to stand on either.
            "\u{093F}", "\u{0903}", "\u{0BBE}", "\u{1A17}", "\u{20DD}",
        ] {
            assert_eq!(wrong(text), [Required], "{text:?}");
        }
        for hidden in [
            '\u{200B}', '\u{200D}', '\u{FEFF}', '\u{AD}', '\u{3164}', '\u{200F}',
        ] {
            assert_eq!(
                wrong(&hidden.to_string()),
                [Required, Invisible],
                "{hidden:?}"
            );
        }
        for text in ["ก", "7", "๗", "①", "李小龍", "ລາວ", "น.ส.กนกวรรณ"]
        {
            assert_eq!(wrong(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_hides_or_turns_other_letters_is_refused() {
        assert_eq!(wrong("00.000,1\u{202E}"), [Invisible]);
        assert_eq!(wrong("ก\u{2066}ข\u{2069}"), [Invisible]);
        assert_eq!(wrong("ก\u{1B}[31m"), [Malformed]);
        assert_eq!(wrong(&"ก".repeat(21)), [TooLong]);
        assert_eq!(wrong("ก ข ค\u{A0}ง"), []);
    }

    #[test]
    fn only_a_text_of_several_lines_has_line_feeds() {
        let forged = "นาย ก\nรับเงินแล้ว";
        assert_eq!(wrong(forged), [Malformed]);
        let mut errors = Vec::new();
        check_passage(&mut errors, "purpose", forged, 20);
        check_lines(&mut errors, "remark", forged, 20);
        assert_eq!(errors, []);
        check_passage(&mut errors, "purpose", " \n", 20);
        check_lines(&mut errors, "remark", "ก\u{1B}", 20);
        let codes: Vec<FieldCode> = errors.into_iter().map(|error| error.code).collect();
        assert_eq!(codes, [Required, Malformed]);
    }

    #[test]
    fn an_account_number_is_one_that_banks_have() {
        let codes = |text: &str| {
            let mut errors = Vec::new();
            check_account_number(&mut errors, "number", text);
            errors.len()
        };
        for text in [
            "",
            "000-6-00002-2",
            "๐๐๐-๖-๐๐๐๐๒-๒",
            "0200 1234 5678",
            "123456789012345",
        ] {
            assert_eq!(codes(text), 0, "{text:?}");
        }
        for text in [
            "12-3",
            "บัญชี 000-6-00002-2",
            "000-6-00002",
            "1234567890123456",
            "-",
        ] {
            assert_eq!(codes(text), 1, "{text:?}");
        }
    }

    #[test]
    fn a_number_is_wanted_or_not() {
        let codes = |key: Option<&str>, is_wanted| {
            let mut errors = Vec::new();
            let key = key.map(KeyText::new);
            check_key(&mut errors, "cheque_no", key.as_ref(), is_wanted, 5);
            errors.first().map(|error| error.code)
        };
        assert_eq!(codes(Some("12345"), true), None);
        assert_eq!(codes(Some("--"), true), Some(Required));
        assert_eq!(codes(Some("123456"), true), Some(TooLong));
        assert_eq!(codes(Some("1"), false), Some(MustBeEmpty));
        assert_eq!(codes(None, false), None);
        assert_eq!(codes(None, true), Some(Required));
    }
}
