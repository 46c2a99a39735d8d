//! A kind is a room: everything about it stands together, and adding one touches few other files.

use super::{Source, sources};
use crate::support::root;
use shared::document::Kind;
use std::collections::BTreeSet;

/// The places of a kind, a folder or a file each, the same in every part of the program.
fn rooms(kind: Kind) -> Vec<String> {
    let (slice, kind) = (kind.slice(), kind.as_str());
    vec![
        format!("shared/src/{slice}/{kind}.rs"),
        format!("api/src/{slice}/{kind}/mod.rs"),
        format!("frontend/src/{slice}/{kind}"),
        format!("api/tests/kinds/{kind}.rs"),
        format!("api/tests/golden/{slice}/{kind}.txt"),
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

/// The smallest kind, which `api/README.md` walks through.
const SMALLEST: Kind = Kind::BankDeposit;

/// Lists in which a new kind has its line; the last one if it warns.
const LISTS: [&str; 7] = [
    "api/src/treasury/mod.rs",
    "api/tests/kinds/mod.rs",
    "frontend/src/treasury/mod.rs",
    "migrations/posting_rules.csv",
    "shared/src/document/kind.rs",
    "shared/src/treasury/mod.rs",
    "shared/src/warning.rs",
];

/// Files that use deposits: stories, replays and tests of money that goes to the bank. Nothing
/// here is needed to have the kind.
const USES: &[&str] = &[
    "api/src/demo/story.rs",
    "api/src/journal/posting.rs",
    "api/src/replay/",
    "api/tests/",
    "e2e/",
    "frontend/src/documents/tiles.rs",
];

/// Told of the kind by others: descriptions, generated files, what stood before.
const TOLD: &[&str] = &[
    "openapi/openapi.json",
    "migrations/separated_duties.csv",
    "migrations/2026-11-22-",
    // These alter all the tables there are.
    "migrations/2026-11-28-214500_platform_constrain_key_texts/",
    "migrations/2026-11-28-223300_journal_add_movements_of_entries/",
    // This one fills a table from those there are.
    "migrations/2026-11-29-061000_documents_create_twins/",
    // This one makes claims of what was deposited.
    "migrations/2026-11-29-110000_treasury_add_claims_of_cheques_on_hand/",
];

fn names_it(source: &Source) -> bool {
    let words = ["bank_deposit", "bank-deposit", "BankDeposit"];
    words.iter().any(|word| source.text.contains(word))
}

/// What is needed for the smallest kind: its rooms, its migration, and a line in some lists.
#[test]
fn adding_a_kind_touches_about_ten_files() {
    let endings = [
        ".rs", ".sql", ".csv", ".txt", ".json", ".mjs", ".typ", ".css",
    ];
    let parts = ["api", "e2e", "frontend", "migrations", "openapi", "shared"];
    let own = rooms(SMALLEST);
    let mut strays = BTreeSet::new();
    for source in sources(&parts, &endings).into_iter().filter(names_it) {
        let path = source.path.as_str();
        let folder = |room: &String| room.trim_end_matches("/mod.rs").to_owned();
        let inside = own.iter().any(|room| path.starts_with(&folder(room)));
        let known = |list: &[&str]| list.iter().any(|place| path.starts_with(place));
        if !inside && !known(&LISTS) && !known(USES) && !known(TOLD) {
            strays.insert(source.path);
        }
    }
    assert!(strays.is_empty(), "named outside its rooms: {strays:#?}");
    // One more for the migration with its table.
    assert!(own.len() + LISTS.len() < 13);
    for list in LISTS {
        let text = std::fs::read_to_string(root().join(list)).unwrap_or_default();
        let listed = names_it(&Source::planted(list, &text));
        assert!(listed, "{list} names it no more: take it off the list");
    }
}
