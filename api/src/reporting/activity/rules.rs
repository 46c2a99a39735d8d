//! Pure: what an act did to rows, and what is shown of what was typed.

use crate::platform::record::hex;
use sha2::{Digest, Sha256};
use shared::activity::Became;
use shared::calendar::arabic_digits;
use shared::text::{ID_DIGITS, is_digit, is_thai_id, masked};

/// A row with all that an act did to it, or a table with another shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub became: Became,
    pub table: String,
    /// JSON: of a row its key, of a table its new shape.
    pub key: String,
    /// Hash of the row as the act found it.
    pub found: Option<String>,
    /// The row as the act left it.
    pub after: Option<String>,
}

impl Step {
    /// By what lines of a record say (`platform/record.rs`): `found` is empty of a new row and none in
    /// records that do not tell, `image` is empty of a row that was deleted.
    pub fn of(table: String, key: String, found: Option<String>, image: String) -> Step {
        let after = Some(image).filter(|image| !image.is_empty());
        let became = match (&found, &after) {
            _ if key.starts_with('{') => Became::Reshaped,
            (_, None) => Became::Deleted,
            (Some(found), _) if found.is_empty() => Became::Made,
            _ => Became::Altered,
        };
        Step {
            became,
            table,
            key,
            found,
            after,
        }
    }

    /// What a line of a record begins with that left this row: what it was before stands there.
    pub fn begins(&self) -> String {
        format!("{}\t{}\t", self.table, self.key)
    }

    /// Is this what the act found?
    pub fn found_as(&self, image: &str) -> bool {
        self.found.as_deref() == Some(hex(&Sha256::digest(image.as_bytes())).as_str())
    }

    /// Was there something before it?
    pub fn had_before(&self) -> bool {
        matches!(self.became, Became::Altered | Became::Deleted)
    }
}

/// What people write between the digits of a number.
const BETWEEN: [char; 5] = ['-', '–', ' ', '\u{a0}', '.'];

/// A text in which somebody may have typed the number of a citizen, with that masked.
pub fn without_citizens(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let begins = is_digit(letter) && !shown.ends_with(is_digit);
        let number = begins.then(|| citizen(rest)).flatten();
        let (part, after) = rest.split_at(number.unwrap_or(letter.len_utf8()));
        match number {
            Some(_) => shown.push_str(&masked(part)),
            None => shown.push_str(part),
        }
        rest = after;
    }
    shown
}

/// How long the number of a citizen is that a text begins with, in bytes: thirteen digits, Arabic or Thai,
/// the last of which checks the others.
fn citizen(text: &str) -> Option<usize> {
    let letters = text.char_indices();
    let letters = letters.take_while(|(_, letter)| is_digit(*letter) || BETWEEN.contains(letter));
    let digits = letters.filter(|(_, letter)| is_digit(*letter));
    let digits: Vec<(usize, char)> = digits.take(ID_DIGITS).collect();
    let (at, last) = digits.last()?;
    let end = at + last.len_utf8();
    let goes_on = text.get(end..)?.starts_with(is_digit);
    let number: String = digits.iter().map(|(_, letter)| *letter).collect();
    (!goes_on && is_thai_id(&arabic_digits(&number))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, found: &str, image: &str) -> Step {
        let [table, key, image] = ["parties", key, image].map(str::to_owned);
        Step::of(table, key, Some(found.to_owned()), image)
    }

    #[test]
    fn what_became_of_a_row_is_told_by_what_was_found_and_left() {
        for (key, found, image, became) in [
            ("[1]", "", "{}", Became::Made),
            ("[1]", "f", "{}", Became::Altered),
            ("[1]", "f", "", Became::Deleted),
            ("{\"name\": null}", "", "", Became::Reshaped),
        ] {
            assert_eq!(step(key, found, image).became, became);
        }
    }

    #[test]
    fn what_was_before_is_proved_by_its_hash() {
        let hash = hex(&Sha256::digest(b"{}"));
        let step = step("[1]", &hash, "{\"a\": 1}");
        assert!(step.had_before() && step.found_as("{}"));
        assert!(!step.found_as("{ }"));
    }

    #[test]
    fn the_number_of_a_citizen_is_found_in_a_text_however_it_is_typed() {
        for (typed, shown) in [
            ("จ่ายให้ 1-2345-67890-12-1 วันนี้", "จ่ายให้ •-••••-••••0-12-1 วันนี้"),
            ("1234567890121 5 ม.ค.", "•••••••••0121 5 ม.ค."),
            ("ปี 2568 1234567890121", "ปี 2568 •••••••••0121"),
            ("๑๒๓๔๕๖๗๘๙๐๑๒๑", "•••••••••๐๑๒๑"),
            // No number of a citizen: another check digit, more digits, fewer.
            ("ใบแจ้งหนี้ 1234567890122", "ใบแจ้งหนี้ 1234567890122"),
            ("912345678901211", "912345678901211"),
            ("ปี 2569", "ปี 2569"),
        ] {
            assert_eq!(without_citizens(typed), shown);
        }
    }
}
