//! The record is read along its indexes, as the server's role, however long it is.

use super::statements::texts;
use crate::support::{Sql, TestApp};
use crate::tidy::sources;
use serde_json::Value;
use shared::EntityId;

/// Records of one organisation among others, as people make them: each document some, each person many.
fn fill(entity: EntityId) -> String {
    format!(
        "SET session_replication_role = replica;
         INSERT INTO records (entity_id, seq, at, actor, permission, subject, changes, answer,
             previous_hash, hash, form)
         SELECT e.id, 1000000 + n, timestamptz '2026-01-01' + n * interval '1 minute',
             md5('p' || n % 20)::uuid, (ARRAY['receipt:edit', 'receipt:submit', 'payment:approve'])
                 [1 + n % 3],
             'receipt/' || md5('d' || n / 4)::uuid, '', '', sha256(''), sha256(''), 2
         FROM generate_series(1, 20000) AS n,
             (VALUES ('{entity}'::uuid), (gen_random_uuid()), (gen_random_uuid())) AS e(id);
         RESET session_replication_role; ANALYZE records"
    )
}

/// What its statements have in them, what stands for their parameters from the second on, and the index
/// each goes along.
const CASES: [(&str, &[&str], &str); 6] = [
    ("r.at >= $2", &["'2026-01-05'"], "records_of_time"),
    ("r.at < $2", &["'2026-01-05'"], "records_of_time"),
    (
        "r.seq <= $3 ORDER BY r.seq DESC LIMIT $4",
        &["1", "2000000", "51"],
        "records_pkey",
    ),
    (
        "AND r.actor = $5",
        &["1", "2000000", "51", "md5('p7')::uuid"],
        "records_of_actor",
    ),
    (
        "unnest($5::text[]) AS a(act)",
        &[
            "1",
            "2000000",
            "51",
            "'{payment:approve,payment:post}'",
            "NULL",
        ],
        "records_of_permission",
    ),
    (
        "r.subject = ANY($5::text[])",
        &[
            "1",
            "2000000",
            "51",
            "ARRAY['receipt/' || md5('d7')::uuid]",
            "md5('d7')::uuid",
            "NULL",
            "NULL",
        ],
        "records_of_subject",
    ),
];

async fn explained(sql: &mut Sql, statement: &str) -> String {
    let query = format!(
        "DO $do$ DECLARE plan text; BEGIN EXECUTE $x$ EXPLAIN (FORMAT JSON) {statement} $x$ INTO plan;
         PERFORM set_config('history.plan', plan, false); END $do$"
    );
    sql.run(&query).await.expect("it can be explained");
    let read = "SELECT current_setting('history.plan') AS value";
    let plan: String = sql.value(read, &[]).await;
    let plan: Value = serde_json::from_str(&plan).expect("a plan");
    plan.to_string()
}

#[tokio::test]
async fn history_goes_along_its_indexes() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut owner = app.owner_sql().await;
    owner.run(&fill(office.id)).await.expect("records");
    let mut sql = app.app_sql().await;
    let named = format!("SELECT set_config('laas.entity', '{}', false)", office.id);
    sql.run(&named).await.expect("an organisation");
    let files = sources(&["api/src/reporting/activity"], &["store.rs"]);
    let all = texts(files.first().expect("the store"));
    for (part, values, index) in CASES {
        let plain = |text: &&String| {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ").contains(part)
        };
        let found = all.iter().find(plain).expect(part);
        let mut statement = found.replace("$1", "laas_entity()");
        for (place, value) in values.iter().enumerate() {
            statement = statement.replace(&format!("${}", place + 2), value);
        }
        let plan = explained(&mut sql, &statement).await;
        let parts: Vec<&str> = plan.split("\"Node Type\":").collect();
        let is_gone_through = plan.contains("Seq Scan")
            && parts.iter().any(|part| {
                part.starts_with("\"Seq Scan\"") && part.contains("\"Relation Name\":\"records\"")
            });
        assert!(!is_gone_through && plan.contains(index), "{part}: {plan}");
    }
}
