//! Lists go along an index and no farther than the page: the plans of every order and filter, as the
//! server's role, over a few thousand documents.

use super::statements::texts;
use crate::support::{Client, Sql, TestApp};
use crate::tidy::sources;
use serde_json::Value;
use uuid::Uuid;

/// Fills the tables as `laas bench lists` does.
const FILL: &str = include_str!("../../src/bench/lists.sql");
const SIZE: usize = 8000;

/// What is asked of the list of receipts: status, fiscal year, department, from, to, is_free; what its
/// statement has in it; the index it goes along.
type Case = ([&'static str; 6], &'static str, &'static str);

const NONE: [&str; 6] = ["'{}'", "NULL", "NULL", "NULL", "NULL", "NULL"];
const CASES: [Case; 10] = [
    (NONE, "ORDER BY d.id DESC", "documents_newest"),
    (NONE, "ORDER BY d.id ASC", "documents_newest"),
    (NONE, "ORDER BY d.amount DESC", "documents_by_amount"),
    (NONE, "ORDER BY d.amount ASC", "documents_by_amount"),
    (NONE, "ORDER BY left(d.title", "documents_by_title"),
    (
        NONE,
        "ORDER BY CASE WHEN d.document_on IS NULL THEN d.entered_on ELSE d.document_on END DESC",
        "documents_by_day",
    ),
    (
        ["'{draft}'", "NULL", "NULL", "NULL", "NULL", "NULL"],
        "ORDER BY d.id DESC",
        "documents_waiting",
    ),
    (
        ["'{cancelled}'", "NULL", "NULL", "NULL", "NULL", "NULL"],
        "ORDER BY d.id DESC",
        "documents_list",
    ),
    (
        ["'{}'", "2565", "NULL", "NULL", "NULL", "NULL"],
        "ORDER BY d.id DESC",
        "documents_by_year",
    ),
    (
        [
            "'{}'",
            "NULL",
            "NULL",
            "'2022-05-03'",
            "'2022-05-03'",
            "NULL",
        ],
        "ORDER BY CASE WHEN d.document_on IS NULL THEN d.entered_on ELSE d.document_on END DESC",
        "documents_by_day",
    ),
];

/// The statements by which lists are read, of one kind and of many; or, with common words, texts.
fn statements(with_words: bool) -> Vec<String> {
    let files = sources(&["api/src/documents/lists"], &["store.rs"]);
    let mut found: Vec<String> = files.iter().flat_map(texts).collect();
    found.retain(|text| text.starts_with("SELECT f.id FROM (SELECT"));
    found.retain(|text| text.contains("FROM documents AS t") == with_words);
    let orders = if with_words { 2 } else { 4 * 2 };
    assert_eq!(
        found.len(),
        2 * orders,
        "every order, of one kind and of many"
    );
    found
}

/// The plan of a statement for these filters, as text.
async fn plan(sql: &mut Sql, statement: &str, filters: &[&str; 6], words: &str) -> String {
    let kinds = match statement.contains("jsonb_to_recordset") {
        false => "'receipt'",
        true => "'[{\"kind\": \"receipt\"}, {\"kind\": \"payment\"}]'",
    };
    let list = format!("list_{}", Uuid::new_v4().simple());
    sql.run(&format!("PREPARE {list} AS {statement}"))
        .await
        .expect("it can be prepared");
    let explain = format!(
        "EXPLAIN (FORMAT JSON) EXECUTE {list} (laas_entity(), {kinds}, NULL, {}, NULL, NULL, {words},
            NULL, NULL, NULL, NULL, NULL, 51, 0, 51, 0)",
        filters.join(", ")
    );
    explained(sql, &explain).await
}

/// What explaining says, as text.
async fn explained(sql: &mut Sql, explain: &str) -> String {
    let query = format!(
        "DO $do$ DECLARE plan text; BEGIN EXECUTE $x$ {explain} $x$ INTO plan;
        PERFORM set_config('bench.plan', plan, false); END $do$"
    );
    sql.run(&query).await.expect("it can be explained");
    let read = "SELECT current_setting('bench.plan') AS value";
    let plan: String = sql.value(read, &[]).await;
    let plan: Value = serde_json::from_str(&plan).expect("a plan");
    plan.to_string()
}

/// What nobody has handed on yet is counted where it waits, not among all documents or takings.
async fn the_figures_of_a_day_go_through_no_table(sql: &mut Sql) {
    let files = sources(&["api/src/treasury/daily_report"], &["store.rs"]);
    let found = texts(files.first().expect("the store of figures"));
    let counts = found
        .iter()
        .filter(|text| text.contains("document_takes t"));
    let counts: Vec<&String> = counts.collect();
    assert_eq!(
        counts.len(),
        2,
        "what is not remitted, at the end of a day and now"
    );
    for count in counts {
        let count = count.replace("$1", "laas_entity()");
        let count = count.replace("$2", "current_date");
        let plan = explained(sql, &format!("EXPLAIN (FORMAT JSON) {count}")).await;
        assert!(
            plan.contains("document_takes_taken") && !plan.contains("Seq Scan"),
            "{plan}"
        );
    }
}

/// Complaints about the plans.
async fn complaints(sql: &mut Sql) -> Vec<String> {
    let mut complaints = Vec::new();
    for statement in statements(false) {
        for (filters, order, index) in CASES {
            if !statement.contains(order) {
                continue;
            }
            let plan = plan(sql, &statement, &filters, "NULL").await;
            let is_gone_through = plan.contains(r#""Node Type":"Seq Scan""#);
            if is_gone_through || !plan.contains(index) {
                complaints.push(format!("{filters:?} {order}: {index} is not used: {plan}"));
            }
        }
    }
    for statement in statements(true) {
        let plan = plan(sql, &statement, &NONE, "'ค่า'").await;
        let goes_through_all =
            ["Seq Scan", "Merge Join", "Hash Join"].map(|node| format!("\"Node Type\":\"{node}\""));
        let is_gone_through = goes_through_all.iter().any(|node| plan.contains(node));
        if is_gone_through || !plan.contains("search_texts_pkey") {
            complaints.push(format!("search_texts_pkey is not used: {plan}"));
        }
    }
    complaints
}

/// What lists of many kinds have of these words, asked of the tables.
const BY_ALL: &str = "SELECT jsonb_agg(d.id) AS value FROM (SELECT d.id FROM documents AS d
    JOIN search_texts AS s ON s.entity_id = d.entity_id AND s.kind = d.kind AND s.id = d.id
    WHERE d.entity_id::text = $1 AND strpos(s.normal, normal_text($2)) > 0
      AND ($3 = '' OR d.status = $3)
    ORDER BY CASE $4 WHEN '-amount' THEN -d.amount WHEN 'amount' THEN d.amount END,
        CASE $4 WHEN '-amount' THEN d.id END DESC, CASE $4 WHEN 'amount' THEN d.id END,
        CASE $4 WHEN 'id' THEN d.id END, d.id DESC LIMIT 120) AS d";

/// Words that are common in the kinds that have many documents, and rare in the others; common
/// nowhere, and everywhere.
async fn words_are_found_among_all_kinds(owner: &mut Sql, reader: &Client, entity: &str) {
    for words in [
        "ตลาดสด",
        "ตลาดสด ประจำเดือนมกราคม",
        "ค่า",
        "ธนกรสหกิจ 1",
        "เรือดำน้ำ",
    ] {
        for (status, sort) in [
            ("", "-id"),
            ("", "id"),
            ("", "-amount"),
            ("posted", "amount"),
        ] {
            let all: Value = owner
                .value(
                    BY_ALL,
                    &[entity.into(), words.into(), status.into(), sort.into()],
                )
                .await;
            let all = all.as_array().cloned().unwrap_or_default();
            let mut shown = Vec::new();
            for page in 1..=3 {
                let path = format!(
                    "/documents?q={words}&status={status}&sort={sort}&per_page=40&page={page}"
                );
                let path = path.replace("&status=&", "&");
                let answer = reader.get(&path).await.ok();
                let total = answer["total"].as_i64().unwrap_or_default();
                let is_all = answer["more"] == false;
                assert!(
                    !is_all || all.len() == 120 || total == i64::try_from(all.len()).unwrap_or(-1),
                    "{path}: {total}"
                );
                let rows = answer["items"].as_array().into_iter().flatten();
                shown.extend(rows.map(|row| row["id"].clone()));
            }
            assert_eq!(shown, all, "{words} {status} {sort}");
        }
    }
}

/// What lists of many kinds have of a person or a fund, asked of the tables.
const BY_WHOM: &str = "SELECT jsonb_agg(d.id) AS value FROM (SELECT d.id FROM documents AS d
    WHERE d.entity_id::text = $1
      AND ($2 = '' OR EXISTS (SELECT FROM document_events AS e
          WHERE e.entity_id = d.entity_id AND e.document_id = d.id AND e.person_id::text = $2))
      AND ($3 = '' OR EXISTS (SELECT FROM disbursement_requests AS r JOIN budget_lines AS l
              ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
          WHERE r.entity_id = d.entity_id AND r.document_id = d.id AND l.fund = $3))
    ORDER BY d.id DESC LIMIT 120) AS d";

/// By indexes where there are few, and the same rows whether there are few or many.
async fn who_and_fund_are_found(owner: &mut Sql, sql: &mut Sql, reader: &Client, entity: &str) {
    let maker = "SELECT created_by AS value FROM documents WHERE entity_id::text = $1 LIMIT 1";
    let maker: Uuid = owner.value(maker, &[entity.into()]).await;
    let maker = maker.to_string();
    let rare = "00000000-0000-7000-8000-000000000003";
    let wanted = [
        (maker.as_str(), ""),
        (rare, ""),
        ("", "bud"),
        ("", "sub"),
        ("", "loan"),
    ];
    for (person, fund) in wanted
        .into_iter()
        .chain([(rare, "bud"), (maker.as_str(), "sub")])
    {
        let all = [entity.into(), person.into(), fund.into()];
        let all: Value = owner.value(BY_WHOM, &all).await;
        let all = all.as_array().cloned().expect("some");
        let mut shown = Vec::new();
        for page in 1..=3 {
            let path = format!("/documents?person={person}&fund={fund}&per_page=40&page={page}");
            let path = path.replace("person=&", "").replace("fund=&", "");
            let answer = reader.get(&path).await.ok();
            let rows = answer["items"].as_array().into_iter().flatten();
            shown.extend(rows.map(|row| row["id"].clone()));
        }
        assert_eq!(shown, all, "{person} {fund}");
    }
    let files = sources(&["api/src/documents/lists/narrowed"], &["store.rs"]);
    let found: Vec<String> = files.iter().flat_map(texts).collect();
    let of_rare = format!("'{rare}'");
    let asks = [
        ("FROM funds_charged", "'loan'", "disbursement_requests_line"),
        (
            "SELECT DISTINCT document_id",
            of_rare.as_str(),
            "document_events_of_person",
        ),
        ("WITH RECURSIVE", "NULL", "document_events_of_person"),
    ];
    for (what, value, index) in asks {
        let text = found
            .iter()
            .find(|text| text.contains(what))
            .expect("a statement");
        let text = text.replace("$1", "laas_entity()").replace("$2", value);
        let text = text.replace("$3", "2001");
        let plan = explained(sql, &format!("EXPLAIN (FORMAT JSON) {text}")).await;
        assert!(plan.contains(index), "{index} is not used: {plan}");
    }
}

#[tokio::test]
async fn lists_go_along_their_indexes() {
    let app = TestApp::start().await;
    let (office, _other) = (app.bare_office().await, app.bare_office().await);
    let mut owner = app.owner_sql().await;
    let fill = format!(
        "SET bench.entity = '{}'; SET bench.size = {SIZE}; {FILL}",
        office.id
    );
    owner.run(&fill).await.expect("it can be filled");
    owner.run("VACUUM").await.expect("it can be cleaned");
    let mut sql = app.app_sql().await;
    let begin = format!(
        "SET laas.entity = '{}'; SET plan_cache_mode = force_custom_plan; SET jit = off",
        office.id
    );
    sql.run(&begin).await.expect("settings");
    let found = complaints(&mut sql).await;
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    let reader = office.as_role(shared::permission::Role::FinanceOfficer);
    the_figures_of_a_day_go_through_no_table(&mut sql).await;
    words_are_found_among_all_kinds(&mut owner, reader, &office.id.to_string()).await;
    who_and_fund_are_found(&mut owner, &mut sql, reader, &office.id.to_string()).await;

    // What an index is for is seen when it is gone.
    for index in [
        "documents_newest",
        "documents_by_amount",
        "documents_by_day",
        "documents_by_title",
    ] {
        owner
            .run(&format!("DROP INDEX {index}"))
            .await
            .expect("the owner may");
        let found = complaints(&mut sql).await;
        assert!(
            found
                .iter()
                .any(|what| what.contains(&format!("{index} is not used"))),
            "{index}"
        );
    }

    // The list itself, over HTTP, of so many rows.
    let list = reader.get("/receipts?sort=-amount").await.ok();
    assert_eq!(
        (list["total"].clone(), list["more"].clone()),
        (1000.into(), true.into())
    );
}

/// Requests for advances of many borrowers, a tenth of them registered.
const MANY_ADVANCES: &str = "SET session_replication_role = replica;
    INSERT INTO advance_requests (entity_id, document_id, department_id, budget_line_id, borrower_id,
            borrower_name, purpose, amount, due_on)
        SELECT bench.entity, md5('request' || n)::uuid, bench.entity, bench.entity,
            CASE n % 10 WHEN 0 THEN md5('party' || n % 400)::uuid END, 'ผู้ยืม ' || n % 900, 'ก', 1,
            '2025-10-15'
        FROM (SELECT current_setting('bench.entity')::uuid AS entity) AS bench,
            generate_series(1, 8000) AS n;
    SET session_replication_role = origin";

/// The query of a function that gives one value, for values instead of what it calls them.
async fn query_within(owner: &mut Sql, function: &str, values: &[(&str, &str)]) -> String {
    let body = "SELECT prosrc AS value FROM pg_proc WHERE proname = $1";
    let body: String = owner.value(body, &[function.into()]).await;
    let query = body.split_once("RETURN (").map(|(_, rest)| rest);
    let query = query.and_then(|rest| rest.rsplit_once(");"));
    let mut query = query.expect("a query").0.to_owned();
    for (name, value) in values {
        assert!(query.contains(name), "{function}: {name}");
        query = query.replace(name, value);
    }
    query
}

/// The function sees as the owner does, whom no policy keeps from the index of names.
#[tokio::test]
async fn the_open_advance_of_a_borrower_is_found_by_two_indexes() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let mut owner = app.owner_sql().await;
    let fill = format!("SET bench.entity = '{}'; {MANY_ADVANCES}", office.id);
    owner.run(&fill).await.expect("it can be filled");
    owner
        .run("VACUUM ANALYZE advance_requests")
        .await
        .expect("statistics");
    owner.run("SET jit = off").await.expect("a setting");
    let entity = format!("= '{}'", office.id);
    let values = [
        ("= entity", entity.as_str()),
        ("= person", "= md5('party1')::uuid"),
        ("person IS", "md5('party1')::uuid IS"),
        ("= plain", "= 'ผู้ยืม7'"),
        ("<> own", "<> md5('own')::uuid"),
    ];
    let query = query_within(&mut owner, "open_advance", &values).await;
    let indexes = [
        "advance_requests_borrower",
        "advance_requests_borrower_name",
    ];
    let explain = format!("EXPLAIN (FORMAT JSON) {query}");
    let plan = explained(&mut owner, &explain).await;
    for index in indexes {
        let used = format!("\"Index Name\":\"{index}\"");
        assert!(plan.contains(&used), "{index} is not used: {plan}");
    }
    for index in indexes {
        let used = format!("\"Index Name\":\"{index}\"");
        owner
            .run(&format!("DROP INDEX {index}"))
            .await
            .expect("the owner may");
        let plan = explained(&mut owner, &explain).await;
        assert!(!plan.contains(&used), "{index} is gone");
    }
}
