//! Ids of another office inside bodies and queries: they answer like ids of nothing.

use crate::support::{Answer, Office, TestApp, YEAR};
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::permission::Role;
use uuid::Uuid;

/// The places in a body that hold an id, as JSON pointers.
fn ids(body: &Value, at: &str, found: &mut Vec<String>) {
    match body {
        Value::String(text) if Uuid::parse_str(text).is_ok() => found.push(at.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                ids(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                ids(field, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// What was told, without what differs between any two requests: ids, times, running numbers.
fn plain(answer: &Answer) -> Value {
    fn clean(value: &mut Value) {
        match value {
            Value::String(text) if Uuid::parse_str(text).is_ok() => *text = "an id".to_owned(),
            Value::Array(items) => items.iter_mut().for_each(clean),
            Value::Object(fields) => {
                for name in ["instance", "created_at", "figures", "head"] {
                    fields.remove(name);
                }
                fields.values_mut().for_each(clean);
            }
            _ => {}
        }
    }
    let mut body = answer.json();
    clean(&mut body);
    json!([answer.status, body])
}

async fn send(office: &Office, kind: Kind, body: &Value) -> Answer {
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
    let client = &office.everything().client;
    client.post(&format!("/{}", spec(kind).path), &new).await
}

#[tokio::test]
async fn ids_of_another_office_in_a_body_answer_like_ids_of_nothing() {
    let app = TestApp::start().await;
    let (own, foreign) = (app.office().await, app.office().await);
    let bare = [app.bare_office().await, app.bare_office().await];
    let mut tried = 0;
    for kind in Kind::ALL {
        let (own, foreign) = match kind {
            Kind::Opening => (&bare[0], &bare[1]),
            _ => (&own, &foreign),
        };
        let (body, theirs) = (own.body(*kind).await, foreign.body(*kind).await);
        let mut places = Vec::new();
        ids(&body, "", &mut places);
        for place in places {
            let put = |id: &Value| {
                let mut body = body.clone();
                *body.pointer_mut(&place).expect("a place") = id.clone();
                body
            };
            let with_theirs = put(theirs.pointer(&place).expect("the same place"));
            let with_nothing = put(&json!(Uuid::now_v7()));
            let theirs = send(own, *kind, &with_theirs).await;
            let nothing = send(own, *kind, &with_nothing).await;
            assert_eq!(plain(&theirs), plain(&nothing), "{kind} {place}");
            assert!(!theirs.text().contains(&foreign.canary), "{kind} {place}");
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried} places");
    app.check_books().await;
}

#[tokio::test]
async fn ids_of_another_office_in_a_query_answer_like_ids_of_nothing() {
    let app = TestApp::start().await;
    let (own, foreign) = (app.office().await, app.office().await);
    let payment = foreign.walk(Kind::Payment).await;
    let all = &own.everything().client;
    for (query, id) in [
        (
            "/disbursement-requests?department_id=",
            foreign.departments[0],
        ),
        ("/receipts?department_id=", foreign.departments[0]),
        ("/budget-lines?department_id=", foreign.departments[0]),
        ("/journal/entries?document_id=", payment.id.0),
        ("/journal/entries?bank_account_id=", foreign.current),
        ("/journal/entries?budget_line_id=", foreign.lines[0]),
    ] {
        let theirs = all.get(&format!("{query}{id}")).await;
        let nothing = all.get(&format!("{query}{}", Uuid::now_v7())).await;
        assert_eq!(theirs.status, 200, "{query}: {}", theirs.text());
        assert_eq!(plain(&theirs), plain(&nothing), "{query}");
    }
    for query in [
        "/receipts?q=",
        "/parties?q=",
        "/documents?q=",
        "/budget-lines?q=",
        "/payments?q=",
    ] {
        let found = all.get(&format!("{query}{}", foreign.canary)).await.ok();
        let count = found["total"]
            .as_i64()
            .or(found.as_array().map(|rows| rows.len() as i64));
        assert_eq!(count, Some(0), "{query}");
    }
}

/// Reference data is written under the own office, whatever id is sent; the other's stays as it is.
#[tokio::test]
async fn reference_data_of_another_office_cannot_be_changed() {
    let app = TestApp::start().await;
    let (own, foreign) = (app.bare_office().await, app.bare_office().await);
    let officer = own.as_role(Role::FinanceOfficer);
    let theirs = foreign
        .as_role(Role::FinanceOfficer)
        .get("/parties")
        .await
        .ok();
    let party = json!({ "id": foreign.supplier, "code": "MINE", "name_th": "ของเรา", "kind": "payer",
                        "taxpayer_kind": "none", "vat_registered": false });
    officer
        .put(&format!("/parties/{}", foreign.supplier), &party)
        .await
        .ok();
    let after = foreign
        .as_role(Role::FinanceOfficer)
        .get("/parties")
        .await
        .ok();
    assert_eq!(after, theirs);
    // People of another office are nobody here.
    let stranger = foreign.member(Role::Executive).person;
    let head = own.as_role(Role::FinanceHead);
    let path = format!("/users/{stranger}/suspension");
    head.put(&path, &json!({ "is_suspended": true }))
        .await
        .refused(shared::ProblemCode::NOT_FOUND);
    foreign.as_role(Role::Executive).get("/session").await.ok();
    let all = &own.everything().client;
    let choice = json!({ "entity_id": foreign.id });
    let refused = all.put("/session/post", &choice).await;
    let absent = all
        .put("/session/post", &json!({ "entity_id": Uuid::now_v7() }))
        .await;
    assert!((400..500).contains(&refused.status), "{}", refused.text());
    assert_eq!(plain(&refused), plain(&absent));
    app.check_books().await;
}

/// Another id in the body than in the address is refused, and neither is written.
#[tokio::test]
async fn the_id_of_reference_data_is_that_of_its_address() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let client = &office.everything().client;
    let inside = Uuid::now_v7();
    for (path, entry) in [
        (
            "/departments",
            json!({ "id": inside, "code": "99", "name_th": "สองรหัส" }),
        ),
        (
            "/parties",
            json!({ "id": inside, "code": "TWO", "name_th": "สองรหัส", "kind": "payer",
                    "taxpayer_kind": "none", "vat_registered": false }),
        ),
        (
            "/bank-accounts",
            json!({ "id": inside, "code": "TWO", "name_th": "สองรหัส", "bank": "ธนาคารสมมติ",
                    "account": "1101030101" }),
        ),
    ] {
        let (at, head) = (Uuid::now_v7(), office.head().await);
        let problem = client
            .put(&format!("{path}/{at}"), &entry)
            .await
            .refused(shared::ProblemCode::INVALID_FIELDS);
        assert_eq!(problem["errors"][0]["path"], "id", "{path}");
        assert_eq!(office.head().await, head, "{path}");
        client.put(&format!("{path}/{inside}"), &entry).await.ok();
    }
}
