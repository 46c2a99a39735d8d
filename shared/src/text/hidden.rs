//! Numbers of citizens and accounts in texts that somebody typed.

use super::citizen::{DIGITS, is_digit, is_thai_id, masked};
use crate::calendar::arabic_digits;
use uuid::Uuid;

/// What people write between the digits of a number.
const BETWEEN: [char; 5] = ['-', '–', ' ', '\u{a0}', '.'];

/// Digits of the numbers of accounts: ten at most banks, up to thirteen at others.
const ACCOUNT: std::ops::RangeInclusive<usize> = 10..=13;

/// How accounts are written in groups. Three years after each other are as long as four, four and four, so
/// those are taken for an account by their dashes alone.
const GROUPS: [&[usize]; 3] = [&[3, 1, 5, 1], &[3, 6, 1], &[4, 4, 4]];
const YEAR: usize = 4;

/// A text in which somebody may have typed the number of a citizen or of an account, with those by their last
/// digits. Numbers of documents have fewer digits, and are left.
pub fn without_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(id) = id(rest) {
            shown.push_str(id);
            rest = &rest[id.len()..];
            continue;
        }
        let begins = is_digit(letter) && !shown.ends_with(|last| is_digit(last) || last == '•');
        let number = begins.then(|| citizen(rest).or_else(|| account(rest)));
        let number = number.flatten();
        let (part, after) = rest.split_at(number.unwrap_or(letter.len_utf8()));
        match number {
            Some(_) => shown.push_str(&masked(part)),
            None => shown.push_str(part),
        }
        rest = after;
    }
    shown
}

/// The id that a text begins with: what its digits are like is chance.
fn id(text: &str) -> Option<&str> {
    let id = text.get(..uuid::fmt::Hyphenated::LENGTH)?;
    Uuid::try_parse(id).is_ok().then_some(id)
}

/// How long the number of a citizen is that a text begins with, in bytes: thirteen digits, Arabic or Thai,
/// the last of which checks the others.
fn citizen(text: &str) -> Option<usize> {
    let letters = text.char_indices();
    let letters = letters.take_while(|(_, letter)| is_digit(*letter) || BETWEEN.contains(letter));
    let digits = letters.filter(|(_, letter)| is_digit(*letter));
    let digits: Vec<(usize, char)> = digits.take(DIGITS).collect();
    let (at, last) = digits.last()?;
    let end = at + last.len_utf8();
    let goes_on = text.get(end..)?.starts_with(is_digit);
    let number: String = digits.iter().map(|(_, letter)| *letter).collect();
    (!goes_on && is_thai_id(&arabic_digits(&number))).then_some(end)
}

/// The same of the number of an account: so many digits in a row, or in the groups that banks print.
fn account(text: &str) -> Option<usize> {
    let (run, end) = digits(text);
    if ACCOUNT.contains(&run) {
        return Some(end);
    }
    GROUPS.iter().find_map(|groups| grouped(text, groups))
}

fn grouped(text: &str, groups: &[usize]) -> Option<usize> {
    let mut end = 0;
    for (at, wanted) in groups.iter().enumerate() {
        if at > 0 {
            let between = text.get(end..)?.chars().next()?;
            let is_one = match *wanted {
                YEAR => matches!(between, '-' | '–'),
                _ => BETWEEN.contains(&between),
            };
            if !is_one {
                return None;
            }
            end += between.len_utf8();
        }
        let (run, length) = digits(text.get(end..)?);
        if run != *wanted {
            return None;
        }
        end += length;
    }
    Some(end)
}

/// The digits that a text begins with: how many, and how many bytes.
fn digits(text: &str) -> (usize, usize) {
    let digits = text.chars().take_while(|letter| is_digit(*letter));
    digits.fold((0, 0), |(run, end), letter| {
        (run + 1, end + letter.len_utf8())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_citizen_is_found_in_a_text_however_it_is_typed() {
        for (typed, shown) in [
            ("จ่ายให้ 1-2345-67890-12-1 วันนี้", "จ่ายให้ •-••••-••••0-12-1 วันนี้"),
            ("1234567890121 5 ม.ค.", "•••••••••0121 5 ม.ค."),
            ("ปี 2568 1234567890121", "ปี 2568 •••••••••0121"),
            ("๑๒๓๔๕๖๗๘๙๐๑๒๑", "•••••••••๐๑๒๑"),
            // No number of a citizen: another check digit in groups, fewer.
            ("1-2345-67890-12-2", "1-2345-67890-12-2"),
            ("ปี 2569", "ปี 2569"),
        ] {
            assert_eq!(without_numbers(typed), shown);
        }
    }

    #[test]
    fn the_number_of_an_account_is_found_in_a_text_and_no_other() {
        const ID: &str = "01a22f78-5487-7669-a2df-123456789012";
        for (typed, shown) in [
            ("โอนเข้า 1234567890 แล้ว", "โอนเข้า ••••••7890 แล้ว"),
            ("บัญชี123-4-56789-0", "บัญชี•••-•-••789-0"),
            ("บัญชี 123 4 56789 0", "บัญชี ••• • ••789 0"),
            ("123-456789-0", "•••-•••789-0"),
            ("0200-1234-5678 ธ.ก.ส.", "••••-••••-5678 ธ.ก.ส."),
            ("๑๒๓๔๕๖๗๘๙๐", "••••••๗๘๙๐"),
            ("1234567890/9876543210", "••••••7890/••••••3210"),
            ("1234567890122", "•••••••••0122"),
            // Numbers of documents, years, amounts, days, addresses, and what is longer.
            ("69-01-00001", "69-01-00001"),
            ("ฎ 0123/2568", "ฎ 0123/2568"),
            ("ปี 2567 2568 2569", "ปี 2567 2568 2569"),
            ("1,234,567,890.00", "1,234,567,890.00"),
            ("2568-10-15 08:30:15", "2568-10-15 08:30:15"),
            ("192.168.100.200", "192.168.100.200"),
            ("123456789", "123456789"),
            ("12345678901234", "12345678901234"),
            (ID, ID),
        ] {
            assert_eq!(without_numbers(typed), shown);
        }
    }

    #[test]
    fn what_is_masked_stays_as_it_is() {
        for typed in ["1234567890", "1-2345-67890-12-1", "123-4-56789-0", "ปกติ"] {
            let once = without_numbers(typed);
            assert_eq!(without_numbers(&once), once);
        }
    }
}
