//! What lists are searched in: the database makes texts comparable as the program does, and keeps
//! them with what they are made of.

use crate::support::{Sql, TestApp, fresh_database};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Deserialize;
use serde_json::json;
use shared::document::Kind;
use shared::text::normal;
use uuid::Uuid;

/// Letters as they are typed, copied and damaged. Of others than ours only those whose small forms
/// the database knows as long as the program does.
fn letters() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        6 => proptest::char::range('\u{0E01}', '\u{0E5B}'),
        5 => prop::sample::select("นปเำาํ้่์ี ูุ-็".chars().collect::<Vec<_>>()),
        2 => proptest::char::range('\u{F700}', '\u{F71A}'),
        1 => proptest::char::range('\u{FF01}', '\u{FF5E}'),
        2 => proptest::char::range('\u{1}', '\u{5FF}'),
        2 => proptest::char::range('\u{2000}', '\u{206F}'),
        1 => prop::sample::select(vec!['\u{3000}', '\u{FEFF}', '\u{3164}', '\u{1FFFE}', '\u{E0041}',
            '\u{10FFFF}', '\u{2212}', '\u{2215}', '\u{FE58}', '\u{FFFC}', '\u{A0}', '\u{10400}']),
    ];
    prop::collection::vec(letter, 0..14).prop_map(|letters| letters.into_iter().collect())
}

#[tokio::test]
async fn the_database_makes_texts_comparable_as_the_program_does() {
    let mut runner = TestRunner::deterministic();
    let mut texts: Vec<String> = (0..4000)
        .map(|_| {
            let tree = letters().new_tree(&mut runner).expect("a text");
            tree.current()
        })
        .collect();
    // And every letter of the first plane that has no capitals of late.
    let alone = (1..0x1C80u32).chain(0x1CC0..0xA640).chain(0xAC00..0x10000);
    texts.extend(
        alone
            .filter_map(char::from_u32)
            .map(|letter| format!("ก{letter}ข")),
    );
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let query = "SELECT jsonb_agg(normal_text(t #>> '{}') ORDER BY n) AS value
        FROM jsonb_array_elements($1) WITH ORDINALITY AS a(t, n)";
    let made: Vec<String> = sql.value(query, &[json!(texts).into()]).await;
    assert_eq!(made.len(), texts.len());
    for (text, made) in texts.iter().zip(&made) {
        assert_eq!(
            made,
            &normal(text),
            "{text:?} {:?}",
            text.escape_unicode().to_string()
        );
    }
}

#[derive(Debug, Deserialize)]
struct Row {
    kind: String,
    id: Uuid,
    parts: Vec<String>,
    normal: Option<String>,
}

/// What texts are made of, and the texts.
async fn rows(sql: &mut Sql) -> Vec<Row> {
    let query = "SELECT x.kind, x.id, x.parts, s.normal FROM (
            SELECT d.entity_id, d.kind, d.id, array_remove(ARRAY[d.title, d.party_name, d.manual_number]
                || ARRAY(SELECT n.number FROM document_numbers AS n WHERE n.entity_id = d.entity_id
                    AND n.document_id = d.id ORDER BY n.given), NULL) AS parts FROM documents AS d
            UNION ALL SELECT entity_id, 'parties', id, ARRAY[code, name_th] FROM parties
            UNION ALL SELECT entity_id, 'departments', id, ARRAY[code, name_th] FROM departments
            UNION ALL SELECT entity_id, 'bank_accounts', id, ARRAY[code, name_th] FROM bank_accounts) AS x
        LEFT JOIN search_texts AS s ON s.entity_id = x.entity_id AND s.kind = x.kind AND s.id = x.id";
    sql.rows(query, &[]).await
}

#[tokio::test]
async fn texts_follow_what_they_are_made_of() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    // A daily report would close the day for the others.
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::DailyReport) {
        offices.of(*kind).walk(*kind).await;
    }
    let office = &offices.furnished;
    // Changed after it was made, and after it had its number and came back.
    let maker = office.maker(Kind::Receipt);
    let mut doc = office
        .draft(Kind::Receipt, office.body(Kind::Receipt).await)
        .await;
    doc.body["payer_name"] = json!("ร้านกล้วยไม้ ๙๙");
    let changed = json!({ "version": doc.header.version, "body": doc.body });
    let answer = maker.client.put(&doc.path(), &changed).await.ok();
    doc.refresh(&answer);
    office.step(&mut doc).await;
    let mut sql = app.owner_sql().await;
    let rows = rows(&mut sql).await;
    assert!(rows.len() > 30, "{}", rows.len());
    let mut numbered = 0;
    for row in &rows {
        let expected: Vec<String> = row.parts.iter().map(|part| normal(part)).collect();
        assert_eq!(row.normal, Some(expected.join("\n")), "{row:?}");
        numbered += usize::from(row.parts.len() > 2);
    }
    assert!(numbered > 5, "{numbered}");
    let own = rows
        .iter()
        .find(|row| row.id == doc.id.0)
        .expect("its text");
    let text = own.normal.as_deref().unwrap_or_default();
    assert!(
        text.contains("ร้านกล้วยไม้ 99") && text.contains("rcpt-"),
        "{text}"
    );
    assert_eq!(own.kind, "receipt");
}

#[tokio::test]
async fn words_are_found_in_ones_own_organisation_only() {
    let app = TestApp::start().await;
    let (one, other) = (app.office().await, app.office().await);
    let kind = Kind::Receipt;
    for office in [&one, &other] {
        office.draft(kind, office.body(kind).await).await;
    }
    let mut sql = app.app_sql().await;
    let mut found = async |entity: &str, words: &str| -> Vec<Uuid> {
        let begin = format!("BEGIN; SET LOCAL laas.entity = '{entity}'");
        sql.run(&begin).await.expect("a transaction");
        let query = "SELECT coalesce(jsonb_agg(id), '[]') AS value
            FROM search_found(ARRAY['receipt'], $1, 100) CROSS JOIN unnest(ids) AS id";
        let found = sql.value(query, &[words.into()]).await;
        sql.run("COMMIT").await.expect("an end");
        found
    };
    let (id, canary) = (one.id.to_string(), one.canary.as_str());
    assert!(!found(&id, canary).await.is_empty(), "its own");
    assert!(found(&other.id.to_string(), canary).await.is_empty());
    let nobodys = found("", canary).await;
    assert!(nobodys.is_empty(), "without an organisation: {nobodys:?}");
}
