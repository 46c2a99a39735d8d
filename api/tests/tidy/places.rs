//! The repository as a whole: folders explain themselves, nothing names this machine.

use super::{Source, all_pass, sees, sources};
use crate::support::root;

#[test]
fn every_folder_says_what_lives_in_it() {
    let mut silent = Vec::new();
    for entry in std::fs::read_dir(root()).expect("the top") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let skipped = name.starts_with('.') || name == "target" || name == "deploy";
        if path.is_dir() && !skipped && !path.join("README.md").is_file() {
            silent.push(name);
        }
    }
    assert!(silent.is_empty(), "without README.md: {silent:?}");
    assert!(root().join("README.md").is_file());
    for entry in std::fs::read_dir(root().join("api/src")).expect("the server") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let text = std::fs::read_to_string(path.join("mod.rs")).unwrap_or_default();
            let says = path.join("README.md").is_file() || text.starts_with("//! ");
            assert!(says, "{} says nothing", path.display());
        }
    }
}

/// Text files of the whole repository.
fn everything() -> Vec<Source> {
    let endings = [
        ".rs", ".toml", ".md", ".sql", ".json", ".mjs", ".ts", ".js", ".sh", ".yml", ".yaml",
        ".css", ".html", ".typ", ".txt", ".csv", ".lock", "laas", "run",
    ];
    let mut files = sources(&[""], &endings);
    files.retain(|source| source.path != "api/tests/tidy/places.rs");
    files
}

/// Paths of one machine, and hosts packages come from.
fn machine(source: &Source) -> Vec<String> {
    let words = [
        "/root/",
        "/home/",
        "/work/",
        "/Users/",
        "C:\\Users",
        "/tmp/w-",
        "registry.npmjs.org",
        "pypi.org",
        "static.crates.io",
        "index.crates.io",
        "files.pythonhosted.org",
        "proxy.golang.org",
        "127.0.0.1:3128",
        "artifactory",
        "nexus.",
    ];
    let mut found = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let named = words.iter().filter(|word| line.contains(**word));
        found.extend(named.map(|word| source.at(index + 1, &format!("names {word}"))));
    }
    found
}

#[test]
fn nothing_names_this_machine() {
    let files = everything();
    assert!(files.len() > 200, "{} files", files.len());
    all_pass(&files, machine);
    sees(
        machine,
        "e2e/package-lock.json",
        "\"resolved\": \"https://registry.npmjs.org/x\"\n",
        "\"version\": \"1\"\n",
    );
    sees(machine, "laas", "cd /root/laas\n", "cd \"$root\"\n");
}

/// Nothing that opens a door is committed.
fn secrets(source: &Source) -> Vec<String> {
    let words = [
        "BEGIN PRIVATE KEY",
        "BEGIN RSA PRIVATE",
        "BEGIN OPENSSH",
        "ghp_",
        "AKIA",
        "xoxb-",
    ];
    let mut found = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let named = words.iter().filter(|word| line.contains(**word));
        found.extend(named.map(|word| source.at(index + 1, &format!("a secret: {word}"))));
    }
    found
}

#[test]
fn no_secret_is_committed() {
    all_pass(&everything(), secrets);
    sees(
        secrets,
        "e2e/key.txt",
        "-----BEGIN PRIVATE KEY-----\n",
        "PUBLIC\n",
    );
}
