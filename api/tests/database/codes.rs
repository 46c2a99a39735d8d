//! The database and the program know the same codes.

use super::names;
use crate::support::{Sql, TestApp, fresh_database};
use shared::budget::BudgetAccount;
use shared::claims::Register;
use shared::document::{Kind, Status};
use shared::ledger::{CashSide, Ledger, Side, Voucher};
use shared::permission::Role;
use shared::problem::{FieldCode, ProblemCode};
use std::collections::BTreeSet;

/// Lists that are no codes of the program, or a part of some on purpose.
const OTHERS: [&str; 9] = [
    "accounts.class",
    "attachments.media_type",
    "bank_accounts.account",
    "cheque_items.method",
    "classifications.scheme",
    "entity_settings.tax_recognition",
    "journal_entries.movement",
    "ordinance_lines.fund",
    "posting_rules.movement",
];

#[derive(serde::Deserialize)]
struct List {
    name: String,
    codes: BTreeSet<String>,
}

/// The lists of values that CHECK constraints allow, by table and column.
async fn lists(sql: &mut Sql) -> Vec<List> {
    let query =
        "SELECT c.conrelid::regclass || '.' || a.attname AS name, array_agg(DISTINCT m[1]) AS codes
         FROM pg_constraint AS c
         JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
         CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-zA-Z0-9_/]+)''', 'g') AS m
         WHERE c.contype = 'c' AND pg_get_constraintdef(c.oid) LIKE '%= ANY (ARRAY[%'
         GROUP BY 1 ORDER BY 1";
    sql.rows(query, &[]).await
}

fn codes<T: std::fmt::Display>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(T::to_string).collect()
}

/// Every list of values in the database is one of the sets of codes the description of the API knows,
/// or one that the server keeps to itself, whole.
#[tokio::test]
async fn the_database_knows_the_same_codes_as_the_program() {
    let document = serde_json::to_value(api::app::api().0.document()).expect("JSON");
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("schemas");
    let sets = schemas
        .values()
        .filter_map(|schema| schema["enum"].as_array());
    let set = |codes: &Vec<serde_json::Value>| -> BTreeSet<String> {
        let texts = codes.iter().filter_map(|code| code.as_str());
        texts.map(str::to_owned).collect()
    };
    let mut sets: Vec<BTreeSet<String>> = sets.map(set).collect();
    sets.extend([codes(Voucher::ALL), codes(Side::ALL)]);
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let lists = lists(&mut sql).await;
    assert!(lists.len() > 20, "{} lists", lists.len());
    for List { name, mut codes } in lists.into_iter() {
        // The nation is an entity of its own type.
        codes.retain(|code| name != "entities.entity_type" || code != "nation");
        let known = sets.contains(&codes);
        let other = OTHERS.contains(&name.as_str());
        assert!(known != other, "{name} allows {codes:?}");
    }
    // Reasons of refused limits are problem codes.
    let reasons = names(
        &mut sql,
        "SELECT DISTINCT problem AS name FROM account_limits",
    )
    .await;
    assert!(
        reasons.is_subset(&codes(shared::ProblemCode::ALL)),
        "{reasons:?}"
    );
}

/// What constraints say to people is a problem or a field's fault that the program knows, and
/// every constraint on codes that people choose says something.
#[tokio::test]
async fn constraints_speak_in_codes_of_the_program() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let said = "SELECT DISTINCT obj_description(oid, class) AS name FROM (
            SELECT oid, 'pg_constraint' AS class FROM pg_constraint
            UNION ALL SELECT oid, 'pg_class' FROM pg_class WHERE relkind = 'i') AS c
        WHERE obj_description(oid, class) ~ '^(problem|field):'";
    let mut known = BTreeSet::new();
    for code in codes(shared::ProblemCode::ALL) {
        known.insert(format!("problem:{code}"));
    }
    let said = names(&mut sql, said).await;
    assert!(said.len() > 4, "{said:?}");
    for comment in &said {
        let last = comment.rsplit(':').next().unwrap_or_default();
        let field = comment.starts_with("field:") && last.parse::<FieldCode>().is_ok();
        assert!(field || known.contains(comment), "{comment}");
    }
    let silent = "SELECT conname::text AS name FROM pg_constraint
        WHERE contype = 'u' AND conname LIKE '%\\_code\\_key'
            AND obj_description(oid, 'pg_constraint') IS NULL";
    assert_eq!(names(&mut sql, silent).await, BTreeSet::new());
}

/// Codes without a list in the database are written by the program alone; what stands there after
/// every kind has walked is known to it.
#[tokio::test]
async fn codes_in_the_tables_are_known() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Opening | Kind::DailyReport))
    {
        office.walk(*kind).await;
    }
    let mut sql = app.owner_sql().await;
    use shared::document::{Action, Series, StepName};
    for (table, column, known) in [
        ("documents", "kind", codes(Kind::ALL)),
        ("document_events", "step", codes(StepName::ALL)),
        ("document_events", "action", codes(Action::ALL)),
        ("document_events", "status", codes(Status::ALL)),
        ("document_numbers", "series", codes(Series::ALL)),
        ("number_series", "series", codes(Series::ALL)),
        ("role_assignments", "role", codes(Role::ALL)),
    ] {
        let query =
            format!("SELECT DISTINCT {column} AS name FROM {table} WHERE {column} IS NOT NULL");
        let found = names(&mut sql, &query).await;
        assert!(
            !found.is_empty() && found.is_subset(&known),
            "{table}.{column}: {found:?}"
        );
    }
}

/// Accounts outside the chart that rules post to are known to the program; what stands against all
/// of a book has no name.
#[tokio::test]
async fn accounts_of_the_other_books_are_known() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let known = |ledger: Ledger, account: &str| match ledger {
        Ledger::Financial => true,
        Ledger::Budgetary => account.parse::<BudgetAccount>().is_ok(),
        Ledger::Cash => account == "MONEY" || CashSide::of(account).is_some(),
        Ledger::Register => account == "claims" || account.parse::<Register>().is_ok(),
    };
    for ledger in Ledger::ALL {
        let posted = format!(
            "SELECT DISTINCT account AS name FROM posting_rules, unnest(ARRAY[debit, credit]) account
             WHERE ledger = '{ledger}' AND account NOT LIKE '@%'"
        );
        let posted = names(&mut sql, &posted).await;
        assert!(!posted.is_empty(), "{ledger}");
        let unknown = posted.iter().find(|account| !known(*ledger, account));
        assert_eq!(unknown, None, "{ledger}");
    }
}

/// What a sentence leaves to be filled in: `{number}`.
fn places(code: ProblemCode) -> BTreeSet<String> {
    let sentences = [code.thai(), code.english()].concat();
    let parts = sentences.split('{').skip(1);
    let names = parts.filter_map(|part| part.split_once('}'));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// A constraint knows no number and no day, so what its comment says of it needs none; a trigger says
/// in `DETAIL` which, and that is all it can say.
#[tokio::test]
async fn what_a_guard_refuses_with_has_nothing_left_to_fill_in() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let commented = "SELECT substr(c.comment, 9) AS name FROM (
            SELECT obj_description(oid, 'pg_constraint') AS comment FROM pg_constraint
            UNION ALL SELECT obj_description(oid, 'pg_class') FROM pg_class WHERE relkind = 'i') AS c
        WHERE c.comment LIKE 'problem:%'";
    let mut unfilled = Vec::new();
    let of_constraints = names(&mut sql, commented).await;
    assert!(of_constraints.len() >= 3);
    for name in of_constraints {
        let code: ProblemCode = name.parse().expect("a problem");
        unfilled.extend((!places(code).is_empty()).then_some(name));
    }
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/functions.sql");
    let functions = std::fs::read_to_string(root).expect("the functions");
    let mut of_triggers = 0;
    for raised in functions.split("RAISE EXCEPTION 'laas:").skip(1) {
        let (name, rest) = raised.split_once('\'').expect("a code");
        let Ok(code) = name.parse::<ProblemCode>() else {
            continue;
        };
        of_triggers += 1;
        let wanted = places(code);
        let says = rest.trim_start().starts_with("USING DETAIL") || wanted.contains("wait_seconds");
        let is_filled = wanted.is_empty() || says && wanted.len() == 1;
        unfilled.extend((!is_filled).then(|| name.to_owned()));
    }
    assert!(of_triggers > 10);
    assert_eq!(unfilled, [""; 0]);
}
