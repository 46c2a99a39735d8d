//! Drafts: saved and read back unchanged, one version after the other, each made once.

use crate::kinds;
use crate::support::{TestApp, YEAR, today};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::{KeyText, ProblemCode};
use uuid::Uuid;

/// Every field of `sent` stands unchanged in `kept`.
fn contains(sent: &Value, kept: &Value, at: &str) {
    match (sent, kept) {
        (Value::Object(fields), _) => {
            for (name, value) in fields {
                contains(value, &kept[name], &format!("{at}.{name}"));
            }
        }
        (Value::Array(items), Value::Array(kept)) => {
            assert_eq!(items.len(), kept.len(), "{at}");
            for (index, (item, kept)) in items.iter().zip(kept).enumerate() {
                contains(item, kept, &format!("{at}[{index}]"));
            }
        }
        // Numbers and codes come back in their one spelling.
        (Value::String(sent), Value::String(kept)) => {
            let is_key = KeyText::new(sent).as_str() == kept;
            assert!(sent == kept || is_key, "{at}: {sent} is kept as {kept}");
        }
        _ => assert_eq!(sent, kept, "{at}"),
    }
}

#[tokio::test]
async fn a_draft_is_read_back_as_it_was_sent() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let mut bodies = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        let office = offices.of(kind);
        let rich = kinds::rich(kind, office).await;
        bodies.extend(rich.into_iter().map(|body| (kind, body)));
        bodies.push((kind, office.body(kind).await));
    }
    for (kind, body) in bodies {
        let office = offices.of(kind);
        let doc = office.draft(kind, body.clone()).await;
        contains(&body, &doc.body, kind.as_str());
        let client = &office.maker(kind).client;
        let read = client.get(&doc.path()).await.ok();
        assert_eq!(read["body"], doc.body, "{kind}");
        // Sent back as it was read, nothing changes but the version.
        let changed = json!({ "version": 1, "body": read["body"] });
        let written = client.put(&doc.path(), &changed).await.ok();
        assert_eq!(written["header"]["version"], 2, "{kind}");
        let again = client.get(&doc.path()).await.ok();
        assert_eq!(again, written, "{kind}");
        // A daily report looks again at the figures and the record.
        if kind != Kind::DailyReport {
            assert_eq!(again["body"], doc.body, "{kind}");
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_change_must_have_seen_the_latest_version() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let body = office.body(*kind).await;
        let mut doc = office.draft(*kind, body.clone()).await;
        let client = &office.maker(*kind).client;
        for version in [0, 2] {
            let changed = json!({ "version": version, "body": body });
            client
                .put(&doc.path(), &changed)
                .await
                .refused(ProblemCode::VERSION_CONFLICT);
            let asked = json!({ "version": version });
            let submit = format!("{}/submit", doc.path());
            let all = &office.everything().client;
            all.post(&submit, &asked)
                .await
                .refused(ProblemCode::VERSION_CONFLICT);
        }
        // Changed once, the version seen before is no longer the latest.
        let changed = json!({ "version": 1, "body": body });
        let answer = client.put(&doc.path(), &changed).await.ok();
        client
            .put(&doc.path(), &changed)
            .await
            .refused(ProblemCode::VERSION_CONFLICT);
        let all = &office.everything().client;
        doc.ask(all, "submit", None)
            .await
            .refused(ProblemCode::VERSION_CONFLICT);
        doc.refresh(&answer);
        office.step(&mut doc).await;
        let changed = json!({ "version": doc.header.version, "body": body });
        client
            .put(&doc.path(), &changed)
            .await
            .refused(ProblemCode::WRONG_STATE);
    }
}

#[tokio::test]
async fn the_same_document_is_made_once() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let new =
            json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": office.body(*kind).await });
        let path = format!("/{}", spec(*kind).path);
        let client = &office.maker(*kind).client;
        let answers = join_all((0..8).map(|_| client.post(&path, &new))).await;
        let made = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(made, 1, "{kind}");
        for answer in answers.into_iter().filter(|answer| answer.status != 201) {
            answer.refused(ProblemCode::DUPLICATE_REQUEST);
        }
        client
            .post(&path, &new)
            .await
            .refused(ProblemCode::DUPLICATE_REQUEST);
    }
    app.check_books().await;
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    for kind in Kind::ALL {
        let office = offices.of(*kind);
        let body = office.body(*kind).await;
        let mut new = json!({ "id": Uuid::now_v7(), "fiscal_year": YEAR, "body": body });
        let path = format!("/{}", spec(*kind).path);
        let client = &office.maker(*kind).client;
        let key = format!("key-{}", Uuid::new_v4());
        let head = office.head().await;
        let answers = join_all((0..6).map(|_| client.post_once(&path, &new, &key))).await;
        let first = answers[0].bytes.clone();
        for answer in answers {
            assert_eq!((answer.status, &answer.bytes), (201, &first), "{kind}");
        }
        assert_eq!(office.head().await, head + 1, "{kind}: one record");
        // The answer stays what it was, whatever became of the document.
        let doc = client
            .get(&format!("{path}/{}", new["id"].as_str().expect("an id")))
            .await
            .ok();
        let changed = json!({ "version": 1, "body": doc["body"] });
        client
            .put(
                &format!("{path}/{}", new["id"].as_str().expect("an id")),
                &changed,
            )
            .await
            .ok();
        assert_eq!(
            client.post_once(&path, &new, &key).await.bytes,
            first,
            "{kind}"
        );
        // Another person, or other content: another request.
        let other = &office.everything().client;
        other
            .post_once(&path, &new, &key)
            .await
            .refused(ProblemCode::DUPLICATE_REQUEST);
        new["id"] = json!(Uuid::now_v7());
        client
            .post_once(&path, &new, &key)
            .await
            .refused(ProblemCode::DUPLICATE_REQUEST);
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_step_sent_twice_with_its_key_is_taken_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Opening) {
        let mut doc = office.draft(*kind, office.body(*kind).await).await;
        while let Some(step) = doc.next_step() {
            let client = &office.actor(&doc, step).client;
            let place = office.place_of(office.actor(&doc, step));
            let path = format!("{}/{}", doc.path(), step.action);
            let asked = json!({ "version": doc.header.version, "fields": doc.answers(step) });
            let key = format!("step-{}-{}", doc.id, step.name);
            let answers = join_all((0..3).map(|_| client.post_once(&path, &asked, &key))).await;
            let first = answers[0].bytes.clone();
            for answer in &answers {
                assert_eq!(
                    (answer.status, &answer.bytes),
                    (200, &first),
                    "{kind} {}",
                    step.name
                );
            }
            doc.actors.push((step.name, place));
            doc.refresh(&answers[0].json());
        }
        if *kind == Kind::DailyReport {
            office.void(doc.id).await; // opens the day again
        }
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_draft_belongs_to_the_current_fiscal_year_and_a_new_id() {
    let app = TestApp::start().await;
    let office = app.office().await;
    assert_eq!(shared::FiscalYear::of(today()).0, YEAR);
    let client = &office.maker(Kind::Receipt).client;
    let body = office.receipt_body("cash", "1.00");
    for year in [YEAR - 1, YEAR + 1, 0, i32::MAX, i32::MIN] {
        let new = json!({ "id": Uuid::now_v7(), "fiscal_year": year, "body": body });
        client
            .post("/receipts", &new)
            .await
            .refused(ProblemCode::FISCAL_YEAR_ENDED);
    }
    for id in [Uuid::nil(), Uuid::new_v4(), Uuid::max()] {
        let new = json!({ "id": id, "fiscal_year": YEAR, "body": body });
        client
            .post("/receipts", &new)
            .await
            .refused(ProblemCode::INVALID_FIELDS);
    }
}

/// Lists are read on by ids: one of a time to come would have nothing newer after it, whoever makes it.
#[tokio::test]
async fn no_id_is_of_a_time_to_come() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = &office.maker(Kind::Receipt).client;
    let ahead = |hours: i64| {
        let (seconds, _) = Uuid::now_v7().get_timestamp().expect("a time").to_unix();
        let then = seconds.saturating_add_signed(hours * 3600);
        Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, then, 0))
    };
    let new = |id: Uuid| json!({ "id": id, "fiscal_year": YEAR, "body": office.receipt_body("cash", "1.00") });
    let last: Uuid = "ffffffff-ffff-7fff-bfff-ffffffffff01"
        .parse()
        .expect("an id");
    let mut sql = app.app_sql().await;
    for id in [ahead(25), ahead(24 * 400), last] {
        let told = client.post("/receipts", &new(id)).await;
        told.refused(ProblemCode::DEVICE_CLOCK_WRONG);
        let make = format!(
            "BEGIN; SET LOCAL laas.entity = '{}';
             SELECT make_document('{id}', 'receipt', {YEAR}, '2025-10-15', 'x', NULL, NULL, 1, '{}', now(),
                 'x', 'x', NULL, 'submit', NULL, NULL, NULL, NULL, NULL); COMMIT",
            office.id,
            office.maker(Kind::Receipt).person
        );
        let why = sql.run(&make).await.expect_err("of a time to come");
        assert!(why.contains("laas:device_clock_wrong"), "{why}");
        sql.run("ROLLBACK").await.expect("a way back");
    }
    for id in [ahead(23), ahead(-24 * 400)] {
        client.post("/receipts", &new(id)).await.ok();
    }
    app.check_books().await;
}
