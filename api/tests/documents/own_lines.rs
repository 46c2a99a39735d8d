//! A department sees and charges its own budget lines.

use crate::support::TestApp;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;

fn ids(lines: &Value) -> Vec<&Value> {
    let lines = lines.as_array().expect("lines");
    lines.iter().map(|line| &line["id"]).collect()
}

#[tokio::test]
async fn clerks_and_heads_see_the_lines_of_their_department() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let other = office.line_of_second_department().await;
    let in_second = |role| {
        let second = Some(office.departments[1]);
        let mut all = office.members.iter();
        all.find(|member| member.roles == [role] && member.department == second)
            .expect("somebody")
    };
    let [own, central] = office.lines;
    for role in [Role::DepartmentClerk, Role::DepartmentHead] {
        let first = office.as_role(role);
        let second = &in_second(role).client;
        let lines = first.get("/budget-lines").await.ok();
        assert_eq!(ids(&lines).len(), 2);
        assert!(!ids(&lines).contains(&&json!(other)));
        assert_eq!(
            ids(&second.get("/budget-lines").await.ok()),
            [&json!(other)]
        );
        let asked = format!("/budget-lines?department_id={}", office.departments[1]);
        assert_eq!(first.get(&asked).await.ok(), json!([]));
        first
            .get(&format!("/budget-lines/{other}"))
            .await
            .refused(ProblemCode::NOT_FOUND);
        for line in [own, central] {
            first.get(&format!("/budget-lines/{line}")).await.ok();
        }
    }
    // Who has another role besides sees with it.
    for client in [
        office.as_role(Role::FinanceOfficer),
        &office.everything().client,
    ] {
        assert_eq!(ids(&client.get("/budget-lines").await.ok()).len(), 3);
        client.get(&format!("/budget-lines/{other}")).await.ok();
    }
}

/// Refused at the field, and nothing is told of the line.
fn of_another(problem: &Value) {
    assert_eq!(
        problem["errors"],
        json!([{
            "path": "budget_line_id", "code": "other_department",
            "message": "รายการงบประมาณ เป็นของกองอื่น โปรดเลือกรายการของกองผู้เบิก",
        }])
    );
    assert!(problem["context"].is_null(), "{problem}");
}

#[tokio::test]
async fn a_line_of_another_department_is_not_charged() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let other = office.line_of_second_department().await;
    let clerk = office.as_role(Role::DepartmentClerk);
    for amount in ["5.00", "5000.00"] {
        let mut advance = office.advance_body(amount);
        advance["budget_line_id"] = json!(other);
        for (path, body) in [
            ("/disbursement-requests", office.request_on(other, amount)),
            ("/advance-requests", advance),
        ] {
            for client in [clerk, &office.everything().client] {
                let answer = client.create(path, &body).await;
                of_another(&answer.refused(ProblemCode::INVALID_FIELDS));
            }
        }
    }
    let doc = office
        .draft(Kind::DisbursementRequest, office.request_body("5.00"))
        .await;
    let mut body = doc.body.clone();
    body["budget_line_id"] = json!(other);
    let changed = json!({ "version": 1, "body": body });
    let answer = clerk.put(&doc.path(), &changed).await;
    of_another(&answer.refused(ProblemCode::INVALID_FIELDS));
    // A draft from before the rule goes no further.
    let before = format!(
        "SET session_replication_role = replica; UPDATE disbursement_requests
         SET budget_line_id = '{other}' WHERE document_id = '{}'",
        doc.id
    );
    let mut owner = app.owner_sql().await;
    owner.run(&before).await.expect("the owner may");
    let head = office.as_role(Role::DepartmentHead);
    let answer = doc.ask(head, "submit", None).await;
    of_another(&answer.refused(ProblemCode::INVALID_FIELDS));
}

#[tokio::test]
async fn lines_and_claims_are_found_however_the_words_are_typed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let officer = office.as_role(Role::FinanceOfficer);
    let lines = officer.get("/budget-lines").await.ok();
    let code = lines[0]["code"].as_str().expect("a code").to_lowercase();
    let thai = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(0x0E50 + digit).expect("a digit"),
        None => c,
    };
    let code: String = code.chars().map(thai).collect();
    office.walk_advance("10.00").await;
    // Thai digits and small letters; a zero-width space; a tone typed before its vowel.
    for path in [
        format!("/budget-lines?q={code}"),
        "/budget-lines?q=ราย\u{200B}การ".to_owned(),
    ] {
        let found = officer.get(&path).await.ok();
        assert!(!found.as_array().expect("lines").is_empty(), "{path}");
    }
    for q in ["ย.๑/๒๕๖๙", "ผ\u{0E49}\u{0E39}ยืม"] {
        let found = officer.get(&format!("/claims?q={q}")).await.ok();
        assert!(
            !found["items"].as_array().expect("claims").is_empty(),
            "{q}"
        );
    }
}
