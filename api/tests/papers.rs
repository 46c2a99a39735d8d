//! Codes on paper, and what whoever holds it is told.

use crate::support::{Client, Doc, TestApp, YEAR, today, words_of_pdf};
use api::platform::config::Signing;
use api::reporting::{SigningKey, includes, night_work};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use shared::reporting::{InclusionProof, RecordHead};
use uuid::Uuid;

#[tokio::test]
async fn whoever_holds_a_paper_is_told_whether_the_books_still_are_what_it_says() {
    let place = |name: &str| std::env::temp_dir().join(format!("{name}-{}", Uuid::new_v4()));
    let (roots, key) = (place("roots"), place("key"));
    SigningKey::make(&key).expect("a key");
    let app = TestApp::start_with(|config| {
        config.signing = Some(Signing { roots, key });
    })
    .await;
    let office = app.office().await;
    let head = office.everything().client.get("/record/head").await.ok();
    let head: RecordHead = serde_json::from_value(head).expect("a head");
    let told = async |entity: Uuid, code: &str| {
        let path = format!("/witness/{entity}/{code}");
        app.anonymous().get(&path).await.ok()
    };
    let right = told(office.id.0, &head.short_code()).await;
    assert_eq!(right["matches"], true);
    assert!(
        right["entity_name"].is_string() && right["recorded_at"].is_string(),
        "{right}"
    );
    // From the next night on a signed root holds it, and whoever asks is given the proof.
    assert_eq!(right["sealed"], Value::Null);
    let auditor = office.as_role(Role::InternalAuditor);
    let own = async || auditor.get("/record/inclusion").await.ok()["proof"].clone();
    assert_eq!(own().await, Value::Null);
    let state = &app.app.state;
    let night = night_work(&state.db, &state.config, state.clock.now());
    night.await.expect("a night");
    let sealed = told(office.id.0, &head.short_code()).await["sealed"].clone();
    assert_eq!(sealed, own().await);
    assert!(sealed.to_string().len() < 2048);
    let proof: InclusionProof = serde_json::from_value(sealed).expect("a proof");
    assert!(includes(&proof) && (proof.seq, &proof.hash) == (head.seq, &head.hash));
    office.walk(Kind::Receipt).await;
    let later = office.everything().client.get("/record/head").await.ok();
    let later: RecordHead = serde_json::from_value(later).expect("a head");
    let later = told(office.id.0, &later.short_code()).await;
    assert_eq!(
        (&later["matches"], &later["sealed"]),
        (&json!(true), &Value::Null)
    );
    let wrong = told(office.id.0, &format!("{}-0000-0000-0000-0000", head.seq)).await;
    assert_eq!(wrong["matches"], false);
    assert_eq!(
        [&wrong["recorded_at"], &wrong["entity_name"]],
        [&Value::Null; 2]
    );
    // An organisation that is gone answers for no paper of its own.
    let gone = told(Uuid::now_v7(), &head.short_code()).await;
    assert_eq!(
        [&gone["matches"], &gone["entity_name"]],
        [&json!(false), &Value::Null]
    );
}

#[tokio::test]
async fn a_signed_paper_is_told_of_and_nobody_on_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let report = office.walk(Kind::DailyReport).await;
    let head: RecordHead = serde_json::from_value(report.body["head"].clone()).expect("a head");
    let told = async |head: &RecordHead| {
        let path = format!("/witness/{}/{}", office.id.0, head.short_code());
        app.anonymous().get(&path).await.ok()
    };
    let right = told(&head).await;
    let header = &report.header;
    let number = header.numbers.last().map(|number| number.text.clone());
    let paper = json!({
        "kind": "daily_report",
        "number": number.or(header.voucher.clone()),
        "on": header.day(),
        "status": header.status,
        "amount": null,
        "is_outdated": false,
    });
    assert_eq!(right["paper"], paper);
    for member in &office.members {
        let name = member.client.get("/session").await.ok()["name"].clone();
        let name = name.as_str().expect("a name");
        assert!(!right.to_string().contains(name), "{right}");
    }
    // A code of another moment is of no paper.
    let client = &office.everything().client;
    let now = client.get("/record/head").await.ok();
    let now: RecordHead = serde_json::from_value(now).expect("a head");
    let table = told(&now).await;
    assert_eq!(
        (&table["matches"], &table["paper"]),
        (&json!(true), &Value::Null)
    );
    let wrong = RecordHead {
        hash: head.hash.chars().rev().collect(),
        ..head
    };
    assert_eq!(told(&wrong).await["paper"], Value::Null);
}

/// Where the code on a paper leads to, as a scanner reads it: `/paper/{organisation}/{code}`.
async fn scanned(client: &Client, doc: &Doc) -> Option<String> {
    let answer = client.get(&format!("{}/print", doc.path())).await;
    assert_eq!(answer.status, 200, "{}", doc.path());
    let text = words_of_pdf(&answer.bytes);
    let at = text.find("/paper/").or_else(|| text.find("/witness/"))?;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || "/-".contains(*c);
    Some(text[at..].chars().take_while(is_part).collect())
}

/// Whoever holds the paper of any document is told which it is, how much and where it stands; in the office the
/// same code opens it. Nobody is named, and of a draft there is no code.
#[tokio::test]
async fn every_paper_has_a_code_that_leads_to_it() {
    let app = TestApp::start().await;
    for kind in Kind::ALL {
        let office = match kind {
            Kind::Opening => app.bare_office().await,
            _ => app.office().await,
        };
        let client = &office.everything().client;
        let doc = office.walk(*kind).await;
        let address = scanned(client, &doc)
            .await
            .unwrap_or_else(|| panic!("{kind}: no code"));
        let found = client.get(&format!("/search?q={address}")).await.ok();
        assert_eq!(
            found["documents"][0]["header"]["id"],
            json!(doc.header.id),
            "{kind}: {found}"
        );
        assert_eq!(found["documents"][0]["by"], "code");
        let is_signed = address.starts_with("/witness/");
        let asked = address.replace("/paper/", "/papers/");
        let told = app.anonymous().get(&asked).await.ok();
        assert_eq!(
            (&told["matches"], &told["paper"]["kind"]),
            (&json!(true), &json!(kind)),
            "{told}"
        );
        if !is_signed {
            let now = client.get(&doc.path()).await.ok();
            assert_eq!(told["paper"]["amount"], now["header"]["amount"], "{kind}");
            assert_eq!(told["paper"]["is_outdated"], false, "{kind}");
        }
        for member in &office.members {
            let name = member.client.get("/session").await.ok()["name"].clone();
            assert!(
                !told.to_string().contains(name.as_str().expect("a name")),
                "{told}"
            );
        }
    }
}

/// A paper from before is told from one of now; a draft has no code, and a code of something else is none of a
/// document's.
#[tokio::test]
async fn an_older_paper_of_a_document_says_that_it_is_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = &office.everything().client;
    let body = office.body(Kind::DisbursementRequest).await;
    let draft = office.walk_until(Kind::DisbursementRequest, body, 0).await;
    assert_eq!(scanned(client, &draft).await, None);
    let body = office.body(Kind::DisbursementRequest).await;
    let under_way = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let before = scanned(client, &under_way).await.expect("a code");
    let told = async |address: &str| {
        let asked = address.replace("/paper/", "/papers/");
        app.anonymous().get(&asked).await.ok()
    };
    assert_eq!(told(&before).await["paper"]["is_outdated"], false);
    let returned = json!({ "version": under_way.header.version, "comment": "x" });
    let back = office.as_role(Role::FinanceOfficer);
    back.post(&format!("{}/return", under_way.path()), &returned)
        .await
        .ok();
    let later = told(&before).await;
    assert_eq!(
        (&later["paper"]["is_outdated"], &later["paper"]["status"]),
        (&json!(true), &json!("draft"))
    );
    // A table of now has the same number of a record, but is no document's paper.
    let mut entry = client.get("/departments").await.ok()["items"][0].clone();
    entry["name_th"] = json!("กองใหม่");
    let path = format!("/departments/{}", entry["id"].as_str().expect("an id"));
    client.put(&path, &entry).await.ok();
    let head = client.get("/record/head").await.ok();
    let head: RecordHead = serde_json::from_value(head).expect("a head");
    let code = format!("/paper/{}/{}", office.id.0, head.short_code());
    assert_eq!(told(&code).await["matches"], false);
}

#[tokio::test]
async fn a_copy_says_that_it_is_one_and_which() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office.walk(Kind::Receipt).await;
    let client = &office.everything().client;
    let printed = async |query: &str| {
        let path = format!("{}/print{query}", receipt.path());
        client.get(&path).await
    };
    let words = async |query: &str| words_of_pdf(&printed(query).await.bytes);
    assert!(!words("").await.contains("สำเนา"));
    let first = words("?copy=1").await;
    assert!(
        first.contains("สำเนา") && !first.contains("สำเนาฉบับที่"),
        "{first}"
    );
    assert!(words("?copy=2").await.contains("สำเนาฉบับที่2"));
    for wrong in ["?copy=0", "?copy=10", "?copy=x", "?copies=1"] {
        let status = printed(wrong).await.status;
        assert!(matches!(status, 400 | 422), "{wrong}: {status}");
    }
}

/// The papers of a day are one file, in the order of the work, each with its vouchers; as copies where asked.
#[tokio::test]
async fn the_papers_of_a_day_are_one_file_in_order() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let reader = office.as_role(Role::FinanceHead);
    office.walk(Kind::DisbursementRequest).await;
    let slip = office.walk(Kind::RemittanceSlip).await;
    office
        .walk_until(Kind::BankReceipt, office.body(Kind::BankReceipt).await, 0)
        .await;
    let day = today();
    let path = format!("/documents/papers?day={day}");
    let answer = reader.get(&path).await;
    assert_eq!(answer.status, 200, "{path}");
    let text = words_of_pdf(&answer.bytes);
    let number = |doc: &Doc| doc.header.numbers.last().expect("a number").text.clone();
    let place = |part: &str| {
        text.find(part)
            .unwrap_or_else(|| panic!("{part} in {text}"))
    };
    // Receipts, then their slip, then what is paid; the draft that was never handed in is no paper.
    let receipt = place("ใบเสร็จรับเงิน");
    let remitted = place("ใบนำส่งเงิน");
    let asked = place("ฎีกาเบิกเงิน");
    assert!(
        receipt < remitted && remitted < asked,
        "{receipt} {remitted} {asked}"
    );
    assert!(text.contains(&number(&slip).replace(' ', "")));
    assert!(!text.contains("ฉบับร่าง"), "{text}");
    let copies = reader.get(&format!("{path}&copy=2")).await;
    assert!(words_of_pdf(&copies.bytes).matches("สำเนาฉบับที่2").count() >= 3);
    // Of a day without papers there is no file.
    reader
        .get("/documents/papers?day=2025-09-01")
        .await
        .refused(ProblemCode::NOT_FOUND);
    for wrong in [
        "/documents/papers",
        "/documents/papers?day=2025-10-01&copy=10",
    ] {
        reader.get(wrong).await.refused(ProblemCode::INVALID_FIELDS);
    }
}

/// Found with a setting, an organisation writes amounts its way, on paper and on the screen.
#[tokio::test]
async fn amounts_are_in_the_words_of_the_organisation() {
    let app = TestApp::start().await;
    for (style, words) in [
        (json!(null), "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (json!("after_tens"), "หนึ่งร้อยหนึ่งบาทถ้วน"),
    ] {
        let mut settings = json!({
            "wht_rate": "0.01", "wht_min_juristic": "500.00", "wht_min_individual": "10000.00",
        });
        if style.is_string() {
            settings["amount_words"] = style.clone();
        }
        let practice = json!({
            "entity_type": "sao", "name_th": "อบต. สมมติ", "today": today(), "settings": settings,
            "departments": [], "parties": [], "bank_accounts": [],
            "people": [{ "name_th": "คนที่ 1", "position_th": "เจ้าพนักงานจัดเก็บรายได้",
                "roles": [{ "role": "revenue_officer" }] }],
        });
        let founded = app
            .anonymous()
            .post("/practice/entities", &practice)
            .await
            .ok();
        let clerk = app.with_token(founded["sessions"][0].as_str().expect("a session"));
        let entity = clerk.get("/session").await.ok()["entity"].clone();
        let known = style.as_str().unwrap_or("royal_society");
        assert_eq!(entity["amount_words"], known);
        let id = Uuid::now_v7();
        let draft = json!({ "id": id, "fiscal_year": YEAR, "body": {
            "payer_name": "นาย ก สมมติ", "money_kind": "cash", "items": [
                { "item_type": "revenue", "revenue_type": "412106", "amount": "101.00" }],
        } });
        clerk.post("/receipts", &draft).await.ok();
        let paper = clerk.get(&format!("/receipts/{id}/print")).await;
        let printed = words_of_pdf(&paper.bytes);
        assert!(printed.contains(words), "{known}: {printed}");
    }
}
