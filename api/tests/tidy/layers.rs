//! Arrows point downwards only (architecture 3).

use super::{Source, all_pass, sees, server, sources};
use crate::support::root;
use std::collections::BTreeSet;

/// The layers of the server, lowest first; neighbours in a row do not know each other, but for
/// [`EDGES`]. Tools start the whole server and lie above it.
const LAYERS: &[&[&str]] = &[
    &["platform"],
    &["journal"],
    &["documents"],
    &[
        "organisation",
        "identity",
        "budget",
        "expenditure",
        "revenue",
        "treasury",
        "ledger",
        "reporting",
        "practice",
        "demo",
    ],
    &["app"],
    &["verify", "replay"],
    &["restore"],
    &["bench"],
];

/// The slice edges: a fixed list.
const EDGES: &[(&str, &str)] = &[
    ("identity", "organisation"),
    ("budget", "organisation"),
    ("expenditure", "organisation"),
    ("revenue", "organisation"),
    ("treasury", "organisation"),
    ("ledger", "organisation"),
    ("reporting", "organisation"),
    ("practice", "organisation"),
    ("demo", "organisation"),
    ("expenditure", "budget"),
    ("ledger", "budget"),
    ("treasury", "expenditure"),
    ("treasury", "revenue"),
    ("practice", "identity"),
    ("demo", "identity"),
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// May a module know another: one further down, or a slice it has an edge to?
pub fn may_know(own: &str, other: &str) -> bool {
    match (layer(own), layer(other)) {
        (Some(own), Some(other)) if other < own => true,
        (Some(_), Some(_)) => EDGES.contains(&(own, other)),
        _ => false,
    }
}

/// The module of the server a file belongs to.
fn module(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("api/src/")?;
    Some(rest.split('/').next()?.trim_end_matches(".rs"))
}

/// The names that follow `crate::`, singly or in braces.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        };
        match rest.strip_prefix('{') {
            Some(list) => found.extend(
                list.split(['}', ';'])
                    .next()
                    .unwrap_or_default()
                    .split(',')
                    .map(word),
            ),
            None => found.push(word(rest)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn wrong_arrows(source: &Source) -> Vec<String> {
    let Some(own) = module(&source.path) else {
        return Vec::new();
    };
    if matches!(own, "main" | "lib") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.code() {
        for other in named(line) {
            // `args` is a macro of the platform.
            if other == own || other == "args" {
                continue;
            }
            if !may_know(own, &other) {
                found.push(source.at(number, &format!("{own} must not know {other}")));
            }
        }
    }
    found
}

/// The layers and edges are those there are.
#[test]
fn layers_and_edges_are_there() {
    let files = server();
    let modules: BTreeSet<&str> = files.iter().filter_map(|file| module(&file.path)).collect();
    let named = LAYERS.iter().copied().flatten().copied();
    let named: BTreeSet<&str> = named.chain(["main", "lib"]).collect();
    assert_eq!(modules, named);
    // Known by their tables alone.
    let by_tables =
        |own: &str, other: &str| other == "organisation" || (own, other) == ("treasury", "revenue");
    let edges = EDGES.iter().filter(|(own, other)| !by_tables(own, other));
    for (own, other) in edges {
        let mut own_files = files.iter().filter(|file| module(&file.path) == Some(*own));
        let is_used = own_files.any(|file| {
            let mut code = file.code();
            code.any(|(_, line)| self::named(line).iter().any(|name| name == other))
        });
        assert!(is_used, "{own} needs no {other}");
    }
}

/// `api/README.md` says the same edges; everyone knows the organisation.
#[test]
fn the_readme_says_the_edges() {
    let readme = std::fs::read_to_string(root().join("api/README.md")).expect("README");
    let line = readme
        .lines()
        .find_map(|line| line.strip_prefix("Between slices only: "));
    let line = line.expect("the line of edges");
    let sentence = line.split(". ").next().unwrap_or_default();
    let ticked = |text: &str| -> Vec<String> {
        text.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let mut said = BTreeSet::new();
    for part in sentence.split(';').skip(1) {
        let (from, to) = part.split_once('→').expect("an arrow");
        for own in ticked(from) {
            said.extend(ticked(to).into_iter().map(|other| (own.clone(), other)));
        }
    }
    let edges = EDGES.iter().filter(|(_, other)| *other != "organisation");
    let edges: BTreeSet<(String, String)> = edges
        .map(|(own, other)| ((*own).to_owned(), (*other).to_owned()))
        .collect();
    assert_eq!(said, edges);
}

#[test]
fn arrows_point_downwards() {
    all_pass(&server(), wrong_arrows);
    let good = "use crate::journal::post;\nuse crate::{args, budget};\n";
    sees(
        wrong_arrows,
        "api/src/expenditure/mod.rs",
        "use crate::treasury::pay;\n",
        good,
    );
    sees(
        wrong_arrows,
        "api/src/journal/store.rs",
        "use crate::documents::act;\n",
        "use crate::args;\n",
    );
    sees(
        wrong_arrows,
        "api/src/ledger/mod.rs",
        "use crate::{platform, revenue};\n",
        good.split('\n').next().unwrap_or_default(),
    );
    sees(
        wrong_arrows,
        "api/src/budget/mod.rs",
        "let x = crate::app::api();\n",
        "use crate::platform::db::Tx;\n",
    );
}

/// Of a slice only what its `mod.rs` exports can be used: sub-modules are private.
fn open_modules(source: &Source) -> Vec<String> {
    let slice = module(&source.path)
        .and_then(layer)
        .is_some_and(|layer| layer > 0);
    let open = |line: &&str| line.trim_start().starts_with("pub mod ");
    let lines = source.code().filter(|(_, line)| slice && open(line));
    lines
        .map(|(number, _)| source.at(number, "a sub-module that is not private"))
        .collect()
}

#[test]
fn sub_modules_are_private() {
    all_pass(&server(), open_modules);
    sees(
        open_modules,
        "api/src/budget/mod.rs",
        "pub mod store;\n",
        "mod store;\npub use store::line;\n",
    );
}

/// What the browser and the server share needs neither; the browser never needs the server. How
/// shared types map to columns stands behind the feature `server`, of which `./laas check` sees that
/// no browser gets it.
fn foreign_crates(source: &Source) -> Vec<String> {
    let forbidden: &[&str] = match source.path.split('/').next() {
        Some("shared") => &[
            "actix", "tokio", "leptos", "web_sys", "std::fs", "std::net", "std::env",
        ],
        Some("frontend") => &["actix", "diesel", "tokio", "utoipa", "use api::"],
        _ => &[],
    };
    let mut found = Vec::new();
    for (number, line) in source.code() {
        let names = forbidden.iter().filter(|name| line.contains(**name));
        found.extend(names.map(|name| source.at(number, &format!("{name} does not belong here"))));
    }
    found
}

#[test]
fn shared_and_frontend_know_no_server() {
    all_pass(
        &sources(&["shared/src", "frontend/src"], &[".rs"]),
        foreign_crates,
    );
    sees(
        foreign_crates,
        "shared/src/x.rs",
        "use tokio::spawn;\n",
        "use serde::Serialize;\n",
    );
    sees(
        foreign_crates,
        "frontend/src/x.rs",
        "use api::app;\n",
        "use crate::api::send;\n",
    );
}

/// HTTP requests leave the browser only through `frontend/src/api/`.
fn other_requests(source: &Source) -> Vec<String> {
    let lines = source.code().filter(|(_, line)| {
        !source.path.starts_with("frontend/src/api/")
            && [
                "gloo_net::http",
                "Request::get",
                "Request::post",
                "fetch_with",
            ]
            .iter()
            .any(|word| line.contains(word))
    });
    lines
        .map(|(number, _)| source.at(number, "a request outside frontend/src/api/"))
        .collect()
}

#[test]
fn requests_leave_the_browser_in_one_place() {
    all_pass(&sources(&["frontend/src"], &[".rs"]), other_requests);
    sees(
        other_requests,
        "frontend/src/budget/x.rs",
        "use gloo_net::http::Request;\n",
        "use crate::api;\n",
    );
}
