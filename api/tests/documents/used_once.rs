//! Numbers that people write: one number however it is typed, used once.

use crate::support::{Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// A report of one cheque or slip on an account.
async fn report(office: &Office, account: Uuid, (method, field): (&str, &str), no: &str) -> Value {
    let request = office.walk(Kind::DisbursementRequest).await;
    json!({ "items": [{
        "item_id": Uuid::now_v7(), "requests": [request.id], "method": method,
        "bank_account_id": account, field: no,
    }] })
}

#[tokio::test]
async fn a_cheque_or_slip_is_used_once_on_its_account() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let maker = &office.maker(Kind::ChequeReport).client;
    let (cheque, slip) = (("cheque", "cheque_no"), ("withdrawal_slip", "slip_no"));
    for (kind, number, others) in [
        (
            cheque,
            "0012301",
            [" 0012301", "๐๐๑๒๓๐๑", "00 12301", "0012301\u{200B}"],
        ),
        (
            slip,
            "W-031",
            ["w-031", "W–031 ", "W - ๐๓๑", "Ｗ\u{2011}031"],
        ),
    ] {
        let first = report(&office, office.savings, kind, number).await;
        office.walk_until(Kind::ChequeReport, first, 1).await;
        for other in others {
            let again = report(&office, office.savings, kind, other).await;
            let answer = maker.create("/cheque-reports", &again).await;
            let problem = answer.refused(ProblemCode::DUPLICATE_NUMBER);
            assert_eq!(problem["context"]["number"], number, "{other:?}");
        }
        let elsewhere = report(&office, office.current, kind, number).await;
        maker.create("/cheque-reports", &elsewhere).await.ok();
    }
    // A slip is no cheque, and a spoiled one stays used.
    let slip_of_cheque = report(&office, office.savings, slip, "0012301").await;
    let doc = office
        .walk_until(Kind::ChequeReport, slip_of_cheque, 1)
        .await;
    doc.ask(maker, "cancel", Some("เสีย")).await.ok();
    let again = report(&office, office.savings, slip, "0012301").await;
    maker
        .create("/cheque-reports", &again)
        .await
        .refused(ProblemCode::DUPLICATE_NUMBER);
    app.check_books().await;
}

#[tokio::test]
async fn a_payers_cheque_is_taken_once_while_its_receipt_stands() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let collector = office.as_role(Role::RevenueOfficer);
    let taken = |bank: &str, number: &str| {
        let mut body = office.receipt_body("cheque", "100.00");
        body["cheque_bank"] = json!(bank);
        body["cheque_no"] = json!(number);
        body
    };
    let first = office
        .walk_body(Kind::Receipt, taken("ธนาคารสมมติ", "10000031"))
        .await;
    let again = taken("สมมติ จำกัด (มหาชน)", "๑๐๐๐ ๐๐๓๑");
    let answer = collector.create("/receipts", &again).await;
    answer.refused(ProblemCode::DUPLICATE_NUMBER);
    let other_bank = taken("ธนาคารตัวอย่าง", "10000031");
    office.walk_body(Kind::Receipt, other_bank).await;
    first.ask(collector, "cancel", Some("ผิดคน")).await.ok();
    office.walk_body(Kind::Receipt, again).await;
    app.check_books().await;
}

#[tokio::test]
async fn one_deposit_has_one_key_however_its_reference_is_typed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for reference in ["C69-001", "C69-001 ", "c69 – ๐๐๑", "C69\u{2011}001\u{FEFF}"] {
        let mut body = office.bank_receipt_body("100.00");
        body["items"] = json!([{ "item_type": "deposit", "deposit_kind": "performance_guarantee",
            "reference": reference, "amount": "100.00" }]);
        office.walk_body(Kind::BankReceipt, body).await;
    }
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Held {
        dimension: String,
        held: String,
    }
    let sql = "SELECT dimension, (credit - debit)::text AS held FROM current_balances
               WHERE entity_id = $1 AND account = '2112010101' AND dimension LIKE 'C%'";
    let held: Vec<Held> = app.owner_sql().await.rows(sql, &[office.id.0.into()]).await;
    let one = Held {
        dimension: "C69-001".to_owned(),
        held: "400.00".to_owned(),
    };
    assert_eq!(held, [one]);
    app.check_books().await;
}

/// Whatever a name is made of, the receipt prints; old Thai marks are kept as today's.
#[tokio::test]
async fn a_name_that_is_accepted_prints() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let collector = office.as_role(Role::RevenueOfficer);
    for (name, kept) in [
        ("①", "①"),
        ("李小龍", "李小龍"),
        ("ລາວ", "ລາວ"),
        ("ร้าน ● ✓ ㎡ 🧾", "ร้าน ● ✓ ㎡ 🧾"),
        ("น\u{F70B}\u{0E4D}\u{0E32}ม\u{F710}น", "น้ำมัน"),
        ("தமிழ் ខ្មែរ မြန်မာ", "தமிழ் ខ្មែរ မြန်မာ"),
    ] {
        let mut body = office.receipt_body("cash", "100.00");
        body["payer_name"] = json!(name);
        let doc = office.walk_body(Kind::Receipt, body).await;
        let found = collector.get(&format!("/receipts/{}", doc.id)).await.ok();
        assert_eq!(found["body"]["payer_name"], kept);
        let paper = collector.get(&format!("/receipts/{}/print", doc.id)).await;
        assert_eq!(paper.status, 200, "{name}: {}", paper.text());
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_paper_written_by_hand_is_entered_once_however_its_number_is_typed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let maker = &office.maker(Kind::Receipt).client;
    let enter = async |number: &str, book: &str| {
        let body = office.receipt_body("cash", "10.00");
        let manual = json!({ "number": number, "book": book, "date": "2025-10-14" });
        let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2569, "body": body,
                          "manual": manual });
        maker.post("/receipts", &new).await
    };
    let first = enter("a–๑ ๒", "๑").await.ok();
    assert_eq!(first["header"]["manual"]["number"], "A-12");
    for (number, book) in [
        ("A-12", "1"),
        ("a-12", "๑"),
        ("Ａ-１２", " 1"),
        ("A-1\u{200B}2", "1"),
    ] {
        let problem = enter(number, book)
            .await
            .refused(ProblemCode::DUPLICATE_NUMBER);
        let title = problem["title"].as_str().expect("a title");
        assert!(title.contains("A-12"), "{title}");
    }
    enter("A-12", "2").await.ok();
    // One that looks like a day is a number all the same.
    enter("2025-10-01", "").await.ok();
    let problem = enter("2025-10-01", " ").await;
    let problem = problem.refused(ProblemCode::DUPLICATE_NUMBER);
    let title = problem["title"].as_str().expect("a title");
    assert!(title.contains("2025-10-01"), "{title}");
    app.check_books().await;
}
