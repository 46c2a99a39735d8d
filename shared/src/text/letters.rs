//! What kind of letter a character is.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Sara am, one letter since Unicode; older keyboards send [`NIKHAHIT`] and [`SARA_AA`].
pub(super) const SARA_AM: char = '\u{0E33}';
/// The ring above, half of a sara am.
pub(super) const NIKHAHIT: char = '\u{0E4D}';
/// The other half.
pub(super) const SARA_AA: char = '\u{0E32}';

/// The letter of today for one of the private marks (U+F700 to U+F71A) with which Thai fonts of
/// the nineties placed their vowels and tones; texts copied out of old PDFs still carry them.
pub(super) fn of_today(letter: char) -> char {
    match letter {
        '\u{F700}' => '\u{0E10}',
        '\u{F70F}' => '\u{0E0D}',
        '\u{F701}'..='\u{F704}' => moved(letter, '\u{F701}', '\u{0E34}'),
        '\u{F705}'..='\u{F709}' => moved(letter, '\u{F705}', '\u{0E48}'),
        '\u{F70A}'..='\u{F70E}' => moved(letter, '\u{F70A}', '\u{0E48}'),
        '\u{F710}' => '\u{0E31}',
        '\u{F711}' => NIKHAHIT,
        '\u{F712}' => '\u{0E47}',
        '\u{F713}'..='\u{F717}' => moved(letter, '\u{F713}', '\u{0E48}'),
        '\u{F718}'..='\u{F71A}' => moved(letter, '\u{F718}', '\u{0E38}'),
        other => other,
    }
}

/// The letter as far behind `to` as `letter` is behind `from`.
fn moved(letter: char, from: char, to: char) -> char {
    let place = u32::from(letter) - u32::from(from);
    char::from_u32(u32::from(to) + place).unwrap_or(letter)
}

/// Arabic digits for Thai ones, ASCII for its full-width forms, one dash, one slash.
pub(super) fn plain(letter: char) -> char {
    match letter {
        '\u{0E50}'..='\u{0E59}' => moved(letter, '\u{0E50}', '0'),
        '\u{FF01}'..='\u{FF5E}' => moved(letter, '\u{FF01}', '!'),
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        other => other,
    }
}

/// The order of a Thai mark above or below its consonant: vowel below, vowel above, tone, the
/// mark of silence; none for what is no mark.
pub(super) fn mark_order(letter: char) -> Option<u8> {
    match letter {
        '\u{0E38}'..='\u{0E3A}' => Some(0),
        '\u{0E31}' | '\u{0E34}'..='\u{0E37}' | '\u{0E47}' | NIKHAHIT => Some(1),
        '\u{0E48}'..='\u{0E4B}' => Some(2),
        '\u{0E4C}' | '\u{0E4E}' => Some(3),
        _ => None,
    }
}

/// True for what leaves no trace on paper and is no space: joiners, fillers, byte order marks,
/// controls of direction, characters that are none. Nobody types them on purpose, and a name or
/// an amount must not hide them.
pub fn is_invisible(letter: char) -> bool {
    let code = u32::from(letter);
    let default_ignorable = matches!(code,
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFC | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF);
    let blank = code == 0x2800;
    let none = matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE;
    default_ignorable || blank || none
}

/// True for a letter or digit that can be seen by itself; marks and vowel signs, of whatever script,
/// need another letter to stand on.
pub(super) fn stands_alone(letter: char) -> bool {
    let leans = letter.general_category_group() == GeneralCategoryGroup::Mark;
    letter.is_alphanumeric() && !leans && !is_invisible(letter)
}
