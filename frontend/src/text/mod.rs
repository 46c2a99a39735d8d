//! Every visible string, in Thai and English, by key; the language shown now.
//!
//! **Invariant: words for people stand in [`texts!`]**: those of all pages here, those of a kind in its
//! room. Problem sentences and the names of codes, kinds and fields are in `shared`, because the
//! server speaks them too.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::codes::Code;
use shared::document::Kind;

/// One string in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    /// What officials read.
    pub thai: &'static str,
    /// The same for auditors and donors.
    pub english: &'static str,
}

/// Declares keys; a key without one of the languages does not compile.
macro_rules! texts {
    ($($name:ident = $thai:literal, $english:literal;)*) => {
        $(
            #[doc = $english]
            pub const $name: $crate::text::Text =
                $crate::text::Text { thai: $thai, english: $english };
        )*
        #[cfg(test)]
        #[test]
        fn every_string_is_in_both_languages() {
            $($crate::text::check(stringify!($name), $name);)*
        }
    };
}
pub(crate) use texts;

/// What a field of a kind is called: `label!(Opening, "lines.debit")`. A field that the kind's room
/// in `shared` does not name does not compile.
macro_rules! label {
    ($kind:ident, $path:literal) => {
        const { $crate::text::Text::of_field(shared::document::Kind::$kind, $path) }
    };
}
pub(crate) use label;

pub mod document;
pub mod form;
pub mod general;
pub mod identity;
pub mod report;

/// The languages of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// ไทย
    #[default]
    Thai,
    English,
}

const STORED: &str = "laas.language";

thread_local! {
    // Reference-counted, so that event handlers, which have no owner, can read it too.
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(stored());
}

fn stored() -> Language {
    match LocalStorage::get::<String>(STORED).as_deref() {
        Ok("en") => Language::English,
        _ => Language::Thai,
    }
}

/// The language shown; reading it inside a view subscribes to it.
pub fn language() -> Language {
    // Messages made in answer to a key press are made once and need no subscription.
    if Observer::get().is_some() {
        LANGUAGE.with(ArcRwSignal::get)
    } else {
        LANGUAGE.with(ArcRwSignal::get_untracked)
    }
}

/// Shows the other language from now on, also in what is already on the screen.
pub fn switch_language() {
    let next = match LANGUAGE.with(ArcRwSignal::get_untracked) {
        Language::Thai => Language::English,
        Language::English => Language::Thai,
    };
    // Without storage the choice lasts until the page is closed, which is no harm.
    let _ = LocalStorage::set(STORED, next.tag());
    LANGUAGE.with(|signal| signal.set(next));
}

impl Language {
    /// The tag for `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Thai => "th",
            Language::English => "en",
        }
    }
}

impl Text {
    /// The name of a field of a kind; see [`label!`].
    pub const fn of_field(kind: Kind, path: &str) -> Text {
        match kind.label(path) {
            Some(names) => Text::of(names),
            None => panic!("no such field"),
        }
    }

    /// A pair of Thai and English, as `shared` has them.
    pub const fn of((thai, english): (&'static str, &'static str)) -> Text {
        Text { thai, english }
    }

    /// The string in the language shown now.
    pub fn now(self) -> &'static str {
        match language() {
            Language::Thai => self.thai,
            Language::English => self.english,
        }
    }

    /// The string with its `{name}` places filled.
    pub fn with(self, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.now().to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }
}

/// A string for a view, which changes when the language does.
pub fn t(text: Text) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || text.now()
}

/// The name of a code on the screen.
pub trait Named: Code {
    /// In both languages.
    fn text(self) -> Text {
        Text::of(self.names())
    }

    /// In the language shown now.
    fn name(self) -> &'static str {
        self.text().now()
    }
}

impl<C: Code> Named for C {}

/// A string says something in both languages, with the same places to fill.
#[cfg(test)]
pub fn check(key: &str, text: Text) {
    let is_thai = |text: &str| text.chars().any(|c| ('\u{0E01}'..='\u{0E4E}').contains(&c));
    assert!(!text.thai.trim().is_empty(), "{key} has no Thai");
    assert!(!text.english.trim().is_empty(), "{key} has no English");
    assert!(!is_thai(text.english), "{key} has Thai in English");
    let (foreign, informal) = (foreign_words(text.thai), informal_words(text.thai));
    assert!(
        foreign.is_empty(),
        "{key} has words that are not Thai: {foreign:?}"
    );
    assert!(
        informal.is_empty(),
        "{key} has words that officials do not write: {informal:?}"
    );
    let length = text.thai.chars().count();
    assert!(length <= LONGEST, "{key} is {length} letters long");
    let places = |text: &str| text.matches('{').count();
    assert_eq!(places(text.thai), places(text.english), "{key}");
}

/// Letters of the longest text: three short sentences.
#[cfg(test)]
const LONGEST: usize = 180;

/// What has no Thai name: files, keys, names.
#[cfg(test)]
const NAMES: [&str; 15] = [
    "ThaiD", "PDF", "XLSX", "Excel", "ZIP", "PNG", "JPG", "MB", "Caps", "Lock", "EN", "TH", "F",
    "OpenLAAS", "Enter",
];

/// Words for which officials have others (`domain/glossary.csv`, ux L1, L2): what one clicks is pressed, who
/// asks says โปรด.
#[cfg(test)]
const INFORMAL: [&str; 13] = [
    "กรุณา",
    "ค่ะ",
    "คลิก",
    "ล็อกอิน",
    "ล็อคอิน",
    "พาสเวิร์ด",
    "อัพโหลด",
    "อัปโหลด",
    "ยูสเซอร์",
    "แอดมิน",
    "เออเร่อ",
    "เซฟ",
    "ตกลง",
];

/// The Latin words of a Thai text that are no names, its places to fill left out.
#[cfg(test)]
fn foreign_words(thai: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut is_place = false;
    for letter in thai.chars() {
        is_place = letter == '{' || is_place && letter != '}';
        plain.push(if is_place { ' ' } else { letter });
    }
    let words = plain.split(|c: char| !c.is_ascii_alphabetic());
    let foreign = words.filter(|word| !word.is_empty() && !NAMES.contains(word));
    foreign.map(str::to_owned).collect()
}

#[cfg(test)]
fn informal_words(thai: &str) -> Vec<&'static str> {
    INFORMAL
        .into_iter()
        .filter(|word| thai.contains(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_no_official_are_found() {
        assert_eq!(foreign_words("กด Save แล้วเปิด PDF ของ {kind}"), ["Save"]);
        assert_eq!(informal_words("กรุณาคลิกปุ่มนี้"), ["กรุณา", "คลิก"]);
        assert!(informal_words("โปรดกดปุ่มนี้").is_empty());
    }
}
