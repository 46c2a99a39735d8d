//! Lists narrowed down by the fund that is charged and by who did something: of every kind.

use crate::support::{Client, TestApp, words_of_pdf};
use serde_json::{Value, json};
use shared::budget::Fund;
use shared::document::Kind;
use shared::permission::Role;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The ids of a list, and that it tells as many.
async fn listed(reader: &Client, path: &str) -> Vec<String> {
    let page = reader.get(path).await.ok();
    let rows = page["items"].as_array().expect("rows");
    assert_eq!(page["total"], rows.len(), "{path}");
    let id = |row: &Value| row["id"].as_str().expect("an id").to_owned();
    rows.iter().map(id).collect()
}

#[tokio::test]
async fn every_kind_is_narrowed_by_who_made_it_and_those_of_the_budget_by_fund() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let reader = office.as_role(Role::FinanceHead);
    let nobody = office.member(Role::StateAuditor).person;
    for kind in Kind::ALL.iter().copied() {
        // Where everything stands already nothing begins.
        if kind.spec().begins_books {
            continue;
        }
        let maker = office.maker(kind);
        let id = office.draft(kind, office.body(kind).await).await.id;
        let has = async |filter: &str| {
            let path = format!("/{}?{filter}", kind.spec().path);
            listed(reader, &path).await.contains(&id.to_string())
        };
        assert!(has(&format!("person={}", maker.person)).await, "{kind}");
        assert!(!has(&format!("person={nobody}")).await, "{kind}");
        let is_charged = has("fund=bud").await;
        assert_eq!(is_charged, kind.spec().charges_budget, "{kind}");
        for fund in Fund::ALL.iter().filter(|fund| **fund != Fund::Bud) {
            assert!(!has(&format!("fund={fund}")).await, "{kind} {fund}");
        }
    }
}

#[tokio::test]
async fn a_list_is_of_those_who_acted_too_and_says_so_at_home() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let mut handed_in = office.draft(kind, office.body(kind).await).await;
    office.step(&mut handed_in).await;
    let draft = office.draft(kind, office.body(kind).await).await;
    let reader = office.as_role(Role::FinanceOfficer);
    let (step, actor) = *handed_in.actors.last().expect("a step");
    let actor = office.members[actor].person;
    let maker = office.maker(kind).person;
    assert_ne!(actor, maker, "{step} is taken by another");
    let list = |filter: String| format!("/disbursement-requests?{filter}");
    let acted = listed(reader, &list(format!("person={actor}"))).await;
    assert_eq!(acted, [handed_in.id.to_string()]);
    let both = listed(reader, &list(format!("person={maker}&fund=bud"))).await;
    assert_eq!(both, [draft.id.to_string(), handed_in.id.to_string()]);
    for (filter, found) in [
        ("status=draft", vec![draft.id.to_string()]),
        ("q=ไม่มีคำนี้", vec![]),
        ("amount_from=9000000", vec![]),
    ] {
        let found_now = listed(reader, &list(format!("person={maker}&{filter}"))).await;
        assert_eq!(found_now, found, "{filter}");
    }

    // Whoever can be chosen has done something; paper says who and which fund it was.
    let people = reader.get("/documents/people").await.ok();
    let people = people.as_array().expect("people");
    let of = |person: &Value| person["id"].as_str().expect("an id").to_owned();
    let ids: BTreeSet<String> = people.iter().map(of).collect();
    assert_eq!(ids.len(), people.len(), "each once");
    assert!(ids.contains(&actor.to_string()) && ids.contains(&maker.to_string()));
    let nobody = office.member(Role::StateAuditor).person;
    assert!(!ids.contains(&nobody.to_string()));
    let actor = people.iter().find(|one| of(one) == actor.to_string());
    let name = actor.and_then(|one| one["name"].as_str()).expect("a name");
    let filter = format!("person={}&fund=bud", of(actor.expect("them")));
    let paper = reader
        .get(&format!("/disbursement-requests/print?{filter}"))
        .await;
    let words = words_of_pdf(&paper.bytes);
    let said = format!("แหล่งเงิน:{}", Fund::Bud.thai());
    let name: String = name.split_whitespace().collect();
    assert!(words.contains(&said) && words.contains(&name), "{words}");
    reader
        .get("/disbursement-requests?fund=none")
        .await
        .refused(shared::ProblemCode::MALFORMED_REQUEST);
}

/// Lines are read no farther than there are few; what is left unread then is no reason to leave out documents.
#[tokio::test]
async fn a_fund_of_thousands_of_lines_has_all_its_documents() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::Ordinance;
    let mut made = Vec::new();
    for which in 0..3 {
        let mut body = office.body(kind).await;
        let of = |at: usize| {
            let mut line = body["lines"][0].clone();
            line["budget_line_id"] = json!(Uuid::now_v7());
            line["code"] = json!(format!("N{which}{at:04}"));
            line["amount"] = json!("1.00");
            line
        };
        let lines: Vec<Value> = (0..1_001).map(of).collect();
        body["lines"] = Value::Array(lines);
        body["total"] = json!("1001.00");
        body["estimates"][0]["amount"] = json!("1001.00");
        made.push(office.draft(kind, body).await.id.to_string());
    }
    let reader = office.as_role(Role::FinanceHead);
    let found = listed(reader, "/ordinances?fund=bud").await;
    assert!(made.iter().all(|id| found.contains(id)), "{found:?}");
}
