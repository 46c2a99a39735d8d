//! The account of a payee: changed with a fresh proof, approved and paid by somebody else, and on that
//! day nothing is paid to it.

use crate::support::{Client, Member, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

fn party(id: Uuid, account: Option<&str>) -> Value {
    json!({
        "id": id, "code": "S-9", "name_th": "ผู้ขายสมมติ", "kind": "supplier",
        "taxpayer_kind": "none", "vat_registered": false,
        "bank": account.map(|_| "ธนาคารสมมติ"), "bank_account_no": account,
    })
}

async fn prove(client: &Client, seconds_ago: u32) {
    let proof = json!({ "seconds_ago": seconds_ago });
    client.put("/practice/proof", &proof).await.ok();
}

#[tokio::test]
async fn an_account_changed_today_is_paid_tomorrow() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let payee = Uuid::now_v7();
    let path = format!("/parties/{payee}");
    let is_officer = |member: &&Member| member.roles == [Role::FinanceOfficer];
    let mut officers = office.members.iter().filter(is_officer);
    let changer = officers.nth(1).expect("an officer");
    let officer = &changer.client;
    prove(officer, 300).await;
    // A new payee, and a change of anything else, need no proof.
    officer
        .put(&path, &party(payee, Some("000-0-00001-1")))
        .await
        .ok();
    let mut moved = party(payee, Some("0000000011"));
    moved["address"] = "1 ถนนสมมติ".into();
    moved["version"] = 1.into();
    officer.put(&path, &moved).await.ok();
    let mut payments = Vec::new();
    for _ in 0..2 {
        let mut body = office.request_body("5.00");
        body["payee_id"] = json!(payee);
        let request = office.walk_body(Kind::DisbursementRequest, body).await;
        let payment = office.transfer_body(&[request.id]);
        payments.push(office.walk_until(Kind::Payment, payment, 4).await);
    }
    let [mut first, mut second] = <[_; 2]>::try_from(payments).expect("two");
    office.step(&mut first).await;

    let mut changed = party(payee, Some("0000000022"));
    changed["version"] = 2.into();
    officer
        .put(&path, &changed)
        .await
        .refused(ProblemCode::STEP_UP_REQUIRED);
    let kept = officer.get(&path).await.ok();
    assert_eq!(kept["bank_account_no"], "0000000011");
    let wrong = party(payee, Some("12"));
    officer
        .put(&path, &wrong)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    prove(officer, 0).await;
    officer.put(&path, &changed).await.ok();

    let step = second.next_step().expect("the payment");
    assert!(step.pays);
    let payer = office.actor(&second, step).clone();
    let told = second.ask(&payer.client, step.action.as_str(), None).await;
    let told = told.refused(ProblemCode::PAYEE_ACCOUNT_CHANGED);
    assert_eq!(told["context"]["name"], "ผู้ขายสมมติ");
    // Around the program neither, for whoever writes that it was paid.
    let event = |who: &Member, day: &str| {
        format!(
            "BEGIN; SET LOCAL laas.entity = '{}';
             INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
                 position, step, action, status, on_day)
             SELECT entity_id, document_id, max(seq) + 1, now(), '{}', '', '', '{}', 'post',
                 'posted', '{day}'
             FROM document_events WHERE document_id = '{}' GROUP BY 1, 2",
            office.id, who.person, step.name, second.id
        )
    };
    let around = async |work: String| {
        let mut sql = app.owner_sql().await;
        let refused = sql.run(&work).await.err();
        sql.run("ROLLBACK").await.expect("a way back");
        refused
    };
    let why = around(event(&payer, "2025-10-15"))
        .await
        .expect("changed today");
    assert!(why.contains("laas:payee_account_changed"), "{why}");
    assert_eq!(around(event(&payer, "2025-10-16")).await, None);
    let why = around(event(changer, "2025-10-16"))
        .await
        .expect("changed by them");
    assert!(why.contains("laas:separation_of_duties"), "{why}");
    let warned = payer
        .client
        .get(&format!("{}/warnings", second.path()))
        .await
        .ok();
    assert_eq!(warned[0]["code"], "account_changed", "{warned}");
    assert_eq!(warned[0]["context"]["name"], "ผู้ขายสมมติ");
    let unproved = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; SET LOCAL laas.person = '{}';
         UPDATE sessions SET proved_at = proved_at - interval '1 hour';
         SELECT set_config('laas.at', max(created_at)::text, true) FROM sessions;
         UPDATE parties SET bank_account_no = '0000000033' WHERE id = '{payee}';
         SET CONSTRAINTS ALL IMMEDIATE",
        office.id, changer.person
    );
    let why = around(unproved).await.expect("no proof");
    assert!(why.contains("laas:step_up_required"), "{why}");

    let tomorrow = json!({ "today": "2025-10-16" });
    let today = format!("/practice/entities/{}/today", office.id);
    app.anonymous().put(&today, &tomorrow).await.ok();
    let told = second.ask(officer, step.action.as_str(), None).await;
    told.refused(ProblemCode::OWN_ACCOUNT_CHANGE);
    office.step(&mut second).await;
    app.check_books().await;
}
