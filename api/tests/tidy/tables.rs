//! The tables of api/README.md that count lines.

use crate::support::{golden, root};
use std::collections::BTreeSet;

const PAGE: &str = "api/README.md";

/// How many lines a file of the repository has; a dash where there is none.
fn lines(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path));
    text.map_or("–".to_owned(), |text| text.lines().count().to_string())
}

/// A row with its numbers counted again: one file of a kind's folder, or the three files of the
/// folder. Rows that count parts of files stay.
fn counted(row: &str) -> String {
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    let path = cells[0].trim_matches('`');
    let in_kind = path.split('/').count() == 5 && path.ends_with(".rs");
    match cells.as_slice() {
        [of, what, _] if in_kind && path.starts_with("api/src/") => {
            format!("| {of} | {what} | {} |", lines(path))
        }
        [of, _, _, _] if root().join("api/src").join(path).is_dir() => {
            let file = |name| lines(&format!("api/src/{path}/{name}.rs"));
            let (is, rules, store) = (file("mod"), file("rules"), file("store"));
            format!("| {of} | {is} | {rules} | {store} |")
        }
        _ => row.to_owned(),
    }
}

#[test]
fn the_lines_of_kinds_are_counted() {
    let page = std::fs::read_to_string(root().join(PAGE)).expect("the page");
    let row = |line: &str| match line.starts_with("| `") {
        true => counted(line),
        false => line.to_owned(),
    };
    let again: Vec<String> = page.lines().map(row).collect();
    golden(PAGE, &again.join("\n"));
    assert_eq!(
        counted("| `treasury/bank_deposit` | 0 | 0 | 0 |"),
        counted("| `treasury/bank_deposit` | 1 | 2 | 3 |"),
    );
    assert!(!counted("| `treasury/bank_deposit` | 0 | 0 | 0 |").contains(" 0 "));
    let one_line = "| `api/src/treasury/mod.rs` | a line of it | 1 |";
    assert_eq!(counted(one_line), one_line);
    assert!(counted("| `revenue/bank_receipt` | 0 | 0 | 0 |").ends_with(" – |"));
}

/// Every kind has its row: the folders whose `mod.rs` makes one.
#[test]
fn every_kind_is_in_the_table() {
    let page = std::fs::read_to_string(root().join(PAGE)).expect("the page");
    let kinds: BTreeSet<String> = super::sources(&["api/src"], &["mod.rs"])
        .into_iter()
        .filter(|source| {
            source
                .text
                .lines()
                .any(|line| line.starts_with("impl Kind for "))
        })
        .filter_map(|source| {
            let folder = source
                .path
                .strip_prefix("api/src/")?
                .strip_suffix("/mod.rs")?;
            Some(folder.to_owned())
        })
        .collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    let silent: Vec<&String> = kinds
        .iter()
        .filter(|kind| !page.contains(&format!("| `{kind}` |")))
        .collect();
    assert!(silent.is_empty(), "not in {PAGE}: {silent:?}");
}
