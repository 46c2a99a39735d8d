//! Every fact the system knows stands on the paper (`faults.md` D5), read back from the PDF.

use crate::support::{Doc, Office, TestApp, words_of_pdf};
use serde_json::json;
use shared::document::{Kind, Status, StepName};
use shared::permission::Role;
use shared::{Money, ProblemCode};
use std::path::Path;
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
    // What was asked for, and on which bank the cheque is drawn.
    let paper = office.on_paper(&report).await;
    says(
        &paper,
        &[number, &payee, treasury, "1,070.00", "ธนาคารสมมติ"],
    );

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
            "ค่าธรรมเนียมเก็บและขนมูลฝอย",
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

/// Whoever sees a document is offered its paper, and is given one in every state of every kind. The
/// files are left to be looked at.
#[tokio::test]
async fn every_document_has_a_paper_at_every_step_that_says_where_it_stands() {
    let app = TestApp::start().await;
    for kind in Kind::ALL {
        // Books of its own: a report closes its day.
        let offices = app.offices().await;
        let office = offices.of(*kind);
        let mut doc = office.draft(*kind, office.body(*kind).await).await;
        // A draft, what one has signed, and what is over: a page takes its time.
        loop {
            let is_over = doc.next_step().is_none();
            if doc.header.steps_taken < 2 || is_over {
                prints_as_it_stands(office, &doc).await;
            }
            if is_over {
                break;
            }
            office.step(&mut doc).await;
        }
    }
}

/// Prints a document, leaves the file, and complains where the paper says something else than the
/// document of whether all have signed.
async fn prints_as_it_stands(office: &Office, doc: &Doc) {
    let kind = doc.kind;
    let path = format!("{}/print", doc.path());
    let pdf = office.everything().client.get(&path).await;
    assert_eq!(pdf.status, 200, "{kind}: {}", pdf.text());
    let file = format!("paper_{kind}_{}.pdf", doc.header.steps_taken);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    std::fs::write(file, &pdf.bytes).expect("a file");
    let paper = words_of_pdf(&pdf.bytes);
    let is_draft = doc.header.status == Status::Draft;
    let is_over = doc.next_step().is_none();
    let marks = ["ยังไม่ลงนาม", "อยู่ระหว่างลงนาม"].map(|mark| paper.contains(mark));
    assert_eq!(marks, [is_draft, !is_draft && !is_over], "{kind}: {paper}");
}

/// The name of whoever took a step.
async fn name_of(office: &Office, doc: &Doc, step: StepName) -> String {
    let took = doc.actors.iter().rfind(|(name, _)| *name == step);
    let (_, place) = took.expect("somebody");
    let session = office.members[*place].client.get("/session").await.ok();
    let name = session["name"].as_str().expect("a name");
    name.split_whitespace().collect()
}

/// How often a name stands in the places for signatures.
fn signed(paper: &str, name: &str) -> usize {
    paper.matches(&format!("({name})")).count()
}

#[tokio::test]
async fn nobody_stands_where_another_signs() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut request = office
        .walk_until(Kind::DisbursementRequest, office.request_body("50.00"), 2)
        .await;
    // Some have signed, and stand there; the others' places are left to them.
    let paper = office.on_paper(&request).await;
    for step in [StepName::Submit, StepName::Register] {
        assert_eq!(
            signed(&paper, &name_of(&office, &request, step).await),
            1,
            "{paper}"
        );
    }
    while request.next_step().is_some() {
        office.step(&mut request).await;
    }
    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let body = office.cheque_payment_body(item);
    let mut payment = office.draft(Kind::Payment, body).await;
    let approver = name_of(&office, &report, StepName::Approve).await;
    assert_eq!(signed(&office.on_paper(&payment).await, &approver), 0);
    while payment.next_step().is_some() {
        office.step(&mut payment).await;
    }
    // The executive signed the cheque with its report: that is the approval of the payment.
    let maker = name_of(&office, &payment, StepName::Submit).await;
    let paper = office.on_paper(&payment).await;
    assert_eq!(
        [signed(&paper, &maker), signed(&paper, &approver)],
        [1, 1],
        "{paper}"
    );
    request.reload(office.as_role(Role::FinanceOfficer)).await;
    let payer = name_of(&office, &payment, StepName::Confirm).await;
    let paper = office.on_paper(&request).await;
    assert!(signed(&paper, &payer) > 0, "{paper}");
}

#[tokio::test]
async fn who_paid_an_advance_is_not_who_cleared_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office
        .walk_body(Kind::AdvanceRequest, office.advance_body("100.00"))
        .await;
    let payment = office
        .walk_body(Kind::Payment, office.transfer_body(&[request.id]))
        .await;
    let body = office.clearing_body(&request, "100.00", "0.00");
    let clearing = office.walk_body(Kind::AdvanceClearing, body).await;
    let payer = name_of(&office, &payment, StepName::Confirm).await;
    let paper = office.on_paper(&request).await;
    let as_payer = format!("({payer})");
    let place = paper.find("9.ผู้จ่ายเงิน").expect("the place of the payer");
    let signs = paper[place..].contains(&as_payer);
    assert!(signs, "{payer} in {paper}");
    let contract = &clearing.body["contract_no"];
    let borrower = &clearing.body["borrower_name"];
    let known = [contract, borrower].map(|text| text.as_str().expect("a text"));
    says(&office.on_paper(&clearing).await, &known);
}

#[tokio::test]
async fn money_that_was_short_stands_on_the_summary_and_is_not_booked() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office
        .walk_body(Kind::Receipt, office.receipt_body("cash", "10.00"))
        .await;
    let slip = json!({ "receipts": [receipt.id] });
    let mut slip = office.walk_until(Kind::RemittanceSlip, slip, 1).await;
    let step = slip.next_step().expect("receiving");
    let client = &office.actor(&slip, step).client;
    let fields = json!({ "counted": "8.50", "difference_reason": "เหรียญขาด" });
    let request = json!({ "version": slip.header.version, "fields": fields });
    let path = format!("{}/{}", slip.path(), step.action);
    slip.refresh(&client.post(&path, &request).await.ok());
    let number = slip.header.numbers[0].text.clone();
    says(
        &office.on_paper(&slip).await,
        &["8.50", "(1.50)", "เหรียญขาด"],
    );

    let body = json!({ "slips": [slip.id] });
    let mut summary = office.draft(Kind::RemittanceSummary, body).await;
    let officer = office.as_role(Role::FinanceOfficer);
    let path = format!("{}/warnings", summary.path());
    let told = officer.get(&path).await.ok();
    assert_eq!(told[0]["code"], "counted_otherwise", "{told}");
    while summary.next_step().is_some() {
        office.step(&mut summary).await;
    }
    let paper = office.on_paper(&summary).await;
    let receipts = ["10.00", "412106", "8.50", "(1.50)", "เหรียญขาด", &number];
    says(&paper, &receipts);
    // B22 is the executive's decision: the voucher has all of the receipts, and nobody owes what is short.
    let entries = officer.get(&format!("{}/entries", summary.path())).await;
    let entries = entries.ok().to_string();
    assert!(
        !entries.contains("1102050906") && !entries.contains("8.50"),
        "{entries}"
    );
    app.check_books().await;
}

#[tokio::test]
async fn a_cancellation_and_a_bank_receipt_have_papers_of_their_own() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office.walk(Kind::BankReceipt).await;
    let number = &receipt.header.numbers[0].text;
    let bank = office.as_role(Role::FinanceOfficer);
    let bank = bank
        .get(&format!("/bank-accounts/{}", office.savings))
        .await
        .ok();
    let account = [&bank["bank"], &bank["number"]].map(|text| text.as_str().expect("a text"));
    let payer = receipt.header.party_name.clone().expect("a payer");
    let paper = office.on_paper(&receipt).await;
    says(
        &paper,
        &["ใบเสร็จรับเงิน", number, &payer, account[0], account[1]],
    );
    // It is called by its last number.
    let number = receipt.header.number().expect("a number");
    let body = office.cancellation_body(receipt.id);
    let reason = body["reason"].as_str().expect("a reason").to_owned();
    let mut cancellation = office.draft(Kind::Cancellation, body).await;
    says(&office.on_paper(&cancellation).await, &[&number, &reason]);
    while cancellation.next_step().is_some() {
        office.step(&mut cancellation).await;
    }
    let paper = office.on_paper(&cancellation).await;
    says(
        &paper,
        &[&number, &reason, "RV-", &receipt.header.amount.grouped()],
    );
}

#[tokio::test]
async fn each_voucher_that_was_booked_has_a_paper() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office
        .walk_body(Kind::Receipt, office.receipt_body("cash", "1234.50"))
        .await;
    let slip = json!({ "receipts": [receipt.id] });
    let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
    let summary = json!({ "slips": [slip.id] });
    let summary = office.walk_body(Kind::RemittanceSummary, summary).await;
    let client = office.as_role(Role::FinanceHead);
    let entries = client
        .get(&format!("{}/entries", summary.path()))
        .await
        .ok();
    let number = entries[0]["voucher_no"].as_str().expect("a number");
    let print = async |of: &Doc, number: &str| {
        let number = number.replace('/', "%2F");
        client
            .get(&format!("{}/print?voucher={number}", of.path()))
            .await
    };
    let pdf = print(&summary, number).await;
    assert_eq!(pdf.status, 200, "{}", pdf.text());
    let paper = words_of_pdf(&pdf.bytes);
    says(&paper, &["ใบผ่านรายการรับ", number, "1101010101", "1,234.50"]);
    // Two sign it (E12): who made the summary, and who approved it.
    for step in [StepName::Submit, StepName::Approve] {
        assert_eq!(
            signed(&paper, &name_of(&office, &summary, step).await),
            1,
            "{paper}"
        );
    }
    assert!(!paper.contains("ผู้ตรวจสอบ"), "{paper}");
    // A number of nobody, and one that another document has booked.
    for (of, number) in [(&summary, "RV-09999/69"), (&slip, number)] {
        let refused = print(of, number).await.refused(ProblemCode::INVALID_FIELDS);
        assert_eq!(refused["errors"][0]["path"], "voucher", "{refused}");
    }
}

#[tokio::test]
async fn the_paper_written_by_hand_stands_on_what_stands_for_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office
        .walk_body(Kind::Receipt, office.receipt_body("cash", "10.00"))
        .await;
    for (kind, body, words) in [
        (
            Kind::RemittanceSlip,
            json!({ "receipts": [receipt.id] }),
            "ใบนำส่งเงินที่จัดทำด้วยมือ",
        ),
        (
            Kind::DisbursementRequest,
            office.request_body("10.00"),
            "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 ตุลาคม 2568",
        ),
    ] {
        let id = Uuid::now_v7();
        let manual = json!({ "number": "ม.3/2569", "date": "2025-10-01" });
        let new = json!({ "id": id, "fiscal_year": 2569, "manual": manual, "body": body });
        let client = &office.maker(kind).client;
        client
            .post(&format!("/{}", kind.spec().path), &new)
            .await
            .ok();
        let path = format!("/{}/{id}/print", kind.spec().path);
        let paper = words_of_pdf(&client.get(&path).await.bytes);
        says(&paper, &[words, "ม.3/2569"]);
    }
}
