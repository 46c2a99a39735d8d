//! What nobody uses goes: dependencies, tables, views and functions of the database, and what a
//! crate offers to others.

use super::{Source, sources};
use crate::support::root;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a text: names, as Rust and SQL write them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.split(move |letter: char| !is_part(letter))
        .filter(|word| !word.is_empty())
}

/// The dependencies a manifest names, of every sort, as Rust writes them.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut within = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.ends_with("dependencies]");
            continue;
        }
        let name = line.split([' ', '.', '=']).next().unwrap_or_default();
        if within && name.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
            found.insert(name.replace('-', "_"));
        }
    }
    found
}

/// The dependencies of a manifest that none of these files names.
fn unnamed(manifest: &str, files: &[Source]) -> Vec<String> {
    let named: BTreeSet<&str> = files.iter().flat_map(|file| words(&file.text)).collect();
    let mut wanted = dependencies(manifest);
    wanted.retain(|name| !named.contains(name.as_str()));
    wanted.into_iter().collect()
}

/// Every crate and the folders of its source, without those of crates inside it.
const CRATES: [(&str, &[&str]); 5] = [
    ("api", &["api/src", "api/tests"]),
    ("api/export", &["api/export"]),
    ("frontend", &["frontend/src"]),
    ("frontend/bundle", &["frontend/bundle"]),
    ("shared", &["shared"]),
];

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

#[test]
fn every_dependency_is_named_by_its_crate() {
    let mut of_crates = BTreeSet::new();
    for (name, folders) in CRATES {
        let manifest = read(&format!("{name}/Cargo.toml"));
        let found = unnamed(&manifest, &sources(folders, &[".rs"]));
        assert_eq!(found, Vec::<String>::new(), "{name}");
        of_crates.extend(dependencies(&manifest));
    }
    let offered = dependencies(&read("Cargo.toml"));
    let unwanted: Vec<&String> = offered.difference(&of_crates).collect();
    assert!(
        unwanted.is_empty(),
        "offered by the workspace to nobody: {unwanted:?}"
    );
}

#[test]
fn a_dependency_that_nobody_names_is_seen() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\n# why\n\
        lazy-thing = { version = \"1\" }\n\n[dev-dependencies]\nproptest = \"1\"\n[lints]\nno = 1";
    let file = |text| [Source::planted("x/src/lib.rs", text)];
    let unused = unnamed(
        manifest,
        &file("use serde::Serialize; use proptest::prelude::*;"),
    );
    assert_eq!(unused, ["lazy_thing"]);
    let all = "serde proptest lazy_thing::work()";
    assert_eq!(unnamed(manifest, &file(all)), Vec::<String>::new());
}

/// What SQL makes: the word after `CREATE … TABLE`, `VIEW` or `FUNCTION`.
fn made(sql: &str, what: &str) -> Vec<String> {
    let heads = [
        format!("CREATE {what} "),
        format!("CREATE OR REPLACE {what} "),
    ];
    let lines = sql.lines();
    let names = lines.filter_map(|line| heads.iter().find_map(|head| line.strip_prefix(head)));
    let names = names.filter_map(|rest| words(rest).next());
    names.map(str::to_owned).collect()
}

/// What this SQL makes and neither it nor the program names otherwise.
fn unasked(sql: &[String], program: &[Source]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let code = program
        .iter()
        .flat_map(|file| file.code().map(|(_, line)| line));
    let lines = sql.iter().flat_map(|text| text.lines());
    let replaceable = lines.filter_map(|line| line.split("--").next());
    // Comments and grants are no use; nor is a reference, which stands in the migration alone.
    let is_use = |line: &&str| {
        !["COMMENT", "GRANT", "REVOKE"]
            .iter()
            .any(|no| line.trim_start().starts_with(no))
    };
    for word in code.chain(replaceable.filter(is_use)).flat_map(words) {
        *counts.entry(word).or_default() += 1;
    }
    let of = |what| sql.iter().flat_map(move |text| made(text, what));
    let all = of("TABLE").chain(of("VIEW")).chain(of("FUNCTION"));
    // The views that each kind has are named by their beginning, `amount_of_`.
    let begun = |name: &str| {
        counts
            .keys()
            .any(|word| word.ends_with('_') && name.starts_with(word))
    };
    all.filter(|name| counts.get(name.as_str()).is_none_or(|count| *count < 2) && !begun(name))
        .collect()
}

#[test]
fn every_table_view_and_function_of_the_database_is_named_by_somebody() {
    let program = sources(&["api/src"], &[".rs"]);
    let all = sources(&["migrations"], &[".sql"]);
    let left_out = ["drop_replaceable.sql", "down.sql"];
    let texts = all.iter().filter(|file| !left_out.contains(&file.name()));
    let texts: Vec<String> = texts.map(|file| file.text.clone()).collect();
    assert_eq!(unasked(&texts, &program), Vec::<String>::new());
}

#[test]
fn what_nobody_asks_of_the_database_is_seen() {
    let sql = "CREATE TABLE rows (\n);\nCOMMENT ON TABLE rows IS 'rows';\n\
        CREATE OR REPLACE VIEW planted AS SELECT 1;\nGRANT SELECT ON planted TO laas_app;\n\
        CREATE OR REPLACE FUNCTION used() RETURNS trigger AS\n EXECUTE FUNCTION used();\n\
        CREATE FUNCTION idle() RETURNS int -- idle";
    let program = [Source::planted(
        "api/src/x/store.rs",
        "f(\"SELECT FROM rows\");\n// planted",
    )];
    let found = unasked(&[sql.to_owned()], &program);
    assert_eq!(found, ["planted", "idle"]);
}

/// The tables that Diesel is told of and nobody asks through it.
fn unasked_tables(schema: &str, program: &[Source]) -> Vec<String> {
    let imported: BTreeSet<&str> = program
        .iter()
        .flat_map(|file| file.text.split("schema::").skip(1))
        .flat_map(|rest| words(rest.split(';').next().unwrap_or_default()))
        .collect();
    let declared = schema.split("diesel::table! {").skip(1);
    let names = declared.filter_map(|rest| words(rest).next());
    let idle = names.filter(|name| !imported.contains(name));
    idle.map(str::to_owned).collect()
}

#[test]
fn every_table_diesel_knows_is_asked_through_it() {
    let schema = "api/src/platform/db/schema.rs";
    let mut program = sources(&["api/src"], &[".rs"]);
    program.retain(|file| file.path != schema);
    assert_eq!(
        unasked_tables(&read(schema), &program),
        Vec::<String>::new()
    );
    let planted = [Source::planted(
        "x.rs",
        "use db::schema::{asked, other};\nidle;",
    )];
    let two = "diesel::table! {\n    asked (id) {\n}}\ndiesel::table! {\n    idle (id) {\n}}";
    assert_eq!(unasked_tables(two, &planted), ["idle"]);
}

/// What is offered to others and named nowhere but where it is made.
fn unwanted(files: &[Source]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut offered = Vec::new();
    for file in files {
        let code = file.text.lines().enumerate();
        for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            words(line).for_each(|word| *counts.entry(word).or_default() += 1);
            let mut rest = words(line).skip_while(|word| *word != "pub").skip(1);
            let kinds = ["fn", "struct", "enum", "trait", "const", "static", "type"];
            let is_head = line.trim_start().starts_with("pub");
            if is_head && rest.by_ref().any(|word| kinds.contains(&word)) {
                let name = rest.find(|word| !["fn", "async"].contains(word));
                offered.extend(name.map(|name| (name, file.at(number + 1, name))));
            }
        }
    }
    let alone = offered.into_iter().filter(|(name, _)| counts[name] == 1);
    alone.map(|(_, place)| place).collect()
}

#[test]
fn what_is_offered_is_wanted_by_somebody() {
    let files = sources(&["api", "shared", "frontend"], &[".rs"]);
    assert_eq!(unwanted(&files), Vec::<String>::new());
}

#[test]
fn what_is_offered_to_nobody_is_seen() {
    let files = [
        Source::planted(
            "a.rs",
            "pub fn used() {}\npub(crate) const fn idle() {}\n// idle",
        ),
        Source::planted("b.rs", "use a::used;\npub type Idle = u8;\nfn own() {}"),
    ];
    assert_eq!(unwanted(&files), ["a.rs:2: idle", "b.rs:2: Idle"]);
}
