//! The plans of the queries asked most, over books with many documents of many organisations: an
//! index that is no longer used, or a plan that goes through a table, is a changed golden.
//!
//! The server runs; what it sends to the database while it answers is written down, and the statement
//! wanted is explained as the server's role would run it, prepared, without values.

use super::names;
use crate::support::{Client, Doc, Office, Sql, TestApp, golden};
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use serde::Deserialize;
use serde_json::json;
use shared::document::Kind;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, OnceLock};

/// The database of this test: others may run in the same process.
static OWN: OnceLock<String> = OnceLock::new();
/// Statements sent to it by the server.
static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Of a connection to this database.
#[derive(Default)]
struct Recorder(String);

impl Instrumentation for Recorder {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.0)
            }
            InstrumentationEvent::StartQuery { query, .. } if OWN.get() == Some(&self.0) => {
                let text = query.to_string();
                let text = text.split(" -- binds: ").next().unwrap_or_default();
                SENT.lock().expect("the list").push(text.to_owned());
            }
            _ => {}
        }
    }
}

/// The name of each, what asks it, and words that its text contains. Add what becomes hot; lists and
/// the inbox are planned for the values asked for, and `./laas bench` measures them.
const HOT: [(&str, &str, &[&str]); 8] = [
    (
        "header",
        "read",
        &["FROM documents d WHERE d.entity_id", "d.id = "],
    ),
    ("history", "history", &["\"document_events\".\"on_day\""]),
    (
        "entries_of_document",
        "entries",
        &["journal_entries", "source_id"],
    ),
    (
        "closed_day",
        "post",
        &["FROM daily_reports r", "report_date >="],
    ),
    ("posting_rules", "post", &["JOIN posting_rules"]),
    ("limits", "post", &["JOIN account_limits"]),
    ("takeable", "take", &["document_takes t", "AS label"]),
    (
        "budget_line",
        "charge",
        &["FROM budget_lines l", "current_balances b"],
    ),
];

/// What a function asks for the server with the rights of the owner.
struct Within {
    golden: &'static str,
    function: &'static str,
    /// Its parameters, as they are asked with.
    parameters: &'static [(&'static str, &'static str)],
}

const WITHIN: [Within; 2] = [
    Within {
        golden: "session",
        function: "session_of",
        parameters: &[("= hash", "= $1::bytea")],
    },
    Within {
        golden: "numbers",
        function: "take_numbers",
        parameters: &[
            (" year,", " $1::int,"),
            ("(wanted, scopes)", "($2::text[], $3::text[])"),
        ],
    },
];

/// Every document and entry a few hundred times, a quarter of them of the same organisation, and
/// people and balances of forty others. Triggers and foreign keys are off, because only the
/// statistics matter.
const MANY: &str = "
    SET session_replication_role = replica;
    CREATE TEMP TABLE others AS
        SELECT n, md5('other' || n)::uuid AS entity_id FROM generate_series(1, 40) AS n;
    CREATE TEMP TABLE copies AS
        SELECT d.entity_id AS from_entity, d.id AS from_id, gen_random_uuid() AS id,
            CASE WHEN n % 4 = 0 THEN d.entity_id ELSE md5('other' || 1 + n % 40)::uuid END
                AS entity_id
        FROM documents d CROSS JOIN generate_series(1, 400) AS n;
    INSERT INTO documents SELECT (jsonb_populate_record(d,
            jsonb_build_object('entity_id', c.entity_id, 'id', c.id))).*
        FROM copies c JOIN documents d ON d.entity_id = c.from_entity AND d.id = c.from_id;
    INSERT INTO document_events SELECT (jsonb_populate_record(e,
            jsonb_build_object('entity_id', c.entity_id, 'document_id', c.id))).*
        FROM copies c JOIN document_events e
            ON e.entity_id = c.from_entity AND e.document_id = c.from_id;
    INSERT INTO document_numbers SELECT (jsonb_populate_record(e, jsonb_build_object(
            'entity_id', c.entity_id, 'document_id', c.id, 'n', 1000 + row_number() OVER (),
            'number', 'n' || row_number() OVER ()))).*
        FROM copies c JOIN document_numbers e
            ON e.entity_id = c.from_entity AND e.document_id = c.from_id;
    INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles)
        SELECT c.entity_id, gen_random_uuid(), c.id, 'deposit', false FROM copies c;
    INSERT INTO cheque_items (entity_id, document_id, line_no, item_id, requests, method,
            bank_account_id, cheque_no, net)
        SELECT c.entity_id, c.id, 1, gen_random_uuid(), ARRAY[c.from_id], 'cheque', c.from_id,
            '0012301', 1 FROM copies c;
    INSERT INTO payments SELECT (jsonb_populate_record(one.p, jsonb_build_object(
            'entity_id', c.entity_id, 'document_id', c.id))).*
        FROM copies c CROSS JOIN (SELECT p FROM payments p LIMIT 1) AS one;
    INSERT INTO disbursement_requests SELECT (jsonb_populate_record(one.r, jsonb_build_object(
            'entity_id', c.entity_id, 'document_id', c.id))).*
        FROM copies c CROSS JOIN (SELECT r FROM disbursement_requests r LIMIT 1) AS one;
    INSERT INTO advance_requests SELECT (jsonb_populate_record(one.r, jsonb_build_object(
            'entity_id', c.entity_id, 'document_id', c.id))).*
        FROM copies c CROSS JOIN (SELECT r FROM advance_requests r LIMIT 1) AS one;
    INSERT INTO budget_lines SELECT (jsonb_populate_record(one.b, jsonb_build_object(
            'entity_id', c.entity_id, 'id', c.id, 'code', 'C' || row_number() OVER ()))).*
        FROM copies c CROSS JOIN (SELECT b FROM budget_lines b LIMIT 1) AS one;
    INSERT INTO claims (entity_id, ledger, account, dimension, document_id, label, carries)
        SELECT c.entity_id, 'register', 'claim.cheque', c.id::text, c.id, '0012301', '{}' FROM copies c;
    INSERT INTO party_editors (entity_id, party_id, person_id)
        SELECT c.entity_id, c.id, md5('person' || n)::uuid
        FROM copies c CROSS JOIN generate_series(1, 2) AS n;
    INSERT INTO party_account_changes (entity_id, party_id, changed_on, person_id)
        SELECT c.entity_id, c.id, date '2025-01-01' + n, md5('person1')::uuid
        FROM copies c CROSS JOIN generate_series(1, 2) AS n;
    INSERT INTO number_formats (entity_id, series, first_year, format)
        SELECT o.entity_id, s.series, year, '{n}/{yy}'
        FROM others o CROSS JOIN (SELECT DISTINCT series FROM number_series) AS s
        CROSS JOIN generate_series(2501, 2520) AS year WHERE s.series <> 'requester_no';
    INSERT INTO daily_reports (entity_id, document_id, report_date, figures, head)
        SELECT o.entity_id, gen_random_uuid(), date '2025-01-01' + day, '{}', '{}'
        FROM others o CROSS JOIN generate_series(1, 200) AS day;
    CREATE TEMP TABLE copied AS
        SELECT e.entity_id AS from_entity, e.id AS from_id, gen_random_uuid() AS id, c.entity_id,
            c.id AS document_id
        FROM copies c JOIN journal_entries e
            ON e.entity_id = c.from_entity AND e.document_id = c.from_id;
    INSERT INTO journal_entries SELECT (jsonb_populate_record(e, jsonb_build_object(
            'entity_id', c.entity_id, 'id', c.id, 'document_id', c.document_id,
            'seq', 1000 + row_number() OVER (),
            'voucher_n', e.voucher_n + 1000 * row_number() OVER ()))).*
        FROM copied c JOIN journal_entries e ON e.entity_id = c.from_entity AND e.id = c.from_id;
    INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
            bank_account_id, budget_line_id, reference, debit, credit, source_id)
        SELECT c.entity_id, c.id, l.line_no, l.posted_on, l.ledger, l.account, l.bank_account_id,
            l.budget_line_id, l.reference, l.debit, l.credit, c.document_id
        FROM copied c JOIN journal_lines l
            ON l.entity_id = c.from_entity AND l.entry_id = c.from_id;
    INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit, limit_side,
            reserved)
        SELECT o.entity_id, b.ledger, b.account, b.dimension, b.debit, b.credit, b.limit_side, b.reserved
        FROM others o CROSS JOIN current_balances b;
    INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
        SELECT c.entity_id, c.id, 'budgetary', 'available', c.id::text, 1, 0 FROM copies c;
    INSERT INTO number_series SELECT (jsonb_populate_record(s, jsonb_build_object(
            'entity_id', o.entity_id))).*
        FROM others o CROSS JOIN number_series s;
    INSERT INTO persons (id, name_th)
        SELECT md5('person' || n)::uuid, 'นาง ก' FROM generate_series(1, 4000) AS n;
    INSERT INTO logins (person_id, username, pid_hash)
        SELECT md5('person' || n)::uuid, 'person' || n, 'hash' || n
        FROM generate_series(1, 4000) AS n;
    INSERT INTO entities (id, entity_type, name_th, district, province, is_practice)
        SELECT o.entity_id, 'sao', 'อบต. ก', 'ข', 'ค', false FROM others o;
    INSERT INTO sessions (token_hash, person_id, entity_id, created_at, used_at, expires_at, proved_at)
        SELECT sha256(n::text::bytea), md5('person' || n)::uuid, md5('other' || 1 + n % 40)::uuid,
            now(), now(), now(), now()
        FROM generate_series(1, 4000) AS n";

/// To the planner every table of books and people has a thousand times as many rows, on the pages that
/// there are: going through a table seems cheaper than it would be, and what goes along an index even
/// so does.
const LARGE: &str = "
    UPDATE pg_class SET reltuples = reltuples * 1000 WHERE relkind = 'r' AND (
        oid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'entity_id')
        OR oid IN ('persons'::regclass, 'entities'::regclass))";

/// What was sent while something was done.
async fn sent(work: impl Future) -> Vec<String> {
    SENT.lock().expect("the list").clear();
    work.await;
    std::mem::take(&mut *SENT.lock().expect("the list"))
}

/// The plan of a statement, whatever the values.
async fn plan(sql: &mut Sql, text: &str) -> String {
    #[derive(Deserialize)]
    struct Line {
        value: String,
    }
    sql.run(&format!("PREPARE hot AS {text}"))
        .await
        .expect(text);
    let count = "SELECT cardinality(parameter_types) AS value FROM pg_prepared_statements
        WHERE name = 'hot'";
    let count: usize = sql.value(count, &[]).await;
    let values = vec!["NULL"; count].join(", ");
    let values = if count == 0 {
        values
    } else {
        format!("({values})")
    };
    // EXPLAIN cannot be a part of a query, so a function asks.
    let ask = format!(
        "CREATE OR REPLACE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$
         BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) EXECUTE hot{values}'; END $$"
    );
    sql.run(&ask).await.expect("a function");
    let lines: Vec<Line> = sql
        .rows("SELECT plan AS value FROM pg_temp.plan() AS plan", &[])
        .await;
    sql.run("DEALLOCATE hot").await.expect("the statement goes");
    let lines: Vec<String> = lines.into_iter().map(|line| line.value).collect();
    lines.join("\n")
}

/// The tables of books: what an organisation has ever written.
async fn books(owner: &mut Sql) -> BTreeSet<String> {
    let query =
        "SELECT attrelid::regclass::text AS name FROM pg_attribute JOIN pg_class ON oid = attrelid
        WHERE attname = 'entity_id' AND relkind = 'r'";
    names(owner, query).await
}

/// The lines of a plan that go through a table of books, or through all that an organisation has in
/// one.
fn through_books(plan: &str, books: &BTreeSet<String>) -> Vec<String> {
    let of_books = |line: &&str| match line.split_once("Seq Scan on ") {
        Some((_, rest)) => rest
            .split(' ')
            .next()
            .is_some_and(|name| books.contains(name)),
        // Of the key only the organisation.
        None => line.trim_start().starts_with("Index Cond: (entity_id"),
    };
    plan.lines().filter(of_books).map(str::to_owned).collect()
}

/// Does what the hot queries are asked for.
async fn acted(office: &Office, action: &str) -> Vec<String> {
    let reader: &Client = &office.everything().client;
    let receipt: Doc = office.walk(Kind::Receipt).await;
    match action {
        "read" => sent(reader.get(&receipt.path())).await,
        "history" => sent(reader.get(&format!("{}/history", receipt.path()))).await,
        "entries" => {
            // With days, so that every parameter is used and its type follows from the text.
            let days = "from=2025-10-01&to=2026-09-30";
            let path = format!("/journal/entries?document_id={}&{days}", receipt.id);
            sent(reader.get(&path)).await
        }
        "post" => sent(office.walk(Kind::BankReceipt)).await,
        "take" => {
            let slip = json!({ "receipts": [receipt.id] });
            sent(office.walk_body(Kind::RemittanceSlip, slip)).await
        }
        "charge" => sent(office.walk(Kind::DisbursementRequest)).await,
        other => panic!("nobody knows how to {other}"),
    }
}

/// The query that a function returns the rows of.
async fn asked_within(owner: &mut Sql, within: &Within) -> String {
    let function = within.function;
    let body = "SELECT prosrc AS value FROM pg_proc WHERE proname = $1";
    let body: String = owner.value(body, &[function.into()]).await;
    let query = body
        .split_once("RETURN QUERY")
        .and_then(|(_, rest)| rest.split_once(';'));
    let mut query = query.expect("a query").0.to_owned();
    for (name, value) in within.parameters {
        assert!(query.contains(name), "{function}: {name}");
        query = query.replace(name, value);
    }
    query
}

/// Plans as for the server, whatever the values are.
async fn planner(mut sql: Sql, office: &Office) -> Sql {
    let role = format!(
        "SET laas.entity = '{}'; SET plan_cache_mode = force_generic_plan; SET TIME ZONE 'UTC'",
        office.id
    );
    sql.run(&role).await.expect("settings");
    sql
}

#[tokio::test]
async fn the_plans_of_the_hottest_queries_are_as_reviewed() {
    set_default_instrumentation(|| Some(Box::<Recorder>::default())).expect("they are watched");
    let app = TestApp::start().await;
    OWN.set(app.urls.app.clone()).expect("one database");
    let office = app.office().await;
    for kind in [
        Kind::BankReceipt,
        Kind::Payment,
        Kind::BankDeposit,
        Kind::AdvanceRequest,
    ] {
        office.walk(kind).await;
    }
    let mut owner = app.owner_sql().await;
    owner.run(MANY).await.expect("many rows");
    // Not in one transaction with the rows: without this a plan depends on when the server tidies up.
    // Plans are asked for by a function of the connection's own, which the server may not make.
    let may = "DO $$ BEGIN
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO laas_app', current_database()); END $$";
    owner.run(may).await.expect("the owner may");
    owner.run("VACUUM ANALYZE").await.expect("statistics");
    owner.run(LARGE).await.expect("large tables");
    let mut sql = planner(app.app_sql().await, &office).await;
    let mut texts = HashMap::new();
    for (name, action, words) in HOT {
        let all = acted(&office, action).await;
        let hot = all
            .iter()
            .find(|text| words.iter().all(|word| text.contains(word)));
        let hot =
            hot.unwrap_or_else(|| panic!("{name} is not asked: {words:?}\n{}", all.join("\n")));
        texts.insert(name, hot.clone());
    }
    let mut plans = Vec::new();
    for (name, text) in &texts {
        plans.push((*name, plan(&mut sql, text).await));
    }
    let mut inside = planner(app.owner_sql().await, &office).await;
    for within in WITHIN {
        let text = asked_within(&mut owner, &within).await;
        plans.push((within.golden, plan(&mut inside, &text).await));
    }
    let books = books(&mut owner).await;
    for (name, plan) in plans {
        golden(&format!("api/tests/golden/plans/{name}.txt"), &plan);
        assert_eq!(through_books(&plan, &books), Vec::<String>::new(), "{name}");
    }
    // Without an index a plan is another one, so a lost index is seen.
    let text = &texts["entries_of_document"];
    let before = plan(&mut sql, text).await;
    let lose = "DROP INDEX journal_lines_source";
    owner.run(lose).await.expect("the owner may");
    let after = plan(&mut sql, text).await;
    assert_ne!(after, before);
    assert_ne!(through_books(&after, &books), Vec::<String>::new());
}

/// What a guard asks at each posting, under the lock of an organisation; its plan is made once and kept.
const KEPT: &str =
    "SELECT FROM otherwise_posted WHERE entity_id = $1::uuid AND document_id = $2::uuid";

/// Nothing is known of the books: they are new, or were restored.
const UNKNOWN: &str = "
    CREATE TEMP TABLE books AS SELECT attrelid AS oid FROM pg_attribute WHERE attname = 'entity_id';
    DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM books);
    UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN (SELECT oid FROM books)";

#[tokio::test]
async fn a_plan_that_is_kept_joins_by_keys_before_anything_is_known_of_the_books() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut owner = app.owner_sql().await;
    owner.run(UNKNOWN).await.expect("the owner may");
    let mut sql = planner(app.owner_sql().await, &office).await;
    let plan = plan(&mut sql, KEPT).await;
    // What is asked for every row goes down into the table; nothing of it is compared afterwards.
    for all in ["Join Filter", "hashed", "Materialize"] {
        assert!(!plan.contains(all), "{all}\n{plan}");
    }
    assert!(plan.contains("document_id = $2"), "{plan}");
}
