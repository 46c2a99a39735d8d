//! What was acknowledged outlives every crash (trust.md R1, R10, R11): the real server and a
//! PostgreSQL of its own are killed under load, and everything ever acknowledged is asked for
//! again. `LAAS_CRASHES` says how often (12); the figure that is promised is 250.

mod client;
mod findings;
mod inspect;
mod load;
mod office;
mod postgres;
mod process;
mod repeats;
mod sweep;
mod system;

use anyhow::{Context, Result, ensure};
use findings::Flaw;
use inspect::{Inspector, Scope};
use load::Load;
use postgres::Durability;
use rand::Rng;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::future::Future;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use system::{System, Victim};

/// Four of ten are the server's, three a backend's, three the postmaster's: of 250, 100, 75, 75.
const VICTIMS: [Victim; 10] = [
    Victim::Server,
    Victim::Backend,
    Victim::Postmaster,
    Victim::Server,
    Victim::Backend,
    Victim::Postmaster,
    Victim::Server,
    Victim::Backend,
    Victim::Postmaster,
    Victim::Server,
];

const OFFICES: usize = 3;

/// Prints past the capturing of the test runner: the figures are the result.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Runs one of these tests at a time, each with an end.
async fn alone<F: Future<Output = Result<()>>>(
    limit: Duration,
    test: impl FnOnce(PathBuf) -> F,
) -> Result<()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let Some(programs) = postgres::programs() else {
        say("skipped: no PostgreSQL 15 or later, neither in the path nor in /usr/lib/postgresql");
        return Ok(());
    };
    let _turn = TURN.lock().await;
    tokio::time::timeout(limit, test(programs))
        .await
        .context("this takes too long")?
}

fn pause(from: u64, to: u64) -> impl Future<Output = ()> {
    tokio::time::sleep(Duration::from_millis(rand::rng().random_range(from..to)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_every_crash() -> Result<()> {
    let crashes = std::env::var("LAAS_CRASHES")
        .ok()
        .and_then(|text| text.parse().ok());
    let crashes: usize = crashes.unwrap_or(12);
    let limit = 120 + 60 * u64::try_from(crashes)?;
    alone(Duration::from_secs(limit), |programs| {
        storm(programs, crashes)
    })
    .await
}

async fn storm(programs: PathBuf, crashes: usize) -> Result<()> {
    let started = Instant::now();
    let mut system = System::new(&programs, Durability::Kept).await?;
    let load = Load::new(&system, system.found(OFFICES).await?)?;
    let mut inspector = Inspector::new(&system, &load).await?;
    let mut kills: BTreeMap<Victim, (usize, Duration)> = BTreeMap::new();
    for (round, victim) in VICTIMS.into_iter().cycle().take(crashes).enumerate() {
        let writers = load.start();
        pause(500, 1500).await;
        let outage = system.strike(victim).await?;
        pause(200, 600).await;
        load.finish(writers).await?;
        let findings = inspector.inspect(&system, &load, Scope::New).await?;
        let log = || format!("the server said:\n{}", system.log());
        ensure!(
            findings.is_clean(),
            "after crash {round} ({victim:?}): {findings}{}",
            log()
        );
        let (count, longest) = kills.entry(victim).or_default();
        (*count, *longest) = (*count + 1, outage.max(*longest));
    }
    let before = (inspector.compared, inspector.done, inspector.absent);
    let findings = inspector.inspect(&system, &load, Scope::Whole).await?;
    ensure!(findings.is_clean(), "at the end: {findings}");
    let verified = match system.verify().await? {
        None => "no `laas verify` yet",
        Some(result) => result.map(|_| "`laas verify` agrees")?,
    };
    tell(&load, &kills, before)?;
    say(format!(
        "  lost 0, doubled 0, half 0, changed 0, gaps 0; chain and journal whole; {verified}; {} s",
        started.elapsed().as_secs()
    ));
    Ok(())
}

/// The figures of a run in which nothing was found.
fn tell(
    load: &Load,
    kills: &BTreeMap<Victim, (usize, Duration)>,
    (compared, done, absent): (usize, usize, usize),
) -> Result<()> {
    let acks = load.log.read(0)?.len();
    let (writers, sent) = (load::WRITERS, load.sent.load(Ordering::Relaxed));
    let total: usize = kills.values().map(|(count, _)| count).sum();
    say(format!(
        "crash harness: {total} kills -9 under {writers} writers"
    ));
    for (victim, (count, longest)) in kills {
        let longest = longest.as_millis();
        say(format!(
            "  {victim:?}: {count}, back after at most {longest} ms"
        ));
    }
    let undecided = load.undecided();
    say(format!(
        "  {acks} acknowledgements; {sent} requests sent; without decision: {undecided:?}"
    ));
    say(format!(
        "  {compared} keys sent again after their crash, {acks} at the end: same answers"
    ));
    let unknown = done + absent;
    say(format!(
        "  {unknown} keys of unknown fate: {done} done, {absent} absent"
    ));
    ensure!(
        acks > 5 * total && unknown > 0,
        "too little was written to prove anything"
    );
    Ok(())
}

/// The negative control: a harness that finds nothing wrong here would prove nothing above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_that_forgets_is_caught() -> Result<()> {
    alone(Duration::from_secs(120), async |programs: PathBuf| {
        let mut system = System::new(&programs, Durability::Forgotten).await?;
        let load = Load::new(&system, system.found(OFFICES).await?)?;
        let mut inspector = Inspector::new(&system, &load).await?;
        let writers = load.start();
        system.cluster.freeze_wal_writer().await?;
        pause(1500, 2000).await;
        system.strike(Victim::Postmaster).await?;
        load.finish(writers).await?;
        let findings = inspector.inspect(&system, &load, Scope::Whole).await?;
        let (lost, acks) = (findings.count(Flaw::Lost), load.log.read(0)?.len());
        say(format!(
            "negative control, commits kept in memory only: {lost} of {acks} acknowledgements \
             reported lost, as they must be"
        ));
        ensure!(
            lost > 0,
            "commits were forgotten and nobody noticed: {findings}"
        );
        Ok(())
    })
    .await
}

/// Retry is safe (R11).
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_sent_many_times_does_one_thing() -> Result<()> {
    alone(Duration::from_secs(150), repeats::storm).await
}
