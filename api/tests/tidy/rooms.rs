//! A kind is a room: everything about it stands together, and adding one touches few other files.

use super::{Source, sources};
use crate::support::root;
use api::documents::KindInfo;
use shared::document::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The places of a kind, a folder or a file each, the same in every part of the program.
fn rooms(kind: Kind) -> Vec<String> {
    let (slice, kind) = (kind.slice(), kind.as_str());
    vec![
        format!("shared/src/{slice}/{kind}.rs"),
        format!("api/src/{slice}/{kind}/mod.rs"),
        format!("frontend/src/{slice}/{kind}"),
        format!("api/tests/kinds/{kind}.rs"),
        format!("api/tests/golden/{slice}/{kind}.txt"),
        format!("shared/help/{kind}.md"),
    ]
}

#[test]
fn every_kind_has_the_same_rooms() {
    for kind in Kind::ALL {
        for room in rooms(*kind) {
            let there = root().join(&room).exists() || root().join(format!("{room}.rs")).exists();
            assert!(there, "{kind} has no {room}");
        }
    }
}

/// Forms of paper are rooms too; beside what all share, the voucher is of every kind, and the review
/// of the roster of none.
#[test]
fn forms_stand_in_the_slice_of_their_kind() {
    let folder = "api/export/src/forms/";
    let of_kinds = Kind::ALL
        .iter()
        .map(|kind| format!("{}/{kind}", kind.slice()));
    let of_kinds: BTreeSet<String> = of_kinds.collect();
    for form in sources(&[folder], &[".typ"]) {
        let room = form
            .path
            .trim_start_matches(folder)
            .trim_end_matches(".typ");
        let of_all = [
            "form",
            "identity/user_review",
            "ledger/voucher",
            "reporting/table",
        ];
        let of_all = of_all.contains(&room);
        assert!(of_all || of_kinds.contains(room), "{}", form.path);
    }
}

/// The smallest kind, which `api/README.md` walks through.
const SMALLEST: Kind = Kind::BankDeposit;

/// The files that `api/README.md` says.
const MOST: usize = 16;

/// Lists in which a new kind has its line.
const LISTS: [&str; 6] = [
    "api/src/treasury/mod.rs",
    "api/tests/kinds/mod.rs",
    "frontend/src/treasury/mod.rs",
    "migrations/posting_rules.csv",
    "shared/src/document/kind.rs",
    "shared/src/treasury/mod.rs",
];

/// Files that use deposits: stories, replays and tests of money that goes to the bank. Nothing
/// here is needed to have the kind.
const USES: &[&str] = &[
    "api/src/demo/story.rs",
    "api/src/journal/posting.rs",
    "api/src/replay/",
    "api/tests/",
    "e2e/",
];

/// Told of the kind by others: descriptions, generated files, what stood before.
const TOLD: &[&str] = &[
    "openapi/openapi.json",
    "migrations/separated_duties.csv",
    "migrations/step_roles.csv",
    "migrations/voiding_roles.csv",
    "migrations/2026-11-22-",
    // These alter all the tables there are.
    "migrations/2026-11-30-060000_ledger_constrain_signs_of_amounts/",
    "migrations/2026-11-28-214500_platform_constrain_key_texts/",
    "migrations/2026-11-28-223300_journal_add_movements_of_entries/",
    // This one says the routes as they were.
    "migrations/2026-11-29-103000_documents_backfill_next_steps/",
    // This one fills a table from those there are.
    "migrations/2026-11-29-061000_documents_create_twins/",
    // What each kind amounts to; a line for each that goes back to the paper of somebody else, and an index.
    "migrations/views.sql",
    "migrations/2026-12-01-200001_documents_add_indexes_of_papers_of_others/",
    // This one makes claims of what was deposited.
    "migrations/2026-11-29-110000_treasury_add_claims_of_cheques_on_hand/",
];

fn names_it(source: &Source) -> bool {
    let words = ["bank_deposit", "bank-deposit", "BankDeposit"];
    words.iter().any(|word| source.text.contains(word))
}

/// What is needed for the smallest kind: the files of its rooms, its migration, and a line in some
/// lists.
#[test]
fn adding_a_kind_touches_sixteen_files() {
    let endings = [
        ".rs", ".sql", ".csv", ".txt", ".json", ".mjs", ".typ", ".css",
    ];
    let parts = ["api", "e2e", "frontend", "migrations", "openapi", "shared"];
    let own = rooms(SMALLEST);
    let (mut strays, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for source in sources(&parts, &endings).into_iter().filter(names_it) {
        let path = source.path.as_str();
        let folder = |room: &String| room.trim_end_matches("/mod.rs").to_owned();
        let inside = own.iter().any(|room| path.starts_with(&folder(room)));
        let known = |list: &[&str]| list.iter().any(|place| path.starts_with(place));
        if inside || known(&LISTS) {
            needed.insert(source.path);
        } else if !known(USES) && !known(TOLD) {
            strays.insert(source.path);
        }
    }
    assert!(strays.is_empty(), "named outside its rooms: {strays:#?}");
    // The test of its body and its article need not name it, its migration names others too.
    needed.insert(format!("api/tests/kinds/{SMALLEST}.rs"));
    needed.insert(format!("shared/help/{SMALLEST}.md"));
    needed.extend(["up.sql", "down.sql"].map(str::to_owned));
    assert!(needed.len() <= MOST, "{}: {needed:#?}", needed.len());
    for list in LISTS {
        let text = std::fs::read_to_string(root().join(list)).unwrap_or_default();
        let listed = names_it(&Source::planted(list, &text));
        assert!(listed, "{list} names it no more: take it off the list");
    }
}

/// What every kind goes through: the engine, the journal, the floor, the generic pages and their
/// words; and the triggers and views.
const GENERIC: [&str; 7] = [
    "api/src/documents",
    "api/src/journal",
    "api/src/platform",
    "frontend/src/api",
    "frontend/src/components",
    "frontend/src/documents",
    "frontend/src/text",
];

/// Kinds that have a case of their own there today. This list may only shrink.
const CASES: [(&str, &[&str]); 6] = [
    // What stands on a voucher beside the entry.
    (
        "api/src/documents/print/store.rs",
        &["bank_receipt", "disbursement_request", "receipt"],
    ),
    // A signed day is closed.
    ("api/src/journal/store.rs", &["daily_report"]),
    // What has had effects is voided by a document.
    ("frontend/src/documents/actions.rs", &["cancellation"]),
    ("frontend/src/documents/toolbar.rs", &["cancellation"]),
    // A closed day, the first day of the books, numbers that are used once, one advance of a borrower.
    (
        "migrations/functions.sql",
        &[
            "advance_request",
            "cheque_report",
            "daily_report",
            "opening",
            "receipt",
        ],
    ),
    // Whose duties weigh on whom: what pays what (`documents_paid`) and whom a request pays (`payees`)
    // stands in columns of the kinds alone. So do what is voided or taken, the lines that are opened, the
    // numbers of papers of others, and what each kind amounts to (`amount_of_…`).
    (
        "migrations/views.sql",
        &[
            "advance_clearing",
            "advance_request",
            "bank_deposit",
            "bank_receipt",
            "cancellation",
            "cheque_report",
            "daily_report",
            "disbursement_request",
            "opening",
            "ordinance",
            "payment",
            "receipt",
            "remittance_slip",
            "remittance_summary",
        ],
    ),
];

/// Is this word in a line, not as a part of another one?
fn says(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
    })
}

/// The kinds that a file names: by code, by table, or by a table of rows.
fn named<'k>(source: &Source, kinds: &'k [KindInfo]) -> BTreeSet<&'k str> {
    let words = |of: &KindInfo| {
        let (kind, variant) = (of.kind, format!("Kind::{:?}", of.kind));
        let mut words = vec![format!("'{kind}'"), format!("\"{kind}\""), variant];
        // The browser knows no table; what it says in English may be called as one.
        if !source.path.starts_with("frontend/") {
            words.push(of.table.to_owned());
            words.extend(of.children.iter().map(|(_, table)| (*table).to_owned()));
        }
        words
    };
    let code: Vec<&str> = source
        .code()
        .map(|(_, line)| line)
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect();
    let is_named = |of: &&KindInfo| {
        let words = words(of);
        let mut found = code.iter();
        found.any(|line| words.iter().any(|word| says(line, word)))
    };
    let named = kinds.iter().filter(is_named);
    named.map(|of| of.kind.as_str()).collect()
}

#[test]
fn what_every_kind_goes_through_has_a_case_of_its_own_for_none() {
    let (_, kinds) = api::app::api();
    let planted = "SELECT 1 FROM request_items;\n-- payments\nspec(Kind::Opening), my_receipts\n";
    let planted = named(&Source::planted("x", planted), &kinds);
    assert_eq!(planted, ["disbursement_request", "opening"].into());
    let mut found = BTreeMap::new();
    let triggers = sources(
        &["migrations"],
        &["functions.sql", "policies.sql", "views.sql"],
    );
    for source in sources(&GENERIC, &[".rs"]).into_iter().chain(triggers) {
        found.insert(source.path.clone(), named(&source, &kinds));
    }
    for (path, known) in CASES {
        let known: BTreeSet<&str> = known.iter().copied().collect();
        let named = found.remove(path).unwrap_or_default();
        assert_eq!(
            named, known,
            "{path}: the left are there, the right on the list"
        );
    }
    found.retain(|_, named| !named.is_empty());
    assert!(found.is_empty(), "a case of its own: {found:#?}");
}
