//! Every table can be taken home: as a workbook whose figures are numbers, and as paper that says
//! whose it is, of when, by which filters, who printed it and where the record stood.

use crate::support::{Answer, Client, Office, TestApp, saved_as, words_of_pdf};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use shared::document::{Kind, spec};
use shared::permission::Role;
use shared::reporting::RecordHead;
use shared::{Money, ProblemCode};
use std::collections::BTreeSet;
use std::io::Cursor;

/// Lists that are no table of a page: what is chosen from, counted or warned of, and the devices of the
/// person alone, which nobody else sees.
const NO_TABLES: [&str; 11] = [
    "list_absences",
    "list_accounts",
    "list_claims",
    "list_classifications",
    "list_devices",
    "list_document_counts",
    "list_document_people",
    "list_inbox_posts",
    "list_number_formats",
    "list_party_twins",
    "list_rights",
];

#[tokio::test]
async fn every_list_and_report_can_be_taken_home() {
    let app = TestApp::start().await;
    let routes = app.app.api.registered();
    let ids: BTreeSet<&str> = routes
        .iter()
        .map(|route| route.operation_id.as_str())
        .collect();
    let is_table = |path: &str, id: &str| {
        !path.contains('{') && (id.starts_with("list_") || path.starts_with("/reports/"))
    };
    let mut tables = 0;
    for route in routes.iter().filter(|route| route.method == "GET") {
        let id = route.operation_id.as_str();
        let is_file = id.ends_with("_spreadsheet") || id.ends_with("_print");
        // The day's figures are a document of their own.
        if is_file || !is_table(&route.path, id) || id == "get_daily_status" {
            continue;
        }
        let has = |ending: &str| ids.contains(format!("{id}_{ending}").as_str());
        assert_ne!(NO_TABLES.contains(&id), has("spreadsheet"), "{id}");
        assert_eq!(has("spreadsheet"), has("print"), "{id}");
        tables += usize::from(has("print"));
    }
    assert!(tables > Kind::ALL.len() + 8, "{tables}");
}

/// The rows of a workbook, from the heading on.
fn rows(answer: &Answer) -> Vec<Vec<Data>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(answer.bytes.clone())).expect("a workbook");
    let sheet = book.worksheets().pop().expect("a sheet").1;
    sheet.rows().map(<[Data]>::to_vec).collect()
}

fn text(cell: &Data) -> String {
    cell.to_string()
}

fn money(cell: &Data) -> Money {
    match cell {
        Data::Float(number) => format!("{number:.2}").parse().expect("an amount"),
        other => panic!("no number: {other:?}"),
    }
}

fn sum(rows: &Value, field: &str) -> Money {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| {
        row[field]
            .as_str()
            .expect(field)
            .parse::<Money>()
            .expect(field)
    })
    .sum()
}

struct Reading<'a> {
    office: &'a Office,
    client: &'a Client,
    name: String,
    head: String,
}

impl<'a> Reading<'a> {
    async fn of(office: &'a Office, role: Role) -> Reading<'a> {
        let client = office.as_role(role);
        let head = client.get("/record/head").await.ok();
        let head: RecordHead = serde_json::from_value(head).expect("a head");
        let session = client.get("/session").await.ok();
        Reading {
            office,
            client,
            name: session["name"].as_str().expect("a name").to_owned(),
            head: head.short_code(),
        }
    }

    /// Both files of a table: the rows of the workbook, and what stands on paper. Both say what every
    /// table says.
    async fn files(&self, path: &str, query: &str, title: &str) -> (Vec<Vec<Data>>, String) {
        let sheet = self.client.get(&format!("{path}/spreadsheet{query}")).await;
        let rows = rows(&sheet);
        let head: Vec<String> = rows.iter().take(9).map(|row| text(&row[0])).collect();
        let head: String = head.concat().split_whitespace().collect();
        let paper = self.client.get(&format!("{path}/print{query}")).await;
        assert_eq!(paper.status, 200, "{}", paper.text());
        let words = words_of_pdf(&paper.bytes);
        for said in [&self.office.canary, &self.name, &self.head, title] {
            let said: String = said.split_whitespace().collect();
            assert!(words.contains(&said), "{path}: {said} in {words}");
            assert!(head.contains(&said), "{path}: {said} in {head}");
        }
        assert!(head.contains("ข้อมูลณ15ต.ค.2568"), "{head}");
        assert!(words.contains("ณวันที่15ตุลาคม2568"), "{words}");
        for (file, ending) in [(&sheet, ".xlsx"), (&paper, ".pdf")] {
            let name = saved_as(file);
            assert!(name.starts_with(title) && name.ends_with(ending), "{name}");
            assert!(name.contains(&self.office.canary), "{name}");
        }
        (rows, words)
    }
}

#[tokio::test]
async fn a_report_at_home_is_the_report_on_the_screen() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office
        .walk_receipt(office.receipt_body("cash", "1234.50"))
        .await;
    office.walk(Kind::DisbursementRequest).await;
    let read = Reading::of(&office, Role::FinanceHead).await;
    let days = "?from=2025-10-01&to=2025-10-15";
    let long = "ตั้งแต่วันที่1ตุลาคม2568ถึงวันที่15ตุลาคม2568";
    for (path, title, fields) in [
        (
            "/reports/trial-balance",
            "งบทดลอง",
            &[
                "movement_debit",
                "movement_credit",
                "closing_debit",
                "closing_credit",
            ][..],
        ),
        ("/reports/receipts-payments", "รายงานรับ-จ่ายเงิน", &[]),
    ] {
        let shown = read.client.get(&format!("{path}{days}")).await.ok();
        let (rows, words) = read.files(path, days, title).await;
        assert!(words.contains(long), "{words}");
        // M-02 and M-03 are signed.
        for signer in ["หัวหน้าหน่วยงานคลัง", "ปลัด", "ผู้บริหารท้องถิ่น"]
        {
            assert!(words.contains(signer), "{signer} in {words}");
        }
        for row in shown.as_array().expect("rows") {
            let name = row["account_name"].as_str().or(row["name"].as_str());
            let name: String = name.expect("a name").split_whitespace().collect();
            assert!(words.contains(&name), "{name} in {words}");
        }
        let last = rows.last().expect("totals");
        for (field, cell) in fields.iter().rev().zip(last.iter().rev()) {
            assert_eq!(money(cell), sum(&shown, field), "{field}");
        }
    }
    // M-03: between the money there was and the money there is, beside what was estimated.
    let path = "/reports/receipts-payments";
    let (rows, words) = read.files(path, days, "รายงานรับ-จ่ายเงิน").await;
    for said in ["ประมาณการ", "เกิดขึ้นจริงตั้งแต่ต้นปี", "รหัสบัญชี", "หมวดค่าธรรมเนียม"]
    {
        assert!(words.contains(said), "{said} in {words}");
    }
    let named = |name: &str| {
        let row = rows
            .iter()
            .find(|row| row.iter().any(|cell| text(cell) == name));
        row.unwrap_or_else(|| panic!("{name} in {rows:?}")).clone()
    };
    let in_period = |name: &str| money(named(name).last().expect("an amount"));
    let (first, over, last) = (
        in_period("ยอดยกมา"),
        in_period("รับสูง (ต่ำ) กว่าจ่าย"),
        in_period("ยอดยกไป"),
    );
    assert_eq!(first + over, last);
    let lines = read.client.get("/budget-lines?fiscal_year=2569").await.ok();
    let (rows, words) = read
        .files("/budget-lines", "?fiscal_year=2569", "วงเงินคงเหลือ")
        .await;
    assert!(words.contains("ปีงบประมาณ2569"), "{words}");
    let left = rows.last().and_then(|row| row.last()).expect("a total");
    assert_eq!(money(left), sum(&lines, "remaining"));
    let (rows, words) = read.files("/journal/entries", days, "สมุดรายวัน").await;
    let last = rows.last().expect("totals");
    let (debit, credit) = (money(&last[8]), money(&last[9]));
    assert!(debit == credit && debit.is_positive(), "{debit} {credit}");
    assert!(words.contains("1,234.50"), "{words}");
}

#[tokio::test]
async fn a_list_at_home_has_what_its_filter_leaves_and_says_the_filter() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for amount in ["100.00", "250.25"] {
        office
            .walk_body(Kind::Receipt, office.receipt_body("cash", amount))
            .await;
    }
    let voided = office
        .walk_body(Kind::Receipt, office.receipt_body("cash", "7.00"))
        .await;
    let collector = office.as_role(Role::RevenueOfficer);
    voided.ask(collector, "cancel", Some("ผิด")).await.ok();
    let read = Reading::of(&office, Role::FinanceHead).await;
    let kind = Kind::Receipt.thai();
    let (rows, _) = read.files("/receipts", "", kind).await;
    let below = |rows: &[Vec<Data>], heading: &str| {
        let below = rows.iter().rev().take_while(|row| text(&row[0]) != heading);
        below.count()
    };
    assert_eq!(below(&rows, "เลขที่"), 4, "three receipts and their sum");
    assert_eq!(
        money(rows.last().unwrap().last().unwrap()),
        "350.25".parse().unwrap()
    );
    let filter = "?status=cancelled&q=ใบเสร็จ&fiscal_year=2569&page=1";
    let (_, words) = read.files("/receipts", "?status=cancelled", kind).await;
    assert!(
        words.contains("เฉพาะสถานะ:ยกเลิก") && words.contains("7.00"),
        "{words}"
    );
    assert!(!words.contains("250.25"), "{words}");
    let paper = read.client.get(&format!("/receipts/print{filter}")).await;
    assert!(words_of_pdf(&paper.bytes).contains("คำค้น:ใบเสร็จ·หน้า:1"));
    // What is seen is a page of it.
    let (rows, _) = read.files("/receipts", "?page=2&per_page=1", kind).await;
    assert_eq!(below(&rows, "เลขที่"), 2, "one receipt and its sum");
    for (path, title) in [
        ("/parties", "ผู้ชำระเงินและผู้รับเงิน"),
        ("/bank-accounts", "บัญชีธนาคาร"),
        ("/departments", "กอง/สำนัก"),
    ] {
        let listed = read.client.get(&format!("{path}?per_page=200")).await.ok();
        let sheet = read.client.get(&format!("{path}/spreadsheet")).await;
        let all = self::rows(&sheet);
        let items = listed["items"].as_array().expect("items");
        assert_eq!(below(&all, "รหัส"), items.len(), "{title}");
    }
}

#[tokio::test]
async fn too_many_rows_are_refused_with_a_way_out() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let client = office.as_role(Role::FinanceOfficer);
    let most = api::platform::tables::MOST_ON_PAPER;
    let many = format!(
        "SET session_replication_role = replica;
         INSERT INTO parties (entity_id, id, code, name_th, kind, taxpayer_kind, vat_registered)
         SELECT '{}', gen_random_uuid(), 'M' || n, 'ราย ' || n, 'payer', 'none', false
         FROM generate_series(1, {most}) AS n",
        office.id
    );
    app.owner_sql()
        .await
        .run(&many)
        .await
        .expect("many parties");
    let refused = client.get("/parties/print").await;
    let refused = refused.refused(ProblemCode::TOO_MANY_ROWS);
    assert!(
        refused["title"]
            .as_str()
            .unwrap()
            .contains("มากกว่า 2,000 รายการ"),
        "{refused}"
    );
    assert_eq!(client.get("/parties/print?page=3").await.status, 200);
    assert_eq!(client.get("/parties/spreadsheet").await.status, 200);
}

#[tokio::test]
async fn whoever_may_not_read_a_table_may_not_take_it_home() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let clerk = office.as_role(Role::DepartmentClerk);
    for path in [
        "/reports/trial-balance",
        "/journal/entries",
        "/users",
        "/users/reviews",
    ] {
        for ending in ["spreadsheet", "print"] {
            let answer = clerk.get(&format!("{path}/{ending}")).await;
            answer.refused(ProblemCode::NOT_PERMITTED);
        }
    }
    // Of what others did nothing is in it, as in the list.
    let other = app.office().await;
    let own = other.walk(Kind::Receipt).await;
    let path = format!("/{}", spec(Kind::Receipt).path);
    let reader = office.as_role(Role::FinanceOfficer);
    let paper = reader.get(&format!("{path}/print")).await;
    let words = words_of_pdf(&paper.bytes);
    let title: String = own.header.title.split_whitespace().collect();
    assert!(
        !words.contains(&title) && words.contains("รวม0รายการ"),
        "{words}"
    );
}
