//! Words that do not belong where they stand.

use super::{Source, all_pass, sees, server, sources};
use crate::support::golden;

/// Does a line hold a statement of SQL?
fn has_sql(line: &str) -> bool {
    let words = [
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "ALTER ",
    ];
    words.iter().any(|word| line.contains(word))
        || line.contains("UPDATE ") && line.contains(" SET ")
}

/// SQL is in files called `store.rs`, in `platform/db` and in the record.
fn stray_sql(source: &Source) -> Vec<String> {
    let may = source.name() == "store.rs"
        || source.path.starts_with("api/src/platform/db/")
        || source.path == "api/src/platform/record.rs"
        || source.path.starts_with("api/src/verify/") && source.name().contains("store");
    let lines = source.code().filter(|(_, line)| !may && has_sql(line));
    lines
        .map(|(number, _)| source.at(number, "SQL outside store.rs"))
        .collect()
}

#[test]
fn sql_is_in_stores() {
    all_pass(&server(), stray_sql);
    let sql = "let sql = \"SELECT 1\";\n";
    sees(
        stray_sql,
        "api/src/budget/routes.rs",
        sql,
        "// SELECT nothing\n",
    );
    assert!(stray_sql(&Source::planted("api/src/budget/store.rs", sql)).is_empty());
}

/// Diesel is in stores, in `platform/db`, in the record and in the one conversion of its errors.
fn stray_diesel(source: &Source) -> Vec<String> {
    let may = source.name() == "store.rs"
        || source.path.starts_with("api/src/platform/db/")
        || source.path.starts_with("shared/src/")
        || source.path == "api/src/platform/error.rs"
        || source.path == "api/src/platform/record.rs";
    let lines = source
        .code()
        .filter(|(_, line)| !may && line.contains("diesel"));
    lines
        .map(|(number, _)| source.at(number, "Diesel outside stores"))
        .collect()
}

#[test]
fn diesel_is_in_stores() {
    all_pass(&server(), stray_diesel);
    let code = "use diesel::prelude::*;\n";
    sees(
        stray_diesel,
        "api/src/budget/routes.rs",
        code,
        "use crate::x;\n",
    );
    assert!(stray_diesel(&Source::planted("api/src/budget/store.rs", code)).is_empty());
}

/// Rows as JSON (`platform/db/statement.rs`) are for `verify`, which must not trust the mapping it
/// checks. All else asks through Diesel: its query builder, or `sql(…)` with rows that derive
/// `QueryableByName`.
const RAW: [&str; 2] = ["api/src/verify/", "api/src/restore/"];

fn json_rows(source: &Source) -> Vec<String> {
    let ways = [
        "args![",
        "Arg::",
        "owner_rows",
        ".rows(",
        ".rows::<",
        ".row(",
        ".row::<",
    ];
    let mut may = RAW.iter().chain(&["api/src/platform/db/"]);
    if may.any(|floor| source.path.starts_with(floor)) {
        return Vec::new();
    }
    let uses = |line: &str| ways.iter().any(|way| line.contains(way));
    let lines = source.code().filter(|(_, line)| uses(line));
    lines
        .map(|(number, _)| source.at(number, "rows as JSON; ask through Diesel"))
        .collect()
}

#[test]
fn rows_are_typed() {
    all_pass(&sources(&["api/src"], &[".rs"]), json_rows);
    sees(
        json_rows,
        "api/src/budget/store.rs",
        "tx.rows(sql, &[]).await\n",
        "sql(LINES).load(tx).await\n",
    );
}

/// Rules and the core of the journal are pure: same input, same output, nothing else.
fn impurities(source: &Source) -> Vec<String> {
    let core = ["posting.rs", "entry.rs", "balance.rs", "period.rs"];
    let pure = source.name() == "rules.rs"
        || source.path.starts_with("api/src/journal/") && core.contains(&source.name())
        || source.path == "api/src/documents/rights.rs";
    let words = [
        "async ", ".await", "Tx<", "now()", "now_v7", "new_v4", "rand::", "std::fs", "std::env",
        "Clock", "State",
    ];
    let mut found = Vec::new();
    for (number, line) in source.code().filter(|_| pure) {
        // State as a word of its own: the parts of the running server.
        let has = |word: &&&str| match **word {
            "State" => line.contains("State>") || line.contains("state::State"),
            word => line.contains(word),
        };
        found.extend(
            words
                .iter()
                .filter(has)
                .map(|word| source.at(number, &format!("{word} is not pure"))),
        );
        found.extend(has_sql(line).then(|| source.at(number, "SQL is not pure")));
    }
    found
}

#[test]
fn rules_are_pure() {
    let files = server();
    assert!(
        files
            .iter()
            .filter(|source| source.name() == "rules.rs")
            .count()
            >= 8
    );
    all_pass(&files, impurities);
    sees(
        impurities,
        "api/src/budget/ordinance/rules.rs",
        "let id = Uuid::now_v7();\n",
        "fn violations() {}\n",
    );
    sees(
        impurities,
        "api/src/journal/entry.rs",
        "pub async fn new() {}\n",
        "/// Not async code.\n",
    );
}

/// What may only be written in one place (the invariants of architecture 3).
fn second_writers(source: &Source) -> Vec<String> {
    let only: &[(&str, &[&str])] = &[
        ("INSERT INTO journal_entries", &["api/src/journal/store.rs"]),
        ("INSERT INTO journal_lines", &["api/src/journal/store.rs"]),
        ("take_numbers(", &["api/src/journal/store.rs"]),
        ("make_document(", &["api/src/documents/store.rs"]),
        ("change_document(", &["api/src/documents/store.rs"]),
        (
            "INSERT INTO document_numbers",
            &["api/src/documents/store.rs"],
        ),
        ("append_record(", &["api/src/platform/record.rs"]),
        // Where a damaged one is put back.
        ("INSERT INTO records", &["api/src/restore/store.rs"]),
        (
            "header.status = ",
            &[
                "api/src/documents/engine.rs",
                "api/src/documents/consequences.rs",
            ],
        ),
        ("Utc::now", &["api/src/platform/clock.rs"]),
        ("ResponseError for", &["api/src/platform/error.rs"]),
        ("From<DieselError>", &["api/src/platform/error.rs"]),
    ];
    let mut found = Vec::new();
    for (number, line) in source.code() {
        for (word, places) in only {
            if line.contains(word) && !places.contains(&source.path.as_str()) {
                found.push(source.at(number, &format!("{word} stands in {places:?} only")));
            }
        }
        let writes = has_sql(line) && !line.contains("SELECT")
            || line.contains(".db.write")
            || line.contains(".write(auth");
        if source.path.starts_with("api/src/reporting/") && writes {
            found.push(source.at(number, "no file of reporting writes"));
        }
    }
    found
}

#[test]
fn each_fact_has_one_writer() {
    all_pass(&sources(&["api/src"], &[".rs"]), second_writers);
    let sql = "let sql = \"INSERT INTO journal_lines VALUES (1)\";\n";
    sees(
        second_writers,
        "api/src/ledger/opening/store.rs",
        sql,
        "let sql = \"INSERT INTO openings\";\n",
    );
    sees(
        second_writers,
        "api/src/treasury/payment/store.rs",
        "header.status = Status::Posted;\n",
        "let status = header.status;\n",
    );
    sees(
        second_writers,
        "api/src/reporting/store.rs",
        "state.db.write(auth, work).await?;\n",
        "state.db.read(auth, work).await?;\n",
    );
}

/// Sorely missed when they stand in the way of an answer; amounts are never floats.
fn forbidden(source: &Source) -> Vec<String> {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!",
        "todo!",
        "unimplemented!",
        "dbg!",
        "unreachable!",
        "f64",
        "f32",
        "process::exit",
    ];
    // A workbook, a measurement and the outlines of letters hold floats.
    let floats = source.path.starts_with("api/export/src/xlsx/")
        || source.path == "api/export/src/pdf/letters.rs"
        || source.path.starts_with("api/src/bench/");
    let mut found = Vec::new();
    for (number, line) in source.code() {
        let line = line.replace("as_secs_f64", "");
        let words = words.iter().filter(|word| line.contains(**word));
        let words = words.filter(|word| !(floats && word.starts_with('f')));
        // There, it is how typst asks for the argument of a function.
        let typst = source.path == "api/export/src/pdf/functions.rs";
        let words = words.filter(|word| !(typst && **word == ".expect("));
        found.extend(words.map(|word| source.at(number, &format!("{word} is forbidden"))));
    }
    found
}

#[test]
fn no_forbidden_words() {
    all_pass(&server(), forbidden);
    sees(
        forbidden,
        "api/src/x.rs",
        "let x = y.unwrap();\n",
        "let x = y.unwrap_or_default();\n",
    );
    sees(
        forbidden,
        "shared/src/x.rs",
        "pub amount: f64,\n",
        "pub amount: Money, // not f64\n#[cfg(test)]\n f64\n"
            .replace(" // not f64", "")
            .as_str(),
    );
    sees(forbidden, "api/src/x.rs", "todo!()\n", "todo()\n");
}

/// Accounts and report codes, whole or by their beginning, in a text of the code.
fn account_codes(source: &Source) -> Vec<String> {
    let has_code = |line: &str| {
        let texts = line.split('"').skip(1).step_by(2);
        let mut runs = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
        runs.any(|run| (6..=10).contains(&run.len()))
    };
    let lines = source.code().filter(|(_, line)| has_code(line));
    lines
        .map(|(number, _)| source.at(number, "a code of the chart in what browsers run"))
        .collect()
}

/// A circular that changes the chart is no release of the browser: what an account is for comes
/// with the chart (`AccountUse`), what a choice is booked on stands in `api/src/journal/choices.rs`.
#[test]
fn no_browser_knows_an_account_by_its_number() {
    let files = sources(&["frontend", "shared/src"], &[".rs", ".js", ".html"]);
    all_pass(&files, account_codes);
    for (bad, good) in [
        (
            "const CASH: &str = \"1101010101\";\n",
            "const CASH: &str = \"@cash\";\n",
        ),
        (
            "let is_bank = code.starts_with(\"110103\");\n",
            "let most = 1101010101;\n",
        ),
        ("let all = [\"x\", \"R:412106\"];\n", "/// \"R:412106\"\n"),
    ] {
        sees(account_codes, "frontend/src/reports/x.rs", bad, good);
    }
}

/// Names that attract everything.
fn greedy_name(source: &Source) -> Vec<String> {
    let greedy = [
        "util", "utils", "helper", "helpers", "common", "service", "services", "misc", "manager",
    ];
    let parts: Vec<&str> = source.path.split(['/', '.']).collect();
    let found = greedy.iter().filter(|name| parts.contains(name));
    found
        .map(|name| source.at(1, &format!("{name} says nothing")))
        .collect()
}

#[test]
fn no_greedy_names() {
    let files = sources(&["api", "shared", "frontend/src"], &[".rs"]);
    all_pass(&files, greedy_name);
    assert_eq!(
        greedy_name(&Source::planted("api/src/budget/utils.rs", "")).len(),
        1
    );
    assert_eq!(
        greedy_name(&Source::planted("api/src/common/mod.rs", "")).len(),
        1
    );
    assert!(greedy_name(&Source::planted("api/src/budget/rules.rs", "")).is_empty());
}

/// A task left for later names its issue.
fn loose_tasks(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for word in ["TODO", "FIXME", "XXX", "HACK"] {
            let tasks = line.split(word).skip(1);
            let named = |rest: &str| rest.trim_start_matches(['(', ' ', ':']).starts_with('#');
            let as_word = line
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|part| part == word);
            if as_word && tasks.into_iter().any(|rest| !named(rest)) {
                found.push(source.at(number + 1, &format!("{word} without an issue")));
            }
        }
    }
    found
}

#[test]
fn tasks_name_their_issue() {
    let mut files = sources(
        &["api", "shared", "frontend", "migrations"],
        &[".rs", ".sql", ".css", ".typ"],
    );
    files.retain(|source| !source.path.starts_with("api/tests/tidy/"));
    all_pass(&files, loose_tasks);
    sees(
        loose_tasks,
        "api/src/x.rs",
        "// TODO later\n",
        "// TODO(#12): later\n",
    );
}

/// Every way around log-in, with its reason.
/// The functions that compare with a reviewed table and that `./laas golden` would not run.
fn golden_forgets(source: &Source) -> Vec<String> {
    let mut within = "";
    let mut found = Vec::new();
    for (_, line) in source.code() {
        let line = line.trim_start().trim_start_matches("async ");
        if let Some(name) = line.strip_prefix("fn ") {
            within = name.split(['(', '<']).next().unwrap_or_default();
        }
        if line.starts_with("golden(") && !within.ends_with("as_reviewed") {
            found.push(format!("{}: {within}", source.path));
        }
    }
    found
}

#[test]
fn every_reviewed_table_is_written_by_the_command() {
    let planted = "fn a_as_reviewed() {\n    golden(x);\n}\nasync fn b() {\n    golden(y);\n}\n";
    assert_eq!(golden_forgets(&Source::planted("t", planted)), ["t: b"]);
    let tests = sources(&["api/tests"], &[".rs"]);
    let forgotten: Vec<String> = tests.iter().flat_map(golden_forgets).collect();
    assert_eq!(forgotten, Vec::<String>::new());
}

#[test]
fn ways_around_permissions_are_as_reviewed() {
    let mut lines = Vec::new();
    for source in sources(&["api/src"], &[".rs"]) {
        let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
        let code = code.join(" ");
        for way in [
            "Authorized::public(",
            "Authorized::system(",
            "Access::Public(",
        ] {
            for rest in code.split(way).skip(1) {
                let own = source.path == "api/src/platform/access.rs"
                    || source.path == "api/src/platform/openapi.rs";
                let call = rest.split(')').next().unwrap_or_default();
                let reason = call.split('"').nth(1).unwrap_or("(given by the caller)");
                if !own {
                    lines.push(format!(
                        "{:<48} {:<22} {reason}",
                        source.path,
                        way.trim_end_matches('(')
                    ));
                }
            }
        }
    }
    lines.sort();
    golden("api/tests/golden/public.txt", &lines.join("\n"));
}
