//! Damage of every kind, drawn at random, while people work: each is located, and nothing else is
//! named. `LAAS_DAMAGES` says how many (20, one of each kind, the same every time), `LAAS_SEED` which;
//! the figure that is promised is 200, drawn anew: `./laas damages`.

mod draw;
mod field;
mod files;

use super::bench::{Bench, Table};
use crate::support::{Office, TestApp, Urls};
use api::verify::{append_checkpoint, heads};
use field::Field;
use futures_util::FutureExt;
use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::Deserialize;
use shared::document::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Every kind, in the order in which they are drawn.
const KINDS: [&str; 20] = [
    "a column changed",
    "a function replaced",
    "a row dropped",
    "bytes of a table",
    "laundered by a later honest write",
    "a right granted",
    "a row inserted",
    "the record",
    "master data",
    "rows swapped",
    "a constraint dropped",
    "a person",
    "bytes of an index",
    "books and what is derived",
    "a trigger off",
    "a table of yesterday",
    "a recomputed chain",
    "a wall opened",
    "a file cut off",
    "a row moved to another organisation",
];

/// People at work meanwhile, and how long each rests between two documents: ten times as long where it takes
/// long, because what is verified after each damage grows by what they write.
const WRITERS: usize = 8;
const REST: Duration = Duration::from_millis(400);

/// What is put back is taken from copies that go with the connection.
async fn spare(bench: &mut Bench, tables: &[Table]) {
    let more = [
        "entities",
        "persons",
        "logins",
        "posts",
        "program_keys",
        "accounts",
        "classifications",
        "separated_duties",
        "step_roles",
        "voiding_roles",
    ];
    for name in tables.iter().map(|table| table.name.as_str()).chain(more) {
        bench
            .run(&format!("CREATE TEMP TABLE spare_{name} AS TABLE {name}"))
            .await;
    }
}

/// Works until told to stop; a lock that is waited for too long is no trouble.
async fn write(office: &Office, rest: Duration, done: &AtomicBool, written: &AtomicUsize) {
    let kinds = [Kind::Receipt, Kind::BankReceipt, Kind::DisbursementRequest];
    for kind in kinds.iter().cycle() {
        if done.load(Ordering::Relaxed) {
            return;
        }
        if AssertUnwindSafe(office.walk(*kind))
            .catch_unwind()
            .await
            .is_ok()
        {
            written.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(rest).await;
    }
}

#[tokio::test]
async fn damage_of_every_kind_is_located_while_people_work() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let count = number("LAAS_DAMAGES").unwrap_or(KINDS.len() as u64);
    let long = std::env::var("LAAS_DAMAGES").is_ok();
    let drawn = || match long {
        true => rand::rng().random_range(0..100_000),
        false => 18_616,
    };
    let seed = number("LAAS_SEED").unwrap_or_else(drawn);
    let started = Instant::now();
    let mut bench = Bench::start().await;
    let tables = bench.tables().await;
    spare(&mut bench, &tables).await;
    #[derive(Deserialize)]
    struct Id {
        id: Uuid,
    }
    let still = "SELECT entity_id AS id FROM entity_heads WHERE seq > 0 ORDER BY seq DESC";
    let still: Vec<Id> = bench.sql.rows(still, &[]).await;
    let urls = Urls {
        app: bench.server(),
        owner: bench.url.clone(),
    };
    let app = TestApp::start_on(urls, |_| ()).await;
    let mut offices = Vec::new();
    for _ in 0..WRITERS / 2 {
        offices.push(app.office().await);
    }
    let launderer = app.office().await;
    let seals = std::env::temp_dir().join(format!("seals-{}", Uuid::new_v4()));
    let stand = heads(&mut bench.conn).await.expect("heads");
    append_checkpoint(&seals, chrono::DateTime::UNIX_EPOCH, stand).expect("a seal");
    let working = offices.iter().chain([&launderer]).map(|office| office.id.0);
    let mut field = Field {
        working: working.collect(),
        victims: still.into_iter().map(|row| row.id).collect(),
        rng: StdRng::seed_from_u64(seed),
        tables,
        known: BTreeSet::new(),
        seals,
        launderer,
        wrong: Vec::new(),
        tally: BTreeMap::new(),
        bench,
    };
    let (done, written) = (AtomicBool::new(false), AtomicUsize::new(0));
    let rest = if long { REST * 10 } else { REST };
    let people = offices.iter().cycle().take(WRITERS);
    let people = people.map(|office| write(office, rest, &done, &written));
    let planting = async {
        assert_eq!(field.verify(true).await, [], "intact");
        for (before, kind) in KINDS.iter().cycle().take(count as usize).enumerate() {
            if long && before % KINDS.len() == 0 {
                eprintln!("{before} planted, {} s", started.elapsed().as_secs());
            }
            field.plant(kind).await;
        }
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(planting, join_all(people));
    let left = field.verify(true).await;
    let lines = field.tally.iter();
    let lines = lines.map(|(kind, (planted, located))| format!("  {located}/{planted} {kind}"));
    let lines: Vec<String> = lines.collect();
    let located: usize = field.tally.values().map(|(_, located)| located).sum();
    eprintln!(
        "{located} of {count} damages located, nothing else named (seed {seed}); {} documents by \
         {WRITERS} writers meanwhile; {} s\n{}",
        written.load(Ordering::Relaxed),
        started.elapsed().as_secs(),
        lines.join("\n")
    );
    let wrong = field.wrong.join("\n\n");
    assert!(
        field.wrong.is_empty(),
        "{} of {count}:\n{wrong}",
        field.wrong.len()
    );
    assert_eq!(left, [], "all is put back");
    assert!(written.load(Ordering::Relaxed) > 0, "people worked");
    let _ = std::fs::remove_file(&field.seals);
}
