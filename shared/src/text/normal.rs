//! The one form in which a text is kept, and the one in which texts are compared.

use super::letters::{NIKHAHIT, SARA_AA, SARA_AM, is_invisible, mark_order, of_today, plain};
use std::borrow::Cow;
use std::iter::Peekable;

/// A text as it is kept: the letters of today, and what looks the same written in one way. Marks
/// stand in the order vowel, tone, mark of silence, none of them twice; a sara am in two halves
/// is one letter; a doubled `เ` is `แ`. What can be seen stays as it is.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().map(of_today).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'เ' if letters.next_if_eq(&'เ').is_some() => out.push('แ'),
            _ if letter == SARA_AM || mark_order(letter).is_some() => {
                put_marks(letter, &mut letters, &mut out);
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Puts the marks of one consonant in order, with the sara am they belong to. A tone may have been
/// typed after it, and its halves may stand beside it once more.
fn put_marks(first: char, rest: &mut Peekable<impl Iterator<Item = char>>, out: &mut String) {
    let mut marks = Vec::new();
    let mut is_am = false;
    let mut next = Some(first);
    while let Some(letter) = next {
        match letter {
            SARA_AM => is_am = true,
            SARA_AA => is_am = true,
            mark => marks.push(mark),
        }
        next = rest.next_if(|letter| match *letter {
            SARA_AM => true,
            SARA_AA => is_am || marks.contains(&NIKHAHIT),
            other => mark_order(other).is_some(),
        });
    }
    if is_am {
        marks.retain(|mark| *mark != NIKHAHIT);
    }
    marks.sort_by_key(|mark| mark_order(*mark));
    marks.dedup();
    out.extend(marks);
    if is_am {
        out.push(SARA_AM);
    }
}

/// A text as a person means it: clean, without the invisible letters that come along when it is
/// copied from a page or a PDF.
pub fn typed(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    clean(&visible).into_owned()
}

/// The form in which texts are compared and searched: clean, without invisible letters, Arabic
/// digits, small letters, one space between words and none around them.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in plainly_typed(text).chars() {
        if !letter.is_whitespace() {
            out.extend(letter.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What was typed, in plain digits and signs.
pub(super) fn plainly_typed(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(plain)
        .collect();
    clean(&visible).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words as the dictionary writes them, and how else they reach us.
    const SPELLINGS: [(&str, &[&str]); 8] = [
        (
            "ค่าน้ำมัน",
            &[
                "ค่าน\u{0E49}\u{0E4D}\u{0E32}มัน",
                "ค่าน\u{0E4D}\u{0E49}\u{0E32}มัน",
                "ค่าน\u{0E33}\u{0E49}มัน",
                "ค่า\u{200B}น้ำมัน\u{FEFF}",
                "ค่าน\u{F70B}\u{0E33}มัน",
            ],
        ),
        ("กำลัง", &["ก\u{0E4D}\u{0E32}ลัง"]),
        ("แม่น้ำ", &["เเม่น้ำ", "เเม\u{F70A}น้ำ"]),
        (
            "ที่ดิน",
            &[
                "ท\u{0E48}\u{0E35}ดิน",
                "ท\u{0E35}\u{0E48}\u{0E48}ดิน",
                "ที\u{F713}ดิน",
            ],
        ),
        ("ญาติ", &["\u{F70F}าต\u{F701}"]),
        (
            "ปี 2569",
            &["ปี  ๒๕๖๙ ", "ปี\u{00A0}2569", "ปี\u{3000}２５６９"],
        ),
        (
            "abc-1/2",
            &["ABC–1/2", "Ａbc\u{2011}๑/2", "\u{202E}abc-1\u{2044}2"],
        ),
        ("สิทธิ์", &["สิทธ\u{0E4C}\u{0E34}"]),
    ];

    #[test]
    fn one_word_typed_in_many_ways_is_one_word() {
        for (word, others) in SPELLINGS {
            assert_eq!(normal(word), word);
            for other in others {
                assert_eq!(normal(other), word, "{other:?}");
            }
        }
    }

    #[test]
    fn what_can_be_seen_is_kept() {
        for text in ["ปี ๒๕๖๙", "ABC – 1", "พุทฺธํ สรณํ", "ก\u{00A0}ข", "เพื่อเเก่"]
        {
            let kept = clean(text);
            assert_eq!(kept.replace('แ', "เเ"), text.replace('แ', "เเ"));
        }
        assert_eq!(clean("น\u{F70B}\u{0E33}"), "น้ำ");
        assert_eq!(typed("ก\u{200B}ข\u{202E}"), "กข");
    }

    /// Thai letters and marks in any order, old ones, spaces and what cannot be seen.
    fn letters() -> impl Strategy<Value = String> {
        let letter = prop_oneof![
            4 => proptest::char::range('\u{0E01}', '\u{0E5B}'),
            2 => prop::sample::select(vec!['น', 'ป', 'เ', 'ำ', 'า', 'ํ', '้', ' ', '-']),
            1 => proptest::char::range('\u{F700}', '\u{F71A}'),
            1 => any::<char>(),
        ];
        prop::collection::vec(letter, 0..12).prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn the_forms_are_final(text in letters()) {
            let kept = clean(&text);
            prop_assert_eq!(clean(&kept), &*kept);
            prop_assert_eq!(typed(&typed(&text)), typed(&text));
            prop_assert_eq!(normal(&normal(&text)), normal(&text));
        }

        #[test]
        fn what_is_kept_compares_as_what_was_typed(text in letters()) {
            prop_assert_eq!(normal(&clean(&text)), normal(&text));
            prop_assert_eq!(normal(&typed(&text)), normal(&text));
        }
    }
}
