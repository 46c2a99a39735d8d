//! `laas bench restore [DOCUMENTS]`: how long one organisation with so many documents, made through the
//! whole stack, takes to go back and to be repaired; and how fast it is verified.

use super::client::Office;
use super::must;
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::{owner_connection, owner_execute};
use crate::platform::error::Error;
use crate::platform::say::say;
use crate::restore::{Asked, Moment, restore as go_back};
use crate::verify::{Options, examine};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Clients that post at once.
const CLIENTS: usize = 16;
/// Other organisations, each with a hundredth of it.
const OTHERS: usize = 20;
/// One of so many documents is undone.
const UNDONE: usize = 10;
/// Lines of the journal that are verified in a second on two processors, at least (issue 8, C11), where
/// there are so many documents that beginning does not count.
const LINES: (u64, usize) = (50_000, 100_000);

/// What somebody with the superuser's password does to one organisation: a table emptied, every
/// document altered.
const DAMAGE: &str = include_str!("restore.sql");

/// What the database asks at each commit. What is made here passes it, in three times the time, so it is made
/// without, and proved afterwards.
const CHECKS: &str = include_str!("checks.sql");

/// Fills, goes back, damages, repairs; prints a table.
pub async fn restore(mut config: Config, documents: usize) -> Result<(), Error> {
    config.is_development = true;
    let base = format!("http://{}", config.listen);
    let owner = config.owner_database_url.clone();
    let server = tokio::spawn(App::new(config, Clock::System)?.serve());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let office = Office::found(&base).await?;
    let mut conn = owner_connection(&owner).await?;
    owner_execute(&mut conn, &CHECKS.replace("STATE", "DISABLE")).await?;
    let began = Instant::now();
    // Beside it, so that both processors work: the commits of one organisation wait for each other.
    let others = tokio::spawn(others(base.clone(), documents / 100));
    fill(&office, documents - documents / UNDONE).await?;
    others.await.map_err(Error::unexpected)??;
    let then = Clock::System.now();
    tokio::time::sleep(Duration::from_millis(10)).await;
    fill(&office, documents / UNDONE).await?;
    let seconds = began.elapsed().as_secs();
    say(format_args!(
        "{documents} documents of one organisation, made in {seconds} s"
    ));
    let entity = office.entity.parse().map_err(Error::unexpected)?;
    server.abort();
    owner_execute(&mut conn, &CHECKS.replace("STATE", "ENABLE")).await?;
    verified(&owner).await?;
    say("restore\trecords undone\trows of the record\trepaired\tseconds");
    restored(&owner, entity, "one tenth undone", Moment::Time(then)).await?;
    owner_execute(&mut conn, &DAMAGE.replace("ENTITY", &office.entity)).await?;
    restored(
        &owner,
        entity,
        "a table lost, every document altered",
        Moment::Now,
    )
    .await?;
    let speed = verified(&owner).await?;
    let (least, many) = LINES;
    match documents >= many {
        true => must(&[(
            format!("verified: {speed} lines/s (at least {least})"),
            speed >= least,
        )]),
        false => Ok(()),
    }
}

/// The other organisations, one after the other.
async fn others(base: String, documents: usize) -> Result<(), Error> {
    for _ in 0..OTHERS {
        fill(&Office::found(&base).await?, documents).await?;
    }
    Ok(())
}

async fn fill(office: &Office, documents: usize) -> Result<(), Error> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..CLIENTS {
        let (office, next) = (office.clone(), Arc::clone(&next));
        tasks.push(tokio::spawn(async move {
            while next.fetch_add(1, Relaxed) < documents {
                office.post_one().await?;
            }
            Ok::<_, Error>(())
        }));
    }
    for task in tasks {
        task.await.map_err(Error::unexpected)??;
    }
    Ok(())
}

async fn restored(owner: &str, entity: Uuid, what: &str, to: Moment) -> Result<(), Error> {
    let asked = Asked {
        entity,
        to,
        from: None,
        tries: false,
    };
    let done = go_back(owner, &asked, None).await?;
    done.findings().iter().for_each(say);
    say(format_args!(
        "{what}\t{}\t{}\t{}\t{:.1} (of it the proof: {:.1})",
        done.undone,
        done.lines,
        done.damaged.len(),
        done.took.as_secs_f64(),
        Duration::from_millis(done.report.millis).as_secs_f64(),
    ));
    Ok(())
}

/// Proves everything, and says what was found; the lines of the journal in a second.
async fn verified(owner: &str) -> Result<u64, Error> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options {
        beside: Some((owner.to_owned(), cores)),
        ..Options::default()
    };
    let report = examine(&mut owner_connection(owner).await?, &options).await?;
    report.findings.iter().for_each(say);
    say(report.summary());
    Ok(report.lines_per_second())
}
