//! What the database refuses of programs, to whoever has the role of the server.

use super::{client, new_receipt, registered};
use crate::database::leaps::record;
use crate::database::walls::within;
use crate::support::{Office, Sql, TestApp};
use shared::permission::Role;
use uuid::Uuid;

async fn refused(sql: &mut Sql, office: &Office, statement: &str, word: &str) {
    let head = office.head().await;
    let why = within(sql, office, statement).await.expect_err(statement);
    assert!(why.contains(word), "{statement}: {why}");
    assert_eq!(office.head().await, head);
}

fn by(person: Uuid, what: &str) -> String {
    format!(
        "SET LOCAL laas.person = '{person}'; {what}; {}",
        record(person)
    )
}

/// Lets a program in, for these scopes.
fn register(scopes: &str) -> String {
    format!(
        "SELECT register_program(gen_random_uuid(), 'x', 'x', 'x@y.example', '{scopes}', '2025-10-20',
             sha256('x'), NULL)"
    )
}

#[tokio::test]
async fn programs_are_let_in_and_shut_out_by_the_head_alone_and_for_no_more_than_a_program_may() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let mut sql = app.app_sql().await;
    let head = office.member(Role::FinanceHead).person.0;
    let clerk = office.member(Role::FinanceOfficer).person.0;
    let withdraw = format!("SELECT withdraw_program('{}')", program.id);
    let read = register("journal:read");
    for what in [read.as_str(), &withdraw] {
        refused(&mut sql, &office, &by(clerk, what), "laas:not_permitted").await;
        refused(
            &mut sql,
            &office,
            &by(program.id, what),
            "laas:not_permitted",
        )
        .await;
    }
    for scopes in [
        "user:edit",
        "receipt:approve",
        "activity:read",
        "journal:read user:read",
    ] {
        let what = by(head, &register(scopes));
        let why = within(&mut sql, &office, &what).await.expect_err(scopes);
        let words = ["laas:invalid_fields", "programs_scopes"];
        assert!(
            words.iter().any(|word| why.contains(word)),
            "{scopes}: {why}"
        );
    }
    // Whoever drafts has a key, and nothing is longer than it may be.
    let kept = |name: &str, scopes: &str, proof: &str| {
        format!(
            "SELECT register_program(gen_random_uuid(), {name}, 'x', 'x@y.example', '{scopes}',
                 '2025-10-20', {proof})"
        )
    };
    for (what, constraint) in [
        (
            kept("'x'", "receipt:edit receipt:read", "sha256('x'), NULL"),
            "programs_own_key",
        ),
        (
            kept("repeat('x', 101)", "receipt:read", "sha256('x'), NULL"),
            "programs_name_length",
        ),
        (
            kept("'x'", "receipt:read", "NULL, repeat('x', 4001)"),
            "programs_key_length",
        ),
    ] {
        refused(&mut sql, &office, &by(head, &what), constraint).await;
    }
    for direct in [
        "INSERT INTO programs SELECT * FROM programs",
        "UPDATE programs SET scopes = 'user:edit'",
        "UPDATE programs SET withdrawn_on = NULL",
        "DELETE FROM programs",
        "SELECT FROM program_keys",
        "UPDATE program_keys SET secret_hash = sha256('x')",
        "INSERT INTO program_keys (program_id, entity_id, scopes, valid_until)
         VALUES (gen_random_uuid(), laas_entity(), 'journal:read', '2099-01-01')",
    ] {
        refused(&mut sql, &office, &by(head, direct), "permission denied").await;
    }
    // No role for a program, whoever gives it.
    let role = format!(
        "SELECT assign_role(gen_random_uuid(), '{}', 'executive', NULL, 'x', NULL, NULL, NULL)",
        program.id
    );
    refused(&mut sql, &office, &by(head, &role), "laas:forbidden").await;
    // The head has the right, and says in no session of now who that is.
    let reached = format!("{read}; DO $$ BEGIN RAISE EXCEPTION 'reached'; END $$");
    refused(&mut sql, &office, &by(head, &reached), "reached").await;
    refused(&mut sql, &office, &by(head, &read), "laas:step_up_required").await;
    app.check_books().await;
}

#[tokio::test]
async fn a_program_takes_no_step_and_drafts_what_it_was_let_in_for() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let client = client(&app, &program).await;
    let new = new_receipt(&office);
    let made = client.post("/receipts", &new).await.ok();
    let next = made["header"]["next_step"]["name"].as_str();
    let next = next.expect("a step to come");
    let officer = office.as_role(Role::RevenueOfficer);
    let theirs = officer.post("/receipts", &new_receipt(&office)).await.ok();
    let id = |made: &serde_json::Value| made["header"]["id"].as_str().expect("an id").to_owned();
    let (own, theirs, who) = (id(&made), id(&theirs), program.id);
    let mut sql = app.owner_sql().await;
    let entity = office.id;
    let mut told = async |document: &str, step: &str, action: &str| {
        let event = format!(
            "BEGIN; SET LOCAL laas.entity = '{entity}'; SET LOCAL laas.person = '{who}';
             INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position,
                 step, action, status, on_day)
             SELECT entity_id, document_id, max(seq) + 1, now(), '{who}', '', '', {step}, {action}, 'draft',
                 '2025-10-15' FROM document_events WHERE document_id = '{document}' GROUP BY 1, 2"
        );
        let told = sql.run(&event).await.err().unwrap_or_default();
        sql.run("ROLLBACK").await.expect("a way back");
        told
    };
    let step = format!("'{next}'");
    assert!(
        told(&own, &step, "'submit'")
            .await
            .contains("laas:not_permitted")
    );
    assert!(
        told(&own, "NULL", "'cancel'")
            .await
            .contains("laas:not_permitted")
    );
    assert!(
        told(&theirs, "NULL", "NULL")
            .await
            .contains("laas:not_permitted")
    );
    assert_eq!(told(&own, "NULL", "NULL").await, "");
}
