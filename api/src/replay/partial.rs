//! With `--partial`: what cannot be played although the API knows it, because something it needs
//! was left out.

use super::file::{Operation, Scenario};
use serde_json::Value;
use std::collections::HashSet;

/// Fields whose text is never the name of another operation.
const FREE_TEXT: [&str; 3] = ["id", "reference", "note"];

/// What was left out so far.
#[derive(Default)]
pub struct LeftOut {
    /// Operations, their inner entries and contracts: what later operations may name.
    names: HashSet<String>,
    /// Everything that operations left out would have changed: lines, bank accounts, deposits.
    touched: HashSet<String>,
}

/// Every text of an operation's fields, with the field it stands in.
fn texts<'a>(field: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => found.push((field, text)),
        Value::Array(items) => items.iter().for_each(|item| texts(field, item, found)),
        Value::Object(fields) => {
            for (field, value) in fields {
                texts(field, value, found);
            }
        }
        _ => {}
    }
}

fn texts_of(operation: &Operation) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (field, value) in &operation.fields {
        texts(field, value, &mut found);
    }
    found
}

impl LeftOut {
    /// At the start: lines that no operation supported so far puts in force.
    pub fn of(scenario: &Scenario) -> LeftOut {
        let lines = scenario.master.budget_lines.iter();
        let closed = lines.filter(|line| !line.is_of_ordinance());
        LeftOut {
            names: closed.map(|line| line.id.clone()).collect(),
            touched: HashSet::new(),
        }
    }

    /// Notes an operation that is not played.
    pub fn add(&mut self, operation: &Operation) {
        self.names.insert(operation.id.clone());
        for (field, text) in texts_of(operation) {
            // Inner entries have ids of their own; a contract's key names the contract.
            let defines = field == "id" || field == "contract" && operation.op == "contract_signed";
            if defines {
                self.names.insert(text.to_owned());
            }
            self.touched.insert(text.to_owned());
        }
    }

    /// Has any operation been left out?
    pub fn is_any(&self) -> bool {
        !self.touched.is_empty()
    }

    /// The name this operation uses of something that was left out.
    pub fn needed_by(&self, operation: &Operation) -> Option<String> {
        let named = texts_of(operation)
            .into_iter()
            .find(|(field, text)| !FREE_TEXT.contains(field) && self.names.contains(*text));
        named.map(|(_, text)| text.to_owned())
    }

    /// For operations that must be refused: what they name that operations left out would have
    /// changed, so that the refusal may depend on them.
    pub fn touched_by(&self, operation: &Operation) -> Option<String> {
        let wanted = [
            "line",
            "bank_account",
            "reference",
            "form",
            "deduction",
            "taxpayer",
        ];
        let shared = texts_of(operation)
            .into_iter()
            .find(|(field, text)| wanted.contains(field) && self.touched.contains(*text));
        shared.map(|(_, text)| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn operation(value: Value) -> Operation {
        serde_json::from_value(value).expect("an operation")
    }

    #[test]
    fn what_names_something_left_out_is_left_out() {
        let mut left_out = LeftOut::default();
        left_out.add(&operation(json!({
            "id": "E33", "date": "2025-10-21", "op": "request_payroll", "by": "department_clerk",
            "requests": [{"id": "E33.1", "line": "L05", "amount": "1.00"}],
        })));
        let payment = operation(json!({
            "id": "E44", "date": "2025-10-28", "op": "payment_transferred",
            "by": "finance_officer", "requests": ["E33.1"], "bank_account": "B",
        }));
        assert_eq!(left_out.needed_by(&payment), Some("E33.1".to_owned()));
        let refused = operation(json!({
            "id": "E62", "date": "2025-10-31", "op": "request_uncommitted",
            "by": "department_clerk", "line": "L05", "refused": "insufficient_budget",
        }));
        assert_eq!(left_out.needed_by(&refused), None);
        assert_eq!(left_out.touched_by(&refused), Some("L05".to_owned()));
    }

    #[test]
    fn the_key_of_a_deposit_is_no_name_of_a_contract() {
        let mut left_out = LeftOut::default();
        left_out.add(&operation(json!({
            "id": "E12", "date": "2025-10-08", "op": "contract_signed",
            "by": "procurement_officer", "contract": "C69-003",
        })));
        let deposit = operation(json!({
            "id": "E13", "date": "2025-10-08", "op": "bank_receipt", "by": "finance_officer",
            "items": [{"type": "deposit", "reference": "C69-003"}],
        }));
        assert_eq!(left_out.needed_by(&deposit), None);
    }
}
