//! How far the screens are what they should feel like (`e2e/checks.csv`): each check of the conventions
//! of the screens, how it stands, and the test, journey or picture that shows it.

use crate::support::root;
use std::collections::BTreeSet;

/// How many checks the conventions have under each letter.
const CHECKS: [(char, u32); 14] = [
    ('K', 12),
    ('D', 10),
    ('N', 10),
    ('S', 8),
    ('T', 8),
    ('F', 12),
    ('E', 12),
    ('P', 11),
    ('X', 6),
    ('A', 5),
    ('M', 3),
    ('L', 3),
    ('H', 7),
    ('B', 5),
];

/// What of these lines is not true: a state there is not, no such test, what stands without any, a
/// check without a line or with two.
fn untrue(lines: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut said = BTreeSet::new();
    for line in lines.lines().skip(1) {
        let [check, _, state, shown] = line.split(',').collect::<Vec<_>>()[..] else {
            found.push(line.to_owned());
            continue;
        };
        if !said.insert(check.to_owned()) {
            found.push(format!("{check}: twice"));
        }
        let needs = match state {
            "pass" | "part" => true,
            "fail" | "not built" => false,
            other => {
                found.push(format!("{check}: {other}"));
                continue;
            }
        };
        if needs && shown.is_empty() {
            found.push(format!("{check}: shown by nothing"));
        }
        let gone = shown
            .split_whitespace()
            .filter(|test| !is_there(test, &read));
        found.extend(gone.map(|test| format!("{check}: no {test}")));
    }
    let rows = |(letter, many): (char, u32)| (1..=many).map(move |at| format!("{letter}{at}"));
    let wanted: BTreeSet<String> = CHECKS.into_iter().flat_map(rows).collect();
    found.extend(wanted.symmetric_difference(&said).cloned());
    found
}

/// `name@path`: a test in a file, or a journey or picture, which is the file.
fn is_there(test: &str, read: impl Fn(&str) -> Option<String>) -> bool {
    let Some((name, place)) = test.split_once('@') else {
        return false;
    };
    let text = read(place);
    match place.ends_with(".rs") {
        true => text.is_some_and(|text| text.contains(&format!("fn {name}("))),
        false => text.is_some(),
    }
}

#[test]
fn every_check_of_the_screens_says_how_it_stands() {
    let read = |place: &str| {
        let bytes = std::fs::read(root().join(place)).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let lines = read("e2e/checks.csv").expect("the list");
    assert_eq!(untrue(&lines, read), Vec::<String>::new());
}

#[test]
fn a_check_that_nothing_shows_and_one_that_is_left_out_are_found() {
    let read = |place: &str| (place == "a.rs").then(|| "fn kept() {}".to_owned());
    let lines = "check,what,state,shown\nK1,x,pass,kept@a.rs\nK2,x,part,gone@a.rs b@b.mjs\n\
                 K3,x,pass,\nK4,x,maybe,\nK4,x,not built,\nZ1,x,fail,\n";
    let found = untrue(lines, read);
    let expected = [
        "K2: no gone@a.rs",
        "K2: no b@b.mjs",
        "K3: shown by nothing",
        "K4: maybe",
        "K4: twice",
    ];
    assert_eq!(found[..5], expected);
    let has = |check: &str| found.iter().any(|said| said == check);
    assert!(has("B5") && has("Z1") && !has("K1"), "{found:?}");
}
