//! What becomes of a form when the server answers while somebody types on.

use serde_json::{Map, Value};

/// The content `now` with the server's `answer` in every place where nothing was typed since the
/// content `sent` was sent: what was typed stays, what only the server fills in arrives.
pub fn merged(sent: &Value, now: &Value, answer: &Value) -> Value {
    match (sent, now, answer) {
        _ if now == sent => answer.clone(),
        (Value::Object(sent), Value::Object(now), Value::Object(answer)) => {
            Value::Object(fields(sent, now, answer))
        }
        // With a row less nobody knows which row is which; what is on the screen stays.
        (Value::Array(sent), Value::Array(now), Value::Array(answer))
            if sent.len() == answer.len() && now.len() >= sent.len() =>
        {
            let known = sent.iter().zip(now).zip(answer);
            let known = known.map(|((sent, now), answer)| merged(sent, now, answer));
            known.chain(now.iter().skip(sent.len()).cloned()).collect()
        }
        _ => now.clone(),
    }
}

fn fields(
    sent: &Map<String, Value>,
    now: &Map<String, Value>,
    answer: &Map<String, Value>,
) -> Map<String, Value> {
    let mut fields = answer.clone();
    for (name, now) in now {
        let value = match (sent.get(name), answer.get(name)) {
            (Some(sent), Some(answer)) => merged(sent, now, answer),
            _ => now.clone(),
        };
        fields.insert(name.clone(), value);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_typed_meanwhile_stays_and_the_rest_is_the_answer() {
        let sent = json!({ "purpose": "น้ำมัน", "net": "0.00", "items": [
            { "description": "ก", "net": "0.00" }, { "description": "ข", "net": "0.00" },
        ] });
        let answer = json!({ "purpose": "น้ำมัน", "net": "3.00", "items": [
            { "description": "ก", "net": "1.00" }, { "description": "ข", "net": "2.00" },
        ] });
        assert_eq!(merged(&sent, &sent, &answer), answer);
        let mut now = sent.clone();
        now["purpose"] = json!("น้ำมันดีเซล");
        now["items"][1]["description"] = json!("ขค");
        now["items"]
            .as_array_mut()
            .expect("rows")
            .push(json!({ "description": "ใหม่" }));
        let expected = json!({ "purpose": "น้ำมันดีเซล", "net": "3.00", "items": [
            { "description": "ก", "net": "1.00" }, { "description": "ขค", "net": "2.00" },
            { "description": "ใหม่" },
        ] });
        assert_eq!(merged(&sent, &now, &answer), expected);
    }

    #[test]
    fn a_row_taken_out_meanwhile_does_not_come_back() {
        let sent = json!({ "items": [{ "amount": "1.00" }, { "amount": "2.00" }] });
        let now = json!({ "items": [{ "amount": "2.00" }] });
        assert_eq!(merged(&sent, &now, &sent), now);
    }
}
