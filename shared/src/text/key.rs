//! Numbers and codes that people write and that must be met again.

use super::normal::plainly_typed;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A number or code that people copy from paper: of a cheque, a slip, a bill, a contract. However
/// it is typed it is one text: no spaces, no invisible letters, Arabic digits, one kind of dash,
/// capital letters (`c69 – ๐๐๑` is `C69-001`). It can only be made so, hence storage, wire and
/// comparison never see another spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
#[cfg_attr(
    feature = "server",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
    diesel(sql_type = diesel::sql_types::Text)
)]
pub struct KeyText(String);

impl KeyText {
    /// The number meant by what was typed.
    pub fn new(text: &str) -> KeyText {
        let without_spaces: String = text.split_whitespace().collect();
        KeyText(plainly_typed(&without_spaces).to_uppercase())
    }

    /// As it is kept and printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True where nothing was typed that can be seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::ops::Deref for KeyText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for KeyText {
    fn from(text: &str) -> KeyText {
        KeyText::new(text)
    }
}

impl From<String> for KeyText {
    fn from(text: String) -> KeyText {
        KeyText::new(&text)
    }
}

impl PartialEq<&str> for KeyText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<'de> Deserialize<'de> for KeyText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(KeyText::new(&Cow::<'de, str>::deserialize(deserializer)?))
    }
}

/// Reads a number that need not be given; an empty one is none.
pub fn optional_key<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<KeyText>, D::Error> {
    let key = Option::<KeyText>::deserialize(deserializer)?;
    Ok(key.filter(|key| !key.is_empty()))
}

/// The digits of a number that people break up with dashes and spaces: `1-2345-๖๗๘๙๐-12-1`. What
/// else there is stays, to be refused.
pub fn digits(text: &str) -> String {
    KeyText::new(text).0.replace('-', "")
}

/// Reads a number of digits that need not be given; an empty one is none.
pub fn optional_digits<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let text = Option::<Cow<'de, str>>::deserialize(d)?;
    Ok(text
        .map(|text| digits(&text))
        .filter(|text| !text.is_empty()))
}

#[cfg(feature = "server")]
impl utoipa::PartialSchema for KeyText {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let kept = "A number or code: spaces are left out, letters kept as capitals";
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(kept))
            .examples([serde_json::json!("C69-001")])
            .into()
    }
}
#[cfg(feature = "server")]
impl utoipa::ToSchema for KeyText {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_typed_in_many_ways_is_one_number() {
        for typed in [
            "C69-001",
            "C69-001 ",
            " c69-001",
            "C69 - 001",
            "C69–๐๐๑",
            "Ｃ69－001",
            "C69\u{2011}001\u{200B}",
            "C69-001\u{00A0}",
            "C6\u{FEFF}9-001",
        ] {
            assert_eq!(KeyText::new(typed).as_str(), "C69-001", "{typed:?}");
        }
        assert_ne!(KeyText::new("0012301"), KeyText::new("12301"));
    }

    #[test]
    fn a_number_is_put_right_when_it_is_read() {
        #[derive(Deserialize)]
        struct Row {
            number: KeyText,
            #[serde(default, deserialize_with = "optional_key")]
            other: Option<KeyText>,
            #[serde(default, deserialize_with = "optional_digits")]
            tax: Option<String>,
        }
        let read = |text: &str| serde_json::from_str::<Row>(text).expect("a row");
        let row = read(r#"{"number": "๐๐ 1", "other": " \u200b", "tax": "1-2345-67890-12-1"}"#);
        assert_eq!(row.number.as_str(), "001");
        assert_eq!(row.other, None);
        assert_eq!(row.tax.as_deref(), Some("1234567890121"));
        assert!(read(r#"{"number": "1"}"#).tax.is_none());
        assert_eq!(
            serde_json::to_string(&row.number).ok().as_deref(),
            Some("\"001\"")
        );
    }

    proptest! {
        #[test]
        fn the_form_is_final(text in "(\\PC|[ก-๛]|[\u{F700}-\u{F71A}]){0,12}") {
            let key = KeyText::new(&text);
            prop_assert_eq!(&KeyText::new(&key), &key);
            prop_assert!(!key.contains(char::is_whitespace));
        }
    }
}
