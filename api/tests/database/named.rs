//! Nothing of the books is written with nobody named, and what no step of a document causes by those alone
//! who have the right to it: attacks by the role of the server that once went through.

use super::leaps::record;
use super::walls::within;
use crate::support::{Office, Sql, TestApp};
use serde::Deserialize;
use serde_json::json;
use shared::document::Kind;
use shared::permission::{Operation, Resource, Role, allows};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is written; who has the right to it, where a right is enough; and what everybody else is
/// told.
struct Writing {
    what: &'static str,
    right: Option<Role>,
    told: &'static str,
}

const fn of_right(what: &'static str, right: Role) -> Writing {
    Writing {
        what,
        right: Some(right),
        told: "laas:not_permitted",
    }
}

const fn never(what: &'static str, told: &'static str) -> Writing {
    Writing {
        what,
        right: None,
        told,
    }
}

/// Somebody with no right to any of it but that of whoever works here.
const ANYBODY: Role = Role::Executive;

const UNCAUSED: &str = "laas:wrong_state";

const WRITINGS: &[Writing] = &[
    never(
        "DELETE FROM entity_settings; INSERT INTO entity_settings (entity_id) VALUES (laas_entity())",
        "permission denied",
    ),
    never(
        "INSERT INTO entity_settings (entity_id) VALUES (laas_entity())",
        "laas:forbidden",
    ),
    of_right(
        "INSERT INTO departments VALUES (laas_entity(), gen_random_uuid(), '99', 'x')",
        Role::FinanceHead,
    ),
    of_right(
        "INSERT INTO parties (entity_id, id, code, name_th, kind, taxpayer_kind, vat_registered, bank,
             bank_account_no)
         VALUES (laas_entity(), gen_random_uuid(), 'X', 'x', 'supplier', 'none', false, 'x', '1234567890')",
        Role::ProcurementOfficer,
    ),
    of_right(
        "INSERT INTO bank_accounts SELECT (jsonb_populate_record(b, jsonb_build_object(
             'id', gen_random_uuid(), 'code', 'X', 'number', '9'))).* FROM bank_accounts AS b LIMIT 1",
        Role::FinanceOfficer,
    ),
    of_right(
        "INSERT INTO number_formats (entity_id, series, first_year, format)
         VALUES (laas_entity(), 'receipt', 2570, 'RC{n}/{yy}')",
        Role::FinanceHead,
    ),
    of_right(
        "INSERT INTO twins (entity_id, thing, id, key)
         VALUES (laas_entity(), 'parties', gen_random_uuid(), 'X')",
        ANYBODY,
    ),
    never(
        "INSERT INTO budget_lines SELECT (jsonb_populate_record(l, jsonb_build_object(
             'id', gen_random_uuid(), 'code', 'X'))).* FROM budget_lines AS l LIMIT 1",
        UNCAUSED,
    ),
    never(
        "INSERT INTO claims SELECT (jsonb_populate_record(c, jsonb_build_object(
             'dimension', 'x'))).* FROM claims AS c LIMIT 1",
        UNCAUSED,
    ),
    never("UPDATE claims SET party_name = 'x'", UNCAUSED),
    never(
        "UPDATE document_takes SET days = array_append(days, '2025-10-15')",
        UNCAUSED,
    ),
    never("UPDATE document_takes SET days = '{}'", UNCAUSED),
    never(
        "UPDATE reservations SET used = 0.01 WHERE used = 0",
        UNCAUSED,
    ),
    never("UPDATE attachments SET withdrawn_at = now()", UNCAUSED),
    never(
        "INSERT INTO attachments SELECT (jsonb_populate_record(a, jsonb_build_object(
             'id', gen_random_uuid(), 'attached_by', gen_random_uuid()))).* FROM attachments AS a",
        "laas:forbidden",
    ),
];

/// What changes rights, of somebody else; `{person}` is whose.
const OF_RIGHTS: &[&str] = &[
    "SELECT assign_role(gen_random_uuid(), '{person}', 'cash_custodian', NULL, 'x', NULL, NULL, NULL)",
    "SELECT take_role('{person}', 'budget_officer', NULL)",
    "SELECT set_suspended('{person}', true)",
    "SELECT end_rights('{person}', '2025-10-15')",
    "SELECT appoint_deputy(gen_random_uuid(), '{person}', 'acting', 'chief_administrator', NULL, 'x', NULL,
         '1/2568', '2025-10-15', '2025-10-15', '2025-10-16', NULL)",
];

/// An office with a file on a posted document, a cheque that was signed, money that is reserved and a taking.
async fn lived_in(app: &TestApp) -> Office {
    let office = app.office().await;
    let doc = office.walk(Kind::Receipt).await;
    office.attach(&doc, "%PDF-").await;
    let request = office.walk(Kind::DisbursementRequest).await;
    office.walk_cheque(&request, Uuid::now_v7()).await;
    let refund = json!({
        "request_kind": "deposit", "department_id": office.departments[0],
        "payee_id": office.supplier, "purpose": "คืนเงินประกัน",
        "deposits": [{ "item_type": "deposit", "deposit_kind": "performance_guarantee",
                       "reference": "สัญญา 1", "amount": "100.00" }],
    });
    office
        .walk_until(Kind::DisbursementRequest, refund, 1)
        .await;
    office
}

const NOBODY: &str = "SELECT append_record(now(), NULL, 'x', 'x', NULL, '', '')";

/// Tries what is refused with this word.
async fn refused(sql: &mut Sql, office: &Office, statement: &str, word: &str) {
    let head = office.head().await;
    let why = within(sql, office, statement).await.expect_err(statement);
    assert!(why.contains(word), "{statement}: {why}");
    assert_eq!(office.head().await, head);
}

fn by(office: &Office, role: Role, what: &str) -> String {
    let person = office.member(role).person.0;
    let record = record(person);
    format!("SET LOCAL laas.person = '{person}'; {what}; {record}")
}

#[tokio::test]
async fn nothing_is_written_with_nobody_named_or_without_the_right() {
    let app = TestApp::start().await;
    let office = lived_in(&app).await;
    let mut sql = app.app_sql().await;
    for Writing { what, right, told } in WRITINGS {
        let nobody = within(&mut sql, &office, &format!("{what}; {NOBODY}")).await;
        let why = nobody.expect_err(what);
        let words = ["laas:forbidden", "laas:wrong_state", "permission denied"];
        assert!(words.iter().any(|word| why.contains(word)), "{what}: {why}");
        if *right != Some(ANYBODY) {
            refused(&mut sql, &office, &by(&office, ANYBODY, what), told).await;
        }
        if let Some(role) = right {
            let own = by(&office, *role, what);
            within(&mut sql, &office, &own).await.expect("the right");
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn rights_are_given_and_taken_by_the_head_of_finance_alone() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let mut sql = app.app_sql().await;
    let whose = office.member(Role::BudgetOfficer).person.to_string();
    for what in OF_RIGHTS {
        let what = what.replace("{person}", &whose);
        let nobody = format!("{what}; {NOBODY}");
        refused(&mut sql, &office, &nobody, "laas:forbidden").await;
        let clerk = by(&office, Role::FinanceOfficer, &what);
        refused(&mut sql, &office, &clerk, "laas:not_permitted").await;
        // The head has the right, and says in no session who that is.
        let reached = "DO $$ BEGIN RAISE EXCEPTION 'reached'; END $$";
        let head = by(&office, Role::FinanceHead, &format!("{what}; {reached}"));
        refused(&mut sql, &office, &head, "reached").await;
    }
    app.check_books().await;
}

/// The lists of the database say what the program says.
#[tokio::test]
async fn who_has_a_right_is_the_same_in_the_database() {
    #[derive(Deserialize)]
    struct Row {
        of: String,
        roles: Vec<String>,
    }
    let app = TestApp::start().await;
    let given = "SELECT c.relname::text AS of, coalesce((SELECT jsonb_agg(role) FROM unnest(string_to_array(
             encode(t.tgargs, 'escape'), '\\000')) AS role WHERE role <> ''), '[]') AS roles
         FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE t.tgname = 'by_right'";
    let given = app.owner_sql().await.rows::<Row>(given, &[]).await;
    let given: BTreeMap<String, Vec<String>> =
        given.into_iter().map(|row| (row.of, row.roles)).collect();
    for (table, resource) in [
        ("departments", Resource::Department),
        ("parties", Resource::Party),
        ("bank_accounts", Resource::BankAccount),
        ("number_formats", Resource::NumberFormat),
        ("role_assignments", Resource::User),
        ("deputies", Resource::User),
        ("programs", Resource::Program),
    ] {
        let edit = resource.to(Operation::Edit);
        let roles = Role::ALL.iter().filter(|role| allows(**role, edit));
        let mut roles: Vec<String> = roles.map(|role| role.to_string()).collect();
        roles.sort();
        assert_eq!(given.get(table), Some(&roles), "{table}");
    }
    assert_eq!(given.get("entity_settings"), Some(&Vec::new()));
    assert!(given.contains_key("journal_lines"), "{given:?}");
}

/// The day on which the account of a payee was changed is the database's to say, and nothing is paid as if
/// it had been before.
#[tokio::test]
async fn what_day_it_is_is_not_the_writers_to_say() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    // An organisation to practise in has a day of its own, whatever the clock says.
    let real = format!(
        "UPDATE entities SET is_practice = false, practice_today = NULL WHERE id = '{}'",
        office.id
    );
    app.owner_sql().await.run(&real).await.expect("the owner");
    let noted =
        "DO $$ BEGIN RAISE EXCEPTION 'noted %', (SELECT changed_on = laas_today(clock_timestamp())
         FROM party_account_changes); END $$";
    let what = format!(
        "SET LOCAL laas.at = '2020-01-01';
         UPDATE parties SET bank_account_no = '9876543210', version = version + 1 WHERE id = '{}'; {noted}",
        office.supplier
    );
    let mut sql = app.app_sql().await;
    let changed = by(&office, Role::FinanceOfficer, &what);
    refused(&mut sql, &office, &changed, "noted t").await;
}

/// How bytes are written is no matter of the session: what stands in the record is what is proved.
#[tokio::test]
async fn images_are_written_in_one_way() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = office.walk(Kind::Receipt).await;
    office.attach(&doc, "%PDF-").await;
    let maker = Role::RevenueOfficer;
    let what = format!(
        "SET LOCAL bytea_output = 'escape'; SET LOCAL TimeZone = 'Asia/Bangkok';
         INSERT INTO attachments SELECT (jsonb_populate_record(a, jsonb_build_object('id',
             gen_random_uuid(), 'attached_by', laas_person()))).* FROM attachments AS a
         WHERE a.document_id = '{}'",
        doc.id
    );
    let mut sql = app.app_sql().await;
    let attached = within(&mut sql, &office, &by(&office, maker, &what)).await;
    attached.expect("attached");
    let told =
        "SELECT changes AS value FROM records WHERE entity_id = $1 ORDER BY seq DESC LIMIT 1";
    let told: String = app
        .owner_sql()
        .await
        .value(told, &[office.id.0.into()])
        .await;
    assert!(told.contains(r#""sha256": "\\x"#), "{told}");
    assert!(told.contains("+00:00"), "{told}");
    app.check_books().await;
}
