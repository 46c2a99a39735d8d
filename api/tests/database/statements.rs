//! Every SQL text of the program is prepared against the migrated database, so that a renamed column
//! is found without running the line that names it. What is asked through Diesel's query builder is
//! held by the compiler and by `schema.rs`.
//!
//! The sources are read for string literals that are statements. A `{NAME}` in a `format!` is a
//! constant of the same file, or a piece listed here with its values; a constant that a statement is
//! made of must be in one.

use crate::support::{Sql, fresh_database};
use crate::tidy::{Source, sources};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::HashMap;

/// Pieces of statements that are not constants: file, name, values.
const PIECES: [(&str, &str, &[&str]); 9] = [
    (
        "api/src/documents/lists/store.rs",
        "kinds",
        &["{ONE_KIND}", "{KINDS}"],
    ),
    (
        "api/src/documents/lists/store.rs",
        "rows",
        &[
            "d.id, {key} AS key FROM {DOCUMENTS} AND {WANTED}
             ORDER BY {key} {direction}, d.id {direction}",
            "s.id, s.id AS key FROM {TEXTS} AND {WANTED} ORDER BY s.id {direction}",
        ],
    ),
    (
        "api/src/documents/lists/store.rs",
        "key",
        &[
            "d.id",
            "d.amount",
            "left(d.title, 100) COLLATE \"th-TH-x-icu\"",
            "{DAY}",
        ],
    ),
    (
        "api/src/documents/lists/store.rs",
        "direction",
        &["ASC", "DESC"],
    ),
    (
        "api/src/organisation/catalogue/store.rs",
        "table",
        &["bank_accounts", "departments", "parties"],
    ),
    (
        "api/src/journal/entries/store.rs",
        "entries",
        &["e.entity_id = $1 AND {BEGUN} AND {ENDED} AND {ENDED_OR_OPENED} AND {NOT_BROUGHT_FORWARD}
            AND {BROUGHT_FORWARD} AND {BEFORE} AND {OF_BOOKS} AND {OF_DOCUMENT}"],
    ),
    (
        "api/src/journal/entries/store.rs",
        "lines",
        &["{ON_ACCOUNTS} AND {ON_BANK_ACCOUNTS} AND {ON_BUDGET_LINES} AND {OF_BUDGET_YEAR}
            AND {MOVING}"],
    ),
    ("api/src/platform/record.rs", "lines", &["SELECT ''"]),
    (
        "api/src/organisation/catalogue/store.rs",
        "set",
        &["code = excluded.code"],
    ),
];

/// Files that put statements together from parts, or run them where a connection was prepared for
/// it, and what proves those instead. This list may only shrink.
const APART: [(&str, &str); 9] = [
    ("api/src/documents/body/store.rs", "every kind's life cycle"),
    ("api/src/platform/db/data.rs", "the data files, as reviewed"),
    (
        "api/src/platform/db/migrate.rs",
        "every test with a database, and the upgrade",
    ),
    ("api/src/platform/db/statement.rs", "whoever uses it"),
    ("api/src/restore/store.rs", "restores of one organisation"),
    ("api/src/verify/books/store.rs", "planted damage"),
    ("api/src/verify/definitions/store.rs", "planted damage"),
    ("api/src/verify/images/store.rs", "planted damage"),
    ("api/src/verify/tables/store.rs", "planted damage"),
];

fn is_apart(source: &Source) -> bool {
    APART.iter().any(|(path, _)| source.path == *path)
}

/// The string literals of a file: as they are, and as `format!` fills them in.
#[derive(Default)]
struct Literals {
    plain: Vec<String>,
    templates: Vec<String>,
    constants: HashMap<String, String>,
}

impl Literals {
    fn of(source: &Source) -> Literals {
        let code: Vec<&str> = source.lines().map(|(_, line)| line).collect();
        let tokens: TokenStream = code.join("\n").parse().expect(&source.path);
        let mut found = Literals::default();
        found.collect(tokens, false);
        found
    }

    fn collect(&mut self, tokens: TokenStream, of_format: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let before: Vec<String> = tokens[..index].iter().map(ToString::to_string).collect();
            let before: Vec<&str> = before.iter().rev().take(6).map(String::as_str).collect();
            match token {
                // `#[doc = "…"]` and the like.
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Bracket
                        && matches!(before[..], ["#", ..] | ["!", "#", ..]) => {}
                TokenTree::Group(group) => {
                    self.collect(group.stream(), matches!(before[..], ["!", "format", ..]));
                }
                TokenTree::Literal(literal) => {
                    let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) else {
                        continue;
                    };
                    if let ["=", "str", "&", ":", name, ..] = before[..] {
                        self.constants.insert(name.to_owned(), text.value());
                    }
                    match of_format && index == 0 {
                        true => self.templates.push(text.value()),
                        false => self.plain.push(text.value()),
                    }
                }
                _ => {}
            }
        }
    }

    /// A template with every `{NAME}` replaced, once for each value of a piece; or a name that
    /// nobody knows.
    fn filled(&self, path: &str, template: &str) -> Result<Vec<String>, String> {
        let Some((_, rest)) = template.split_once('{') else {
            return Ok(vec![template.to_owned()]);
        };
        let name = rest.split('}').next().unwrap_or_default();
        let is_this = |(file, piece, _): &&(&str, &str, _)| (*file, *piece) == (path, name);
        let values: Vec<&str> = match (self.constants.get(name), PIECES.iter().find(is_this)) {
            (Some(value), _) => vec![value],
            (None, Some((_, _, values))) => values.to_vec(),
            (None, None) => return Err(name.to_owned()),
        };
        let mut found = Vec::new();
        for value in values {
            let text = template.replace(&format!("{{{name}}}"), value);
            found.extend(self.filled(path, &text)?);
        }
        Ok(found)
    }
}

fn is_statement(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];
    words.next().is_some_and(|verb| verbs.contains(&verb)) && words.next().is_some()
}

/// The statements of a file, and complaints about those that cannot be read.
fn statements(source: &Source) -> (Vec<String>, Vec<String>) {
    let literals = Literals::of(source);
    let (mut found, mut complaints) = (literals.plain.clone(), Vec::new());
    for template in &literals.templates {
        match literals.filled(&source.path, template) {
            Ok(texts) => found.extend(texts),
            Err(name) if is_statement(template) => {
                complaints.push(format!("{}: what is {{{name}}}?", source.path));
            }
            Err(_) => {}
        }
    }
    found.retain(|text| is_statement(text));
    if PIECES.iter().any(|(path, _, _)| *path == source.path) {
        let parts = literals.constants.values();
        let unused = parts.filter(|part| !found.iter().any(|text| text.contains(*part)));
        complaints.extend(unused.map(|part| format!("{}: nothing says {part}", source.path)));
    }
    (found, complaints)
}

/// The statements of a file that can be read whole.
pub fn texts(source: &Source) -> Vec<String> {
    statements(source).0
}

/// Complaints about the statements of these files.
async fn unprepared(sql: &mut Sql, files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in files {
        let (found, unread) = statements(source);
        complaints.extend(unread);
        for text in found {
            let prepare = format!("PREPARE one AS {text}; DEALLOCATE one");
            if let Err(why) = sql.run(&prepare).await {
                complaints.push(format!("{}: {why}\n{text}\n", source.path));
            }
        }
    }
    complaints
}

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let (apart, files): (Vec<Source>, Vec<Source>) = sources(&["api/src"], &[".rs"])
        .into_iter()
        .partition(is_apart);
    let count: usize = files.iter().map(|file| statements(file).0.len()).sum();
    assert!(count > 50, "only {count} statements are found");
    let complaints = unprepared(&mut sql, &files).await;
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    for (path, reason) in APART {
        let of: Vec<Source> = apart
            .iter()
            .filter(|file| file.path == path)
            .cloned()
            .collect();
        let still = !unprepared(&mut sql, &of).await.is_empty();
        assert!(
            still,
            "{path} ({reason}) is like all others now: take it off the list"
        );
    }
}

#[tokio::test]
async fn a_renamed_column_is_seen() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    sql.run("ALTER TABLE persons RENAME COLUMN name_th TO full_name")
        .await
        .expect("the owner may");
    let files = sources(&["api/src/identity/users"], &[".rs"]);
    let complaints = unprepared(&mut sql, &files).await;
    assert!(
        complaints
            .iter()
            .all(|what| what.contains("name_th does not exist"))
    );
    assert!(!complaints.is_empty());
}

#[test]
fn statements_are_found_where_they_are() {
    let text = "const WHAT: &str = \"a, \\\n  b\";\n#[doc = \"SELECT no\"]\n\
        fn f() { format!(\"SELECT {WHAT} FROM t\"); g(\"UPDATE t SET a = '{}'\"); h(\"Select one\") }\n\
        fn g() { format!(\"SELECT {unknown}\") }";
    let (found, complaints) = statements(&Source::planted("api/src/x/store.rs", text));
    assert_eq!(found, ["UPDATE t SET a = '{}'", "SELECT a, b FROM t"]);
    assert_eq!(complaints, ["api/src/x/store.rs: what is {unknown}?"]);
}
