//! A store names the tables of its own slice and of those its slice may know; circles in SQL are as
//! bad as circles of imports, and the compiler does not see them.

use super::layers::may_know;
use super::{Source, all_pass, sees, sources};
use crate::support::migration_folders;
use std::collections::BTreeMap;

/// Tables that were made by the migration of another slice than the one that owns them.
const OWNERS: [(&str, &str); 3] = [
    ("budget_lines", "budget"),
    ("daily_reports", "treasury"),
    ("number_series", "journal"),
];

/// What lower layers read of higher ones: names for people, and whether a day is closed. This list
/// may only shrink.
const REACHES: &[(&str, &[&str])] = &[
    (
        "api/src/documents/names/store.rs",
        &["accounts", "budget_lines", "classifications"],
    ),
    (
        "api/src/documents/print/store.rs",
        &[
            "bank_accounts",
            "budget_lines",
            "classifications",
            "departments",
            "disbursement_requests",
            "receipt_items",
            "receipts",
        ],
    ),
    ("api/src/documents/store.rs", &["departments"]),
    (
        "api/src/journal/entries/store.rs",
        &[
            "accounts",
            "budget_lines",
            "classifications",
            "document_numbers",
            "documents",
        ],
    ),
    (
        "api/src/journal/limits/store.rs",
        &["accounts", "bank_accounts", "budget_lines"],
    ),
    ("api/src/journal/store.rs", &["daily_reports", "documents"]),
    ("api/src/treasury/daily_report/store.rs", &["openings"]),
    (
        "api/src/reporting/activity/store.rs",
        &["budget_lines", "person_seals", "persons"],
    ),
];

/// The slice each table belongs to: that of the migration that made it.
fn owners() -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for folder in migration_folders() {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let slice = name.split('_').nth(1).unwrap_or_default();
        let up = std::fs::read_to_string(folder.join("up.sql")).unwrap_or_default();
        for rest in up.split("CREATE TABLE ").skip(1) {
            let table = rest.split([' ', '(']).next().unwrap_or_default();
            owners.insert(table.to_owned(), slice.to_owned());
        }
    }
    let moved = OWNERS
        .iter()
        .map(|(table, slice)| ((*table).to_owned(), (*slice).to_owned()));
    owners.extend(moved);
    owners
}

/// The tables a line names: in SQL after the words that take one, in Diesel as `parties::table`.
fn named<'a>(line: &'a str, owners: &BTreeMap<String, String>) -> Vec<&'a str> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = line.split_whitespace().collect();
    let pairs = words.windows(2);
    let takes = |pair: &&[&str]| matches!(pair[0], "FROM" | "JOIN" | "INTO" | "UPDATE");
    let word = |text: &'a str| text.split(|c| !in_name(c)).next().unwrap_or_default();
    let in_sql = pairs.filter(takes).map(|pair| word(pair[1]));
    let paths: Vec<&str> = line.split("::table").collect();
    let before = paths.split_last().map_or(&[][..], |(_, before)| before);
    let last = |text: &&'a str| text.rsplit(|c| !in_name(c)).next().unwrap_or_default();
    let tables = in_sql.chain(before.iter().map(last));
    tables.filter(|table| owners.contains_key(*table)).collect()
}

fn foreign_tables(source: &Source) -> Vec<String> {
    let owners = owners();
    let own = source.path.split('/').nth(2).unwrap_or_default();
    let known = REACHES.iter().find(|(path, _)| *path == source.path);
    let mut found = Vec::new();
    for (number, line) in source.code() {
        for table in named(line, &owners) {
            let slice = owners[table].as_str();
            let reaches = known.is_some_and(|(_, tables)| tables.contains(&table));
            if slice != own && !may_know(own, slice) && !reaches {
                found.push(source.at(number, &format!("{own} must not know {table} of {slice}")));
            }
        }
    }
    found
}

#[test]
fn stores_name_tables_they_may_know() {
    let mut files = sources(&["api/src"], &["store.rs"]);
    // The one reads as the owner of the database, the others lie above all slices.
    let apart = ["verify", "replay", "bench"];
    files.retain(|source| {
        !apart
            .iter()
            .any(|at| source.path.starts_with(&format!("api/src/{at}/")))
    });
    all_pass(&files, foreign_tables);
    sees(
        foreign_tables,
        "api/src/journal/balance/store.rs",
        "let sql = \"SELECT amount FROM payments\";\n",
        "let sql = \"SELECT debit FROM balances\";\n",
    );
    sees(
        foreign_tables,
        "api/src/budget/lines/store.rs",
        "let sql = \"SELECT 1 FROM budget_lines JOIN receipts USING (entity_id)\";\n",
        "let sql = \"SELECT 1 FROM budget_lines JOIN documents USING (entity_id)\";\n",
    );
    sees(
        foreign_tables,
        "api/src/budget/lines/store.rs",
        "let sums = journal_lines::table.inner_join(parties_of(receipts::table));\n",
        "let sums = journal_lines::table.inner_join(documents::table.on(same));\n",
    );
    let owners = owners();
    for (path, tables) in REACHES {
        let source = files
            .iter()
            .find(|source| source.path == *path)
            .expect(path);
        for table in *tables {
            let used = source
                .code()
                .any(|(_, line)| named(line, &owners).contains(table));
            assert!(used, "{path} names {table} no more: take it off the list");
        }
    }
}
