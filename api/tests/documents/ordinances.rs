//! An ordinance that was wrong is voided and entered again.

use crate::support::{Answer, Office, TestApp, YEAR};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, Status};
use shared::permission::Role;
use uuid::Uuid;

fn of_a_line(office: &Office, amount: &str) -> Value {
    office.ordinance_body(&[(Uuid::now_v7(), "00111", "330800", amount)])
}

/// The same body with new lines, of the same codes.
fn again(body: &Value) -> Value {
    let mut body = body.clone();
    body["lines"][0]["budget_line_id"] = json!(Uuid::now_v7());
    body
}

async fn drafted(office: &Office, body: &Value) -> Answer {
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
    let maker = office.maker(Kind::Ordinance);
    maker.client.post("/ordinances", &new).await
}

/// The amounts of the lines with this code.
async fn approved(office: &Office, code: &Value) -> Vec<Value> {
    let code = code.as_str().expect("a code");
    let officer = office.as_role(Role::FinanceOfficer);
    let lines = officer.get(&format!("/budget-lines?q={code}")).await.ok();
    let lines = lines.as_array().expect("lines").iter();
    lines.map(|line| line["approved"].clone()).collect()
}

#[tokio::test]
async fn a_voided_ordinance_is_entered_again_under_the_same_codes() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let wrong = of_a_line(&office, "100.00");
    let code = &wrong["lines"][0]["code"];
    let first = office.walk_body(Kind::Ordinance, wrong.clone()).await;
    // While it stands nobody else has its code, which is said of the draft.
    let path = |problem: &Value| problem["errors"][0]["path"].clone();
    let refused = drafted(&office, &again(&wrong)).await;
    let refused = refused.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(path(&refused), "lines[0].code");

    office.void(first.id).await;
    assert_eq!(approved(&office, code).await, [] as [Value; 0]);
    // Its lines do not come back as others, which is said of the draft too.
    let refused = drafted(&office, &wrong).await;
    let refused = refused.refused(ProblemCode::INVALID_FIELDS);
    assert_eq!(path(&refused), "lines[0].budget_line_id");
    let mut right = again(&wrong);
    for amount in ["/total", "/estimates/0/amount", "/lines/0/amount"] {
        *right.pointer_mut(amount).expect("an amount") = json!("90.00");
    }
    let second = office.walk_body(Kind::Ordinance, right.clone()).await;
    assert_eq!(second.header.status, Status::Posted);
    assert_eq!(approved(&office, code).await, ["90.00"]);
    app.check_books().await;
}

/// Two lines in force have not one code, whoever writes them.
#[tokio::test]
async fn the_code_of_a_line_in_force_is_taken_in_the_database_too() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let first = of_a_line(&office, "100.00");
    let first = office.walk_body(Kind::Ordinance, first).await;
    let mut sql = app.app_sql().await;
    let copy = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; SET LOCAL laas.person = '{}';
         INSERT INTO budget_lines SELECT (jsonb_populate_record(l,
             jsonb_build_object('id', gen_random_uuid()))).*
         FROM budget_lines AS l WHERE l.opened_by = '{}'; ROLLBACK",
        office.id,
        office.member(Role::Executive).person,
        first.id
    );
    let why = sql.run(&copy).await.expect_err("two lines of one code");
    assert!(why.contains("one code"), "{why}");
    sql.run("ROLLBACK").await.expect("a way back");
    office.void(first.id).await;
    sql.run(&copy).await.expect("its code is free");
}
