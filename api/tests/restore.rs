//! `laas restore-entity`: one organisation goes back, whatever was damaged; nobody else notices.

use crate::support::{NOW, Office, Sql, TestApp, fresh_database};
use crate::verify::bench::{Bench, lines};
use api::platform::db::owner_connection;
use api::restore::{Asked, Moment, Restored, restore};
use api::verify::{Options, Report, append_checkpoint, examine, heads};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::document::Kind;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// Every table of entities and a hash of the rows of one; without the record, sessions, and what is in
/// files: that stays, so that going back can be gone back on.
async fn state(sql: &mut Sql, entity: Uuid) -> BTreeMap<String, String> {
    #[derive(serde::Deserialize)]
    struct Row {
        value: String,
    }
    let tables = "SELECT c.relname::text AS value FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND c.relname NOT IN ('records', 'entity_heads', 'sessions', 'attachment_contents')
          AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid
              AND a.attname = 'entity_id')";
    let tables: Vec<Row> = sql.rows(tables, &[]).await;
    let mut state = BTreeMap::new();
    for Row { value: table } in tables {
        let hash = format!(
            "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '')
             AS value FROM {table} AS t WHERE entity_id = '{entity}'"
        );
        state.insert(table, sql.value(&hash, &[]).await);
    }
    state
}

async fn go_back(url: &str, entity: Uuid, to: Moment) -> Restored {
    let asked = Asked {
        entity,
        to,
        from: None,
        tries: false,
    };
    let restored = restore(url, &asked, None).await.expect("a restore");
    assert_eq!(lines(&restored.report), json!([]));
    restored
}

async fn verified(url: &str, options: &Options) -> Report {
    let mut conn = owner_connection(url).await.expect("a connection");
    examine(&mut conn, options)
        .await
        .expect("verification runs")
}

/// The same people at a server of another time, where they have just said who they are.
async fn at(office: &mut Office, app: &TestApp) {
    for member in &mut office.members {
        member.client = app.with_token(&member.token);
        let fresh = json!({ "seconds_ago": 0 });
        member.client.put("/practice/proof", &fresh).await.ok();
    }
}

/// As whoever knows the superuser's password, past every trigger.
fn damage(entity: Uuid) -> String {
    let own = format!("WHERE entity_id = '{entity}'");
    format!(
        "SET session_replication_role = replica;
         UPDATE journal_lines SET debit = debit + 1 {own} AND ctid = (SELECT min(ctid)
             FROM journal_lines {own} AND debit > 0);
         DELETE FROM bank_receipts {own};
         INSERT INTO party_editors SELECT entity_id, id, gen_random_uuid() FROM parties {own};
         UPDATE role_assignments SET position_th = 'นายก' {own};
         UPDATE documents SET amount = amount + 1 {own};
         UPDATE current_balances SET debit = debit + 1 {own} AND limit_side IS NULL;
         DELETE FROM search_texts {own}; DELETE FROM posts {own};
         RESET session_replication_role"
    )
}

#[tokio::test]
async fn one_goes_back_in_time_while_another_works() {
    let begun: DateTime<Utc> = NOW.parse().expect("a time");
    let app = TestApp::start_at(begun, fresh_database().await, |_| ()).await;
    let mut office = app.office().await;
    for kind in [Kind::Receipt, Kind::BankReceipt, Kind::ChequeReport] {
        office.walk(kind).await;
    }
    let paper = office.walk(Kind::Payment).await;
    office.attach(&paper, "%PDF-1.7 of before").await;
    let other = app.office().await;
    let (entity, url) = (office.id.0, app.urls.owner.clone());
    let mut sql = app.owner_sql().await;
    let then = state(&mut sql, entity).await;
    let seals = std::env::temp_dir().join(format!("seals-{}", Uuid::new_v4()));
    let mut conn = owner_connection(&url).await.expect("a connection");
    let stand = heads(&mut conn).await.expect("heads");
    append_checkpoint(&seals, begun, stand).expect("a seal");

    let later = begun + TimeDelta::minutes(10);
    let after = TestApp::start_at(later, app.urls.clone(), |_| ()).await;
    at(&mut office, &after).await;
    let receipt = office.walk(Kind::Receipt).await;
    let money = office.walk(Kind::BankReceipt).await;
    office.void(money.id).await;
    office.walk(Kind::Payment).await;
    let paper = office.walk(Kind::DisbursementRequest).await;
    office.attach(&paper, "%PDF-1.7 of later").await;
    let worked = state(&mut sql, entity).await;
    assert_ne!(then, worked);
    let before = office.head().await;
    sql.run(&damage(entity)).await.expect("damage");
    let damaged = verified(&url, &Options::default()).await;
    assert!(damaged.findings.len() > 6);

    let done = AtomicBool::new(false);
    let moment = Moment::Time(begun + TimeDelta::minutes(5));
    let back = async {
        let back = go_back(&url, entity, moment).await;
        done.store(true, Ordering::Relaxed);
        back
    };
    let others = async {
        let mut written = 0;
        while !done.load(Ordering::Relaxed) {
            other.walk(Kind::Receipt).await;
            written += 1;
        }
        written
    };
    let (back, written) = tokio::join!(back, others);
    assert!(written > 0, "the other office writes meanwhile");
    assert_eq!(state(&mut sql, entity).await, then);
    assert!(
        back.undone > 5 && back.lines > 20 && back.damaged.len() > 6,
        "{back:?}"
    );
    let number = receipt.header.numbers[0].text.clone();
    assert!(
        back.gone.iter().any(|name| name.contains(&number)),
        "{:?}",
        back.gone
    );
    assert!(back.gone.len() >= 4, "{:?}", back.gone);

    // Everybody is proved, by what was kept outside before, too.
    let options = Options {
        against: Some(seals.clone()),
        ..Options::default()
    };
    let report = verified(&url, &options).await;
    assert_eq!((lines(&report), report.checkpoints), (json!([]), 1));
    // Going back can be gone back on: what was done in between is there again.
    let again = go_back(&url, entity, Moment::Record(before)).await;
    assert_eq!(again.damaged, []);
    assert_eq!(state(&mut sql, entity).await, worked);
    std::fs::remove_file(seals).expect("a file");
}

#[tokio::test]
async fn what_was_damaged_is_put_back_and_named_in_the_record() {
    let mut bench = Bench::start().await;
    let entity: Uuid = bench.value(BUSIEST).await;
    let url = bench.url.clone();
    let whole = state(&mut bench.sql, entity).await;
    bench.run(&damage(entity)).await;
    bench.run("SET session_replication_role = replica").await;
    let tried = Asked {
        entity,
        to: Moment::Now,
        from: None,
        tries: true,
    };
    let tried = restore(&url, &tried, None).await.expect("a restore");
    assert!(tried.report.findings.is_empty() && !bench.verify().await.findings.is_empty());
    let back = go_back(&url, entity, Moment::Now).await;
    assert_eq!(
        (back.undone, back.lines),
        (0, 0),
        "the record says the same"
    );
    assert_eq!(back.damaged, tried.damaged);
    assert_eq!(state(&mut bench.sql, entity).await, whole);
    assert_eq!(lines(&bench.verify().await), json!([]));
    let named = "SELECT answer AS value FROM records WHERE permission = 'restore-entity'";
    let named: String = bench.value(named).await;
    assert!(
        named.contains("bank_receipts") && named.contains("role_assignments"),
        "{named}"
    );
}

#[tokio::test]
async fn what_an_honest_step_took_over_stays_in_the_record_and_in_nobodys_way() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (entity, url) = (office.id.0, app.urls.owner.clone());
    let before = office.head().await;
    let mut sql = app.owner_sql().await;
    let then = state(&mut sql, entity).await;
    let altered = format!(
        "SET session_replication_role = replica;
         UPDATE parties SET taxpayer_kind = 'none' WHERE id = '{0}';
         RESET session_replication_role; SET laas.entity = '{entity}';
         UPDATE parties SET vat_registered = NOT vat_registered WHERE id = '{0}';
         SELECT append_record('{NOW}', NULL, 'system', '', NULL, '', '')",
        office.supplier
    );
    let altered = format!("BEGIN; SELECT begin_write('{NOW}'); {altered}; COMMIT");
    let named = format!("SET laas.entity = '{entity}'; {altered}");
    sql.run(&named).await.expect("a laundered row");
    let back = go_back(&url, entity, Moment::Record(before)).await;
    assert_eq!((back.scars.len(), back.damaged.len()), (1, 0), "{back:?}");
    assert_eq!(state(&mut sql, entity).await, then);
    assert_eq!(verified(&url, &Options::default()).await.findings.len(), 1);
}

const BUSIEST: &str = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";

#[tokio::test]
async fn a_damaged_record_is_mended_from_beside_or_nothing_is_done() {
    let (mut bench, beside) = (Bench::start().await, Bench::start().await);
    let entity: Uuid = bench.value(BUSIEST).await;
    let (url, own) = (bench.url.clone(), format!("WHERE entity_id = '{entity}'"));
    let whole = state(&mut bench.sql, entity).await;
    bench
        .run(&format!(
            "UPDATE records SET changes = '' {own} AND seq = 20; DELETE FROM records {own} AND seq = 30;
             DELETE FROM receipts {own}; DELETE FROM attachment_contents {own}"
        ))
        .await;
    let spoilt = state(&mut bench.sql, entity).await;
    let mut asked = Asked {
        entity,
        to: Moment::Now,
        from: None,
        tries: false,
    };
    let refused = restore(&url, &asked, None).await.expect("an answer");
    assert_eq!(refused.report.findings.len(), 2, "{:?}", refused.report);
    assert_eq!(state(&mut bench.sql, entity).await, spoilt);
    asked.from = Some(beside.url.clone());
    let mended = restore(&url, &asked, None).await.expect("a restore");
    assert_eq!((lines(&mended.report), mended.mended), (json!([]), 2));
    assert_eq!(state(&mut bench.sql, entity).await, whole);
    assert_eq!(lines(&bench.verify().await), json!([]));
}

#[tokio::test]
async fn what_cannot_be_gone_back_to_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (id, url) = (office.id.to_string(), app.urls.owner.as_str());
    let entity = id.as_str();
    let laas = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_laas"));
        let command = command.arg("restore-entity").args(words);
        let command = command
            .env("LAAS_DATABASE_URL", &app.urls.app)
            .env("LAAS_OWNER_DATABASE_URL", url)
            .env_remove("LAAS_ROOTS")
            .env("LAAS_DEVELOPMENT", "1");
        let output = command.output().expect("the binary runs");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    };
    let before = "2025-10-01 10:00:00";
    let nobody = Uuid::nil().to_string();
    let nobody = nobody.as_str();
    for (words, why) in [
        (&[][..], "ENTITY"),
        (&[entity, "--to", "ตอนเช้า"], "ENTITY"),
        (&[entity, "--to", before], "was not founded"),
        (&[nobody], "no such item"),
    ] {
        let (code, said) = laas(words);
        assert!(
            code == Some(2) && said.contains(why),
            "{words:?}: {code:?} {said}"
        );
    }
    let (code, said) = laas(&[entity]);
    assert_eq!(code, Some(0), "{said}");
    let sql = format!(
        "SET laas.entity = '{entity}';
         SELECT append_record(now(), NULL, 'migration/2026-11-22-000100_platform_create_record', '',
             NULL, '', '')"
    );
    let head = office.head().await;
    app.owner_sql().await.run(&sql).await.expect("a record");
    let (code, said) = laas(&[entity, "--record", &head.to_string()]);
    assert!(
        code == Some(2) && said.contains("upgraded since"),
        "{code:?} {said}"
    );
}
