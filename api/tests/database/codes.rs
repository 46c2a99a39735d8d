//! The database and the program know the same codes.

use super::names;
use crate::support::{Sql, TestApp, fresh_database};
use shared::document::{Kind, Status};
use shared::permission::Role;
use std::collections::BTreeSet;

/// The list of values a CHECK constraint allows for a column.
async fn allowed(sql: &mut Sql, table: &str, column: &str) -> BTreeSet<String> {
    let query = format!(
        "SELECT m[1] AS name FROM pg_constraint AS c
         JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
         CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-zA-Z0-9_]+)''', 'g') AS m
         WHERE c.contype = 'c' AND c.conrelid = '{table}'::regclass AND a.attname = '{column}'"
    );
    names(sql, &query).await
}

fn codes<T: std::fmt::Display>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(T::to_string).collect()
}

#[tokio::test]
async fn the_database_knows_the_same_codes_as_the_program() {
    use shared::{budget, expenditure, ledger, organisation, revenue, treasury};
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let statuses = allowed(&mut sql, "documents", "status").await;
    assert_eq!(statuses, codes(Status::ALL));
    for (table, column, known) in [
        ("journal_lines", "ledger", codes(ledger::Ledger::ALL)),
        ("posting_rules", "ledger", codes(ledger::Ledger::ALL)),
        ("budget_lines", "fund", codes(budget::Fund::ALL)),
        ("receipts", "money_kind", codes(revenue::MoneyKind::ALL)),
        (
            "receipt_items",
            "item_type",
            codes(revenue::ReceiptItemType::ALL),
        ),
        (
            "disbursement_requests",
            "request_kind",
            codes(expenditure::RequestKind::ALL),
        ),
        (
            "disbursement_requests",
            "withholding",
            codes(expenditure::WithholdingIncome::ALL),
        ),
        (
            "request_deposits",
            "item_type",
            codes(expenditure::DepositItemType::ALL),
        ),
        (
            "request_deposits",
            "form",
            codes(expenditure::WithholdingForm::ALL),
        ),
        ("payments", "method", codes(treasury::PaymentMethod::ALL)),
        ("parties", "kind", codes(organisation::PartyKind::ALL)),
        (
            "parties",
            "taxpayer_kind",
            codes(organisation::TaxpayerKind::ALL),
        ),
    ] {
        assert_eq!(
            allowed(&mut sql, table, column).await,
            known,
            "{table}.{column}"
        );
    }
    // The nation is an entity of its own type.
    let mut types = codes(organisation::EntityType::ALL);
    types.insert("nation".to_owned());
    assert_eq!(allowed(&mut sql, "entities", "entity_type").await, types);
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
