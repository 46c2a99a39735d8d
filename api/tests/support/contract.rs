//! Every answer in every test fits the description of the API: its status, its schema; a refusal is
//! a problem in Thai; nothing is an error of ours.

use super::client::Answer;
use reqwest::Method;
use serde_json::Value;
use std::sync::OnceLock;

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        serde_json::to_value(api::app::api().0.document()).expect("the description is JSON")
    })
}

/// What in an answer does not fit the description of the route that gave it, if anything.
pub fn complaint(method: &Method, path: &str, answer: &Answer) -> Option<String> {
    if answer.status >= 500 {
        return Some("an error of ours".to_owned());
    }
    if answer.status >= 400
        && let Some(wrong) = problem_complaint(answer)
    {
        return Some(wrong);
    }
    let operation = operation(method, path)?;
    let responses = &operation["responses"];
    let described = responses.get(answer.status.to_string());
    let described = described.or(responses.get("default").filter(|_| answer.status >= 400));
    let Some(described) = described else {
        return Some("a status that is not described".to_owned());
    };
    let kind = answer
        .headers
        .get("content-type")
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    match described.get("content").and_then(|all| all.get(kind)) {
        None => (!answer.bytes.is_empty()).then(|| format!("content type {kind} is not described")),
        Some(content) if kind.ends_with("json") => mismatch(&content["schema"], &answer.json(), ""),
        Some(_) => None,
    }
}

fn problem_complaint(answer: &Answer) -> Option<String> {
    let problem = answer.json();
    let thai = |text: &Value| {
        let text = text.as_str().unwrap_or_default();
        text.chars().any(|c| ('\u{0E01}'..='\u{0E4E}').contains(&c))
    };
    let title = problem["title"].as_str().unwrap_or_default();
    if !thai(&problem["title"]) || title.contains('{') || problem["status"] != answer.status {
        return Some("not a problem with a Thai title".to_owned());
    }
    let errors = problem["errors"].as_array().into_iter().flatten();
    let unclear = errors
        .into_iter()
        .find(|error| !thai(&error["message"]) || error["path"] == "");
    unclear.map(|error| format!("a field that is not named in Thai: {error}"))
}

/// The operation of a method at an address.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let template: Vec<&str> = template.split('/').skip(3).collect();
        let own = &parts[1.min(parts.len())..];
        template.len() == own.len()
            && template
                .iter()
                .zip(own)
                .all(|(want, have)| want.starts_with('{') || want == have)
    };
    let paths = document()["paths"].as_object()?;
    let mut found: Vec<(&String, &Value)> = paths.iter().filter(|(path, _)| fits(path)).collect();
    // The address with fewer parameters wins, as in the server.
    found.sort_by_key(|(path, _)| path.matches('{').count());
    found.first()?.1.get(method.as_str().to_lowercase())
}

/// What in a value does not fit a schema, if anything: the part of JSON Schema that utoipa writes.
pub fn mismatch(schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return match document()["components"]["schemas"].get(name) {
            Some(schema) => mismatch(schema, value, at),
            None => Some(format!("{at}: schema {name} is missing")),
        };
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(options) = schema[word].as_array() {
            let fits = options
                .iter()
                .any(|option| mismatch(option, value, at).is_none());
            return (!fits).then(|| format!("{at}: {value} fits no {word}"));
        }
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if let Some(wrong) = mismatch(part, value, at) {
            return Some(wrong);
        }
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|known| !known.contains(value))
    {
        return Some(format!("{at}: {value} is not in the list"));
    }
    let types = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(name, value)) {
        return Some(format!("{at}: {value} is not {types:?}"));
    }
    match value {
        Value::Object(_) => object_mismatch(schema, value, at),
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.filter(|_| !schema["items"].is_null())
                .find_map(|(n, item)| mismatch(&schema["items"], item, &format!("{at}[{n}]")))
        }
        _ => None,
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn object_mismatch(schema: &Value, value: &Value, at: &str) -> Option<String> {
    let fields = value.as_object()?;
    for name in schema["required"].as_array().into_iter().flatten() {
        if !fields.contains_key(name.as_str().unwrap_or_default()) {
            return Some(format!("{at}: {name} is missing"));
        }
    }
    let known = schema["properties"].as_object()?;
    for (name, field) in fields {
        let at = format!("{at}.{name}");
        match known.get(name) {
            Some(schema) => {
                if let Some(wrong) = mismatch(schema, field, &at) {
                    return Some(wrong);
                }
            }
            // Closed or not, the server answers with what it describes and nothing else.
            None => return Some(format!("{at} is not described")),
        }
    }
    None
}
