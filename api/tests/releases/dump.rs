//! Makes the dump of a release: a database filled through the server, so that every table has rows
//! and every kind stands at every place of its route, written by `pg_dump` as SQL that any
//! connection can run. `data/releases/README.md` says when and how.

use crate::support::{Doc, Office, TestApp, root};
use crate::verify::{settle, work};
use flate2::Compression;
use flate2::write::GzEncoder;
use shared::document::{Kind, Status, spec};
use std::io::Write;
use std::process::Command;

/// Documents of every kind at every place of their routes, one sent back and one voided of each.
async fn leave_work_under_way(office: &Office) {
    for kind in Kind::ALL.iter().copied() {
        // The report of the day closes it, the opening needs empty books: both below.
        if matches!(kind, Kind::DailyReport | Kind::Opening) {
            continue;
        }
        for steps in 0..=spec(kind).route.len() {
            office
                .walk_until(kind, office.body(kind).await, steps)
                .await;
        }
        let mut doc = office.walk_until(kind, office.body(kind).await, 1).await;
        if doc.header.status == Status::Submitted && doc.next_step().is_some() {
            send_back(office, &mut doc).await;
        }
        let voided = office.draft(kind, office.body(kind).await).await;
        let client = office.as_role(spec(kind).cancellers[0]);
        voided.ask(client, "cancel", Some("ผิดพลาด")).await.ok();
    }
}

async fn send_back(office: &Office, doc: &mut Doc) {
    let step = doc.next_step().expect("a next step");
    let client = &office.actor(doc, step).client;
    doc.ask(client, "return", Some("แก้ไข")).await.ok();
}

async fn fill(app: &TestApp) {
    api::demo::seed(&app.app.state)
        .await
        .expect("the demonstration");
    work(app).await;
    settle(app).await;
    let office = app.office().await;
    leave_work_under_way(&office).await;
    let report = office.daily_report_body();
    office.walk_until(Kind::DailyReport, report, 1).await;
    let bare = app.bare_office().await;
    bare.walk_until(Kind::Opening, bare.opening_body(), 1).await;
}

/// What every connection can run: no commands of psql, no role of this machine.
fn portable(dump: &str) -> String {
    let lines = dump
        .lines()
        .filter(|line| !line.starts_with('\\') && !line.starts_with("-- ") && *line != "--");
    let text: Vec<String> = lines
        .map(|line| match line.starts_with("CREATE POLICY owner_reads") {
            true => line.replace(" TO postgres ", " TO CURRENT_USER "),
            false => line.to_owned(),
        })
        .collect();
    text.join("\n")
}

#[tokio::test]
#[ignore = "makes a file that is committed with a release"]
async fn the_dump_of_a_release_is_made() {
    let release = std::env::var("LAAS_RELEASE").expect("LAAS_RELEASE, a date such as 2026-11-28");
    let app = TestApp::start().await;
    fill(&app).await;
    app.check_books().await;
    let program = std::env::var("PG_DUMP").unwrap_or_else(|_| "pg_dump".to_owned());
    let dumped = Command::new(program)
        .args(["--no-owner", "--rows-per-insert=500", "--encoding=UTF8"])
        .arg(&app.urls.owner)
        .output()
        .expect("pg_dump runs");
    assert!(dumped.status.success(), "{dumped:?}");
    let text = portable(std::str::from_utf8(&dumped.stdout).expect("UTF-8"));
    let path = root().join(format!("api/tests/data/releases/{release}.sql.gz"));
    let file = std::fs::File::create(path).expect("a file");
    let mut file = GzEncoder::new(file, Compression::best());
    file.write_all(text.as_bytes()).expect("written");
    file.finish().expect("written");
}
