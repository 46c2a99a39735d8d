//! Texts no form would send, in every field; and the Thai name of every field.

use super::bodies::plant;
use crate::support::{Answer, TestApp, YEAR, contract};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, field_name, spec};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The places in a body that hold a single value, as JSON pointers.
pub fn places(body: &Value, at: &str, found: &mut Vec<String>) {
    match body {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                places(field, &format!("{at}/{name}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Puts each value into every place of every kind's body; what was answered badly.
async fn faults_of(app: &TestApp, values: &[Value]) -> Vec<String> {
    let offices = app.offices().await;
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let mut body = office.body(*kind).await;
        enrich(*kind, &mut body);
        let mut found = Vec::new();
        places(&body, "", &mut found);
        let client = &office.maker(*kind).client;
        let path = format!("/{}", spec(*kind).path);
        for place in found {
            let tries = values.iter().map(async |value| {
                let body = plant(&body, &place, value.clone());
                let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
                let answer = client.attempt(Method::POST, &path, &new).await;
                let found = wrong(&path, &answer)?;
                let short: String = value.to_string().chars().take(40).collect();
                Some(format!("{kind} {place} = {short}: {found}"))
            });
            faults.extend(join_all(tries).await.into_iter().flatten());
        }
    }
    app.check_books().await;
    faults
}

/// What is wrong with the answer to a body that is JSON: it does not fit the description, or the
/// refusal blames the body and not a field of it.
fn wrong(path: &str, answer: &Answer) -> Option<String> {
    let nameless = answer.json()["errors"][0]["path"] == "body";
    let nameless = nameless.then(|| format!("names no field: {}", answer.text()));
    contract::complaint(&Method::POST, path, answer).or(nameless)
}

/// Too long, control characters, characters beyond the first plane, NUL, something that looks like
/// SQL, other types: never an error of ours.
#[tokio::test]
async fn no_text_in_any_field_is_an_error_of_ours() {
    let app = TestApp::start().await;
    let values = [
        json!("\u{0}"),
        json!("ก\u{0}"),
        json!("\u{1b}[31m\n\r"),
        json!("🧾𝔊\u{202e}'; DROP TABLE documents; --"),
        json!("ก".repeat(30_000)),
        json!(""),
        json!(-1),
        json!(i32::MAX),
        json!(u32::MAX),
        json!(1e308),
        json!({}),
        json!("-9999999999999999.99"),
        json!("9999-12-31"),
        json!(Uuid::nil()),
        json!("0.0000000000000000000000000001"),
    ];
    let faults = faults_of(&app, &values).await;
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// Days outside the years 1 to 9999, and sums of more than eighteen digits.
#[tokio::test]
async fn nothing_beyond_what_the_database_holds_is_an_error_of_ours() {
    let app = TestApp::start().await;
    let values = [
        "9999999999999999.99",
        "+262142-12-31",
        "-262143-01-01",
        "0000-01-01",
    ];
    let mut faults = faults_of(&app, &values.map(Value::from)).await;
    let office = app.office().await;
    let client = &office.everything().client;
    let mut receipt = office.receipt_body("cash", "9999999999999999.99");
    let items = receipt["items"].as_array_mut().expect("items");
    items.push(items[0].clone());
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": receipt });
    let answer = client.attempt(Method::POST, "/receipts", &new).await;
    assert_eq!(
        answer.json()["errors"][0]["path"],
        "amount",
        "{}",
        answer.text()
    );
    for (query, parameter) in [
        ("/receipts?from=-262143-01-01", "from"),
        ("/receipts?to=%2B262142-12-31", "to"),
        ("/reports/trial-balance?from=-262143-01-01", "from"),
        ("/reports/receipts-payments?to=%2B262142-12-31", "to"),
        ("/reports/daily-status?date=-262143-01-01", "date"),
        ("/journal/entries?from=-9999-01-01", "from"),
        ("/receipts?q=%00", "q"),
        ("/budget-lines?fiscal_year=2569&q=%00", "q"),
        ("/parties?q=%00", "q"),
        ("/journal/entries?account=%00", "account"),
    ] {
        let answer = client.get(query).await;
        if answer.status != 400 || answer.json()["errors"][0]["path"] != parameter {
            faults.push(format!("{query}: {}", answer.text()));
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// What fits by itself and not on top of what is there is seen only when it is posted.
#[tokio::test]
async fn a_balance_beyond_what_the_database_holds_is_refused_by_its_amount() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.bank_receipt_body("9999999999999999.99");
    let mut doc = office.draft(Kind::BankReceipt, body).await;
    while doc.next_step().is_some_and(|step| !step.takes_effect) {
        office.step(&mut doc).await;
    }
    let last = doc.next_step().expect("a step with effect");
    let client = &office.actor(&doc, last).client;
    let answer = doc.ask(client, last.action.as_str(), None).await;
    let problem = answer.refused(ProblemCode::MALFORMED_REQUEST);
    assert_eq!(problem["errors"][0]["path"], "amount");
    app.check_books().await;
}

/// What cannot be seen, or turns the direction of what can, is refused in every field of every
/// kind or, in numbers, left out: it is never kept.
#[tokio::test]
async fn nothing_is_kept_that_cannot_be_seen() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let mut body = office.body(*kind).await;
        enrich(*kind, &mut body);
        let mut found = Vec::new();
        places(&body, "", &mut found);
        let client = &office.maker(*kind).client;
        for place in found {
            let body = plant(&body, &place, json!("00.000,1\u{202E}\u{200B}"));
            let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
            let path = format!("/{}", spec(*kind).path);
            let answer = client.attempt(Method::POST, &path, &new).await;
            if answer.status < 300 && answer.text().contains(['\u{202E}', '\u{200B}']) {
                faults.push(format!("{kind} {place}: {}", answer.text()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// A name of nothing that can be seen is no name.
#[tokio::test]
async fn a_name_needs_a_letter_that_can_be_seen() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = &office.everything().client;
    for name in [
        "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{AD}", "\u{3164}", "\u{200F}", "\u{0E48}", " \u{A0}",
    ] {
        let mut receipt = office.receipt_body("cash", "1.00");
        receipt["payer_name"] = json!(name);
        let problem = client.create("/receipts", &receipt).await;
        let problem = problem.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "payer_name", "{name:?}");
        assert_eq!(problem["errors"][0]["code"], "required", "{name:?}");
        let id = Uuid::now_v7();
        let party = json!({ "id": id, "code": "X", "name_th": name, "kind": "payer",
            "taxpayer_kind": "none", "vat_registered": false });
        let answer = client.put(&format!("/parties/{id}"), &party).await;
        let problem = answer.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "name_th", "{name:?}");
        let doc = office
            .draft(Kind::Receipt, office.receipt_body("cash", "1.00"))
            .await;
        let file = json!({ "id": Uuid::now_v7(), "file_name": name, "content": "JVBERi0=" });
        let answer = client
            .post(&format!("/receipts/{}/attachments", doc.id), &file)
            .await;
        let problem = answer.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "file_name", "{name:?}");
        let doc = office.walk(Kind::Receipt).await;
        let problem = doc.ask(client, "cancel", Some(name)).await;
        let problem = problem.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "comment", "{name:?}");
    }
    app.check_books().await;
}

/// Fields that ordinary bodies leave out.
pub fn enrich(kind: Kind, body: &mut Value) {
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), crate::kinds::more(kind)) {
        body.extend(more);
    }
}

/// Filled by the server; whoever sends them is told by the name in the description.
const FILLED: [&str; 2] = ["body.figures.", "body.head."];

/// The paths of all fields below a schema, without numbers.
fn fields(schemas: &Value, schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    let name = schema["$ref"].as_str();
    if let Some(name) = name.and_then(|path| path.rsplit('/').next()) {
        return fields(schemas, &schemas[name], at, found);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = match at {
            "" => name.clone(),
            at => format!("{at}.{name}"),
        };
        fields(schemas, field, &path, found);
        found.insert(path);
    }
    fields_of(schemas, &schema["items"], at, found);
    for several in ["allOf", "anyOf", "oneOf"] {
        let parts = schema[several].as_array().into_iter().flatten();
        parts.for_each(|part| fields(schemas, part, at, found));
    }
}

fn fields_of(schemas: &Value, items: &Value, at: &str, found: &mut BTreeSet<String>) {
    if !items.is_null() {
        fields(schemas, items, at, found);
    }
}

/// Everything that can be sent in a body or a query, and the kind of document it is for.
fn sendable() -> BTreeSet<(Option<Kind>, String)> {
    let document = serde_json::to_value(api::app::api().0.document()).expect("JSON");
    let mut all = BTreeSet::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    // Practice is for developers, the callback for the identity provider.
    let paths = paths.filter(|(path, _)| !path.contains("/practice/") && !path.contains("/thaid/"));
    for (path, item) in paths {
        let kind = path.split('/').find_map(Kind::at);
        for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
            let mut found = BTreeSet::new();
            let content = operation["requestBody"]["content"].as_object();
            for body in content.into_iter().flat_map(|content| content.values()) {
                let schemas = &document["components"]["schemas"];
                fields(schemas, &body["schema"], "", &mut found);
            }
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let queries = parameters.filter(|parameter| parameter["in"] == "query");
            found.extend(queries.filter_map(|query| query["name"].as_str().map(str::to_owned)));
            all.extend(found.into_iter().map(|path| (kind, path)));
        }
    }
    all
}

/// Every field a person can send has a Thai name, so that every refusal can name it.
#[test]
fn every_field_has_a_thai_name() {
    let sendable = sendable();
    assert!(sendable.len() > 200, "{}", sendable.len());
    let nameless = sendable.iter().filter(|(kind, path)| {
        let last = path.rsplit('.').next().unwrap_or_default();
        let filled = FILLED.iter().any(|inside| path.starts_with(inside));
        !filled && field_name(*kind, path) == last
    });
    let nameless: Vec<_> = nameless.collect();
    assert!(nameless.is_empty(), "without Thai names: {nameless:#?}");
}

/// Labels of a kind are of fields it has.
#[test]
fn every_label_is_of_a_field() {
    let sendable = sendable();
    for kind in Kind::ALL {
        for (path, ..) in kind.spec().labels.concat() {
            let whole = (Some(*kind), format!("body.{path}"));
            assert!(sendable.contains(&whole), "{kind} has no field {path}");
        }
    }
}
