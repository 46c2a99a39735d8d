//! Which passwords are too easy to guess.
//!
//! A password is judged twice. By what is left of it when everything is taken out that guessers try
//! first here: words of the list, the person's and the entity's names, years, runs of the keyboard,
//! of the alphabet and of one character; less than five different characters left is too little. And
//! by how many guesses it takes whoever has the thirty thousand commonest passwords of the breaches
//! and puts them together with words, names, dates, repetitions and other spellings: a list that
//! comes with `zxcvbn`, so that no password is asked about outside. Longer ones are in `breached.txt`.

use super::runs::without_runs;
use shared::identity::{PASSWORD_MAX, PASSWORD_MIN};
use shared::problem::{FieldCode, FieldError};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

/// Different characters that must be left.
const ENOUGH: usize = 5;
/// Stands where something was taken out, so that its neighbours do not become a word.
pub const GAP: char = '\0';

/// Words of the list, plain, longest first.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../blocklist.txt").lines();
    let words = lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| letters(&plain(line)));
    longest_first(words)
});

/// Long passwords of the breaches, as they are compared.
static BREACHED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../breached.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(plain)
        .collect()
});

/// What is wrong with a new password; `names` are those of the person and the entity.
pub fn check(password: &str, names: &[&str]) -> Option<FieldError> {
    let length = password.nfkc().count();
    let code = match length {
        _ if length < PASSWORD_MIN => FieldCode::TooShort,
        _ if length > PASSWORD_MAX => FieldCode::TooLong,
        _ if is_guessable(password, names) || is_breached(password, names) => FieldCode::Guessable,
        _ => return None,
    };
    Some(FieldError::new("password", code))
}

fn is_guessable(password: &str, names: &[&str]) -> bool {
    let text = plain(password);
    let names = longest_first(names.iter().flat_map(|name| parts(name)));
    let views = [text.clone(), letters(&text), letters(&without_leet(&text))];
    views.iter().any(|view| {
        let symbols = distinct(
            text.chars()
                .filter(|c| !view.contains(*c))
                .filter(is_symbol),
        );
        left(view, &names) + symbols / 2 < ENOUGH
    })
}

/// Is it in a list, or does it take less than a hundred million guesses? Whoever gets past the
/// throttle, or gets hold of a slow hash, tries that many.
fn is_breached(password: &str, names: &[&str]) -> bool {
    let names = longest_first(names.iter().flat_map(|name| parts(name)));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let password = plain(password);
    BREACHED.contains(&password) || zxcvbn(&password, &names).score() < Score::Three
}

/// How many different characters are left when the guessable is taken out.
fn left(view: &str, names: &[String]) -> usize {
    let mut rest = view.to_owned();
    for word in names.iter().chain(WORDS.iter()) {
        if rest.contains(word.as_str()) {
            rest = rest.replace(word.as_str(), &GAP.to_string());
        }
    }
    distinct(without_runs(&rest).into_iter())
}

fn distinct(characters: impl Iterator<Item = char>) -> usize {
    characters
        .filter(|c| *c != GAP && !c.is_whitespace())
        .collect::<BTreeSet<_>>()
        .len()
}

/// The same for capitals, wide letters and Thai digits.
fn plain(text: &str) -> String {
    let small = text.nfkc().flat_map(char::to_lowercase);
    small
        .map(|c| match c {
            '๐'..='๙' => {
                char::from_u32(u32::from(c) - u32::from('๐') + u32::from('0')).unwrap_or(c)
            }
            c => c,
        })
        .collect()
}

fn is_symbol(c: &char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reads `p@ssw0rd` as it is meant.
fn without_leet(text: &str) -> String {
    let read = |c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        c => c,
    };
    text.chars().map(read).collect()
}

/// A name, its words, and what is left of them without titles, which are words of the list.
fn parts(name: &str) -> Vec<String> {
    let text = plain(name);
    let words = text
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .map(letters);
    let mut parts: Vec<String> = words.chain([letters(&text)]).collect();
    for word in parts.clone() {
        let bare = WORDS
            .iter()
            .fold(word, |rest, title| rest.replace(title, " "));
        parts.extend(bare.split(' ').map(str::to_owned));
    }
    parts
}

/// Thai tone marks stand within words.
fn is_mark(c: char) -> bool {
    ('\u{e47}'..='\u{e4e}').contains(&c)
}

fn longest_first(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.filter(|word| word.chars().count() >= 3).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["somchai.j", "นายสมชาย ใจดี", "องค์การบริหารส่วนตำบลทุ่งทอง"];

    fn code(password: &str) -> Option<FieldCode> {
        check(password, NAMES).map(|error| error.code)
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(code("กขคงจ"), Some(FieldCode::TooShort));
        assert_eq!(code("vq8#mK2p"), Some(FieldCode::TooShort));
        assert_eq!(code(&"ตลาดน้ำสายหมอก".repeat(10)), Some(FieldCode::TooLong));
        assert_eq!(code("vq8#mK2pLw9x"), None);
    }

    #[test]
    fn sentences_of_any_script_are_fine() {
        for good in [
            "แมวสามตัวนอนบนหลังคา",
            "correct horse battery staple",
            "ฝนตก ที่บ้าน ยาย เมื่อวาน",
            "tr0ub4dor&3 kale",
            "Кошка спит на крыше",
            "#(^)}{;:<>*&%~[]",
            "xK9 mQ2 vB7 wL4",
        ] {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for bad in [
            "laas1234laas1234",
            "elaas2569!!!",
            "E-LAAS_1234567",
            "password1234",
            "P@ssw0rd!!!!",
            "PasswordPassword",
            "passw0rd2569",
            "123456789012",
            "๑๒๓๔๕๖๗๘๙๐๑๒",
            "qwertyuiop[]",
            "1qaz2wsx3edc",
            "ฟหกดเ้่าสวฟหกด",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "121212121212",
            "รหัสผ่าน1234",
            "เทศบาล12345678",
            "!@#$%^&*()_+",
            "admin@admin123",
            "กขคงจฉชซฌญฎฏ",
        ] {
            assert_eq!(code(bad), Some(FieldCode::Guessable), "{bad}");
        }
    }

    /// The commonest of the breaches that are long enough, and pairs of shorter ones.
    #[test]
    fn what_is_in_the_lists_of_breaches_is_refused() {
        for bad in [
            "leavemealone",
            "unbelievable",
            "Counterstrike",
            "sonyericsson",
            "justinbieber",
            "finalfantasy",
            "mailcreated5240",
            "Sojdlg123aljg",
            "polniypizdec0211",
            "gfhjkmgfhjkm",
            "chickenwing101",
            "whosyourdaddy",
            "international",
            "dragonmonkey1",
            "Sunshine-Princess",
            "Michael_Jordan23",
            "baseball14091987",
            "TrustNo1TrustNo1",
            "iloveyou 14/02/1990",
        ] {
            assert_eq!(code(bad), Some(FieldCode::Guessable), "{bad}");
        }
        for long in BREACHED.iter() {
            assert_eq!(code(long), Some(FieldCode::Guessable), "{long}");
            let shouted = long.to_uppercase();
            assert_eq!(code(&shouted), Some(FieldCode::Guessable), "{shouted}");
        }
        assert!(BREACHED.len() > 150, "{}", BREACHED.len());
    }

    #[test]
    fn names_of_the_person_and_the_entity_do_not_count() {
        for bad in [
            "Somchai.J 2569",
            "สมชายใจดี1234",
            "ทุ่งทอง123456",
            "อบตทุ่งทอง2569",
            "somchai๒๕๖๙๑๙๘๔",
        ] {
            assert_eq!(code(bad), Some(FieldCode::Guessable), "{bad}");
        }
        assert!(check("Somchai.J bought rice", NAMES).is_none());
    }

    #[test]
    fn the_list_has_no_doubles_and_no_word_that_is_too_short_to_use() {
        let lines = include_str!("../blocklist.txt")
            .lines()
            .filter(|l| !l.starts_with('#'));
        let mut seen = BTreeSet::new();
        for line in lines {
            let word = letters(&plain(line));
            assert!(word.chars().count() >= 3, "{line}");
            assert!(seen.insert(word), "{line} twice");
        }
        assert!(seen.len() >= 250, "{}", seen.len());
    }
}
