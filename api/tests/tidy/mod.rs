//! Checks of the source text: layers, purity, sizes, words, places (architecture 3, 16 to 18). Each
//! check is a function from a file to complaints, and is shown a planted fault.

mod acts;
mod asvs;
mod checks;
mod commands;
mod faults;
mod help;
mod layers;
mod markup;
mod places;
mod rooms;
mod screens;
mod sizes;
mod tables;
mod unused;
mod words;

use crate::support::root;
use std::path::{Path, PathBuf};

/// A source file.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the top of the repository, with `/`.
    pub path: String,
    /// As it is.
    pub text: String,
}

impl Source {
    /// One made up, for the tests of the checks.
    pub fn planted(path: &str, text: &str) -> Source {
        let (path, text) = (path.to_owned(), text.to_owned());
        Source { path, text }
    }

    /// The lines with their numbers, without the tests at the bottom.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self
            .text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line));
        lines.take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
    }

    /// The same, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// A complaint about a line.
    pub fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// Every file below these folders whose name ends so.
pub fn sources(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), endings, &mut found);
    }
    assert!(!found.is_empty(), "no files in {folders:?}");
    found
}

/// Rust files of the server and what it shares.
pub fn server() -> Vec<Source> {
    sources(&["api/src", "shared/src", "api/export/src"], &[".rs"])
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let skipped = ["target", "node_modules", ".git", ".laas", "dist"];
    let read =
        std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !skipped.contains(&name.as_str()) {
            collect(&path, endings, found);
        } else if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let path = path.strip_prefix(root()).expect("below the top");
            let path = path.to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}

/// No complaints about any of these files.
#[track_caller]
pub fn all_pass(files: &[Source], check: impl Fn(&Source) -> Vec<String>) {
    let found: Vec<String> = files.iter().flat_map(check).collect();
    assert!(
        found.is_empty(),
        "{} complaints:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// A planted fault is seen, and the same without it is not.
#[track_caller]
pub fn sees(check: impl Fn(&Source) -> Vec<String>, path: &str, bad: &str, good: &str) {
    let found = check(&Source::planted(path, bad));
    assert_eq!(
        found.len(),
        1,
        "the planted fault in {path} is not seen: {bad}\n{found:?}"
    );
    let found = check(&Source::planted(path, good));
    assert!(
        found.is_empty(),
        "what is right is complained of: {found:?}"
    );
}
