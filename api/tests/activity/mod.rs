//! The record as people read it: of a document, a person, a day; what stood there before and after.

mod shown;

use crate::support::{Client, Sql, TestApp, today};
use api::reporting::{activity_column, activity_table, is_hidden_activity};
use api::restore::{Asked, Moment, restore};
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Kind, field_name};
use shared::permission::Role;

/// The acts asked for, newest first.
async fn acts(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/activity?{query}")).await.ok();
    let items = page["items"].as_array().expect("acts").clone();
    assert_eq!(page["total"], items.len(), "{query}");
    items
}

async fn detail(client: &Client, act: &Value) -> Value {
    client.get(&format!("/activity/{}", act["seq"])).await.ok()
}

/// The rows of an act in a table, by what it is called.
fn rows_of<'d>(detail: &'d Value, table: &str) -> Vec<&'d Value> {
    let rows = detail["rows"].as_array().expect("rows").iter();
    rows.filter(|row| row["table"]["th"] == table).collect()
}

/// A field of a row: before and after, in Thai.
fn field<'d>(row: &'d Value, name: &str) -> [&'d Value; 2] {
    let mut fields = row["fields"].as_array().expect("fields").iter();
    let found = fields.find(|field| field["field"]["th"] == name);
    let found = found.unwrap_or_else(|| panic!("no field {name} in {row}"));
    [&found["before"]["th"], &found["after"]["th"]]
}

fn said<'d>(acts: &'d [Value], part: &str) -> Vec<&'d str> {
    let all = acts.iter();
    all.map(|act| act[part]["th"].as_str().expect("words"))
        .collect()
}

#[tokio::test]
async fn a_document_tells_what_was_done_to_it_before_and_after() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let auditor = office.as_role(Role::InternalAuditor);
    let mut body = office.bank_receipt_body("500.00");
    body["notice_no"] = json!("กค1/2568");
    let doc = office.draft(Kind::BankReceipt, body.clone()).await;
    body["notice_no"] = json!("กค2/2568");
    let changed = json!({ "version": doc.header.version, "body": body });
    let officer = &office.maker(Kind::BankReceipt).client;
    officer.put(&doc.path(), &changed).await.ok();

    let acts = acts(auditor, &format!("about_id={}", doc.id)).await;
    let name = Kind::BankReceipt.thai();
    let made = format!("จัดทำหรือแก้ไขร่าง{name}");
    assert_eq!(said(&acts, "act"), [&made, &made]);
    for act in &acts {
        let own = json!({ "kind": Kind::BankReceipt, "id": doc.id });
        assert_eq!(
            (&act["document"], &act["person_id"]),
            (&own, &json!(office.maker(Kind::BankReceipt).person))
        );
        let about = act["about"]["th"].as_str().expect("words");
        assert!(about.starts_with(name), "{about}");
    }
    let told = detail(auditor, &acts[0]).await;
    let rows = rows_of(&told, name);
    assert_eq!((rows.len(), &rows[0]["became"]), (1, &json!("altered")));
    assert_eq!(rows[0]["is_before_known"], true);
    let label = field_name(Some(Kind::BankReceipt), "notice_no");
    assert_eq!(field(rows[0], &label), ["กค1/2568", "กค2/2568"]);
    let first = detail(auditor, &acts[1]).await;
    let rows = rows_of(&first, name);
    assert_eq!(rows[0]["became"], "made");
    assert_eq!(field(rows[0], &label), [&Value::Null, &json!("กค1/2568")]);
    // Whose hash it is that stands there can be compared with the paper.
    let hash: String = app
        .owner_sql()
        .await
        .value(
            "SELECT encode(hash, 'hex') AS value FROM records WHERE entity_id = $1 AND seq = $2",
            &[
                office.id.into(),
                first["activity"]["seq"].as_i64().expect("a number").into(),
            ],
        )
        .await;
    assert_eq!(first["hash"], json!(hash));
}

#[tokio::test]
async fn what_another_document_did_to_it_is_told_too() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let payment = office.walk(Kind::Payment).await;
    let request = payment.body["requests"][0].as_str().expect("a request");
    let auditor = office.as_role(Role::StateAuditor);
    let of_request = acts(auditor, &format!("about_id={request}")).await;
    let mut by_others = of_request
        .iter()
        .filter(|act| act["document"]["id"] != request);
    let paid = by_others.next().expect("the payment settles its request");
    assert_eq!(paid["document"]["id"], json!(payment.id));
    let told = detail(auditor, paid).await;
    // The header of the request as it stood before, though another act had left it so.
    let number = paid["about"]["th"].as_str().expect("words");
    let settled = |row: &&&Value| {
        let of = row["of"].as_str().expect("a document");
        row["became"] == "altered" && !number.contains(of)
    };
    let headers = rows_of(&told, "ทะเบียนเอกสาร");
    let row = headers.iter().find(settled).expect("the request");
    assert_eq!(row["is_before_known"], true, "{row}");
    let own = acts(auditor, &format!("about_id={}", payment.id)).await;
    assert!(
        own.iter()
            .all(|act| act["document"]["id"] == json!(payment.id))
    );
}

#[tokio::test]
async fn it_is_narrowed_down_to_a_day_a_person_and_a_sort_of_things() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office.walk(Kind::Receipt).await;
    office.walk(Kind::BankReceipt).await;
    let head = office.as_role(Role::FinanceHead);
    let all = acts(head, "per_page=200").await;
    let seqs: Vec<i64> = all
        .iter()
        .map(|act| act["seq"].as_i64().expect("a number"))
        .collect();
    assert!(seqs.windows(2).all(|two| two[0] == two[1] + 1), "{seqs:?}");
    assert_eq!(seqs.last(), Some(&1));
    let day = today();
    let next = day.succ_opt().expect("a day");
    assert_eq!(
        acts(head, &format!("from={day}&to={day}&per_page=200")).await,
        all
    );
    assert!(acts(head, &format!("from={next}")).await.is_empty());
    assert!(acts(head, "to=2025-10-14").await.is_empty());
    let maker = office.maker(Kind::BankReceipt).person;
    let own = acts(head, &format!("person_id={maker}&per_page=200")).await;
    assert!(!own.is_empty() && own.iter().all(|act| act["person_id"] == json!(maker)));
    let receipts = acts(head, "thing=receipt&per_page=200").await;
    assert!(receipts.len() > 1, "{receipts:?}");
    assert!(
        receipts
            .iter()
            .all(|act| act["document"]["kind"] == "receipt")
    );
    assert!(
        acts(head, &format!("thing=receipt&person_id={maker}"))
            .await
            .len()
            < receipts.len()
    );
    let page = head.get("/activity?per_page=2&page=2").await.ok();
    assert_eq!(page["items"].as_array().expect("acts")[..], all[2..4]);
    head.get("/activity?thing=unheard_of")
        .await
        .refused(ProblemCode::MALFORMED_REQUEST);
    for (asked, code) in [
        ("/activity/0", ProblemCode::NOT_FOUND),
        ("/activity/-1", ProblemCode::NOT_FOUND),
        ("/activity/1?page=1000000", ProblemCode::NOT_FOUND),
        ("/activity/9999999999999999999", ProblemCode::NOT_FOUND),
        ("/activity?per_page=201", ProblemCode::INVALID_FIELDS),
        ("/activity?page=0", ProblemCode::INVALID_FIELDS),
        ("/activity?from=1899-12-31", ProblemCode::MALFORMED_REQUEST),
        ("/activity?unheard_of=1", ProblemCode::MALFORMED_REQUEST),
    ] {
        head.get(asked).await.refused(code);
    }
    assert_eq!(
        acts(head, "from=1900-01-01&to=2199-12-31&per_page=200").await,
        all
    );
    assert!(acts(head, "from=2199-12-31&to=1900-01-01").await.is_empty());
    let beyond = head.get("/activity?page=1000000").await.ok();
    assert_eq!(
        (&beyond["items"], &beyond["total"]),
        (&json!([]), &json!(all.len()))
    );
}

#[tokio::test]
async fn of_many_rows_saved_anew_the_one_that_was_changed_is_told() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut body = office.receipt_body("cash", "1.00");
    let item = body["items"][0].clone();
    body["items"] = vec![item; 250].into();
    let doc = office.draft(Kind::Receipt, body.clone()).await;
    body["items"][249]["amount"] = json!("2.00");
    let changed = json!({ "version": doc.header.version, "body": body });
    let officer = &office.maker(Kind::Receipt).client;
    officer.put(&doc.path(), &changed).await.ok();
    let auditor = office.as_role(Role::InternalAuditor);
    let acts = acts(auditor, &format!("about_id={}", doc.id)).await;
    let told = detail(auditor, &acts[0]).await;
    let items = activity_table("receipt_items").expect("a name").th;
    let rows = rows_of(&told, &items);
    assert_eq!((rows.len(), &rows[0]["became"]), (1, &json!("altered")));
    let amount = field_name(Some(Kind::Receipt), "items.amount");
    assert_eq!(field(rows[0], &amount), ["1.00", "2.00"]);
    assert_eq!(
        told["total"],
        json!(told["rows"].as_array().expect("rows").len())
    );
    // Of the first there is more than a page.
    let first = detail(auditor, &acts[1]).await;
    let last = format!("/activity/{}?page=3", acts[1]["seq"]);
    let last = auditor.get(&last).await.ok();
    assert_eq!(first["total"], last["total"]);
    let shown = |page: &Value| page["rows"].as_array().expect("rows").len();
    assert_eq!(
        (shown(&first), 200 + shown(&last)),
        (100, first["total"].as_u64().expect("rows") as usize)
    );
}

#[tokio::test]
async fn from_where_somebody_came_who_acted() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = office.walk(Kind::BankReceipt).await;
    let head = office.as_role(Role::FinanceHead);
    let own = acts(head, &format!("about_id={}", doc.id)).await;
    let told = detail(head, &own[0]).await;
    assert_eq!(
        told["came_from"],
        Value::Null,
        "nobody logged in to practise"
    );
    // A log-in as the server records it, before the act.
    let actor = told["activity"]["person_id"]
        .as_str()
        .expect("who")
        .to_owned();
    let append = format!(
        "BEGIN; SELECT set_config('laas.entity', '{}', true);
         SELECT append_record('2025-10-15T03:00:00Z', '{actor}', 'session:log_in_by_thaid',
             'new device 192.0.2.7', NULL, '', '', ''); COMMIT",
        office.id
    );
    app.owner_sql().await.run(&append).await.expect("a log-in");
    let log_in = &acts(head, "thing=user").await[0];
    assert_eq!(log_in["about"]["th"], "อุปกรณ์ใหม่ 192.0.2.7");
    assert_eq!(log_in["person_id"], json!(actor));
    let told = detail(head, log_in).await;
    assert_eq!(told["came_from"]["address"], "192.0.2.7");
    assert_eq!(
        told["came_from"]["way"]["th"],
        "เข้าสู่ระบบด้วย ThaiD · อุปกรณ์ใหม่"
    );
}

#[tokio::test]
async fn a_restore_and_a_migration_can_be_read() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = office.head().await;
    let doc = office.walk(Kind::BankReceipt).await;
    let asked = Asked {
        entity: office.id.0,
        to: Moment::Record(before),
        from: None,
        tries: false,
    };
    let back = restore(&app.urls.owner, &asked, None)
        .await
        .expect("a restore");
    assert!(back.lines > 0, "{back:?}");
    let head = office.as_role(Role::FinanceHead);
    let act = &acts(head, &format!("about_id={}", doc.id)).await[0];
    assert_eq!(act["act"]["th"], "กู้คืนข้อมูลของหน่วยงาน");
    assert_eq!(act["about"]["th"], format!("กลับไปตามลำดับที่ {before}"));
    assert_eq!(act["person"], Value::Null);
    let told = detail(head, act).await;
    assert_eq!(told["total"], json!(back.lines));
    let header = rows_of(&told, "ทะเบียนเอกสาร");
    let gone = header
        .iter()
        .find(|row| row["became"] == "deleted")
        .expect("a document");
    assert_eq!(gone["is_before_known"], true);
    assert_eq!(field(gone, "จำนวนเงิน")[1], &Value::Null);

    let shape = json!({ "name": "parties", "rename": {}, "drop": ["address"],
        "add": { "bank": null } });
    let append = format!(
        "BEGIN; SELECT set_config('laas.entity', '{}', true);
         SELECT append_record(now(), NULL, 'migration/2026-11-29-070000_x', '', NULL,
             '', '', E'parties\\t{shape}'); COMMIT",
        office.id
    );
    app.owner_sql()
        .await
        .run(&append)
        .await
        .expect("a migration");
    let act = &head.get("/activity?per_page=1").await.ok()["items"][0];
    assert_eq!(act["act"]["th"], "ปรับปรุงระบบ");
    assert_eq!(act["about"]["th"], "รุ่นวันที่ 29 พ.ย. 2569");
    let told = detail(head, act).await;
    let row = rows_of(&told, "ผู้ชำระเงินและผู้รับเงิน")[0];
    assert_eq!(row["became"], "reshaped");
    assert_eq!(field(row, "ที่อยู่"), [&json!("มีช่องนี้"), &Value::Null]);
}

/// No reader meets the name of a table or column.
#[tokio::test]
async fn every_recorded_table_and_column_has_a_name() {
    #[derive(serde::Deserialize)]
    struct Row {
        table: String,
        name: String,
    }
    let app = TestApp::start().await;
    let mut sql: Sql = app.owner_sql().await;
    let columns = "SELECT c.relname::text AS table, a.attname::text AS name
        FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND EXISTS (SELECT FROM pg_trigger AS t
            WHERE t.tgrelid = c.oid AND t.tgname = 'capture_insert')";
    let rows: Vec<Row> = sql.rows(columns, &[]).await;
    assert!(rows.len() > 200, "{}", rows.len());
    let nameless = |row: &&Row| {
        activity_table(&row.table).is_none()
            || !is_hidden_activity(&row.name) && activity_column(&row.table, &row.name).is_none()
    };
    let nameless: Vec<String> = rows
        .iter()
        .filter(nameless)
        .map(|row| format!("{}.{}", row.table, row.name))
        .collect();
    assert_eq!(nameless, Vec::<String>::new());
    assert!(activity_column("parties", "planted").is_none());
    assert!(activity_table("planted").is_none());
}
