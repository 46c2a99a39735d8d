//! Every fact the system knows stands on the paper (`faults.md` D5), read back from the PDF.

use crate::support::{Doc, TestApp};
use serde_json::json;
use shared::Money;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// Complains of the first of these that a paper does not say.
fn says(paper: &str, wanted: &[&str]) {
    for text in wanted {
        let squeezed: String = text.split_whitespace().collect();
        assert!(paper.contains(&squeezed), "no {text:?} in {paper}");
    }
}

#[tokio::test]
async fn a_request_and_its_payment_say_who_is_paid_from_what_and_how() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut body = office.request_body("1070.00");
    body["bill_no"] = json!("INV-77");
    body["items"] = json!([
        { "description": "งวดแรก", "amount": "1000.00", "bank_account_no": "1112223334" },
        { "description": "งวดหลัง", "amount": "70.00" },
    ]);
    let left = office.remaining(office.lines[0]).await;
    let mut request = office.draft(Kind::DisbursementRequest, body).await;
    office.attach(&request, "%PDF-1.4").await;
    while request.next_step().is_some() {
        office.step(&mut request).await;
    }
    let payee = request.header.party_name.clone().expect("a payee");
    let left: Money = left.parse().expect("baht");
    let before = left.grouped();
    let after = (left - "1070.00".parse().expect("baht")).grouped();
    let known = [
        &*payee,
        "INV-77",
        "งวดแรก",
        "1112223334",
        "งวดหลัง",
        &before,
        &after,
        "ใบเสร็จ 1.pdf",
    ];
    says(&office.on_paper(&request).await, &known);

    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let number = report.body["items"][0]["cheque_no"]
        .as_str()
        .expect("a number");
    let cheque = format!("เช็คเลขที่ {number}");
    says(
        &office.on_paper(&request).await,
        &[&cheque, "สั่งจ่าย", &payee],
    );
    let treasury = &request.header.numbers.last().expect("a number").text;
    says(&office.on_paper(&report).await, &[number, &payee, treasury]);

    let payment = office
        .walk_body(Kind::Payment, office.cheque_payment_body(item))
        .await;
    let paid = office.on_paper(&payment).await;
    says(&paid, &[&payee, &cheque, &format!("ฎีกาเบิกเงิน {treasury}")]);
    request.reload(office.as_role(Role::FinanceOfficer)).await;
    says(&office.on_paper(&request).await, &[&cheque]);
    // A request of what is left tells it as it was then.
    let next = office
        .walk_until(Kind::DisbursementRequest, office.request_body("1.00"), 2)
        .await;
    says(&office.on_paper(&next).await, &[&after]);
    says(&office.on_paper(&request).await, &[&before, &after]);
}

#[tokio::test]
async fn a_slip_says_what_the_money_is_in_the_order_of_its_receipts() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut first = office.receipt_body("cash", "10.00");
    first["payer_name"] = json!("ผู้ชำระรายแรก");
    first["items"] = json!([
        { "item_type": "revenue", "revenue_type": "412106", "amount": "10.00" },
        { "item_type": "deposit", "deposit_kind": "bid", "reference": "B-1", "amount": "5.00" },
    ]);
    let first = office.walk_body(Kind::Receipt, first).await;
    let mut second = office.receipt_body("qr", "20.00");
    second["bank_account_id"] = json!(office.savings);
    second["reference"] = json!("QR-5");
    let second = office.walk_body(Kind::Receipt, second).await;
    let number = |doc: &Doc| doc.header.numbers[0].text.clone();
    let receipt = office.on_paper(&first).await;
    assert!(
        !receipt.contains("412106"),
        "no revenue code on a receipt: {receipt}"
    );
    says(&office.on_paper(&second).await, &["เลขที่อ้างอิง QR-5"]);
    let slip = json!({ "receipts": [second.id, first.id] });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    let text = office.on_paper(&slip).await;
    says(
        &text,
        &[
            "412106",
            "เงินประกันซอง",
            "5.00",
            &number(&first),
            &number(&second),
        ],
    );
    assert!(
        !text.contains("ผู้ชำระรายแรก"),
        "a payer is no kind of money: {text}"
    );
    let place = |doc: &Doc| text.find(&number(doc)).expect("its number");
    assert!(place(&first) < place(&second), "{text}");
}
