//! The description of the API: committed, current, and following the house rules.

use crate::support::golden;
use serde_json::Value;
use std::collections::BTreeSet;

fn document() -> Value {
    serde_json::to_value(api::app::api().0.document()).expect("the description is JSON")
}

#[test]
fn the_committed_description_is_as_reviewed() {
    let text = api::app::api()
        .0
        .document()
        .to_pretty_json()
        .expect("the description is JSON");
    golden("openapi/openapi.json", &text);
}

/// Verbs an operation id may begin with.
const VERBS: [&str; 26] = [
    "act", "ask", "change", "check", "choose", "create", "enter", "finish", "forget", "found",
    "get", "give", "list", "log", "print", "prove", "put", "say", "set", "sign", "start",
    "suspend", "try", "unlock", "update", "verify",
];

/// What breaks the house rules, one sentence each.
fn complaints(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    if !document["openapi"]
        .as_str()
        .unwrap_or_default()
        .starts_with("3.1")
    {
        found.push("not OpenAPI 3.1".to_owned());
    }
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let id = operation["operationId"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let mut complain = |what: &str| found.push(format!("{method} {path} {id}: {what}"));
            let verb = id.split('_').next().unwrap_or_default();
            let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if !plain || !id.contains('_') || !VERBS.contains(&verb) {
                complain("operation id is not verb_resource");
            }
            if !ids.insert(id.clone()) {
                complain("operation id is used twice");
            }
            if operation["tags"]
                .as_array()
                .is_none_or(|tags| tags.len() != 1)
            {
                complain("needs one tag");
            }
            let permission = operation["x-permission"].as_str().unwrap_or_default();
            let known = matches!(permission, "public" | "session") || permission.contains(':');
            if !known {
                complain("needs x-permission");
            }
            if (permission == "public") != operation["security"].is_null() {
                complain("security does not fit x-permission");
            }
            check_responses(operation, &mut complain);
            let has_body = !operation["requestBody"].is_null();
            if has_body && method == "get" {
                complain("GET with a body");
            }
            for part in path
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
            {
                let parameters = operation["parameters"].as_array();
                let named =
                    |p: &Value| p["name"] == part && p["in"] == "path" && p["required"] == true;
                if !parameters.is_some_and(|all| all.iter().any(named)) {
                    complain("path parameter not described");
                }
            }
        }
    }
    found.extend(loose_ends(document));
    found
}

fn check_responses(operation: &Value, complain: &mut impl FnMut(&str)) {
    let responses = &operation["responses"];
    let problem = &responses["default"]["content"]["application/problem+json"]["schema"]["$ref"];
    if problem != "#/components/schemas/Problem" {
        complain("default response is not a Problem");
    }
    let success = responses
        .as_object()
        .into_iter()
        .flatten()
        .find(|(code, _)| *code != "default");
    match success {
        None => complain("no success response"),
        Some((code, response)) => {
            let empty = matches!(code.as_str(), "204" | "303");
            if response["content"].is_null() != empty {
                complain("success without schema");
            }
            let schemas = response["content"].as_object().into_iter().flatten();
            for (_, content) in schemas {
                let schema = &content["schema"];
                let item = schema.get("items").unwrap_or(schema);
                let named = item["$ref"].is_string() || item["properties"].is_null();
                if !named {
                    complain("anonymous schema");
                }
            }
        }
    }
}

/// References that lead nowhere, and components nobody refers to.
fn loose_ends(document: &Value) -> Vec<String> {
    fn collect<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(name)) = fields.get("$ref") {
                    found.insert(name.rsplit('/').next().unwrap_or_default());
                }
                fields.values().for_each(|value| collect(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut used = BTreeSet::new();
    collect(document, &mut used);
    let schemas = document["components"]["schemas"].as_object();
    let known: BTreeSet<&str> = schemas
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    let missing = used
        .difference(&known)
        .map(|name| format!("schema {name} is missing"));
    let unused = known
        .difference(&used)
        .map(|name| format!("schema {name} is used nowhere"));
    missing.chain(unused).collect()
}

#[test]
fn the_description_follows_the_house_rules() {
    let found = complaints(&document());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_rules_see_planted_faults() {
    type Plant = fn(&mut Value);
    let receipts = |document: &mut Value, what: Plant| {
        let mut document = document.clone();
        what(&mut document["paths"]["/api/v1/receipts"]["get"]);
        complaints(&document)
    };
    let mut whole = document();
    let before = complaints(&whole).len();
    let plants: [(&str, Plant); 7] = [
        ("not verb_resource", |o| {
            o["operationId"] = "receipts".into()
        }),
        ("used twice", |o| o["operationId"] = "create_receipt".into()),
        ("one tag", |o| o["tags"] = Value::Array(Vec::new())),
        ("x-permission", |o| o["x-permission"] = Value::Null),
        ("not a Problem", |o| o["responses"]["default"] = Value::Null),
        ("success without", |o| {
            o["responses"]["200"]["content"] = Value::Null
        }),
        ("is missing", |o| {
            o["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] =
                "#/x/Nowhere".into()
        }),
    ];
    for (sentence, plant) in plants {
        let found = receipts(&mut whole, plant);
        assert!(
            found.len() > before && found.iter().any(|text| text.contains(sentence)),
            "{sentence}: {found:?}"
        );
    }
}

/// What is registered is described, and the other way round.
#[test]
fn every_route_is_described() {
    let (api, _) = api::app::api();
    let document = document();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, _)| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let registered: BTreeSet<String> = api
        .registered()
        .iter()
        .map(|route| format!("{} /api/v1{}", route.method, route.path))
        .collect();
    let (described, beside): (BTreeSet<String>, BTreeSet<String>) = described
        .into_iter()
        .partition(|route| route.contains(" /api/v1/"));
    assert_eq!(described, registered);
    let standards = [
        "GET /.well-known/jwks.json",
        "GET /.well-known/oauth-authorization-server",
        "POST /oauth/token",
    ];
    assert_eq!(beside, standards.map(str::to_owned).into());
    assert_eq!(
        registered.len(),
        api.registered().len(),
        "a route is registered twice"
    );
}
