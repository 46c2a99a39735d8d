//! The wall between offices: rows of another one are not there.

use super::{books, names};
use crate::support::{Office, Sql, TestApp};
use shared::document::Kind;
use shared::permission::Role;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The tables of an entity with a row that can be copied, so that what follows meets real rows.
async fn filled(app: &TestApp) -> BTreeSet<String> {
    let mut sql = app.owner_sql().await;
    let mut filled = BTreeSet::new();
    for table in names(&mut sql, &books()).await {
        let count: i64 = sql
            .value(&format!("SELECT count(*) AS value FROM {table}"), &[])
            .await;
        if count > 0 {
            filled.insert(table);
        }
    }
    filled
}

/// Runs a statement in a transaction of an office.
pub async fn within(sql: &mut Sql, office: &Office, statement: &str) -> Result<(), String> {
    let id = office.id;
    let work = format!("BEGIN; SET LOCAL laas.entity = '{id}'; {statement}; COMMIT");
    let result = sql.run(&work).await;
    sql.run("ROLLBACK").await.expect("a way back");
    result
}

#[tokio::test]
async fn rows_of_another_office_are_not_there() {
    let app = TestApp::start().await;
    let (one, other) = (app.office().await, app.office().await);
    for office in [&one, &other] {
        for kind in [
            Kind::RemittanceSummary,
            Kind::BankDeposit,
            Kind::Payment,
            Kind::Cancellation,
            Kind::DailyReport,
        ] {
            office.walk(kind).await;
        }
    }
    let tables = filled(&app).await;
    assert!(tables.len() > 28, "{tables:?}");
    let mut sql = app.app_sql().await;
    for table in &tables {
        // Without an entity nothing is there.
        let count = format!("SELECT count(*) AS value FROM {table}");
        let seen: i64 = sql.value(&count, &[]).await;
        assert_eq!(seen, 0, "{table} is seen without an entity");
        let look = format!(
            "DO $$ BEGIN IF EXISTS (SELECT FROM {table} WHERE entity_id <> '{}') THEN
                 RAISE EXCEPTION 'leak'; END IF;
             IF NOT EXISTS (SELECT FROM {table}) THEN RAISE EXCEPTION 'empty'; END IF; END $$",
            one.id
        );
        let seen = within(&mut sql, &one, &look).await;
        assert!(seen.is_ok(), "{table}: {seen:?}");
        // Nothing of another is changed or taken away.
        let touch = format!(
            "DO $$ DECLARE n int; BEGIN
                 -- A table that is all key has nothing that could be changed.
                 EXECUTE coalesce((SELECT format(
                         'UPDATE {table} SET %1$I = %1$I WHERE entity_id = %2$L', a.attname, '{0}')
                     FROM pg_attribute AS a JOIN pg_index AS i ON i.indrelid = a.attrelid
                     WHERE a.attrelid = '{table}'::regclass AND i.indisprimary AND a.attnum > 0
                       AND NOT a.attisdropped AND a.attgenerated = ''
                       AND a.attnum <> ALL (i.indkey::int2[]) LIMIT 1), 'SELECT WHERE false');
                 GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN
                 RAISE EXCEPTION 'leak'; END IF; DELETE FROM {table} WHERE entity_id = '{0}';
                 GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN RAISE EXCEPTION 'leak'; END IF;
             EXCEPTION WHEN insufficient_privilege THEN NULL; END $$",
            other.id
        );
        let touched = within(&mut sql, &one, &touch).await;
        assert!(touched.is_ok(), "{table}: {touched:?}");
    }
    app.check_books().await;
}

#[tokio::test]
async fn nothing_is_written_without_an_entity_or_into_another() {
    let app = TestApp::start().await;
    let (one, other) = (app.bare_office().await, app.bare_office().await);
    let mut sql = app.app_sql().await;
    let party = |entity: shared::EntityId| {
        let id = Uuid::now_v7();
        let code = id.to_string().to_uppercase();
        format!(
            "INSERT INTO parties VALUES ('{entity}', '{id}', '{code}', 'x', 'payer', 'none', false)"
        )
    };
    let record = "SELECT append_record(now(), laas_person(), 'x', 'x', NULL, '', '')";
    let clerk = one.member(Role::FinanceOfficer).person;
    let own = party(one.id);
    within(
        &mut sql,
        &one,
        &format!("SET LOCAL laas.person = '{clerk}'; {own}; {record}"),
    )
    .await
    .expect("into its own");
    let why = within(&mut sql, &one, &party(other.id))
        .await
        .expect_err("a wall");
    assert!(why.contains("row-level security"), "{why}");
    let why = sql.run(&party(one.id)).await.expect_err("a wall");
    assert!(why.contains("row-level security"), "{why}");
    // A row is not moved to another office either.
    let moved = format!(
        "UPDATE parties SET entity_id = '{}' WHERE code = 'SUPPLIER'",
        other.id
    );
    let why = within(&mut sql, &one, &moved).await.expect_err("a wall");
    assert!(why.contains("laas:immutable_parties"), "{why}");
    // Not even the owner of the tables writes facts outside a record.
    let mut owner = app.owner_sql().await;
    let why = owner.run(&party(one.id)).await.expect_err("a guard");
    assert!(why.contains("laas:write_outside_record"), "{why}");
}
