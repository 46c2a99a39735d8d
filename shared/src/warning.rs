//! Warnings: what a person should look at before a step. Nothing is refused; the step can be taken
//! all the same.

use crate::document::Kind;
use crate::text::KeyText;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is warned of: its stable code, and what happened and what to look at, in both languages.
/// Names in braces are filled from the warning's `context`. Each room declares its own with
/// [`warnings!`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WarningCode {
    code: &'static str,
    thai: &'static str,
    english: &'static str,
}

/// Declares the warnings of a room: name, code, Thai and English sentence.
macro_rules! warnings {
    ($($(#[$about:meta])* $name:ident = $code:literal, $thai:literal, $english:literal;)*) => {
        impl $crate::warning::WarningCode {
            $($(#[$about])* pub const $name: $crate::warning::WarningCode =
                $crate::warning::WarningCode::new($code, $thai, $english);)*
        }

        /// What is warned of here; the description of the kind names it, or a line of `warning.rs`.
        pub(crate) const WARNINGS: &[$crate::warning::WarningCode] =
            &[$($crate::warning::WarningCode::$name),*];
    };
}

gathered! {
    /// Every code: of what is no kind, one line each, then of every kind.
    WarningCode, warnings, [crate::organisation::WARNINGS]
}

impl WarningCode {
    /// One warning; rooms use [`warnings!`].
    pub(crate) const fn new(
        code: &'static str,
        thai: &'static str,
        english: &'static str,
    ) -> WarningCode {
        WarningCode {
            code,
            thai,
            english,
        }
    }

    /// The code as written in JSON.
    pub const fn as_str(self) -> &'static str {
        self.code
    }

    /// What happened and what to look at, for the person at the screen.
    pub const fn thai(self) -> &'static str {
        self.thai
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        self.english
    }
}

travels_as_text!(
    WarningCode,
    "What is warned of: the stable code; the sentences stand beside it.",
    {
        let mut texts = [""; COUNT];
        let mut at = 0;
        while at < COUNT {
            texts[at] = WarningCode::ALL[at].as_str();
            at += 1;
        }
        texts
    }
);

/// A warning on the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Warning {
    pub code: WarningCode,
    /// What happened and what to look at, in Thai.
    pub title: String,
    /// Names and amounts of the sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
    /// Where to look: the same path in the API and on the screen. None where there is nothing to see
    /// for the person asking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Warning {
    /// A warning with the names and amounts of its sentence.
    pub fn new(code: WarningCode, context: &[(&str, String)], link: Option<String>) -> Warning {
        let context = context
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let context: BTreeMap<String, String> = context.collect();
        Warning {
            title: crate::problem::fill(code.thai(), &context),
            code,
            context,
            link,
        }
    }
}

/// What makes two things of an organisation the same, most likely: the warning it calls for, and what
/// is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// What a second one is warned of with.
    pub code: WarningCode,
    /// What is compared, in the one spelling of numbers and codes.
    pub key: KeyText,
}

impl Twin {
    /// By these parts, however they are typed; no twin where one of them is left empty.
    pub fn of(code: WarningCode, parts: &[&dyn std::fmt::Display]) -> Option<Twin> {
        let mut key = code.as_str().to_owned();
        for part in parts {
            let part = KeyText::new(&part.to_string());
            if part.is_empty() {
                return None;
            }
            key.push('|');
            key.push_str(&part);
        }
        let key = KeyText::new(&key);
        Some(Twin { code, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_warning_speaks_thai_and_english() {
        let thai = |text: &str| text.chars().any(|c| ('\u{0E01}'..='\u{0E4E}').contains(&c));
        let places = |text: &str| text.matches('{').count();
        for code in WarningCode::ALL {
            assert!(thai(code.thai()) && !thai(code.english()), "{code}");
            assert_eq!(places(code.thai()), places(code.english()), "{code}");
            let same = WarningCode::ALL
                .iter()
                .filter(|other| other.code == code.code);
            assert_eq!(same.count(), 1, "{code} is declared twice");
        }
    }

    #[test]
    fn twins_are_the_same_however_they_are_typed() {
        let twin = |bill: &str, amount: &str| Twin::of(WarningCode::SAME_BILL, &[&bill, &amount]);
        assert_eq!(twin("F-118", "10.00"), twin(" f–๑๑๘", "10.00"));
        assert_ne!(twin("F-118", "10.00"), twin("F-118", "10.01"));
        assert_ne!(twin("1", "11"), twin("11", "1"));
        assert_eq!(twin(" ", "10.00"), None);
    }
}
