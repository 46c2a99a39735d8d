//! Wrong bodies of every kind: refused with the place and a Thai sentence that names the field, and
//! nothing is written.

use crate::kinds;
use crate::support::{Answer, Office, TestApp, YEAR};
use reqwest::Method;
use serde_json::{Value, json};
use shared::document::{Kind, field_name, spec};
use uuid::Uuid;

/// One row of the table.
struct Wrong {
    place: &'static str,
    value: &'static str,
    named: &'static str,
}

/// The wrong bodies of a kind, one a row: the place in the body, what is put there (`-`: left
/// out), and the field that must be named (`*`: a rule refuses, which names no field). `<nothing>`
/// is an id of nothing.
fn table(kind: Kind) -> Vec<Wrong> {
    let rows = kinds::wrong(kind).lines().map(str::trim);
    let read = |row: &'static str| {
        let (front, named) = row.split_once(" → ").expect("a row names a field");
        let (place, value) = front.split_once(' ').expect("a row has a place");
        Wrong {
            place,
            value: value.trim(),
            named,
        }
    };
    rows.filter(|row| !row.is_empty()).map(read).collect()
}

/// What a row puts at its place; null for nothing.
fn value(text: &str, office: &Office) -> Value {
    if text == "-" {
        return Value::Null;
    }
    let filled = text
        .replace("<nothing>", &Uuid::now_v7().to_string())
        .replace("<savings>", &office.savings.to_string())
        .replace("<current>", &office.current.to_string());
    match filled
        .strip_suffix(" letters>\"")
        .and_then(|text| text.strip_prefix("\"<"))
    {
        Some(count) => json!("ก".repeat(count.parse().expect("a number"))),
        None => serde_json::from_str(&filled).unwrap_or_else(|why| panic!("{text}: {why}")),
    }
}

/// Puts a value at a place, or takes the place away.
pub fn plant(body: &Value, place: &str, value: Value) -> Value {
    let mut body = body.clone();
    let (parent, name) = place.rsplit_once('/').expect("a place");
    let parent = body.pointer_mut(parent).expect("the place is there");
    match parent {
        Value::Object(fields) if value.is_null() => {
            fields.remove(name);
        }
        Value::Object(fields) => {
            fields.insert(name.to_owned(), value);
        }
        other => other[name.parse::<usize>().expect("an index")] = value,
    }
    body
}

/// What is wrong with a refusal, which must be of the client's and name the field in Thai.
fn complaint(answer: &Answer, kind: Kind, path: &str) -> Option<String> {
    let problem = answer.json();
    if !(400..500).contains(&answer.status) {
        return Some(format!("answered {}", answer.status));
    }
    if path == "*" {
        return None;
    }
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    // Bodies that cannot be read are known with the envelope's name in front.
    let whole = format!("body.{path}");
    let named = errors
        .iter()
        .find(|error| error["path"] == path || error["path"] == whole);
    let Some(named) = named else {
        return Some(format!("names not {path} but {errors:?}"));
    };
    let message = named["message"].as_str().unwrap_or_default();
    let name = field_name(Some(kind), path);
    (!message.starts_with(&name)).then(|| format!("{message:?} does not begin with {name:?}"))
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_its_place_and_changes_nothing() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let body = office.body(*kind).await;
        let draft = office.draft(*kind, body.clone()).await;
        let client = &office.maker(*kind).client;
        let path = format!("/{}", spec(*kind).path);
        let head = office.head().await;
        let table = table(*kind);
        assert!(!table.is_empty(), "{kind} has no wrong bodies");
        for row in table {
            let wrong = plant(&body, row.place, value(row.value, office));
            let what = format!("{kind} {} {}", row.place, row.value);
            // When it is made, and when it is changed.
            let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": wrong });
            let changed = json!({ "version": 1, "body": wrong });
            for answer in [
                client.attempt(Method::POST, &path, &new).await,
                client.attempt(Method::PUT, &draft.path(), &changed).await,
            ] {
                let found = complaint(&answer, *kind, row.named);
                faults.extend(found.map(|found| format!("{what}: {found}")));
            }
        }
        assert_eq!(
            office.head().await,
            head,
            "{kind}: a refusal wrote something"
        );
        // The body itself is good.
        client
            .put(&draft.path(), &json!({ "version": 1, "body": body }))
            .await
            .ok();
    }
    assert!(faults.is_empty(), "{faults:#?}");
    app.check_books().await;
}
