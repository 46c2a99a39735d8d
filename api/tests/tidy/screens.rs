//! Conventions of the screens that the source shows (`e2e/checks.csv`): days, questions, words.

use super::{Source, all_pass, sees, sources};

/// The browser's own box for days shows years of the common era.
fn foreign_calendar(source: &Source) -> Vec<String> {
    let kinds = ["date", "datetime-local", "month", "week"];
    let has = |line: &str| {
        kinds
            .iter()
            .any(|kind| line.contains(&format!("type=\"{kind}\"")))
    };
    let lines = source.code().filter(|(_, line)| has(line));
    lines
        .map(|(number, _)| source.at(number, "a box for days that is not `DateField`"))
        .collect()
}

#[test]
fn days_are_typed_in_our_own_box_alone() {
    let files = sources(&["frontend/src"], &[".rs"]);
    all_pass(&files, foreign_calendar);
    sees(
        foreign_calendar,
        "frontend/src/x.rs",
        "<input type=\"date\"/>\n",
        "<input type=\"text\"/>\n",
    );
}

/// The names of strings that tell a time by its distance from now: `ค้าง {n} วัน`.
fn relative(files: &[Source]) -> Vec<String> {
    let words = [
        "{n} วัน",
        "{n} ชั่วโมง",
        "{n} นาที",
        "เมื่อวาน",
        "พรุ่งนี้",
        "ที่แล้ว",
        "เมื่อครู่",
    ];
    let lines = files.iter().flat_map(Source::code);
    let told = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
    let names = told.filter_map(|(_, line)| Some(line.split_once(" = \"")?.0.trim().to_owned()));
    names
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect()
}

/// The functions of a file, each from its head on.
fn functions(source: &Source) -> Vec<String> {
    let heads = [
        "fn ",
        "pub fn ",
        "async fn ",
        "pub async fn ",
        "pub(super) fn ",
    ];
    let mut found: Vec<String> = Vec::new();
    for (_, line) in source.code() {
        let is_head = heads.iter().any(|head| line.trim_start().starts_with(head));
        match found.last_mut() {
            Some(last) if !is_head => {
                last.push_str(line);
                last.push('\n');
            }
            _ if is_head => found.push(format!("{line}\n")),
            _ => {}
        }
    }
    found
}

/// Is it mentioned, not as a part of another name?
fn mentions(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (
            text[..at].chars().next_back(),
            text[at + name.len()..].chars().next(),
        );
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Where such a string is shown, the day itself stands beside it: in the same function, or in the one that
/// asked for the words.
fn without_day(source: &Source, names: &[String]) -> Vec<String> {
    let functions = functions(source);
    let head = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let gives_words = |text: &&String| {
        head(text).contains("Text)") && names.iter().any(|name| mentions(text, name))
    };
    let called = |text: &String| {
        let named = head(text);
        let named = named.split("fn ").nth(1).unwrap_or_default();
        named.split('(').next().unwrap_or_default().to_owned()
    };
    let givers: Vec<String> = functions.iter().filter(gives_words).map(called).collect();
    let mut found = Vec::new();
    for function in functions.iter().filter(|one| !gives_words(one)) {
        let told = names
            .iter()
            .chain(&givers)
            .filter(|name| mentions(function, name));
        let has_day = ["day(", "moment("]
            .iter()
            .any(|call| function.contains(call));
        found.extend(
            told.filter(|_| !has_day)
                .map(|name| format!("{}: {name}", source.path)),
        );
    }
    found
}

#[test]
fn what_is_told_by_its_distance_stands_beside_its_day() {
    let files = sources(&["frontend/src"], &[".rs"]);
    let names = relative(&files);
    for known in ["WAITING_DAYS", "ELAPSED_HOURS"] {
        assert!(names.iter().any(|name| name == known), "{names:?}");
    }
    all_pass(&files, |source| without_day(source, &names));
    let names = ["LATE".to_owned()];
    let check = |source: &Source| without_day(source, &names);
    let path = "frontend/src/x.rs";
    sees(
        check,
        path,
        "fn late() { LATE.with(&[]) }\n",
        "fn late() { day(on); LATE.with(&[]) }\n",
    );
    sees(
        check,
        path,
        "fn words(n: i64) -> (i64, Text) { (n, LATE) }\nfn late() { words(3) }\n",
        "fn words(n: i64) -> (i64, Text) { (n, LATE) }\nfn late() { day(on); words(3) }\n",
    );
}

/// A button says what it does; "OK" says nothing.
fn mere_yes(source: &Source) -> Vec<String> {
    let says = ["\"ตกลง\"", "\"OK\"", "\"โอเค\""];
    let lines = source
        .code()
        .filter(|(_, line)| says.iter().any(|word| line.contains(word)));
    lines
        .map(|(number, _)| source.at(number, "a button that does not say what it does"))
        .collect()
}

#[test]
fn what_confirms_says_what_it_does() {
    let files = sources(&["frontend/src", "shared/src"], &[".rs"]);
    all_pass(&files, mere_yes);
    sees(
        mere_yes,
        "frontend/src/x.rs",
        "    DO = \"ตกลง\", \"OK\";\n",
        "    DO = \"อนุมัติ\", \"Approve\";\n",
    );
}

/// What did not succeed is not gone after a few seconds.
fn fleeting_refusal(source: &Source) -> Vec<String> {
    let lines = source
        .code()
        .filter(|(_, line)| line.contains(".say(failure"));
    lines
        .map(|(number, _)| source.at(number, "a refusal that goes by itself: `refuse`"))
        .collect()
}

#[test]
fn no_refusal_goes_by_itself() {
    let files = sources(&["frontend/src"], &[".rs"]);
    all_pass(&files, fleeting_refusal);
    sees(
        fleeting_refusal,
        "frontend/src/x.rs",
        "Err(failure) => toasts.say(failure.sentence()),\n",
        "Err(failure) => toasts.refuse(failure.sentence()),\n",
    );
}
