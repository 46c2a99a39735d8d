//! Lists, and what a refusal says: the true number of rows on every page, every wrong field at once.

use crate::support::{Client, Office, TestApp};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, spec};
use shared::permission::Role;
use uuid::Uuid;

async fn three_requests(office: &Office) {
    let kind = Kind::DisbursementRequest;
    for _ in 0..3 {
        let mut doc = office.draft(kind, office.body(kind).await).await;
        office.step(&mut doc).await;
    }
}

#[tokio::test]
async fn a_page_beyond_the_last_tells_how_many_rows_there_are() {
    let app = TestApp::start().await;
    let office = app.office().await;
    three_requests(&office).await;
    let officer = office.as_role(Role::FinanceOfficer);
    for list in [
        "/disbursement-requests?",
        "/inbox?",
        "/parties?",
        "/journal/entries?",
        "/users?",
    ] {
        // The roster is shown to the head.
        let reader = match list {
            "/users?" => office.as_role(Role::FinanceHead),
            _ => officer,
        };
        let total = reader.get(list).await.ok()["total"].clone();
        assert!(total.as_i64() > Some(1), "{list}: {total}");
        // Also farther down than the pages of a long list are counted.
        for page in ["page=9000&per_page=2", "page=9999", "page=1000000"] {
            let beyond = reader.get(&format!("{list}{page}")).await.ok();
            assert_eq!(beyond["items"], json!([]), "{list}{page}");
            assert_eq!(beyond["total"], total, "{list}{page}");
        }
    }
    let none = officer.get("/disbursement-requests?q=ไม่มี&page=2").await;
    assert_eq!(none.ok()["total"], 0);
}

/// The ids of the rows of an answer.
fn ids(page: &Value) -> Vec<String> {
    let rows = page["items"].as_array().into_iter().flatten();
    rows.map(|row| row["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A draft of a receipt for somebody.
async fn receipt_for(office: &Office, payer: &str) -> String {
    let kind = Kind::Receipt;
    let mut body = office.body(kind).await;
    body["payer_name"] = json!(payer);
    office.draft(kind, body).await.id.to_string()
}

#[tokio::test]
async fn words_are_found_however_they_are_typed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let id = receipt_for(&office, "ร้านน้ำแข็งแม่กิมลั้ง สาขา ๒").await;
    receipt_for(&office, "ร้านอื่น").await;
    let reader = office.as_role(Role::FinanceOfficer);
    for typed in [
        "น้ำแข็ง",
        "น\u{0E49}\u{0E4D}\u{0E32}แข็ง",
        "เเม่กิม",
        "  แม่กิม\u{200B}ลั้ง ",
        "สาขา  2",
        "๒",
        "ลั",
        "แข็งแม่กิมลั้ง สาขา 2",
    ] {
        for list in ["/receipts", "/documents", "/documents?kind=receipt,payment"] {
            let mark = if list.contains('?') { '&' } else { '?' };
            let found = reader.get(&format!("{list}{mark}q={typed}")).await.ok();
            let found = ids(&found);
            assert!(found.contains(&id), "{list} {typed:?}: {found:?}");
        }
    }
    for absent in ["น้ำแข็งแม่กิมลั้งสาขา", "%25", "_", "ลั้ง สาขา 3", "%27", "%5C"]
    {
        let found = reader.get(&format!("/receipts?q={absent}")).await.ok();
        assert_eq!(
            (ids(&found).len(), &found["total"]),
            (0, &json!(0)),
            "{absent:?}"
        );
    }
    let party = office.public.to_string();
    let one = reader.get(&format!("/parties/{party}")).await.ok();
    let name = one["name_th"].as_str().expect("a name").to_owned();
    let found = reader
        .get(&format!("/parties?q={}\u{FEFF}", name.replace("แ", "เเ")))
        .await
        .ok();
    assert!(ids(&found).contains(&party), "{name}: {found}");
    reader
        .get(&format!("/parties/{}", Uuid::now_v7()))
        .await
        .refused(ProblemCode::NOT_FOUND);
}

#[tokio::test]
async fn a_number_is_found_by_any_part_of_it() {
    let app = TestApp::start().await;
    let office = app.office().await;
    three_requests(&office).await;
    let reader = office.as_role(Role::FinanceOfficer);
    let list = reader.get("/disbursement-requests?sort=id").await.ok();
    let number = list["items"][1]["numbers"][0]["text"]
        .as_str()
        .expect("a number");
    let id = ids(&list)[1].clone();
    for part in [number, &number[1..], &number[number.len() - 6..], "๐๐๐๐๒"] {
        let found = reader
            .get(&format!("/disbursement-requests?q={part}"))
            .await
            .ok();
        assert_eq!(ids(&found), [id.as_str()], "{part} of {number}");
    }
}

/// Every row of a list, read from row to row.
async fn followed(reader: &Client, list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    loop {
        let after = found
            .last()
            .map_or(String::new(), |id| format!("&after={id}"));
        let next = ids(&reader.get(&format!("{list}&per_page=2{after}")).await.ok());
        if next.is_empty() {
            return found;
        }
        found.extend(next);
    }
}

#[tokio::test]
async fn a_list_is_read_by_pages_or_from_row_to_row() {
    let app = TestApp::start().await;
    let office = app.office().await;
    three_requests(&office).await;
    for at in 0..2 {
        receipt_for(&office, &format!("คนที่ {at}")).await;
    }
    let reader = office.as_role(Role::FinanceOfficer);
    for list in [
        "/documents?sort=-id",
        "/documents?sort=id",
        "/disbursement-requests?sort=-id",
        "/receipts?sort=-id",
    ] {
        let whole = ids(&reader.get(&format!("{list}&per_page=200")).await.ok());
        let mut pages = Vec::new();
        for page in 1..=whole.len().div_ceil(2) {
            pages.extend(ids(&reader
                .get(&format!("{list}&per_page=2&page={page}"))
                .await
                .ok()));
        }
        assert!(whole.len() > 1, "{list}");
        assert_eq!(pages, whole, "{list} by pages");
        assert_eq!(
            followed(reader, list).await,
            whole,
            "{list} from row to row"
        );
    }
    let after = Uuid::now_v7();
    for wrong in [
        format!("sort=amount&after={after}"),
        format!("page=2&after={after}"),
    ] {
        let problem = reader.get(&format!("/receipts?{wrong}")).await;
        assert_eq!(
            paths(&problem.refused(ProblemCode::INVALID_FIELDS)),
            ["after"],
            "{wrong}"
        );
    }
}

/// What is found by its words is counted whole, as everything else is.
#[tokio::test]
async fn the_total_is_of_all_wherever_one_begins_to_read() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for at in 0..3 {
        receipt_for(&office, &format!("ร้านน้ำแข็ง {at}")).await;
    }
    let reader = office.as_role(Role::FinanceOfficer);
    for list in [
        "/receipts?sort=id",
        "/receipts?q=น้ำแข็ง",
        "/documents?q=น้ำแข็ง&sort=id",
    ] {
        let whole = reader.get(list).await.ok();
        let from_here = ids(&whole)[0].clone();
        let rest = reader.get(&format!("{list}&after={from_here}")).await.ok();
        assert_eq!(ids(&rest), ids(&whole)[1..], "{list}");
        assert_eq!(rest["total"], whole["total"], "{list}");
    }
}

#[tokio::test]
async fn one_request_lists_and_counts_all_kinds_one_may_read() {
    let app = TestApp::start().await;
    let office = app.office().await;
    three_requests(&office).await;
    receipt_for(&office, "ผู้ชำระเงิน").await;
    let mut issued = office
        .draft(Kind::Receipt, office.body(Kind::Receipt).await)
        .await;
    office.step(&mut issued).await;
    for role in [
        Role::FinanceOfficer,
        Role::DepartmentClerk,
        Role::RevenueOfficer,
    ] {
        let reader = office.as_role(role);
        let all = reader.get("/documents?per_page=200").await.ok();
        let (mut rows, mut drafts) = (Vec::new(), Vec::new());
        for kind in Kind::ALL {
            let list = reader
                .get(&format!("/{}?per_page=200", spec(*kind).path))
                .await;
            if list.status == 403 {
                let none = reader.get(&format!("/documents?kind={kind}")).await.ok();
                assert_eq!(none["total"], 0, "{role}: {kind}");
                continue;
            }
            let list = list.ok();
            rows.extend(ids(&list));
            let of_drafts = list["items"].as_array().into_iter().flatten();
            let of_drafts = of_drafts.filter(|row| row["status"] == "draft").count();
            drafts.extend((of_drafts > 0).then(|| json!([kind, of_drafts])));
        }
        rows.sort_by(|a, b| b.cmp(a));
        assert_eq!(ids(&all), rows, "{role}");
        assert_eq!(all["total"], rows.len(), "{role}");
        let counts = reader.get("/documents/counts?status=draft").await.ok();
        let counts = counts.as_array().expect("counts").iter();
        let counts: Vec<Value> = counts.map(|of| json!([of["kind"], of["count"]])).collect();
        assert_eq!(counts, drafts, "{role}");
    }
    let reader = office.as_role(Role::FinanceOfficer);
    let counted = reader
        .get("/documents/counts?kind=receipt&is_free=true")
        .await
        .ok();
    let issued = &counted[0];
    assert_eq!(
        (&issued["status"], &issued["count"], &issued["more"]),
        (&json!("approved"), &json!(1), &json!(false))
    );
    assert!(issued["amount"].is_string(), "{issued}");
    // What is done is taken by nothing any more, whether something took it or not.
    office.walk(Kind::BankReceipt).await;
    let of_bank = reader.get("/bank-receipts?status=posted").await.ok();
    assert!(of_bank["total"].as_i64() > Some(0), "{of_bank}");
    let free = "/bank-receipts?is_free=true&status=posted";
    assert_eq!(reader.get(free).await.ok()["items"], json!([]));
}

/// The paths a refusal names.
fn paths(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors
        .map(|error| error["path"].as_str().expect("a path"))
        .collect()
}

#[tokio::test]
async fn every_wrong_field_is_told_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    let mut body = office.body(kind).await;
    // Seen without the database: no purpose, nothing asked for. Only with it: nobody to pay, and a
    // line of another kind.
    body["purpose"] = json!("");
    body["items"][0]["amount"] = json!("0.00");
    body["payee_id"] = json!(Uuid::now_v7());
    body["request_kind"] = json!("central");
    let new = json!({ "id": Uuid::now_v7(), "fiscal_year": 2569, "body": body });
    let client = &office.maker(kind).client;
    let problem = client
        .post(&format!("/{}", spec(kind).path), &new)
        .await
        .refused(ProblemCode::INVALID_FIELDS);
    let mut named = paths(&problem);
    named.sort_unstable();
    assert_eq!(
        named,
        ["items[0].amount", "payee_id", "purpose", "request_kind"]
    );
}

#[tokio::test]
async fn a_conflict_blames_no_field() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::Receipt;
    let doc = office.draft(kind, office.body(kind).await).await;
    let changed = json!({ "version": 7, "body": doc.body });
    let client = &office.maker(kind).client;
    let problem = client
        .put(&doc.path(), &changed)
        .await
        .refused(ProblemCode::VERSION_CONFLICT);
    assert_eq!(paths(&problem), [""; 0]);
}

/// A draft of a receipt for somebody, about something, of an amount.
async fn receipt_of(office: &Office, payer: &str, amount: &str) {
    let kind = Kind::Receipt;
    let mut body = office.body(kind).await;
    body["payer_name"] = json!(payer);
    let items = body["items"].as_array_mut().expect("items");
    items.truncate(1);
    items[0]["amount"] = json!(amount);
    office.draft(kind, body).await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_amount_and_by_payer() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for (payer, amount) in [("นาย ก", "10.00"), ("นาง ข", "20.00"), ("นาย ค", "30.00")]
    {
        receipt_of(&office, payer, amount).await;
    }
    let reader = office.as_role(Role::FinanceOfficer);
    let asked = async |filters: &str| {
        let page = reader
            .get(&format!("/receipts?sort=amount&{filters}"))
            .await
            .ok();
        let rows = page["items"].as_array().expect("rows").clone();
        assert_eq!(page["total"], rows.len(), "{filters}");
        let amount = |row: &Value| row["amount"].as_str().expect("an amount").to_owned();
        rows.iter().map(amount).collect::<Vec<_>>()
    };
    for (filters, found) in [
        ("amount_from=20.00", vec!["20.00", "30.00"]),
        ("amount_to=20", vec!["10.00", "20.00"]),
        ("amount_from=20.00&amount_to=20.00", vec!["20.00"]),
        ("party=นาย", vec!["10.00", "30.00"]),
        ("party=นาย&amount_from=11", vec!["30.00"]),
        ("party=นาย&q=นาง", vec![]),
    ] {
        assert_eq!(asked(filters).await, found, "{filters}");
    }
    reader
        .get("/receipts?amount_from=x")
        .await
        .refused(ProblemCode::MALFORMED_REQUEST);
}

/// What looks alike to a computer and not to a dictionary: vowels before their consonant, tones.
const DICTIONARY: [&str; 7] = ["กวย", "ก่วย", "ก้วย", "ก๊วย", "ก๋วย", "แก้ว", "ขวด"];

#[tokio::test]
async fn subjects_stand_in_the_order_of_the_dictionary() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kind = Kind::DisbursementRequest;
    for word in DICTIONARY.iter().rev() {
        let mut body = office.request_body("1.00");
        body["purpose"] = json!(word);
        office.draft(kind, body).await;
    }
    let reader = office.as_role(Role::FinanceOfficer);
    for (sort, is_falling) in [("title", false), ("-title", true)] {
        let page = reader
            .get(&format!("/disbursement-requests?sort={sort}"))
            .await
            .ok();
        let rows = page["items"].as_array().expect("rows").iter();
        let mut titles: Vec<String> = rows
            .map(|row| row["title"].as_str().expect("a title").to_owned())
            .collect();
        if is_falling {
            titles.reverse();
        }
        assert_eq!(titles, DICTIONARY, "{sort}");
    }
}
