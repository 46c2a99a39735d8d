//! Numbers of citizens and taxpayers: no answer to whom they are no business has one whole, whatever is
//! asked for and in whatever form it comes.

use crate::support::{Answer, Client, Office, TestApp, today, words_of_pdf};
use calamine::{Reader, Xlsx};
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::permission::{Operation, Resource, Role, allows};
use shared::text::{id_grouped, masked};
use std::io::Cursor;
use uuid::Uuid;

/// Of a payee in the register, and of a payer on a receipt.
const NUMBERS: [&str; 2] = ["1234567890121", "0994000165510"];

fn sees(role: Role) -> bool {
    allows(role, Resource::TaxNumber.to(Operation::Read))
}

/// What can be read of an answer, without what people write between digits.
fn words(answer: &Answer) -> String {
    let kind = answer.headers.get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let text = match kind {
        "application/pdf" => words_of_pdf(&answer.bytes),
        kind if kind.contains("spreadsheet") => {
            let book = Cursor::new(answer.bytes.clone());
            let mut book: Xlsx<_> = calamine::open_workbook_from_rs(book).expect("a workbook");
            let sheets = book.worksheets();
            let cells = sheets.iter().flat_map(|(_, sheet)| sheet.rows().flatten());
            cells.map(ToString::to_string).collect()
        }
        _ => String::from_utf8_lossy(&answer.bytes).into_owned(),
    };
    text.replace(['-', ' '], "")
}

/// A payee and a receipt with numbers.
async fn planted(office: &Office) -> [Uuid; 2] {
    let officer = office.as_role(Role::FinanceOfficer);
    let mut party = officer
        .get(&format!("/parties/{}", office.supplier))
        .await
        .ok();
    party["tax_id"] = json!(NUMBERS[0]);
    let path = format!("/parties/{}", office.supplier);
    officer.put(&path, &party).await.ok();
    let mut body = office.receipt_body("cash", "100.00");
    body["payer_tax_id"] = json!(NUMBERS[1]);
    let receipt = office.walk_body(Kind::Receipt, body).await;
    [office.supplier, receipt.id.0]
}

/// The address to ask for; none for what waits for something to happen, or is not to be drawn.
fn address(path: &str, [party, receipt]: [Uuid; 2], draws: bool) -> Option<String> {
    let id = match path.split('/').nth(1)? {
        "parties" => party,
        "receipts" | "documents" => receipt,
        _ => Uuid::nil(),
    };
    // Drawing takes long; of the others paper has what their lists have.
    let is_drawn = path.ends_with("/print") || path == "/documents/papers";
    if is_drawn && (id.is_nil() || !draws) {
        return None;
    }
    let query = match path {
        "/inbox/changes" => return None,
        "/search" => "?q=SUPPLIER".to_owned(),
        "/documents/papers" => format!("?day={}", today()),
        "/parties/twins" => format!("?name_th=x&tax_id={}", NUMBERS[0]),
        _ => String::new(),
    };
    Some(format!("{}{query}", path.replace("{id}", &id.to_string())))
}

/// Asks for everything there is; which answers had something, and which of those had a number.
async fn told(app: &TestApp, reader: &Client, ids: [Uuid; 2], draws: bool) -> (usize, Vec<String>) {
    let (mut answered, mut with_numbers) = (0, Vec::new());
    for route in app.app.api.registered() {
        let is_plain = route.path.matches('{').count() == usize::from(route.path.contains("{id}"));
        let path = Some(&route.path).filter(|_| route.method == "GET" && is_plain);
        let Some(path) = path.and_then(|path| address(path, ids, draws)) else {
            continue;
        };
        let answer = reader.get(&path).await;
        let words = words(&answer);
        answered += usize::from(answer.status == 200);
        if NUMBERS.iter().any(|number| words.contains(number)) {
            with_numbers.push(path);
        }
    }
    (answered, with_numbers)
}

#[tokio::test]
async fn no_answer_has_a_number_for_whom_it_is_no_business() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let ids = planted(&office).await;
    for role in Role::ALL.iter().copied().filter(|role| !sees(*role)) {
        // Paper is drawn from the same answers: once is enough.
        let draws = role == Role::Executive;
        let (answered, with_numbers) = told(&app, office.as_role(role), ids, draws).await;
        assert_eq!(with_numbers, Vec::<String>::new(), "{role}");
        let reads = allows(role, Kind::Receipt.to(Operation::Read));
        assert!(!reads || answered > 30, "{role}: {answered} answers");
    }
    // Where they are whole for those who have the right, this test would see them.
    let (_, with_numbers) = told(&app, office.as_role(Role::FinanceOfficer), ids, false).await;
    for part in [
        "/parties?",
        "/parties/",
        "/parties/spreadsheet",
        "/receipts/",
    ] {
        let path = part.trim_end_matches('?');
        let is_told = with_numbers.iter().any(|told| told.starts_with(path));
        assert!(is_told, "{part} of {with_numbers:?}");
    }
}

#[tokio::test]
async fn a_masked_number_has_its_last_digits_and_tells_nobody_whose_it_is() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let [party, receipt] = planted(&office).await;
    let executive = office.as_role(Role::Executive);
    let read = async |path: String| executive.get(&path).await.ok();
    let seen = read(format!("/parties/{party}")).await;
    assert_eq!(seen["tax_id"], masked(NUMBERS[0]));
    let seen = read(format!("/receipts/{receipt}")).await;
    assert_eq!(seen["body"]["payer_tax_id"], masked(NUMBERS[1]));
    let sheet = executive.get("/parties/spreadsheet").await;
    let shown = id_grouped(&masked(NUMBERS[0])).replace('-', "");
    assert!(words(&sheet).contains(&shown), "{}", words(&sheet));
    // A guess is answered to nobody without the right.
    let guess = format!("/parties/twins?name_th=ไม่มีชื่อนี้&tax_id={}", NUMBERS[0]);
    let told = read(guess.clone()).await;
    assert_eq!(told, Value::Array(Vec::new()));
    let officer = office.as_role(Role::FinanceOfficer);
    let known = officer.get(&guess).await.ok();
    assert_eq!(known.as_array().map(Vec::len), Some(1));
}

/// Who could write back what was masked.
#[test]
fn whoever_enters_such_numbers_sees_them_whole() {
    for role in Role::ALL.iter().copied() {
        let enters = Kind::ALL.iter().filter(|kind| {
            let labels = spec(**kind).labels.iter().copied().flatten();
            let mut paths = labels.map(|(path, ..)| path);
            paths.any(|path| path.ends_with("tax_id")) && allows(role, kind.to(Operation::Edit))
        });
        let edits_parties = allows(role, Resource::Party.to(Operation::Edit));
        assert!(
            sees(role) || (enters.count() == 0 && !edits_parties),
            "{role}"
        );
    }
}
