//! A database filled through the server, copies of it to damage, and what verification is to say.

use super::damage::Damage;
use crate::support::{Office, Sql, TestApp, Urls, keep_rights, urls};
use api::verify::{Options, Report, examine};
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Enters every kind of document, so that every table has rows.
pub async fn work(app: &TestApp) -> Office {
    let office = app.office().await;
    for kind in [
        Kind::RemittanceSummary,
        Kind::BankReceipt,
        Kind::BankDeposit,
        Kind::Payment,
        Kind::ChequeReport,
        Kind::Cancellation,
        Kind::AdvanceClearing,
    ] {
        office.walk(kind).await;
    }
    let head = office.as_role(Role::FinanceHead);
    let format = json!({ "format": "RC{n:5}/{yy}" });
    head.put("/number-formats/receipt/2570", &format).await.ok();
    let mut party = json!({
        "id": Uuid::now_v7(), "code": "S-1", "name_th": office.text("ผู้ขาย"), "kind": "supplier",
        "taxpayer_kind": "none", "vat_registered": false,
    });
    let path = format!("/parties/{}", party["id"].as_str().expect("an id"));
    let officer = office.as_role(Role::FinanceOfficer);
    party = officer.put(&path, &party).await.ok();
    party["bank"] = "ธนาคารสมมติ".into();
    party["bank_account_no"] = "0000000001".into();
    officer.put(&path, &party).await.ok();
    let cheque = office.receipt_body("cheque", "60.00");
    office.walk_body(Kind::Receipt, cheque).await;
    let mut body = office.request_body("1000.00");
    body["withholding"] = json!("other");
    body["withholding_rate"] = json!("0.03");
    body["deductions"] = json!([{ "kind": "social_security", "amount": "50.00" }]);
    office.walk_body(Kind::DisbursementRequest, body).await;
    let body = json!({
        "request_kind": "deposit", "department_id": office.departments[0],
        "payee_id": office.supplier, "purpose": "คืนเงินประกัน",
        "deposits": [{ "item_type": "deposit", "deposit_kind": "performance_guarantee",
                       "reference": "สัญญา 1", "amount": "100.00" }],
    });
    office.walk_body(Kind::DisbursementRequest, body).await;
    for kind in [Kind::Receipt, Kind::Payment] {
        let paper = office.walk(kind).await;
        office.attach(&paper, "%PDF-1.7 the paper behind it").await;
    }
    office.walk(Kind::DailyReport).await;
    office.order_and_absence().await;
    crate::programs::registered(&office, "journal:read").await;
    let now = head.get("/users/review").await.ok();
    let users = now["users"].as_array().expect("users").iter();
    let others = users.filter(|user| user["is_self"] == false);
    let judged = others
        .map(|user| json!({ "person_id": user["person_id"], "verdict": "confirmed" }))
        .collect::<Vec<_>>();
    let review = json!({ "half_begins": now["due"]["half_begins"], "rights_until": "2025-10-20",
        "judged": judged });
    head.post("/users/review", &review).await.ok();
    office
}

/// An entity with settings of its own and nothing else.
pub async fn settle(app: &TestApp) {
    let third = json!({
        "entity_type": "sao", "name_th": "อบต.ที่สาม", "today": "2025-10-15",
        "settings": { "wht_rate": "0.01", "wht_min_juristic": "500.00",
                      "wht_min_individual": "10000.00" },
        "departments": [], "parties": [], "bank_accounts": [], "people": [],
    });
    app.anonymous()
        .post("/practice/entities", &third)
        .await
        .ok();
}

async fn fill() -> Urls {
    let app = TestApp::start().await;
    work(&app).await;
    let other = app.office().await;
    other.walk(Kind::Receipt).await;
    settle(&app).await;
    app.urls.clone()
}

/// Fills one database a process, in a thread that ends with the server.
fn filled() -> Urls {
    static FILLED: OnceLock<Urls> = OnceLock::new();
    let build = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(fill())
    };
    let run = move || {
        std::thread::spawn(build)
            .join()
            .expect("the database is filled")
    };
    FILLED.get_or_init(run).clone()
}

/// A copy of the filled database to damage.
pub struct Bench {
    /// As a superuser for whom no trigger fires.
    pub sql: Sql,
    /// What verification reads with.
    pub conn: AsyncPgConnection,
    /// Its address.
    pub url: String,
    /// Damages planted so far.
    pub planted: usize,
    spent: Duration,
}

/// A table of entities.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The columns of its key.
    pub key: Vec<String>,
    /// Its columns and their types.
    pub columns: Vec<(String, String)>,
}

/// A row to damage.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Row {
    /// Whose.
    pub entity_id: Uuid,
    /// Its key as JSON.
    pub key: String,
    /// Where it lies.
    pub tid: String,
}

impl Bench {
    /// A copy.
    pub async fn start() -> Bench {
        let source = filled();
        let name = format!(
            "laas_test_{}_{}",
            std::process::id(),
            Uuid::new_v4().simple()
        );
        let mut url: reqwest::Url = source.owner.parse().expect("an address");
        let from = url.path().trim_start_matches('/').to_owned();
        url.set_path("postgres");
        let mut admin = Sql::connect(url.as_str()).await;
        let copy = format!("CREATE DATABASE {name} TEMPLATE {from} STRATEGY file_copy");
        let mut copied = admin.run(&copy).await;
        for _ in 0..200 {
            if copied.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            copied = admin.run(&copy).await;
        }
        copied.expect("a copy");
        keep_rights(&mut admin, &name).await;
        url.set_path(&name);
        let url = url.to_string();
        let mut sql = Sql::connect(&url).await;
        let replica = "SET session_replication_role = replica";
        sql.run(replica).await.expect("a superuser");
        let conn = api::platform::db::owner_connection(&url)
            .await
            .expect("a connection");
        Bench {
            sql,
            conn,
            url,
            planted: 0,
            spent: Duration::ZERO,
        }
    }

    /// A copy without checks and unique constraints, with a second copy of every table to restore
    /// it from: whoever damages a file is not stopped by constraints.
    pub async fn defenceless() -> Bench {
        let mut bench = Bench::start().await;
        bench.run(DEFENCELESS).await;
        assert_eq!(bench.verify().await.findings, Vec::new(), "intact");
        bench
    }

    /// Its address for the server.
    pub fn server(&self) -> String {
        let name = self.url.rsplit('/').next().unwrap_or_default();
        urls(name).app
    }

    /// Runs statements.
    pub async fn run(&mut self, sql: &str) {
        if let Err(why) = self.sql.run(sql).await {
            panic!("{sql}: {why}");
        }
    }

    /// Verifies everything, by one connection and by several in turn.
    pub async fn verify(&mut self) -> Report {
        let shared = self.planted % 2 == 1;
        let options = Options {
            beside: shared.then(|| (self.url.clone(), 2)),
            ..Options::default()
        };
        self.verify_with(&options).await
    }

    /// Verifies with options.
    pub async fn verify_with(&mut self, options: &Options) -> Report {
        let started = Instant::now();
        let report = examine(&mut self.conn, options)
            .await
            .expect("verification runs");
        self.spent += started.elapsed();
        report
    }

    /// The tables of entities.
    pub async fn tables(&mut self) -> Vec<Table> {
        self.sql.rows(TABLES, &[]).await
    }

    /// The only value of a statement that selects `value`.
    pub async fn value<T: serde::de::DeserializeOwned>(&mut self, sql: &str) -> T {
        self.sql.value(sql, &[]).await
    }

    /// The row in the middle of a table; of records and heads one with others around it.
    pub async fn row(&mut self, table: &Table) -> Row {
        let key = table.key.join(", ");
        let busiest = "(SELECT entity_id FROM entity_heads ORDER BY seq DESC LIMIT 1)";
        let within = match table.name.as_str() {
            "records" => format!("WHERE seq = 20 AND entity_id = {busiest}"),
            "entity_heads" => format!("WHERE entity_id = {busiest}"),
            _ => String::new(),
        };
        let name = &table.name;
        let sql = format!(
            "SELECT entity_id, jsonb_build_array({key})::text AS key, ctid::text AS tid
             FROM {name} {within} ORDER BY {key} LIMIT 1
             OFFSET (SELECT count(*) / 2 FROM {name} {within})"
        );
        let mut rows: Vec<Row> = self.sql.rows(&sql, &[]).await;
        assert_eq!(rows.len(), 1, "{name} has rows to damage");
        rows.remove(0)
    }

    /// Plants a damage, verifies, judges, and restores the tables from their second copies.
    pub async fn plant(&mut self, damage: &Damage) {
        self.run(&damage.sql).await;
        let report = self.verify().await;
        damage.judge(&report);
        self.planted += 1;
        for table in &damage.restore {
            self.restore(table).await;
        }
        if let Some(undo) = &damage.undo {
            self.run(undo).await;
        }
    }

    /// Restores a table from its second copy.
    pub async fn restore(&mut self, table: &str) {
        let sql = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM spare.{table}");
        self.run(&sql).await;
    }

    /// Says how many damages were planted; all must be gone.
    pub async fn finish(mut self, what: &str) {
        assert_eq!(self.verify().await.findings, Vec::new(), "restored");
        println!("{}: {what}, verifying took {:?}", self.planted, self.spent);
    }
}

const TABLES: &str = "SELECT c.relname::text AS name,
        (SELECT jsonb_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))
         FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid
             AND a.attnum = ANY (i.indkey::int2[])
         WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
        (SELECT jsonb_agg(jsonb_build_array(a.attname, format_type(a.atttypid, NULL))
             ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
             AS columns
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('posts', 'program_keys', 'sessions') AND EXISTS (SELECT FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'entity_id')
    ORDER BY 1";

const DEFENCELESS: &str = "DO $$
DECLARE
    x record;
BEGIN
    FOR x IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
             WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u')
             ORDER BY contype = 'u' LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', x.t, x.conname);
    END LOOP;
    FOR x IN SELECT indexrelid::regclass AS i FROM pg_index
             WHERE indisunique AND NOT indisprimary
               AND indrelid IN (SELECT oid FROM pg_class
                                WHERE relnamespace = 'public'::regnamespace) LOOP
        EXECUTE format('DROP INDEX %s', x.i);
    END LOOP;
    FOR x IN SELECT attrelid::regclass AS t, attname FROM pg_attribute
             WHERE attgenerated <> '' AND attrelid IN (SELECT oid FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') LOOP
        EXECUTE format('ALTER TABLE %s ALTER %I DROP EXPRESSION, ALTER %I DROP NOT NULL',
            x.t, x.attname, x.attname);
    END LOOP;
    CREATE SCHEMA spare;
    FOR x IN SELECT oid::regclass AS t, relname FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('CREATE TABLE spare.%I AS TABLE %s', x.relname, x.t);
    END LOOP;
END $$";

/// The office's findings, as values, for messages.
pub fn lines(report: &Report) -> Value {
    serde_json::to_value(&report.findings).expect("findings are JSON")
}
