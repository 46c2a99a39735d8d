//! Reviewed tables: what the program says of itself, committed and compared.

use super::database::root;
use std::path::PathBuf;

/// Compares a text with the committed file, or writes it when `LAAS_GOLDEN=1`.
#[track_caller]
pub fn golden(path: &str, text: &str) {
    let file: PathBuf = root().join(path);
    let text = format!("{}\n", text.trim_end());
    if std::env::var("LAAS_GOLDEN").as_deref() == Ok("1") {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, text).expect("the file is written");
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if kept == text {
        return;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), text.lines().collect());
    let gone = old
        .iter()
        .filter(|line| !new.contains(line))
        .map(|line| format!("- {line}"));
    let come = new
        .iter()
        .filter(|line| !old.contains(line))
        .map(|line| format!("+ {line}"));
    let all: Vec<String> = gone.chain(come).take(40).collect();
    panic!(
        "{path} is not current; review and run ./laas golden:\n{}",
        all.join("\n")
    );
}
