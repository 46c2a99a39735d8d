//! What is not as it should be.

use super::store::Definition;
use crate::verify::finding::{DamageKind, Finding};
use std::collections::BTreeMap;

/// What the role of the server may: nothing beside what is granted to it.
const SERVER: (&str, &str) = ("laas_app", "f f f f f");

/// What differs between what there is and what the migrations make.
pub fn differences(there: &[Definition], made: &[Definition]) -> Vec<Finding> {
    let (there, made) = (by_name(there), by_name(made));
    let wrong = |(of, what): (&str, &str), detail: &str| {
        Finding::new(DamageKind::DefinitionWrong, None, of, what).detail(detail)
    };
    let mut findings = Vec::new();
    for (name, text) in &made {
        match there.get(name) {
            None => findings.push(wrong(*name, "is gone")),
            Some(other) if other != text => {
                findings.push(wrong(*name, "is not as the migrations make it"));
            }
            Some(_) => {}
        }
    }
    for (name, text) in &there {
        // Some settings are of the whole cluster, and hold for what is made anew, too; so is who else may
        // do what the server may.
        if name.1.starts_with("setting") || name.1.starts_with("member ") {
            findings.push(wrong(*name, "changes what the program relies on"));
        } else if !made.contains_key(name) {
            findings.push(wrong(*name, "is not of this program"));
        }
        // The roles of a cluster are the same for every database of it.
        if name.1 == "role" && (name.0, text.as_str()) != SERVER {
            findings.push(wrong(*name, "may more than the server is to"));
        }
    }
    findings
}

/// Texts by owner and name; where a name stands more than once, all of them.
fn by_name(all: &[Definition]) -> BTreeMap<(&str, &str), String> {
    let mut names: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for one in all {
        let text = names.entry((&one.of, &one.what)).or_default();
        text.push_str(&one.text);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(what: &str, text: &str) -> Definition {
        Definition {
            of: "receipts".to_owned(),
            what: what.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_gone_strange_or_other_is_named() {
        let made = [of("column a", "text"), of("column b", "text")];
        assert_eq!(differences(&made, &made), []);
        let there = [of("column a", "int"), of("column c", "text")];
        let named: Vec<String> = differences(&there, &made)
            .iter()
            .map(|found| format!("{} {}", found.key, found.detail))
            .collect();
        let wanted = [
            "column a is not as the migrations make it",
            "column b is gone",
            "column c is not of this program",
        ];
        assert_eq!(named, wanted);
    }

    #[test]
    fn a_server_that_may_everything_is_named_though_it_may_so_everywhere() {
        let role = |text: &str| Definition {
            of: "laas_app".to_owned(),
            ..of("role", text)
        };
        let [mighty, right] = ["t f f f f", SERVER.1].map(|text| [role(text)]);
        assert_eq!(differences(&right, &right), []);
        assert_eq!(differences(&mighty, &mighty).len(), 1);
    }
}
