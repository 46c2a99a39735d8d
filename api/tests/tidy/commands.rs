//! What the helps say is what there is: of `./laas`, and of the server's own commands.

use crate::support::root;
use std::collections::BTreeSet;

type Names = BTreeSet<String>;

/// The first word behind each of these marks, where it is the name of a command.
fn after(text: &str, mark: &str) -> Names {
    let lines = text.lines().filter_map(|line| line.strip_prefix(mark));
    let words = lines.map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        &rest[..end.unwrap_or(rest.len())]
    });
    words
        .filter(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

/// The commands that the shell script's last `case` knows.
fn arms(script: &str) -> Names {
    let cases = between(script, "case $command in\n", "\nesac");
    let patterns = cases.lines().filter_map(|line| line.split_once(')'));
    let names = patterns.flat_map(|(names, _)| names.split('|').map(str::trim));
    names
        .filter(|name| !name.is_empty() && !["*", "help", "--help", "-h"].contains(name))
        .map(str::to_owned)
        .collect()
}

/// What one of the two has and the other has not.
fn differences(said: &Names, there: &Names) -> Vec<String> {
    said.symmetric_difference(there).cloned().collect()
}

fn of_the_script(script: &str) -> Vec<String> {
    let usage = between(script, "cat <<'TEXT'\n", "\nTEXT");
    differences(&after(usage, "./laas "), &arms(script))
}

fn of_the_server(main: &str) -> Vec<String> {
    let help = between(main, "const HELP: &str = \"", "\";");
    let arms: String = between(main, "match words {", "_ => {")
        .lines()
        .map(|line| line.trim_start().to_owned() + "\n")
        .collect();
    differences(&after(help, "  "), &after(&arms, "[\""))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

#[test]
fn every_command_that_a_help_names_is_there_and_every_one_there_is_named() {
    assert_eq!(of_the_script(&read("laas")), Vec::<String>::new());
    assert_eq!(
        of_the_server(&read("api/src/main.rs")),
        Vec::<String>::new()
    );
}

#[test]
fn a_command_that_is_not_there_or_not_named_is_found() {
    let script = "cat <<'TEXT'\n./laas up [--detach]   starts\n./laas restore   is not there\nTEXT
case $command in\n  up | down) x ;;\n  *) y ;;\nesac\n";
    assert_eq!(of_the_script(script), ["down", "restore"]);
    let main = "const HELP: &str = \"laas COMMAND\n  serve   it\n  heal   not there\n               goes on
\";\nmatch words {\n    [\"serve\"] => {}\n    [\"verify\", rest @ ..] => {}\n    _ => {";
    assert_eq!(of_the_server(main), ["heal", "verify"]);
}
