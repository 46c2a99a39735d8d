//! Pure: what stands in a field, as people read it.

use super::labels;
use super::store::Field;
use super::words::{self, Named, NamedThings};
use crate::platform::clock::bangkok_time;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::Value;
use shared::Money;
use shared::activity::{ChangedField, Words};
use shared::calendar::{BUDDHIST_OFFSET, thai_short};
use shared::text::{masked, without_numbers};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Letters of an id as PostgreSQL prints it.
const ID: usize = 36;

/// What is the number of a citizen or of an account: by table where the name alone does not say it.
const NUMBERS: &[(Option<&str>, &str)] = &[
    (None, "tax_id"),
    (None, "payer_tax_id"),
    (None, "bank_account_no"),
    (Some("bank_accounts"), "number"),
];

/// By what programs prove which one they are: told to nobody, whatever for.
const PROOFS: [&str; 2] = ["public_key", "secret_hash"];

/// Accounts of the chart and numbers that were given here: they may have as many digits, and are nobody's.
const NOBODYS: [&str; 4] = ["account", "chart_account", "number", "voucher_no"];

/// What rows are called by, the first that they have.
const CALLED: [&str; 6] = ["voucher_no", "number", "name_th", "name", "label", "title"];

/// What of a row has no name of its own is told by one that it points to.
const POINTS: [&str; 4] = ["document_id", "person_id", "party_id", "bank_account_id"];

/// The id that a text is, as PostgreSQL prints them.
pub fn id(text: &str) -> Option<Uuid> {
    (text.len() == ID).then(|| text.parse().ok()).flatten()
}

/// The ids in a text.
pub fn ids(text: &str) -> Vec<Uuid> {
    let is_of_none = |letter: char| !letter.is_ascii_hexdigit() && letter != '-';
    text.split(is_of_none).filter_map(id).collect()
}

/// A day in both languages; the English form keeps the Buddhist year, which is the official one.
pub fn day(day: NaiveDate) -> Words {
    let year = day.year() + BUDDHIST_OFFSET;
    Words {
        th: thai_short(day),
        en: format!("{} {year} B.E.", day.format("%-d %b")),
    }
}

fn moment(at: DateTime<Utc>) -> Words {
    let bangkok = bangkok_time(at);
    let Words { th, en } = day(bangkok.date());
    let time = bangkok.format("%H:%M:%S");
    Words {
        th: format!("{th} {time}"),
        en: format!("{en} {time}"),
    }
}

/// What is told of the rows of a table.
pub struct Telling<'a> {
    pub table: &'a str,
    pub names: &'a NamedThings,
    /// Numbers of citizens and accounts by their last digits.
    pub is_masked: bool,
}

impl Telling<'_> {
    /// A field; none where there is nothing in it.
    pub fn value(&self, field: &Field) -> Option<Words> {
        let text = field.text.as_deref().filter(|text| !text.is_empty())?;
        if PROOFS.contains(&field.name.as_str()) {
            return Some(words::untold());
        }
        Some(match field.kind.as_str() {
            "boolean" => words::flag(text == "true"),
            "number" => Words::alike(number(text)),
            "array" => self.list(text),
            "object" => parts_of(text),
            _ => self.text(&field.name, text),
        })
    }

    fn text(&self, name: &str, text: &str) -> Words {
        let is_number = NUMBERS
            .iter()
            .any(|(table, of)| *of == name && table.is_none_or(|table| table == self.table));
        if is_number && self.is_masked {
            return Words::alike(masked(text));
        }
        if let Some(called) = labels::code(name, text) {
            return called;
        }
        if NOBODYS.contains(&name) {
            return Words::alike(text);
        }
        if let Ok(date) = text.parse::<NaiveDate>() {
            return day(date);
        }
        match text.parse::<DateTime<Utc>>() {
            Ok(at) => moment(at),
            Err(_) => Words::alike(self.named(text)),
        }
    }

    /// The name of what an id stands for; of what is gone the first digits are left. Whatever else
    /// somebody wrote is told as it was written.
    fn named(&self, text: &str) -> String {
        match id(text).map(|id| self.names.get(&id)) {
            Some(Some(named)) => self.called(named),
            Some(None) => text.chars().take(8).collect(),
            None if self.is_masked => without_numbers(text),
            None => text.to_owned(),
        }
    }

    fn called(&self, named: &Named) -> String {
        match self.is_masked {
            true => named.shown(),
            false => named.name.clone(),
        }
    }

    /// A list of texts one after the other; of anything else how many.
    fn list(&self, text: &str) -> Words {
        let Ok(items) = serde_json::from_str::<Vec<Value>>(text) else {
            return parts_of(text);
        };
        let texts: Option<Vec<Words>> = items
            .iter()
            .map(|item| Some(self.text("", item.as_str()?)))
            .collect();
        match texts {
            None => words::count(items.len()),
            Some(texts) => Words {
                th: joined(texts.iter().map(|one| one.th.as_str())),
                en: joined(texts.iter().map(|one| one.en.as_str())),
            },
        }
    }

    /// What a row is called.
    pub fn of(&self, key: &str, fields: Option<&BTreeMap<String, Field>>) -> Option<String> {
        let fields = fields?;
        let text = |name: &&str| fields.get(*name).and_then(|field| field.text.as_deref());
        let own = CALLED.iter().find_map(|name| Some((*name, text(name)?)));
        let own = own.filter(|(_, text)| !text.is_empty());
        if let Some((name, text)) = own {
            return Some(self.text(name, text).th);
        }
        let pointed = POINTS.iter().filter_map(text);
        let pointed = pointed.flat_map(ids).chain(ids(key));
        let named = pointed.filter_map(|id| self.names.get(&id));
        named.map(|named| self.called(named)).next()
    }
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<&str>>().join(", ")
}

/// A number: amounts, which are kept to the satang, as people write them.
fn number(text: &str) -> String {
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    match (decimals, text.parse::<Money>()) {
        (2, Ok(amount)) => amount.grouped(),
        (3.., _) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        _ => text.to_owned(),
    }
}

/// How many values stand in what is no row of its own.
fn parts_of(text: &str) -> Words {
    fn leaves(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(leaves).sum(),
            Value::Object(fields) => fields.values().map(leaves).sum(),
            Value::Null => 0,
            _ => 1,
        }
    }
    words::count(serde_json::from_str(text).map_or(0, |value: Value| leaves(&value)))
}

#[derive(Deserialize)]
struct Shape {
    #[serde(default)]
    rename: BTreeMap<String, String>,
    #[serde(default)]
    drop: Vec<String>,
    #[serde(default)]
    add: BTreeMap<String, Value>,
}

/// The fields that a table got, lost or has under another name.
pub fn reshaped(table: &str, shape: &str) -> Vec<ChangedField> {
    let Ok(shape) = serde_json::from_str::<Shape>(shape) else {
        return Vec::new();
    };
    let called = |name: &str| labels::column(table, name).unwrap_or_else(words::gone);
    let changed = |name: &str, before, after| ChangedField {
        field: called(name),
        before,
        after,
    };
    let has = || Some(words::has_field());
    let renamed = shape.rename.iter();
    let renamed = renamed.map(|(old, new)| changed(new, Some(called(old)), Some(called(new))));
    let dropped = shape.drop.iter().map(|name| changed(name, has(), None));
    let added = shape.add.keys().map(|name| changed(name, None, has()));
    renamed.chain(dropped).chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, kind: &str, text: &str) -> Field {
        Field {
            place: 1,
            name: name.to_owned(),
            kind: kind.to_owned(),
            text: Some(text.to_owned()),
        }
    }

    #[test]
    fn fields_are_said_as_people_say_them() {
        let id = Uuid::now_v7();
        let name = "กองคลัง".to_owned();
        let names = NamedThings::from([(
            id,
            Named {
                kind: None,
                name,
                is_given: false,
            },
        )]);
        let telling = Telling {
            table: "parties",
            names: &names,
            is_masked: true,
        };
        let list = format!("[\"{id}\", \"x\"]");
        for (name, kind, text, said) in [
            ("amount", "number", "1240.00", "1,240.00"),
            ("withheld_rate", "number", "0.010000", "0.01"),
            ("version", "number", "3", "3"),
            ("vat_registered", "boolean", "true", "ใช่"),
            ("posted_on", "string", "2025-10-31", "31 ต.ค. 2568"),
            (
                "at",
                "string",
                "2025-10-31T17:30:00+00:00",
                "1 พ.ย. 2568 00:30:00",
            ),
            ("department_id", "string", &id.to_string(), "กองคลัง"),
            ("requests", "array", &list, "กองคลัง, x"),
            ("status", "string", "draft", "ฉบับร่าง"),
            ("bank_account_no", "string", "1234567890", "••••••7890"),
            ("remark", "string", "บัตร 1234567890121", "บัตร •••••••••0121"),
            (
                "purpose",
                "string",
                "โอนเข้า 123-4-56789-0",
                "โอนเข้า •••-•-••789-0",
            ),
            ("account", "string", "1101030102", "1101030102"),
            ("figures", "object", "{\"a\": [1, 2], \"b\": null}", "2 ค่า"),
        ] {
            let told = telling.value(&field(name, kind, text)).map(|said| said.th);
            assert_eq!(told.as_deref(), Some(said), "{name}");
        }
        let whole = Telling {
            is_masked: false,
            ..telling
        };
        let told = whole.value(&field("tax_id", "string", "1234567890121"));
        assert_eq!(told, Some(Words::alike("1234567890121")));
        assert_eq!(whole.value(&field("remark", "string", "")), None);
    }

    #[test]
    fn another_shape_is_told_by_its_fields() {
        let shape =
            r#"{"name": "parties", "add": {"bank": null}, "drop": ["address"], "rename": {}}"#;
        let told = reshaped("parties", shape);
        let told: Vec<(bool, bool)> = told
            .iter()
            .map(|one| (one.before.is_some(), one.after.is_some()))
            .collect();
        assert_eq!(told, [(true, false), (false, true)]);
    }
}
