//! Sizes, and a word of explanation for everything that others may use.

use super::{Source, all_pass, sees, server, sources};

/// Longer than they should be: the cast of the demonstration. This list may only shrink.
const LONG_FUNCTIONS: [(&str, &str); 1] = [("api/src/demo/office.rs", "set")];

fn long_file(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    (lines > 500)
        .then(|| source.at(lines, "more than 500 lines"))
        .into_iter()
        .collect()
}

/// `mod.rs` of a slice says what it is; what it does is elsewhere.
fn long_mod(source: &Source) -> Vec<String> {
    let floor = ["api/src/platform/", "shared/", "api/export/", "api/tests/"];
    let wiring =
        source.name() == "mod.rs" && !floor.iter().any(|path| source.path.starts_with(path));
    let lines = source.text.lines().count();
    (wiring && lines > 100)
        .then(|| source.at(lines, "a mod.rs of more than 100 lines"))
        .into_iter()
        .collect()
}

/// Functions as rustfmt leaves them: from the line with `fn` to the brace in the same column.
fn functions(source: &Source) -> Vec<(usize, String, usize, bool)> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let head = line.trim_start();
        let Some((before, rest)) = head.split_once("fn ") else {
            continue;
        };
        let words = ["pub", "pub(super)", "pub(crate)", "async", "const"];
        if !before.split_whitespace().all(|word| words.contains(&word)) {
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let close = format!("{indent}}}");
        let length = lines[start..]
            .iter()
            .position(|line| *line == close)
            .unwrap_or(0)
            + 1;
        found.push((start + 1, name, length, before.contains("async")));
    }
    found
}

fn long_functions(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (line, name, length, is_async) in functions(source) {
        // Handlers are the functions of routes.rs that wait for something.
        let handler = source.name() == "routes.rs" && is_async;
        // Tests may hold tables of cases.
        let limit = match handler {
            true => 25,
            false if source.path.starts_with("api/tests/") => 120,
            false => 70,
        };
        let known = LONG_FUNCTIONS.contains(&(source.path.as_str(), name.as_str()));
        if length > limit && !known {
            found.push(source.at(
                line,
                &format!("{name} has {length} lines, more than {limit}"),
            ));
        }
    }
    found
}

/// rustfmt keeps code within 100 columns; texts and comments that it leaves alone end somewhere too.
fn long_lines(source: &Source) -> Vec<String> {
    let limit = |line: &str| {
        if line.contains('"') || !line.is_ascii() {
            150
        } else {
            120
        }
    };
    let lines = source.text.lines().enumerate();
    let long = lines.filter(|(_, line)| line.chars().count() > limit(line));
    long.map(|(index, line)| source.at(index + 1, &format!("{} columns", line.chars().count())))
        .collect()
}

#[test]
fn nothing_is_too_long() {
    let mut files = server();
    files.extend(sources(&["api/tests"], &[".rs"]));
    all_pass(&files, long_file);
    all_pass(&files, long_mod);
    all_pass(&files, long_functions);
    all_pass(&files, long_lines);
    sees(
        long_file,
        "api/src/x.rs",
        &"x\n".repeat(501),
        &"x\n".repeat(500),
    );
    sees(
        long_mod,
        "api/src/budget/mod.rs",
        &"x\n".repeat(101),
        &"x\n".repeat(100),
    );
    let function =
        |head: &str, lines: usize| format!("{head} {{\n{}}}\n", "    x;\n".repeat(lines - 2));
    sees(
        long_functions,
        "api/src/x.rs",
        &function("pub fn f()", 71),
        &function("pub fn f()", 70),
    );
    let path = "api/src/budget/lines/routes.rs";
    sees(
        long_functions,
        path,
        &function("async fn f()", 26),
        &function("async fn f()", 25),
    );
    sees(
        long_lines,
        "api/src/x.rs",
        &"x".repeat(121),
        &"x".repeat(120),
    );
}

#[test]
fn known_long_ones_are_still_long() {
    let files = server();
    for (path, name) in LONG_FUNCTIONS {
        let source = files.iter().find(|source| source.path == path).expect(path);
        let still = functions(source)
            .iter()
            .any(|(_, own, length, _)| own == name && *length > 70);
        assert!(still, "{path} {name} is short now: take it off the list");
    }
}

/// Every public type, function and constant has a doc comment; every file begins with one.
fn undocumented(source: &Source) -> Vec<String> {
    let lines: Vec<(usize, &str)> = source.lines().collect();
    let mut found = Vec::new();
    let first = lines.first().map_or("", |(_, line)| line);
    if !first.starts_with("//!") {
        found.push(source.at(1, "does not say what it is"));
    }
    for (index, (number, line)) in lines.iter().enumerate() {
        let item = line.trim_start();
        // A field says what it is by its name; what it does not say is worth a comment.
        let words = [
            "async", "const", "enum", "fn", "static", "struct", "trait", "type",
        ];
        let kind = item
            .strip_prefix("pub ")
            .and_then(|rest| rest.split(' ').next());
        let is_item = kind.is_some_and(|kind| words.contains(&kind));
        // Parts of macros, and the other half of a pair under `cfg(not(…))`.
        if !is_item || item.contains('$') {
            continue;
        }
        let top = !line.starts_with(' ');
        let above = lines[..index].iter().rev().map(|(_, line)| line.trim());
        let own = above.take_while(|line| match top {
            true => !line.is_empty() && *line != "}",
            false => line.starts_with("///") || line.starts_with("#[") || line.starts_with(")]"),
        });
        let own: Vec<&str> = own.collect();
        let said = own
            .iter()
            .any(|line| line.starts_with("///") || line.contains("cfg(not("));
        if !said {
            found.push(source.at(*number, &format!("undocumented: {item}")));
        }
    }
    found
}

#[test]
fn every_public_item_says_what_it_is() {
    let files = sources(&["api/src", "shared/src"], &[".rs"]);
    all_pass(&files, undocumented);
    let good = "//! X.\n\n/// Y.\n#[derive(\n    Debug,\n)]\npub struct Y {\n    pub z: u8,\n}\n";
    let bad = "//! X.\n\n/// Y.\npub struct Y {}\n\nimpl Y {\n    pub fn z() {}\n}\n";
    sees(undocumented, "api/src/x.rs", bad, good);
    sees(
        undocumented,
        "api/src/x.rs",
        "//! X.\n\npub fn y() {}\n",
        good,
    );
    sees(
        undocumented,
        "api/src/x.rs",
        "fn y() {}\n",
        "//! X.\nfn y() {}\n",
    );
}
