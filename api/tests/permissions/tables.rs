//! The tables an auditor reads: rights about what is no document, duties kept apart, posting rules.
//! The rest stands with each kind.

use crate::support::{Sql, fresh_database, golden, root};
use shared::document::{Action, Kind, Scope, Status, StepName, TRANSITIONS};
use shared::grants::{clash, is_given_above};
use shared::permission::{Operation, Resource, Role, allows};
use std::collections::BTreeSet;

#[test]
fn rights_are_as_reviewed() {
    let mut lines = vec![
        "# Who may do what beside documents: ✔ may, · may not. Rewritten by ./laas golden."
            .to_owned(),
        String::new(),
    ];
    for (index, role) in Role::ALL.iter().enumerate() {
        lines.push(format!("{:>3} {role}", index + 1));
    }
    lines.push(String::new());
    let numbers: Vec<String> = (1..=Role::ALL.len()).map(|n| format!("{n:>2}")).collect();
    lines.push(format!("{:<32}{}", "", numbers.join(" ")));
    // Those of documents stand with their kinds.
    let others = Resource::ALL
        .iter()
        .filter(|resource| !matches!(resource, Resource::Document(_)));
    for resource in others {
        for operation in Operation::ALL {
            let permission = resource.to(*operation);
            let may: Vec<bool> = Role::ALL
                .iter()
                .map(|role| allows(*role, permission))
                .collect();
            if may.contains(&true) {
                let cells = may.iter().map(|may| if *may { " ✔" } else { " ·" });
                let cells: Vec<&str> = cells.collect();
                lines.push(format!("{:<32}{}", permission.to_string(), cells.join(" ")));
            }
        }
    }
    golden("api/tests/golden/permissions.txt", &lines.join("\n"));
}

/// What the database keeps apart is what the routes keep apart.
#[test]
fn duties_kept_apart_are_as_reviewed() {
    let mut rows = BTreeSet::new();
    for kind in Kind::ALL {
        for (name, steps) in kind.spec().routes() {
            assert_ne!(
                name,
                Some("ordinary"),
                "{kind}: that is the one without a name"
            );
            let route = name.unwrap_or("ordinary");
            let before = rows.len();
            for step in steps {
                let mut row = |not_by: &StepName, is_of_paid: bool| {
                    rows.insert(format!(
                        "{kind},{route},{},{not_by},{is_of_paid}",
                        step.name
                    ));
                };
                step.not_by.iter().for_each(|duty| row(duty, false));
                step.not_by_of_paid.iter().for_each(|duty| row(duty, true));
            }
            // The database knows a route by what it keeps apart.
            assert!(name.is_none() || rows.len() > before, "{kind} {route}");
        }
    }
    let head = "kind,route,step,not_by,is_of_paid".to_owned();
    let lines: Vec<String> = std::iter::once(head).chain(rows).collect();
    golden("migrations/separated_duties.csv", &lines.join("\n"));
}

/// Who takes which step, in the database as on the routes.
#[test]
fn roles_of_steps_are_as_reviewed() {
    let mut rows = BTreeSet::new();
    for kind in Kind::ALL {
        for (name, steps) in kind.spec().routes() {
            let route = name.unwrap_or("ordinary");
            for (place, step) in (1..).zip(steps) {
                let of_department = step.scope == Scope::Department;
                rows.extend(step.roles.iter().map(|role| {
                    let (name, decides, proof) = (step.name, step.decides(), step.needs_proof);
                    let (pays, asks) = (step.pays, !step.asks.is_empty());
                    let does = format!("{decides},{proof},{pays},{asks}");
                    let (effect, posts) = (step.takes_effect, step.posts());
                    let leads = format!("{place},{},{},{effect},{posts}", step.action, step.to);
                    format!("{kind},{route},{name},{role},{of_department},{does},{leads}")
                }));
            }
        }
    }
    let head = "kind,route,step,role,is_of_department,decides,needs_proof,pays,asks,place,action,\
        becomes,takes_effect,posts";
    let head = head.to_owned();
    let lines: Vec<String> = std::iter::once(head).chain(rows).collect();
    golden("migrations/step_roles.csv", &lines.join("\n"));
}

/// Who may void what has no effect yet, in the database as in the program.
#[test]
fn roles_that_void_are_as_reviewed() {
    let rows = Kind::ALL.iter().flat_map(|kind| {
        let spec = kind.spec();
        let row = move |role: &Role| format!("{kind},{role},{}", spec.of_department);
        spec.cancellers.iter().map(row)
    });
    let rows: BTreeSet<String> = rows.collect();
    let head = "kind,role,is_of_department".to_owned();
    let lines: Vec<String> = std::iter::once(head).chain(rows).collect();
    golden("migrations/voiding_roles.csv", &lines.join("\n"));
}

/// Whose roles are given above, and which one person does not have at once, in the database as in the
/// program.
#[tokio::test]
async fn the_database_gives_roles_as_the_program_does() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let each = Role::ALL.iter().map(|role| format!("'{role}'"));
    let each = each.collect::<Vec<_>>().join(",");
    let query = format!(
        "SELECT one || ' ' || is_given_above(one) || ' ' || string_agg(other, ',' ORDER BY other)
             FILTER (WHERE roles_clash(one, other)) AS line
         FROM unnest(ARRAY[{each}]) AS one, unnest(ARRAY[{each}]) AS other GROUP BY one"
    );
    let rows: Vec<Rule> = sql.rows(&query, &[]).await;
    let mut said: Vec<String> = rows.into_iter().map(|rule| rule.line).collect();
    let mut wanted: Vec<String> = Role::ALL
        .iter()
        .map(|one| {
            let others = Role::ALL.iter().filter(|other| clash(*one, **other));
            let mut others: Vec<&str> = others.map(|role| role.as_str()).collect();
            others.sort_unstable();
            format!("{one} {} {}", is_given_above(*one), others.join(","))
        })
        .collect();
    said.sort();
    wanted.sort();
    assert_eq!(said, wanted);
}

/// The moves of documents, in the database as in the program.
#[tokio::test]
async fn the_database_moves_documents_as_the_program_does() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let list = |words: Vec<&str>| words.join("','");
    let statuses = list(Status::ALL.iter().map(|status| status.as_str()).collect());
    let actions = list(Action::ALL.iter().map(|action| action.as_str()).collect());
    let query = format!(
        "SELECT was || ' ' || act || ' ' || becomes AS line FROM unnest(ARRAY['{statuses}']) AS was,
             unnest(ARRAY['{actions}']) AS act, unnest(ARRAY['{statuses}']) AS becomes
         WHERE may_move(was, act, becomes)"
    );
    let rows: Vec<Rule> = sql.rows(&query, &[]).await;
    let said: BTreeSet<String> = rows.into_iter().map(|rule| rule.line).collect();
    let moves = TRANSITIONS.iter();
    let moves = moves.map(|(was, action, becomes)| format!("{was} {action} {becomes}"));
    assert_eq!(said, moves.collect());
}

#[derive(serde::Deserialize)]
struct Rule {
    line: String,
}

/// The rules, limits and duties in the database are those of the files, which are sorted, say where
/// each rule comes from, and give an event one movement.
#[tokio::test]
async fn posting_rules_limits_and_duties_are_those_of_the_files() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    for (file, query) in [
        (
            "migrations/posting_rules.csv",
            "SELECT concat_ws(',', event, amount, ledger, coalesce(voucher, ''), debit, credit,
                 coalesce(movement, ''), posted_by, stems_from, coalesce(figure, ''), valid_from,
                 valid_to, source) AS line
             FROM posting_rules",
        ),
        (
            "migrations/account_limits.csv",
            "SELECT concat_ws(',', ledger, account, side, problem, draws_stay) AS line
             FROM account_limits",
        ),
        (
            "migrations/separated_duties.csv",
            "SELECT concat_ws(',', kind, route, step, not_by, is_of_paid::text) AS line
             FROM separated_duties",
        ),
        (
            "migrations/step_roles.csv",
            "SELECT concat_ws(',', kind, route, step, role, is_of_department::text, decides::text,
                 needs_proof::text, pays::text, asks::text, place, action, becomes,
                 takes_effect::text, posts::text) AS line
             FROM step_roles",
        ),
        (
            "migrations/voiding_roles.csv",
            "SELECT concat_ws(',', kind, role, is_of_department::text) AS line FROM voiding_roles",
        ),
    ] {
        let rows: Vec<Rule> = sql.rows(query, &[]).await;
        let mut rows: Vec<String> = rows.into_iter().map(|rule| rule.line).collect();
        rows.sort();
        let text = std::fs::read_to_string(root().join(file)).expect(file);
        let kept: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows, kept, "{file}");
        assert!(
            kept.iter().all(|line| !line.ends_with(',')),
            "{file} without a source"
        );
    }
    let torn = "SELECT event AS line FROM posting_rules GROUP BY event
        HAVING count(DISTINCT coalesce(movement, '')) > 1";
    let torn: Vec<Rule> = sql.rows(torn, &[]).await;
    assert!(torn.is_empty(), "an event has two movements");
}

/// Every fixed account of the rules is in the chart and takes postings; every limit stands on an
/// account of the chart or a word of the budget.
#[tokio::test]
async fn posting_rules_name_accounts_that_take_postings() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let query = "SELECT DISTINCT account AS line FROM (
            SELECT debit AS account FROM posting_rules WHERE ledger = 'financial'
            UNION SELECT credit FROM posting_rules WHERE ledger = 'financial'
            UNION SELECT account FROM account_limits WHERE ledger = 'financial') AS named
        WHERE account NOT LIKE '@%' AND NOT EXISTS (SELECT FROM accounts WHERE code = account AND postable)";
    let wrong: Vec<Rule> = sql.rows(query, &[]).await;
    let wrong: Vec<String> = wrong.into_iter().map(|rule| rule.line).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // And so does every account proposed by a classification.
    let query =
        "SELECT scheme || ' ' || code || ' ' || default_account AS line FROM classifications
        WHERE default_account IS NOT NULL AND NOT EXISTS (SELECT FROM accounts AS a
            WHERE a.code = default_account AND a.postable)";
    let wrong: Vec<Rule> = sql.rows(query, &[]).await;
    let wrong: Vec<String> = wrong.into_iter().map(|rule| rule.line).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
