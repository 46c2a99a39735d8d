//! A closed set of codes, declared once: the enum, its text in JSON and database, its names.

use serde::de::{Deserializer, Error, Visitor};
use std::marker::PhantomData;

/// What every set of codes can do; for code that serves all of them.
pub trait Code: Copy + std::fmt::Display + 'static {
    /// Every code, in order of declaration.
    const ALL: &'static [Self];
    /// Their texts, in the same order.
    const TEXTS: &'static [&'static str];
    /// What they are called on screens and papers: Thai, English.
    fn names(self) -> (&'static str, &'static str);
}

/// Values that a field of a form shows and reads as text; nothing chosen is the empty text.
pub trait AsText: Sized {
    /// As text.
    fn to_text(&self) -> String;
    /// From text; `None` when it cannot be.
    fn from_text(text: &str) -> Option<Self>;
}

impl AsText for String {
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl<T: AsText> AsText for Option<T> {
    fn to_text(&self) -> String {
        self.as_ref().map(AsText::to_text).unwrap_or_default()
    }
    fn from_text(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        T::from_text(text).map(Some)
    }
}

/// Values whose `Display` and `FromStr` are what a field shows and reads.
macro_rules! parsed_as_text {
    ($($type:ty)*) => {$(
        impl AsText for $type {
            fn to_text(&self) -> String {
                self.to_string()
            }
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}
impl AsText for crate::text::KeyText {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        Some(crate::text::KeyText::new(text))
    }
}
parsed_as_text! { i32 uuid::Uuid }

/// Declares an enum whose variants are written as fixed codes everywhere outside Rust, and called
/// by fixed names on screens and papers: `Cheque = "cheque" ("เช็ค", "Cheque")`.
///
/// JSON, OpenAPI, URLs, the database and `Display` all take the text from here, so they cannot
/// disagree.
#[macro_export]
macro_rules! codes {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[$meta:meta])*
            $variant:ident = $text:literal ($thai:literal, $english:literal $(,)?)),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(
            feature = "server",
            derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
            diesel(sql_type = diesel::sql_types::Text)
        )]
        pub enum $name { $($(#[$meta])* #[doc = concat!($thai, " (", $english, ")")] $variant),* }

        impl $name {
            /// Every code, in order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The code as written in JSON, URLs and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// What it is called in Thai.
            pub const fn thai(self) -> &'static str {
                match self { $($name::$variant => $thai),* }
            }

            /// The same in English.
            pub const fn english(self) -> &'static str {
                match self { $($name::$variant => $english),* }
            }
        }

        $crate::travels_as_text!($name, concat!($($doc, "\n"),*), [$($text),*]);
    };
}

/// Gathers the codes that rooms declare: those of what is no kind, as listed, then those that the
/// descriptions of the kinds have in a field. Gives `ALL` and, for what travels as text, `COUNT`.
macro_rules! gathered {
    ($(#[$about:meta])* $code:ident, $field:ident, [$($other:path),* $(,)?]) => {
        const ROOMS: &[&[$code]] = &{
            const OTHERS: &[&[$code]] = &[$($other),*];
            let mut rooms = [OTHERS[0]; OTHERS.len() + Kind::ALL.len()];
            let mut at = 0;
            while at < rooms.len() {
                rooms[at] = match at < OTHERS.len() {
                    true => OTHERS[at],
                    false => Kind::ALL[at - OTHERS.len()].spec().$field,
                };
                at += 1;
            }
            rooms
        };

        const COUNT: usize = {
            let (mut count, mut room) = (0, 0);
            while room < ROOMS.len() {
                count += ROOMS[room].len();
                room += 1;
            }
            count
        };

        impl $code {
            $(#[$about])*
            pub const ALL: &'static [$code] = &{
                let mut all = [ROOMS[0][0]; COUNT];
                let (mut next, mut room) = (0, 0);
                while room < ROOMS.len() {
                    let mut at = 0;
                    while at < ROOMS[room].len() {
                        all[next] = ROOMS[room][at];
                        (next, at) = (next + 1, at + 1);
                    }
                    room += 1;
                }
                all
            };
        }
    };
}

/// The rest of a set of codes, given `ALL`, `as_str`, `thai` and `english`.
#[macro_export]
macro_rules! travels_as_text {
    ($name:ident, $about:expr, $texts:expr) => {
        impl $crate::codes::Code for $name {
            const ALL: &'static [$name] = $name::ALL;
            const TEXTS: &'static [&'static str] = &$texts;
            fn names(self) -> (&'static str, &'static str) {
                (self.thai(), self.english())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                let mut all = $name::ALL.iter().copied();
                all.find(|code| code.as_str() == text).ok_or(())
            }
        }

        impl $crate::codes::AsText for $name {
            fn to_text(&self) -> String {
                self.to_string()
            }
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::codes::read(from)
            }
        }

        #[cfg(feature = "server")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::codes::schema::<$name>($about)
            }
        }

        #[cfg(feature = "server")]
        impl utoipa::ToSchema for $name {}

        #[cfg(feature = "server")]
        column_of_code!($name);
    };
}

/// Reads a code from its text; a text that is none is refused with the list of those there are.
pub fn read<'de, C, D>(from: D) -> Result<C, D::Error>
where
    C: Code + std::str::FromStr,
    D: Deserializer<'de>,
{
    struct Text<C>(PhantomData<C>);

    impl<C: Code + std::str::FromStr> Visitor<'_> for Text<C> {
        type Value = C;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a code")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
            let unknown = |_| E::unknown_variant(text, C::TEXTS);
            text.parse().map_err(unknown)
        }
    }

    from.deserialize_str(Text(PhantomData))
}

/// How a set of codes describes itself in OpenAPI; `about` is its doc comment.
#[cfg(feature = "server")]
pub fn schema<C: Code>(about: &str) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    let lines: Vec<&str> = about.lines().map(str::trim).collect();
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .description(Some(lines.join("\n")))
        .enum_values(Some(C::TEXTS.iter().copied()))
        .into()
}

#[cfg(test)]
mod tests {
    use crate::budget::Fund;

    #[test]
    fn a_code_is_its_text_everywhere() {
        for fund in Fund::ALL {
            let json = serde_json::to_value(fund).expect("a text");
            assert_eq!(json, fund.as_str());
            assert_eq!(serde_json::from_value::<Fund>(json).ok(), Some(*fund));
            assert_eq!(fund.as_str().parse(), Ok(*fund));
        }
    }

    #[test]
    fn a_code_keeps_to_its_column() {
        assert_eq!(format!("{:<5}|{:>5}", Fund::Bud, Fund::Bud), "bud  |  bud");
    }

    #[test]
    fn a_text_that_is_no_code_is_refused_with_those_there_are() {
        for (wrong, why) in [
            ("\"x\"", "unknown variant `x`, expected one of"),
            ("{\"bud\":null}", "map"),
        ] {
            let refused = serde_json::from_str::<Fund>(wrong)
                .expect_err("no code")
                .to_string();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
