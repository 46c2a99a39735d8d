//! What was acknowledged outlives every crash (trust.md R1, R10, R11): the real server and a
//! PostgreSQL of its own are killed under load, and everything ever acknowledged is asked for
//! again. `LAAS_CRASHES` says how often (12), `LAAS_POWER_CUTS` how often the power of the disk is cut
//! ([`power`], 3); the figures that are promised are 250 and 30: `./laas kills`.

mod client;
mod findings;
mod inspect;
mod load;
mod office;
mod postgres;
mod power;
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

/// How many of something a variable asks for.
fn asked(variable: &str, usual: usize) -> usize {
    let said = std::env::var(variable).ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_every_crash() -> Result<()> {
    let crashes = asked("LAAS_CRASHES", 12);
    let limit = 120 + 60 * u64::try_from(crashes)?;
    alone(Duration::from_secs(limit), |programs| {
        let victims = VICTIMS.into_iter().cycle().take(crashes);
        storm(programs, Durability::Kept, victims)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_every_power_cut() -> Result<()> {
    let cuts = asked("LAAS_POWER_CUTS", 3);
    if !power::is_possible() {
        say("skipped: a disk whose power is cut needs root, loop devices and ext4");
        return Ok(());
    }
    let limit = 120 + 60 * u64::try_from(cuts)?;
    alone(Duration::from_secs(limit), |programs| {
        let victims = std::iter::repeat_n(Victim::Power, cuts);
        storm(programs, Durability::KeptInCuts, victims)
    })
    .await
}

async fn storm(
    programs: PathBuf,
    durability: Durability,
    victims: impl Iterator<Item = Victim>,
) -> Result<()> {
    let started = Instant::now();
    let mut system = System::new(&programs, durability).await?;
    let load = Load::new(&system, system.found(OFFICES).await?)?;
    let mut inspector = Inspector::new(&system, &load).await?;
    let mut kills: BTreeMap<Victim, (usize, Duration)> = BTreeMap::new();
    for (round, victim) in victims.enumerate() {
        system.prove().await?;
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
        "crash harness: {total} times struck under {writers} writers"
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
        system.wait_for_nothing().await?;
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

/// The negative control of the cut: without flushing, what was acknowledged is gone, or everything is.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_disk_that_is_never_flushed_is_caught() -> Result<()> {
    if !power::is_possible() {
        return Ok(());
    }
    alone(Duration::from_secs(180), async |programs: PathBuf| {
        let mut system = System::new(&programs, Durability::ForgottenInCuts).await?;
        let load = Load::new(&system, system.found(OFFICES).await?)?;
        let mut inspector = Inspector::new(&system, &load).await?;
        let writers = load.start();
        pause(1500, 2000).await;
        let struck = system.strike(Victim::Power).await;
        let acks = load.log.read(0)?.len();
        if let Err(why) = struck {
            let why = why.to_string();
            let why = why.lines().next().unwrap_or_default();
            ensure!(why.starts_with("PostgreSQL does not start"), "{why}");
            say(format!(
                "negative control, never flushed: the power cut left no database ({why}), \
                 {acks} acknowledgements lost"
            ));
            return Ok(());
        }
        load.finish(writers).await?;
        let findings = inspector.inspect(&system, &load, Scope::Whole).await?;
        let lost = findings.count(Flaw::Lost);
        say(format!(
            "negative control, never flushed: {lost} of {acks} acknowledgements reported lost \
             after the power cut, as they must be"
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
