//! One question finds whatever stands on paper, however it is typed, and nothing that one may not read.

use crate::support::{Client, Doc, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// What was found, as `kind by said`, and the parties.
async fn ask(client: &Client, text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let q: String = url(text);
    let found = client.get(&format!("/search?q={q}")).await.ok();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let documents = found["documents"].as_array().expect("documents").iter();
    let documents = documents.map(|one| (text(&one["by"]), text(&one["header"]["id"])));
    let parties = found["parties"].as_array().expect("parties").iter();
    (
        documents.collect(),
        parties.map(|one| text(&one["code"])).collect(),
    )
}

fn url(text: &str) -> String {
    let byte = |byte: u8| format!("%{byte:02X}");
    text.bytes().map(byte).collect()
}

/// A question finds this document in this way, before all that was found by words.
async fn finds(client: &Client, text: &str, by: &str, doc: &Doc) {
    let (documents, _) = ask(client, text).await;
    let place = documents
        .iter()
        .position(|(_, id)| *id == doc.id.to_string());
    let place = place.unwrap_or_else(|| panic!("{text}: not among {documents:?}"));
    assert_eq!(documents[place].0, by, "{text}");
    let sure = documents.iter().take_while(|(by, _)| by != "words").count();
    assert!(by == "words" || place < sure, "{text}: {documents:?}");
}

async fn played(office: &Office) -> [Doc; 4] {
    let receipt = office
        .walk_receipt(office.receipt_body("cash", "1234.50"))
        .await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let cheques = office.walk_cheque(&request, item).await;
    let paid = office.cheque_payment_body(item);
    let payment = office.walk_body(Kind::Payment, paid).await;
    [receipt, request, cheques, payment]
}

#[tokio::test]
async fn documents_are_found_by_whatever_number_stands_on_them() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let [receipt, _, cheques, payment] = played(&office).await;
    let reader = office.as_role(Role::FinanceHead);
    for text in [
        "RCPT-00001/69",
        "rcpt 1/69",
        "RCPT1/2569",
        "1/69",
        "๑/๖๙",
        "RCPT-1",
        "rcpt 00001",
        " 0001/69 ",
    ] {
        finds(reader, text, "number", &receipt).await;
    }
    // Another number ends alike: it is found by words, after what is meant.
    let (documents, _) = ask(reader, "11/69").await;
    assert!(
        documents.iter().all(|(by, _)| by == "words"),
        "{documents:?}"
    );
    let entries = reader
        .get(&format!("{}/entries", payment.path()))
        .await
        .ok();
    let vouchers = entries.as_array().expect("entries").iter();
    let voucher = vouchers
        .filter_map(|entry| entry["voucher_no"].as_str())
        .next();
    let voucher = voucher.expect("a voucher");
    let short = voucher.replace("-0000", " ").to_lowercase();
    for text in [voucher, &short] {
        finds(reader, text, "voucher", &payment).await;
    }
    let cheque = cheques.body["items"][0]["cheque_no"]
        .as_str()
        .expect("a cheque");
    let spaced = format!("{} {}", &cheque[..3], &cheque[3..]);
    for text in [cheque, cheque.trim_start_matches('0')] {
        finds(reader, text, "cheque", &cheques).await;
        finds(reader, text, "cheque", &payment).await;
    }
    finds(reader, &spaced.replace(' ', "\u{200B}"), "cheque", &cheques).await;
}

#[tokio::test]
async fn a_document_is_found_by_the_bill_it_pays() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut body = office.request_body("77.00");
    body["bill_no"] = json!("IV-0068/0912");
    let request = office.draft(Kind::DisbursementRequest, body).await;
    let reader = office.as_role(Role::FinanceHead);
    for text in ["IV-0068/0912", "iv 68/912", "IV๖๘/๙๑๒"] {
        finds(reader, text, "paper", &request).await;
    }
    let (documents, _) = ask(reader, "IV-68/913").await;
    assert_eq!(documents, []);
}

#[tokio::test]
async fn amounts_words_and_parties_are_found() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let [receipt, request, ..] = played(&office).await;
    let reader = office.as_role(Role::FinanceHead);
    for text in ["1,234.50", "1234.50", "๑๒๓๔.๕๐"] {
        finds(reader, text, "amount", &receipt).await;
    }
    // With words beside it only what has both.
    let title = receipt.header.title.clone();
    let word: String = title.chars().take(4).collect();
    finds(reader, &format!("{word} 1234.50"), "amount", &receipt).await;
    let (documents, _) = ask(reader, "ไม่มีคำนี้ 1234.50").await;
    assert_eq!(documents, []);
    finds(reader, &request.header.title, "words", &request).await;
    let supplier = reader
        .get(&format!("/parties/{}", office.supplier))
        .await
        .ok();
    let (code, name) = (supplier["code"].as_str(), supplier["name_th"].as_str());
    let (code, name) = (code.expect("a code"), name.expect("a name"));
    for text in [code, &code.to_lowercase(), name] {
        let (_, parties) = ask(reader, text).await;
        assert_eq!(parties.first().map(String::as_str), Some(code), "{text}");
    }
    let mut decomposed = supplier.clone();
    decomposed["name_th"] = json!("ร้านน้ำดื่มทดสอบ");
    let officer = office.as_role(Role::FinanceOfficer);
    let path = format!("/parties/{}", office.supplier);
    officer.put(&path, &decomposed).await.ok();
    let (_, parties) = ask(reader, "น\u{0E49}\u{0E4D}\u{0E32}ดื่ม").await;
    assert_eq!(parties, [code]);
}

#[tokio::test]
async fn nothing_is_found_that_one_may_not_read() {
    let app = TestApp::start().await;
    let (office, other) = (app.office().await, app.office().await);
    let [receipt, request, cheques, _] = played(&office).await;
    let cheque = cheques.body["items"][0]["cheque_no"]
        .as_str()
        .expect("a cheque");
    let number = receipt
        .header
        .numbers
        .last()
        .expect("a number")
        .text
        .clone();
    let stranger = other.as_role(Role::FinanceHead);
    for text in [cheque, &number, "1234.50", &request.header.title] {
        let (documents, _) = ask(stranger, text).await;
        assert!(documents.is_empty(), "{text}: {documents:?}");
    }
    // A clerk of another department sees neither its requests nor cheques.
    let second = Some(office.departments[1]);
    let mut clerks = office.members.iter();
    let clerk = clerks.find(|one| one.roles == [Role::DepartmentClerk] && one.department == second);
    if let Some(clerk) = clerk {
        let amount = request.header.amount.to_string();
        let (documents, _) = ask(&clerk.client, &amount).await;
        let id = request.id.to_string();
        assert!(
            documents.iter().all(|(_, found)| *found != id),
            "{documents:?}"
        );
    }
    let reader = office.as_role(Role::FinanceHead);
    for wrong in ["", "%E2%80%8B", &"a".repeat(201)] {
        let refused = reader.get(&format!("/search?q={wrong}")).await;
        refused.refused(ProblemCode::INVALID_FIELDS);
    }
}
