//! Somebody else was faster: what they have made of the document beside what was typed here, field by field.

use leptos::prelude::*;
use serde_json::Value;
use shared::Money;
use shared::document::Kind;

use super::actions::PageState;
use super::lookups::{Lookups, lookups};
use crate::api;
use crate::components::table::day;
use crate::text::{Language, Text, document as words, general, language, t};

/// A field in which two bodies differ: its path, here, there.
type Differs = (String, Value, Value);

/// Where two bodies differ, in the order of their fields; a row that only one has is one difference.
fn differing(path: &str, here: &Value, there: &Value, found: &mut Vec<Differs>) {
    match (here, there) {
        _ if here == there => {}
        (Value::Object(a), Value::Object(b)) => {
            for (name, here) in a {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                differing(&path, here, b.get(name).unwrap_or(&Value::Null), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for at in 0..a.len().max(b.len()) {
                let of = |all: &[Value]| all.get(at).cloned().unwrap_or_default();
                differing(&format!("{path}[{at}]"), &of(a), &of(b), found);
            }
        }
        _ => found.push((path.to_owned(), here.clone(), there.clone())),
    }
}

/// The path without the numbers of rows, and the last of these numbers.
fn bare(path: &str) -> (String, Option<usize>) {
    let mut row = None;
    let mut plain = String::new();
    for part in path.split('[') {
        let after = match part.split_once(']') {
            Some((number, after)) => {
                row = number.parse().ok();
                after
            }
            None => part,
        };
        plain.push_str(after);
    }
    (plain, row)
}

/// What a field is called, with its row.
pub fn called(kind: Kind, path: &str) -> String {
    let (plain, row) = bare(path);
    let name = kind
        .label(&plain)
        .map_or("", |(thai, english)| match language() {
            Language::Thai => thai,
            Language::English => english,
        });
    match row {
        Some(row) => {
            let row = general::ROW_N.with(&[("n", &(row + 1).to_string())]);
            format!("{name} ({row})")
        }
        None => name.to_owned(),
    }
}

/// A value as people read it: what an id names, an amount, a day; what only the program names is said to
/// be another one.
fn said(lookups: Lookups, value: &Value) -> String {
    let text = match value {
        Value::Null => return "–".to_owned(),
        Value::Bool(true) => return general::YES.now().to_owned(),
        Value::Bool(false) => return general::NO.now().to_owned(),
        Value::String(text) if text.is_empty() => return "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => return number.to_string(),
        Value::Array(_) | Value::Object(_) => return words::OTHER_ROW.now().to_owned(),
    };
    if let Ok(id) = text.parse::<uuid::Uuid>() {
        return lookups
            .called(id)
            .unwrap_or_else(|| words::OTHER_VALUE.now().to_owned());
    }
    if let Ok(date) = text.parse::<chrono::NaiveDate>() {
        return day(date);
    }
    let is_amount = text.contains('.') && text.parse::<Money>().is_ok();
    if let (true, Ok(amount)) = (is_amount, text.parse::<Money>()) {
        return amount.grouped();
    }
    let is_code = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    match text.chars().all(is_code) {
        true => words::OTHER_VALUE.now().to_owned(),
        false => text,
    }
}

/// Both versions side by side; nothing while the other one is not read, or is the same.
pub fn both_versions(page: PageState) -> AnyView {
    let (kind, id, lookups) = (page.kind, page.id.get_untracked(), lookups());
    let here = page.editor.body.run(());
    let there = LocalResource::new(move || api::documents::read(kind, id));
    (move || {
        let there = there.get()?.ok()?;
        let called = move |path: &str| called(kind, path);
        Some(side_by_side(lookups, &here, &there.body, called, MINE))
    })
    .into_any()
}

/// What such a table is called, and the columns of what is there and here.
pub type Heads = [Text; 3];

/// What somebody else has made of it, and what was typed.
pub const MINE: Heads = [
    words::BOTH_VERSIONS,
    words::VERSION_THERE,
    words::VERSION_HERE,
];

/// What is here and there, where they differ, with what each field is called; nothing where they do not.
pub fn side_by_side(
    lookups: Lookups,
    here: &Value,
    there: &Value,
    called: impl Fn(&str) -> String + Copy + Send + 'static,
    [caption, was, is]: Heads,
) -> AnyView {
    let mut found = Vec::new();
    differing("", here, there, &mut found);
    let row = move |(path, here, there): Differs| {
        let name = move || called(&path);
        let (here, there) = (move || said(lookups, &here), move || said(lookups, &there));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="any-length">{there}</td>
                <td class="any-length">{here}</td>
            </tr>
        }
    };
    (!found.is_empty())
        .then(|| {
            view! {
                <table class="list versions">
                    <caption>{t(caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t(words::FIELD)}</th>
                            <th scope="col">{t(was)}</th>
                            <th scope="col">{t(is)}</th>
                        </tr>
                    </thead>
                    <tbody>{found.into_iter().map(row).collect_view()}</tbody>
                </table>
            }
        })
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn two_bodies_differ_where_they_say_something_else() {
        let here = json!({ "a": "1", "rows": [{ "x": "1" }, { "x": "2" }], "same": null });
        let there = json!({ "a": "2", "rows": [{ "x": "1" }], "same": null });
        let mut found = Vec::new();
        differing("", &here, &there, &mut found);
        let paths: Vec<_> = found.iter().map(|(path, ..)| path.as_str()).collect();
        assert_eq!(paths, ["a", "rows[1]"]);
        assert_eq!(found[0].1, json!("1"));
        differing("", &here, &here, &mut found);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_path_knows_its_row() {
        assert_eq!(
            bare("items[2].amount"),
            ("items.amount".to_owned(), Some(2))
        );
        assert_eq!(bare("purpose"), ("purpose".to_owned(), None));
    }
}
