//! What was typed into an earlier program, carried into this one: whatever of it still has a place (ux E7).

use serde_json::Value;

/// A body as this program reads it, made of what was kept, field by field on a pattern that it reads; and
/// whether all of it had a place.
pub fn carried(pattern: &Value, kept: &Value, fits: &dyn Fn(&Value) -> bool) -> (Value, bool) {
    if fits(kept) {
        return (kept.clone(), true);
    }
    let (mut body, mut is_whole) = (pattern.clone(), true);
    let Value::Object(fields) = kept else {
        return (body, false);
    };
    for (name, value) in fields {
        is_whole &= carry(&mut body, name, value, fits);
    }
    (body, is_whole)
}

/// Takes a field over; of rows what of each has a place.
fn carry(body: &mut Value, name: &str, value: &Value, fits: &dyn Fn(&Value) -> bool) -> bool {
    let mut try_with = |value: Value| {
        let mut with = body.clone();
        if let Value::Object(fields) = &mut with {
            fields.insert(name.to_owned(), value);
        }
        let is_read = fits(&with);
        if is_read {
            *body = with;
        }
        is_read
    };
    if try_with(value.clone()) {
        return true;
    }
    let mut rows: Vec<Value> = Vec::new();
    for row in value.as_array().into_iter().flatten() {
        let known = |row: &Value| Value::from_iter(rows.iter().chain([row]).cloned());
        if let Some(row) = shorter(row).find(|row| try_with(known(row))) {
            rows.push(row);
        }
    }
    // What is nothing is no loss.
    value.is_null()
}

/// A row, and it without each of its fields.
fn shorter(row: &Value) -> impl Iterator<Item = Value> + '_ {
    let names = row.as_object().into_iter().flat_map(|fields| fields.keys());
    let without = names.map(move |name| {
        let mut less = row.clone();
        if let Value::Object(fields) = &mut less {
            fields.remove(name);
        }
        less
    });
    std::iter::once(row.clone()).chain(without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    /// As this program has it: the payer's name is called otherwise than before, rows have no remark.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        payer: String,
        note: Option<String>,
        items: Vec<Item>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        amount: String,
    }

    fn now(kept: &Value) -> (Value, bool) {
        let fits = |value: &Value| serde_json::from_value::<Body>(value.clone()).is_ok();
        let pattern = serde_json::to_value(Body::default()).expect("a body");
        carried(&pattern, kept, &fits)
    }

    #[test]
    fn what_an_earlier_program_kept_is_carried_as_far_as_it_has_a_place() {
        let same = json!({ "payer": "ก", "note": null, "items": [{ "amount": "1" }] });
        assert_eq!(now(&same), (same.clone(), true));
        let earlier = json!({ "payer_name": "ก", "note": "ข", "items": [
            { "amount": "1", "remark": "ค" }, { "amount": "2" }, { "remark": "ง" },
        ] });
        let (body, is_whole) = now(&earlier);
        let expected = json!({ "payer": "", "note": "ข", "items": [
            { "amount": "1" }, { "amount": "2" },
        ] });
        assert_eq!((body, is_whole), (expected, false));
        assert!(!now(&json!("x")).1);
    }
}
