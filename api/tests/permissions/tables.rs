//! The tables an auditor reads: rights, routes of documents, addresses, posting rules.

use crate::support::{Sql, fresh_database, golden};
use api::platform::openapi::Access;
use shared::document::{KINDS, Scope};
use shared::permission::{Operation, Resource, Role, allows};

#[test]
fn rights_are_as_reviewed() {
    let mut lines = vec![
        "# Who may do what: ✔ may, · may not. Department, separation of duties and the state of the".to_owned(),
        "# document are further questions. Rewritten by ./laas golden.".to_owned(),
        String::new(),
    ];
    for (index, role) in Role::ALL.iter().enumerate() {
        lines.push(format!("{:>3} {role}", index + 1));
    }
    lines.push(String::new());
    let numbers: Vec<String> = (1..=Role::ALL.len()).map(|n| format!("{n:>2}")).collect();
    lines.push(format!("{:<32}{}", "", numbers.join(" ")));
    for resource in Resource::ALL {
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

#[test]
fn addresses_are_as_reviewed() {
    let (api, _) = api::app::api();
    let mut lines: Vec<String> = api
        .registered()
        .iter()
        .map(|route| {
            let access = match route.access {
                Access::Public(why) => format!("public: {why}"),
                Access::Session => "session".to_owned(),
                Access::Permission(permission) => permission.to_string(),
            };
            format!(
                "{:<48} {:<6} {:<38} {access}",
                route.path, route.method, route.operation_id
            )
        })
        .collect();
    lines.sort();
    golden("api/tests/golden/routes.txt", &lines.join("\n"));
}

#[test]
fn the_steps_of_every_kind_are_as_reviewed() {
    let mut lines = Vec::new();
    for spec in KINDS {
        let names = |roles: &[Role]| {
            roles
                .iter()
                .map(Role::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        lines.push(format!(
            "{} (made by {}; voided by {})",
            spec.kind,
            names(spec.makers),
            names(spec.cancellers)
        ));
        for step in spec.route {
            let mut line = format!(
                "  {:<17}{:<8}→ {:<10} {}",
                step.name,
                step.action,
                step.to,
                names(step.roles)
            );
            if step.scope == Scope::Department {
                line += ", own department";
            }
            if !step.not_by.is_empty() {
                let not_by: Vec<&str> = step.not_by.iter().map(|name| name.as_str()).collect();
                line += &format!("; not who took {}", not_by.join(" "));
            }
            if !step.numbers.is_empty() {
                let numbers: Vec<&str> =
                    step.numbers.iter().map(|series| series.as_str()).collect();
                line += &format!("; gives {}", numbers.join(" "));
            }
            if step.takes_effect {
                line += "; TAKES EFFECT";
            }
            lines.push(line);
        }
        lines.push(String::new());
    }
    golden("api/tests/golden/steps.txt", &lines.join("\n"));
}

#[derive(serde::Deserialize)]
struct Rule {
    line: String,
}

#[tokio::test]
async fn posting_rules_are_as_reviewed() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let query =
        "SELECT format('%-22s %-9s %-10s %-3s Dr %-12s Cr %-12s %s%s', event, amount, ledger,
            coalesce(voucher, '--'), debit, credit, source, CASE WHEN (valid_from, valid_to) <>
            (2500, 2700) THEN format(' (%s to %s)', valid_from, valid_to) ELSE '' END) AS line
        FROM posting_rules ORDER BY event, ledger DESC, amount, debit, credit";
    let rules: Vec<Rule> = sql.rows(query, &[]).await;
    let limits =
        "SELECT format('limit  %-10s %-11s stays on side %s, else %s', ledger, account, side,
            problem) AS line FROM account_limits ORDER BY ledger, account";
    let limits: Vec<Rule> = sql.rows(limits, &[]).await;
    let lines: Vec<String> = rules
        .into_iter()
        .chain(limits)
        .map(|rule| rule.line)
        .collect();
    golden("api/tests/golden/posting_rules.txt", &lines.join("\n"));
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
