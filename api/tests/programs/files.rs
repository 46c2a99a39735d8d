//! Files: a program attaches to drafts of its own, of a kind it makes drafts of, and to nothing else.

use super::{Registered, client, new_receipt, registered};
use crate::database::leaps::record;
use crate::database::walls::within;
use crate::support::{Client, Office, TestApp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

fn file() -> Value {
    let content = STANDARD.encode(format!("%PDF-1.7 {}", Uuid::now_v7()));
    json!({ "id": Uuid::now_v7(), "file_name": "ใบเสร็จ.pdf", "content": content })
}

/// A receipt made by a client, as `/receipts/{id}`.
async fn made(client: &Client, office: &Office) -> String {
    let made = client.post("/receipts", &new_receipt(office)).await.ok();
    format!(
        "/receipts/{}",
        made["header"]["id"].as_str().expect("an id")
    )
}

async fn attached(client: &Client, document: &str) -> String {
    let file = client
        .post(&format!("{document}/attachments"), &file())
        .await
        .ok();
    let id = file["id"].as_str().expect("an id");
    format!("{document}/attachments/{id}/withdraw")
}

/// Hands a receipt in: it has its number, and is no draft.
async fn hand_in(office: &Office, document: &str) {
    let officer = office.as_role(Role::RevenueOfficer);
    let doc = officer.get(document).await.ok();
    let version = json!({ "version": doc["header"]["version"] });
    let path = format!("{document}/submit");
    let done = officer.post(&path, &version).await.ok();
    assert_eq!(done["header"]["status"], "approved", "{done}");
}

#[tokio::test]
async fn a_program_attaches_to_its_own_drafts_alone() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit payment:read").await;
    let client = client(&app, &program).await;
    let officer = office.as_role(Role::RevenueOfficer);
    let own = made(&client, &office).await;
    let first = attached(&client, &own).await;
    client.post(&first, &json!({})).await.ok();
    let second = attached(&client, &own).await;

    // Of people, also where they are drafts; and of a kind it only reads.
    let theirs = made(officer, &office).await;
    let file_of_theirs = attached(officer, &theirs).await;
    let head = office.head().await;
    let put = format!("{theirs}/attachments");
    let of_people = ProblemCode::NOT_FOR_PROGRAMS;
    client.post(&put, &file()).await.refused(of_people);
    client
        .post(&file_of_theirs, &json!({}))
        .await
        .refused(of_people);
    let payment = office.walk(Kind::Payment).await;
    let before = office.head().await;
    let put = format!("{}/attachments", payment.path());
    let answer = client.post(&put, &file()).await;
    answer.refused(ProblemCode::INSUFFICIENT_SCOPE);
    assert_eq!(office.head().await, before);
    assert!(head < before);

    // Its own, once people have taken it on.
    hand_in(&office, &own).await;
    let head = office.head().await;
    let put = format!("{own}/attachments");
    client.post(&put, &file()).await.refused(of_people);
    client.post(&second, &json!({})).await.refused(of_people);
    assert_eq!(office.head().await, head, "nothing was written");
    client.get(&put).await.ok();
    app.check_books().await;
}

fn put(program: &Registered, document: &str) -> String {
    let id = program.id;
    format!(
        "SET LOCAL laas.person = '{id}';
         INSERT INTO attachment_contents (entity_id, sha256, content)
         VALUES (laas_entity(), sha256('x'), 'x') ON CONFLICT DO NOTHING;
         INSERT INTO attachments (entity_id, document_id, id, name, media_type, bytes, sha256, attached_by,
             attached_by_name, attached_at)
         VALUES (laas_entity(), '{document}', gen_random_uuid(), 'x.pdf', 'application/pdf', 1, sha256('x'),
             '{id}', 'x', now()); {}",
        record(id)
    )
}

fn taken_back(program: &Registered, document: &str) -> String {
    let id = program.id;
    format!(
        "SET LOCAL laas.person = '{id}';
         UPDATE attachments SET withdrawn_at = now()
         WHERE document_id = '{document}' AND withdrawn_at IS NULL; {}",
        record(id)
    )
}

/// The same, asked of the database by whoever has the role of the server.
#[tokio::test]
async fn the_database_refuses_a_program_the_files_of_others() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let program = registered(&office, "receipt:edit").await;
    let reader = registered(&office, "receipt:read").await;
    let client = client(&app, &program).await;
    let officer = office.as_role(Role::RevenueOfficer);
    let (own, theirs) = (made(&client, &office).await, made(officer, &office).await);
    let mine = made(&client, &office).await;
    for (by, document) in [(&client, &own), (officer, &theirs), (&client, &mine)] {
        attached(by, document).await;
    }
    hand_in(&office, &own).await;
    let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
    let (own, theirs, mine) = (id(&own), id(&theirs), id(&mine));
    let mut sql = app.app_sql().await;
    let head = office.head().await;
    for (who, document) in [(&program, &own), (&program, &theirs), (&reader, &mine)] {
        for what in [put(who, document), taken_back(who, document)] {
            let why = within(&mut sql, &office, &what).await.expect_err(&what);
            let words = ["laas:not_permitted", "laas:wrong_state"];
            assert!(words.iter().any(|word| why.contains(word)), "{why}");
        }
    }
    assert_eq!(office.head().await, head);
    for what in [put(&program, &mine), taken_back(&program, &mine)] {
        within(&mut sql, &office, &what)
            .await
            .expect("its own draft");
    }
}
