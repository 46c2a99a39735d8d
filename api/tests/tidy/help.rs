//! Help (`shared/help`): the articles fit, and every page and every field has one, but for what a
//! list names that may only shrink.

use super::{Source, sources};
use crate::support::root;
use shared::document::Kind;
use shared::help::{Book, File};
use std::collections::BTreeSet;

const FOLDER: &str = "shared/help";

/// The files right in a folder, as the bundler reads them.
fn files(folder: &str) -> Vec<File> {
    let mut all = sources(&[folder], &[".md"]);
    all.retain(|file| {
        file.name() != "README.md" && file.path == format!("{folder}/{}", file.name())
    });
    let file = |file: Source| (file.name().trim_end_matches(".md").to_owned(), file.text);
    all.into_iter().map(file).collect()
}

fn book() -> Book {
    let letters = files(&format!("{FOLDER}/letters"));
    Book::read(&files(FOLDER), &letters).unwrap_or_else(|wrong| panic!("{}", wrong.join("\n")))
}

/// Fields that need no article yet.
fn without() -> BTreeSet<String> {
    let path = root().join(FOLDER).join("without.txt");
    let text = std::fs::read_to_string(path).expect("without.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(str::split_whitespace);
    words.map(str::to_owned).collect()
}

/// The fields of a kind of which nothing is said, neither of themselves nor of their group.
fn unexplained(book: &Book, kind: Kind) -> Vec<String> {
    let address = format!("/{}/new", kind.spec().path);
    let labels = kind.spec().labels.concat();
    let paths = labels.into_iter().map(|(path, ..)| path);
    let missing = paths.filter(|path| {
        let found = book.of(&address, path);
        found.is_none_or(|one| one.is_page() || one.page != kind.as_str())
    });
    missing.map(|path| format!("{kind}: {path}")).collect()
}

#[test]
fn every_field_of_every_kind_is_explained() {
    let mut book = book();
    let kinds = Kind::ALL.iter();
    let missing: Vec<String> = kinds.flat_map(|kind| unexplained(&book, *kind)).collect();
    assert_eq!(missing, Vec::<String>::new(), "no article in {FOLDER}");
    book.articles.retain(|one| one.field != "purpose");
    let missing = unexplained(&book, Kind::DisbursementRequest);
    assert_eq!(missing, ["disbursement_request: purpose"]);
}

/// The kinds of which no rule is named, neither on the page nor at a field; the letters of which nobody knows
/// which text was read.
fn without_letter(book: &Book) -> Vec<String> {
    let has_rule = |kind: &Kind| {
        let mut own = book.articles.iter().filter(|one| one.page == kind.as_str());
        own.any(|one| !one.rules.is_empty())
    };
    let kinds = Kind::ALL.iter().filter(|kind| !has_rule(kind));
    let kinds = kinds.map(|kind| format!("{kind}: no rule"));
    let letters = book.letters.iter();
    let letters = letters.filter(|(_, letter)| letter.version.trim().is_empty());
    kinds
        .chain(letters.map(|(name, _)| format!("{name}: no version")))
        .collect()
}

#[test]
fn every_kind_leads_to_the_letters_that_govern_it() {
    let mut book = book();
    assert_eq!(without_letter(&book), Vec::<String>::new());
    let named = |one: &shared::help::Article| one.rules.clone();
    let unknown = book.articles.iter().flat_map(named);
    let unknown: Vec<_> = unknown
        .filter(|code| !book.rules.contains_key(code))
        .collect();
    assert_eq!(unknown, Vec::<String>::new());
    book.articles
        .retain(|one| one.page != Kind::Receipt.as_str());
    assert_eq!(without_letter(&book), ["receipt: no rule"]);
}

/// What the forms mark as required: kind and field, as `label!(Receipt, "payer_name")` stands in the same tag.
fn required(source: &Source) -> Vec<(String, String)> {
    let text: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
    let named = |part: &str| {
        let inside = part.split("label!(").nth(1)?.split(')').next()?;
        let (kind, field) = inside.split_once(',')?;
        Some((
            kind.trim().to_owned(),
            field.trim().trim_matches('"').to_owned(),
        ))
    };
    let tags = text
        .split("/>")
        .filter_map(|tag| Some(tag.rsplit_once('<')?.1));
    let tags = tags.filter(|tag| tag.contains("required=true"));
    tags.filter_map(named).collect()
}

/// Those of them whose article names no rule and says no reason.
fn unreasoned(book: &Book, fields: &[(String, String)]) -> Vec<String> {
    let kind_of = |name: &str| {
        let same = |kind: &&Kind| kind.as_str().replace('_', "") == name.to_lowercase();
        Kind::ALL.iter().find(same)
    };
    let mut found = Vec::new();
    for (name, field) in fields {
        let kind = kind_of(name).unwrap_or_else(|| panic!("{name} is no kind"));
        let article = book.of(&format!("/{}/new", kind.spec().path), field);
        let has_reason = article.is_some_and(|one| {
            !one.is_page() && (!one.rules.is_empty() || one.what.contains("ต้องกรอก"))
        });
        if !has_reason {
            found.push(format!("{kind}: {field}"));
        }
    }
    found
}

#[test]
fn whatever_must_be_filled_in_says_why() {
    let files = sources(&["frontend/src"], &[".rs"]);
    let fields: Vec<_> = files.iter().flat_map(required).collect();
    assert!(fields.len() >= 25, "{fields:?}");
    let mut book = book();
    assert_eq!(unreasoned(&book, &fields), Vec::<String>::new());
    book.articles.retain(|one| one.field != "payer_name");
    assert_eq!(unreasoned(&book, &fields), ["receipt: payer_name"]);
    let planted =
        "<A label=label!(Receipt, \"payer_name\")\n required=true\n/> <B label=label!(X, \"x\")/>";
    let found = required(&Source::planted("x", planted));
    assert_eq!(found, [("Receipt".to_owned(), "payer_name".to_owned())]);
}

/// The pages a program has routes to and of which nothing is said.
fn silent_pages(book: &Book, routes: &Source) -> Vec<String> {
    let parts = routes.text.split("path!(\"").skip(1);
    let paths = parts.filter_map(|rest| rest.split('"').next());
    let addresses = paths
        .filter(|path| !path.contains(':'))
        .map(|path| format!("/{path}"));
    let is_silent = |address: &String| book.page(address).is_none_or(|one| one.address != *address);
    addresses.filter(is_silent).collect()
}

#[test]
fn every_page_is_explained() {
    let book = book();
    let all = sources(&["frontend/src"], &["pages.rs"]);
    let routes = all.iter().find(|file| file.path == "frontend/src/pages.rs");
    let routes = routes.expect("the routes");
    assert!(
        routes.text.matches("path!(\"").count() > 10,
        "routes are written otherwise"
    );
    assert_eq!(silent_pages(&book, routes), Vec::<String>::new());
    let planted = Source::planted(
        "x",
        "path!(\"\") path!(\"users\") path!(\":kind\") path!(\"planted\")",
    );
    assert_eq!(silent_pages(&book, &planted), ["/planted"]);
    let pages = book.articles.iter().filter(|one| one.is_page()).count();
    assert!(pages >= 20, "{pages}");
}

/// The fields that a file of the browser binds to something.
fn bound(source: &Source) -> Vec<String> {
    let text: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
    let after = |head: &str, end: char| -> Vec<String> {
        let parts = text.split(head).skip(1).map(str::to_owned);
        parts
            .filter_map(|rest| Some(rest.split(end).next()?.trim().to_owned()))
            .collect()
    };
    let mut found = Vec::new();
    for head in [
        "Bound::signal(\"",
        "address.date(\"",
        "address.text(\"",
        "=text(\"",
        "=date(\"",
    ] {
        found.extend(after(head, '"'));
    }
    for arguments in after("bind!(", ')') {
        let field = arguments.split(',').nth(1).unwrap_or_default().trim();
        found.push(field.replace("[index]", ""));
    }
    found
}

#[test]
fn every_other_field_is_explained_or_listed() {
    let planted =
        "bind!(draft, name_th)\nbind!(x.draft, roles[index].role, fresh)\nbound=text(\"q\")";
    let found = bound(&Source::planted("x", planted));
    assert_eq!(found, ["q", "name_th", "roles.role"]);
    let folders = ["identity", "catalogue", "reports", "documents"];
    let folders = folders.map(|folder| format!("frontend/src/{folder}"));
    let files = sources(&folders.each_ref().map(String::as_str), &[".rs"]);
    let bound: BTreeSet<String> = files.iter().flat_map(bound).collect();
    assert!(bound.len() > 20, "fields are bound otherwise: {bound:?}");
    let book = book();
    let said: BTreeSet<String> = book.articles.iter().map(|one| one.field.clone()).collect();
    let silent: BTreeSet<String> = bound.difference(&said).cloned().collect();
    assert_eq!(
        silent,
        without(),
        "{FOLDER}/without.txt names those without, and no others"
    );
}

#[test]
fn every_rule_is_named_and_is_one_of_ours() {
    let book = book();
    let named: BTreeSet<&String> = book.articles.iter().flat_map(|one| &one.rules).collect();
    let idle = book.rules.keys().filter(|rule| !named.contains(rule));
    assert_eq!(
        idle.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "named by no article"
    );
    // What is said of bookings is what is booked.
    let table = std::fs::read_to_string(root().join("migrations/posting_rules.csv"));
    let table = table.expect("the posting rules");
    let sources: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.rsplit(',').next())
        .flat_map(|sources| sources.split([' ', ';', '"']))
        .collect();
    let posting = book
        .rules
        .iter()
        .filter(|(_, rule)| rule.letter == "posting");
    let unknown = posting.filter(|(code, _)| !sources.contains(code.as_str()));
    let unknown: Vec<&String> = unknown.map(|(code, _)| code).collect();
    assert_eq!(
        unknown,
        Vec::<&String>::new(),
        "no posting rule has this source"
    );
}
