//! `laas bench`: posting through the whole stack, over HTTP, as ratios can be made of it.
//!
//! Each document is a bank receipt (one RV of two lines in the accrual book and two in the cash
//! book): draft, submission with three numbers, approval that posts; three recorded commits.

mod client;
mod lists;
mod overload;
mod restore;

use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::error::Error;
use crate::platform::say::say;
use client::Office;
pub use lists::{SIZE, lists};
pub use overload::overload;
pub use restore::restore;
use std::time::{Duration, Instant};

/// Says of each promise whether it was kept; an error where one was not.
fn must(promises: &[(String, bool)]) -> Result<(), Error> {
    for (what, is_kept) in promises {
        say(format_args!("{} {what}", if *is_kept { "✓" } else { "✗" }));
    }
    match promises.iter().all(|(_, is_kept)| *is_kept) {
        true => Ok(()),
        false => Err(Error::Unexpected(anyhow::anyhow!("a promise is not kept"))),
    }
}

/// Runs for a few seconds at each number of clients and prints a table.
pub async fn bench(mut config: Config) -> Result<(), Error> {
    config.is_development = true;
    let base = format!("http://{}", config.listen);
    let server = tokio::spawn(App::new(config, Clock::System)?.serve());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut offices = Vec::new();
    for _ in 0..64 {
        offices.push(Office::found(&base).await?);
    }
    say("clients\toffices\tdocuments/s\tcommits/s\tcommit p50 ms\tcommit p99 ms");
    for (clients, spread) in [(1, 64), (4, 64), (16, 64), (16, 1)] {
        let some: Vec<Office> = offices.iter().take(spread).cloned().collect();
        let row = run(&some, clients, Duration::from_secs(8)).await?;
        say(format_args!("{clients}\t{spread}\t{row}"));
    }
    server.abort();
    Ok(())
}

async fn run(offices: &[Office], clients: usize, time: Duration) -> Result<String, Error> {
    let began = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let offices = offices.to_vec();
        tasks.push(tokio::spawn(async move {
            let mut millis = Vec::new();
            for turn in 0.. {
                if began.elapsed() > time {
                    break;
                }
                let Some(office) = offices.get((client * 7 + turn) % offices.len()) else {
                    break;
                };
                millis.extend(office.post_one().await?);
            }
            Ok::<_, Error>(millis)
        }));
    }
    let mut millis: Vec<u128> = Vec::new();
    for task in tasks {
        millis.extend(task.await.map_err(Error::unexpected)??);
    }
    millis.sort_unstable();
    let micros = began.elapsed().as_micros().max(1);
    let commits = u128::try_from(millis.len()).unwrap_or_default();
    let per_second = commits * 1_000_000 / micros;
    let at = |percent: usize| {
        let value = millis
            .get(millis.len() * percent / 100)
            .copied()
            .unwrap_or_default();
        format!("{}.{:02}", value / 1000, value % 1000 / 10)
    };
    Ok(format!(
        "{}\t{per_second}\t{}\t{}",
        per_second / 3,
        at(50),
        at(99)
    ))
}
