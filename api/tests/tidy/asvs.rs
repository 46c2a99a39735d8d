//! How the system stands to the OWASP ASVS 5.0, levels 1 and 2 (`deploy/asvs.csv`): each requirement,
//! how it stands, and the test, function, setting or page that shows it.

use crate::support::root;
use std::collections::BTreeSet;

/// Each section: how many requirements it has of level 1, which come first, and of both levels.
const SECTIONS: [(&str, u32, u32); 75] = [
    ("1.1", 0, 2),
    ("1.2", 5, 9),
    ("1.3", 2, 11),
    ("1.4", 0, 3),
    ("1.5", 1, 2),
    ("2.1", 1, 3),
    ("2.2", 2, 3),
    ("2.3", 1, 4),
    ("2.4", 0, 1),
    ("3.2", 2, 2),
    ("3.3", 1, 4),
    ("3.4", 2, 6),
    ("3.5", 3, 5),
    ("3.7", 0, 2),
    ("4.1", 1, 3),
    ("4.2", 0, 1),
    ("4.3", 0, 2),
    ("4.4", 1, 4),
    ("5.1", 0, 1),
    ("5.2", 2, 3),
    ("5.3", 2, 2),
    ("5.4", 0, 3),
    ("6.1", 1, 3),
    ("6.2", 8, 12),
    ("6.3", 2, 4),
    ("6.4", 2, 4),
    ("6.5", 0, 5),
    ("6.6", 0, 3),
    ("6.8", 0, 4),
    ("7.1", 0, 3),
    ("7.2", 4, 4),
    ("7.3", 0, 2),
    ("7.4", 2, 5),
    ("7.5", 0, 2),
    ("7.6", 0, 2),
    ("8.1", 1, 2),
    ("8.2", 2, 3),
    ("8.3", 1, 1),
    ("8.4", 0, 1),
    ("9.1", 3, 3),
    ("9.2", 1, 4),
    ("10.1", 0, 2),
    ("10.2", 0, 2),
    ("10.3", 0, 4),
    ("10.4", 5, 11),
    ("10.5", 0, 5),
    ("10.6", 0, 2),
    ("10.7", 0, 3),
    ("11.1", 0, 2),
    ("11.2", 0, 3),
    ("11.3", 2, 3),
    ("11.4", 1, 4),
    ("11.5", 0, 1),
    ("11.6", 0, 1),
    ("12.1", 1, 3),
    ("12.2", 2, 2),
    ("12.3", 0, 4),
    ("13.1", 0, 1),
    ("13.2", 0, 5),
    ("13.3", 0, 2),
    ("13.4", 1, 5),
    ("14.1", 0, 2),
    ("14.2", 1, 4),
    ("14.3", 1, 3),
    ("15.1", 1, 3),
    ("15.2", 1, 3),
    ("15.3", 1, 7),
    ("16.1", 0, 1),
    ("16.2", 0, 5),
    ("16.3", 0, 4),
    ("16.4", 0, 3),
    ("16.5", 0, 3),
    ("17.1", 0, 1),
    ("17.2", 0, 4),
    ("17.3", 0, 2),
];

/// What of these lines is not true: a state there is not, no such test, what stands without any, what
/// does not hold without a reason, a requirement without a line or with two, or of another level.
fn untrue(lines: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut said = BTreeSet::new();
    for line in lines.lines().skip(1) {
        let [row, level, _, state, shown, why] = line.split(',').collect::<Vec<_>>()[..] else {
            found.push(line.to_owned());
            continue;
        };
        if !said.insert(format!("{row} of level {level}")) {
            found.push(format!("{row}: twice"));
        }
        let (needs_shown, needs_why) = match state {
            "holds" => (true, false),
            "part" => (true, true),
            "fails" | "not applicable" => (false, true),
            other => {
                found.push(format!("{row}: {other}"));
                continue;
            }
        };
        if needs_shown && shown.is_empty() {
            found.push(format!("{row}: shown by nothing"));
        }
        if needs_why && why.is_empty() {
            found.push(format!("{row}: no reason"));
        }
        let gone = shown
            .split_whitespace()
            .filter(|what| !is_there(what, &read));
        found.extend(gone.map(|what| format!("{row}: no {what}")));
    }
    found.extend(wanted().symmetric_difference(&said).cloned());
    found
}

/// The requirements of both levels.
fn wanted() -> BTreeSet<String> {
    let rows = |(section, first, both): (&'static str, u32, u32)| {
        (1..=both).map(move |at| {
            let level = if at <= first { 1 } else { 2 };
            format!("{section}.{at} of level {level}")
        })
    };
    SECTIONS.into_iter().flat_map(rows).collect()
}

/// A page or journey, which is the file, or `name@path`: a function of a program, a word of a setting.
fn is_there(what: &str, read: impl Fn(&str) -> Option<String>) -> bool {
    let Some((name, place)) = what.split_once('@') else {
        return read(what).is_some();
    };
    let Some(text) = read(place) else {
        return false;
    };
    match place.rsplit('.').next() {
        Some("rs") => ["(", "<"]
            .iter()
            .any(|next| text.contains(&format!("fn {name}{next}"))),
        Some("mjs") => true,
        _ => text.contains(name),
    }
}

#[test]
fn every_requirement_says_how_it_stands() {
    let read = |place: &str| std::fs::read_to_string(root().join(place)).ok();
    let lines = read("deploy/asvs.csv").expect("the table");
    assert_eq!(untrue(&lines, read), Vec::<String>::new());
}

#[test]
fn a_requirement_that_nothing_shows_and_one_that_is_left_out_are_found() {
    let read = |place: &str| match place {
        "a.rs" => Some("fn kept() {}".to_owned()),
        "b.conf" => Some("ssl on;".to_owned()),
        _ => None,
    };
    let lines = "requirement,level,about,state,evidence,why\n\
                 1.1.1,2,x,holds,kept@a.rs ssl@b.conf a.rs,\n1.1.2,2,x,part,gone@a.rs c.md,y\n\
                 1.2.1,1,x,holds,,\n1.2.2,1,x,fails,,\n1.2.2,1,x,maybe,,\n1.2.3,2,x,fails,,y\n";
    let found = untrue(lines, read);
    let expected = [
        "1.1.2: no gone@a.rs",
        "1.1.2: no c.md",
        "1.2.1: shown by nothing",
        "1.2.2: no reason",
        "1.2.2: twice",
        "1.2.2: maybe",
    ];
    assert_eq!(found[..6], expected);
    let has = |what: &str| found.iter().any(|said| said == what);
    assert!(has("1.2.3 of level 1") && has("1.2.3 of level 2") && has("17.3.2 of level 2"));
    assert!(!has("1.1.1 of level 2"), "{found:?}");
}
