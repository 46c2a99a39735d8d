//! `laas bench overload`: four times as many ask as can be served, whether or not anybody before them
//! was answered (`trust.md` R17): what is still served and how fast, how soon the others are told to
//! come again, and how soon it is over. What is asked for is a new draft, a recorded commit.
//!
//! Who asks works on the same processors, which makes it harder than it is.

use super::client::Office;
use super::must;
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::error::Error;
use crate::platform::say::say;
use reqwest::StatusCode;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Clients that are served as fast as can be.
const CLIENTS: usize = 16;
/// As many ask as could be served in so many times the time.
const TIMES: u32 = 4;
/// How long capacity is measured, and how long too many ask.
const SPANS: [Duration; 2] = [Duration::from_secs(8), Duration::from_secs(30)];
/// How often those are sent whose time has come.
const TICK: Duration = Duration::from_millis(2);
/// It is over when so many in a row are served as before.
const IN_A_ROW: usize = 10;
/// What is promised: hundredths of the capacity that are still served, how long that takes, how soon
/// the others are told, how soon it is over.
const SERVED: u128 = 80;
const SERVED_WITHIN: Duration = Duration::from_secs(2);
const TOLD_WITHIN: Duration = Duration::from_millis(100);
const OVER_WITHIN: Duration = Duration::from_secs(10);

/// What became of those who asked, by how long after they should have been sent.
#[derive(Default)]
struct Became {
    served: Vec<Duration>,
    told: Vec<Duration>,
    /// Answered otherwise, or not at all.
    lost: Vec<Duration>,
}

impl Became {
    fn count(&mut self, answer: Option<(StatusCode, bool)>, took: Duration) {
        let told = [
            StatusCode::TOO_MANY_REQUESTS,
            StatusCode::SERVICE_UNAVAILABLE,
        ];
        match answer {
            Some((StatusCode::CREATED, _)) => self.served.push(took),
            Some((status, true)) if told.contains(&status) => self.told.push(took),
            _ => self.lost.push(took),
        }
    }
}

/// Measures capacity, asks for four times that, and waits until it is over.
pub async fn overload(mut config: Config) -> Result<(), Error> {
    config.is_development = true;
    let base = format!("http://{}", config.listen);
    let server = tokio::spawn(App::new(config, Clock::System)?.serve());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut offices = Vec::new();
    for _ in 0..64 {
        offices.push(Office::found(&base).await?);
    }
    let [measured, asked] = SPANS;
    capacity(&offices, Duration::from_secs(1)).await?;
    let mut usual = capacity(&offices, measured).await?;
    let before = per_second(usual.served.len(), measured);
    let usual = percentile(&mut usual.served, 99);
    say(format_args!("capacity: {before} drafts/s, p99 {usual:.1?}"));
    let rate = u32::try_from(before).unwrap_or(u32::MAX).max(1) * TIMES;
    let mut became = open_loop(&offices, rate, asked).await?;
    let over = recovery(&offices, usual * 2).await;
    server.abort();
    let after = per_second(became.served.len(), asked);
    let share = after * 100 / before.max(1);
    let all = became.served.len() + became.told.len() + became.lost.len();
    let served = percentile(&mut became.served, 99);
    let [half, told] = [50, 99].map(|of| percentile(&mut became.told, of));
    say(format_args!(
        "asked: {rate}/s for {asked:.0?}, {all} in all: {} served, {} told to come again (half of \
         them within {half:.1?}), {} neither",
        became.served.len(),
        became.told.len(),
        became.lost.len(),
    ));
    must(&[
        (
            format!("served: {after}/s, {share} % of the capacity (at least {SERVED})"),
            share >= SERVED,
        ),
        (
            format!("p99 of those served: {served:.1?} (at most {SERVED_WITHIN:?})"),
            served <= SERVED_WITHIN,
        ),
        (
            format!("p99 of those told: {told:.1?} (at most {TOLD_WITHIN:?})"),
            told <= TOLD_WITHIN,
        ),
        (
            format!("over after {over:.1?} (at most {OVER_WITHIN:?})"),
            over <= OVER_WITHIN,
        ),
        (
            "everybody is served or told".to_owned(),
            became.lost.is_empty(),
        ),
    ])
}

/// Some ask again as soon as they were served.
async fn capacity(offices: &[Office], time: Duration) -> Result<Became, Error> {
    let until = Instant::now() + time;
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let offices = offices.to_vec();
        clients.spawn(async move {
            let mut became = Became::default();
            for office in offices.iter().cycle().skip(client * 7) {
                let began = Instant::now();
                if began >= until {
                    break;
                }
                became.count(office.draft().await, began.elapsed());
            }
            became
        });
    }
    let mut all = Became::default();
    while let Some(became) = clients.join_next().await {
        all.served.extend(became.map_err(Error::unexpected)?.served);
    }
    Ok(all)
}

/// So many ask in each second, whatever became of those before.
async fn open_loop(offices: &[Office], rate: u32, time: Duration) -> Result<Became, Error> {
    let (began, step) = (Instant::now(), Duration::from_secs(1) / rate);
    let mut asked = JoinSet::new();
    let mut due = began;
    let mut next = offices.iter().cycle();
    while due < began + time {
        tokio::time::sleep(TICK).await;
        while due < Instant::now().min(began + time) {
            let Some(office) = next.next().cloned() else {
                break;
            };
            let then = due;
            asked.spawn(async move { (office.draft().await, then.elapsed()) });
            due += step;
        }
    }
    let mut became = Became::default();
    while let Some(answer) = asked.join_next().await {
        let (answer, took) = answer.map_err(Error::unexpected)?;
        became.count(answer, took);
    }
    Ok(became)
}

/// How long until some in a row are served as fast as before, one after the other.
async fn recovery(offices: &[Office], usual: Duration) -> Duration {
    let began = Instant::now();
    let (mut since, mut in_a_row) = (began, 0);
    for office in offices.iter().cycle() {
        let asked = Instant::now();
        let answer = office.draft().await;
        let is_usual = matches!(answer, Some((StatusCode::CREATED, _))) && asked.elapsed() <= usual;
        (since, in_a_row) = match (is_usual, in_a_row) {
            (false, _) => (began, 0),
            (true, 0) => (asked, 1),
            (true, n) => (since, n + 1),
        };
        if in_a_row >= IN_A_ROW || began.elapsed() > OVER_WITHIN * 3 {
            break;
        }
    }
    match in_a_row >= IN_A_ROW {
        true => since - began,
        false => began.elapsed(),
    }
}

fn per_second(count: usize, time: Duration) -> u128 {
    count as u128 * 1000 / time.as_millis().max(1)
}

fn percentile(times: &mut [Duration], hundredths: usize) -> Duration {
    times.sort_unstable();
    let place = (times.len() * hundredths / 100).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or_default()
}
