//! Every release before is migrated, proved and worked on.

use super::{dumps, found, found_in_all, left_by};
use crate::support::{Doc, Member, Office, Sql, TestApp, Urls, prepare};
use crate::verify::{bundled, busiest, proved};
use serde_json::json;
use shared::document::{Kind, Status};
use shared::permission::Role;
use shared::{EntityId, ProblemCode};

/// The office with most documents, whose day is open, and the one with empty books.
async fn offices(app: &TestApp) -> [Office; 2] {
    let busiest =
        "SELECT entity_id AS value FROM documents GROUP BY 1 ORDER BY count(*) DESC LIMIT 1";
    let emptiest = "SELECT entity_id AS value FROM documents GROUP BY 1 ORDER BY count(*) LIMIT 1";
    let mut sql = app.owner_sql().await;
    let busiest: EntityId = sql.value(busiest, &[]).await;
    let emptiest: EntityId = sql.value(emptiest, &[]).await;
    let (busy, bare) = (
        Office::return_to(app, busiest).await,
        Office::return_to(app, emptiest).await,
    );
    [busy, bare]
}

/// Takes every document that is under way to the end of its route; the report of the day, which
/// closes it, is voided to be made anew.
async fn finish(app: &TestApp, office: &Office) {
    for mut doc in office.under_way(app).await {
        if doc.kind == Kind::DailyReport {
            let client = &office.everything().client;
            let answer = doc.ask(client, "return", Some("แก้ไข")).await.ok();
            doc.refresh(&answer);
            doc.ask(client, "cancel", Some("ทำใหม่")).await.ok();
            continue;
        }
        while doc.next_step().is_some() {
            office.step(&mut doc).await;
        }
        assert_ne!(doc.header.status, Status::Draft, "{}", doc.kind);
        // Approved is not the end of it: the step that is left was kept by its name.
        assert!(doc.kind != Kind::Payment || doc.header.status == Status::Posted);
    }
}

/// The last step of a payment, by an officer who judged nothing of it in its earlier life.
async fn pay(office: &Office, payment: &Doc) {
    let officer = |member: &&Member| member.roles == [Role::FinanceOfficer];
    for member in office.members.iter().filter(officer) {
        let answer = payment.ask(&member.client, "post", None).await;
        if answer.status == 200 {
            return;
        }
        answer.refused(ProblemCode::SEPARATION_OF_DUTIES);
    }
    panic!("nobody may pay {}", payment.id);
}

/// Hands over every cheque and slip that has been signed, one that was signed in an older release
/// like one of today; each is free once, and a report is done with its last.
async fn hand_over(office: &Office) {
    let officer = office.as_role(Role::FinanceOfficer);
    let list = "/claims?account=claim.cheque,claim.withdrawal_slip&per_page=200";
    let claims = officer.get(list).await.ok()["items"].take();
    let claims = claims.as_array().expect("rows");
    assert!(!claims.is_empty(), "the dump has signed cheques");
    for claim in claims {
        assert_eq!(claim["free"], claim["amount"], "{claim}");
        let method = match claim["account"].as_str() {
            Some("claim.cheque") => "cheque",
            _ => "withdrawal_slip",
        };
        let body = json!({ "method": method, "cheque_item_id": claim["reference"],
            "received_by": "ผู้รับเงิน" });
        let payment = office.walk_until(Kind::Payment, body, 1).await;
        pay(office, &payment).await;
    }
    let left = officer.get(list).await.ok();
    assert_eq!(left["items"], json!([]));
    let open = "/cheque-reports?status=approved";
    assert_eq!(officer.get(open).await.ok()["items"], json!([]));
}

async fn count(urls: &Urls, table: &str) -> i64 {
    let sql = format!("SELECT count(*) AS value FROM {table}");
    Sql::connect(&urls.owner).await.value(&sql, &[]).await
}

#[tokio::test]
async fn every_release_before_is_migrated_proved_and_worked_on() {
    let dumps = dumps();
    assert!(!dumps.is_empty());
    for dump in dumps {
        let urls = left_by(&dump).await;
        let records = count(&urls, "records").await;
        assert!(records > 400, "{} is filled", dump.display());
        prepare(&urls.owner);
        assert!(count(&urls, "records").await >= records, "nothing is lost");
        assert_eq!(found_in_all(&urls).await, Vec::new(), "{}", dump.display());
        let entity = busiest(&mut Sql::connect(&urls.owner).await).await;
        let folder = bundled(&urls.app, entity).await;
        assert_eq!(proved(&folder), Vec::<String>::new(), "by others, too");

        let app = TestApp::start_on(urls.clone(), |_| ()).await;
        let [busy, bare] = offices(&app).await;
        finish(&app, &busy).await;
        finish(&app, &bare).await;
        hand_over(&busy).await;
        let last = |kind: &Kind| *kind == Kind::DailyReport;
        let mut kinds: Vec<Kind> = Kind::ALL.to_vec();
        // Openings need empty books: the one under way was finished.
        kinds.retain(|kind| *kind != Kind::Opening);
        kinds.sort_by_key(last);
        for kind in kinds {
            busy.walk(kind).await;
        }
        app.check_books().await;
        assert_eq!(found(&urls, &[]).await, Vec::new(), "after work");
    }
}
