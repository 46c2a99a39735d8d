//! Which tests hold each fault that was once found (`faults.csv`): the row of the list, the test or
//! journey that fails when the fault comes back, and where it stands.

use crate::support::root;
use std::collections::BTreeSet;

/// What of these lines is not true: no such test, or a row of the list without any.
fn untrue(lines: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut held = BTreeSet::new();
    for line in lines.lines().skip(1) {
        let [row, test, place] = line.split(',').collect::<Vec<_>>()[..] else {
            found.push(line.to_owned());
            continue;
        };
        held.insert(row.to_owned());
        let text = read(place).unwrap_or_default();
        let is_there = match place.ends_with(".mjs") {
            true => !text.is_empty() && place.ends_with(&format!("/{test}.mjs")),
            false => text.contains(test),
        };
        if !is_there {
            found.push(format!("{row}: no {test} in {place}"));
        }
    }
    let rows = |letter: char, many: u32| (1..=many).map(move |at| format!("{letter}{at}"));
    let wanted = rows('A', 15).chain(rows('B', 11));
    let wanted = wanted.chain(rows('D', 4)).chain(rows('E', 5));
    found.extend(wanted.filter(|row| !held.contains(row)));
    found
}

#[test]
fn every_fault_is_held_by_a_test_that_is_there() {
    let read = |place: &str| std::fs::read_to_string(root().join(place)).ok();
    let lines = read("api/tests/faults.csv").expect("the list");
    assert_eq!(untrue(&lines, read), Vec::<String>::new());
}

#[test]
fn a_test_that_is_gone_and_a_fault_without_one_are_found() {
    let read = |place: &str| (place == "a.rs").then(|| "fn kept() {}".to_owned());
    let found = untrue(
        "row,test,where\nA1,kept,a.rs\nA2,gone,a.rs\nA3,x,b.mjs\n",
        read,
    );
    assert_eq!(found[..2], ["A2: no gone in a.rs", "A3: no x in b.mjs"]);
    assert!(found.contains(&"E5".to_owned()) && !found.contains(&"A1".to_owned()));
}
