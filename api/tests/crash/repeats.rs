//! The same key, several times at once, through a crash (R11).

use crate::client::{Ack, Answer, Call, Client, Outcome, PATIENCE};
use crate::findings::Findings;
use crate::office::{Office, Paper, Person};
use crate::postgres::Durability;
use crate::say;
use crate::sweep::sweep;
use crate::system::{System, Victim};
use anyhow::{Context, Result, bail, ensure};
use api::args;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;

const KEYS: usize = 200;
const SENDS: usize = 5;

/// 200 keys, each sent five times at once while server and database are killed: one document each
/// and the same answer to all; the key with another body, or from somebody else, is refused.
pub async fn storm(programs: PathBuf) -> Result<()> {
    let started = Instant::now();
    let mut system = System::new(&programs, Durability::Kept).await?;
    let offices = system.found(2).await?;
    let drafts = drafts(&system.client, &offices).await?;
    let calls =
        offices
            .iter()
            .cycle()
            .zip(0u32..)
            .zip(drafts.iter())
            .map(|((office, satang), draft)| match draft {
                Some(id) => office.call(Paper::Receipt, *id, 1, satang),
                None => office.call(Paper::Receipt, Uuid::now_v7(), 0, satang),
            });
    let calls: Vec<Call> = calls
        .map(|call| call.context("no call"))
        .collect::<Result<_>>()?;
    let sending = tokio::spawn(send_all(system.client.clone(), calls.clone()));
    for victim in [
        Victim::Server,
        Victim::Backend,
        Victim::Postmaster,
        Victim::Server,
    ] {
        tokio::time::sleep(Duration::from_millis(250)).await;
        system.strike(victim).await?;
    }
    let answers = sending.await??;
    for (call, answers) in calls.iter().zip(&answers) {
        ensure!(
            answers.len() == SENDS,
            "{}: {} answers",
            call.path,
            answers.len()
        );
        ensure!(
            answers.windows(2).all(|two| two[0] == two[1]),
            "{}: answers differ",
            call.path
        );
    }
    count(&system, &calls).await?;
    refuse_others(&system, &offices, &calls).await?;
    let mut findings = Findings::default();
    sweep(&system, &mut findings).await?;
    ensure!(findings.is_clean(), "{findings}");
    say(format!(
        "retries: {KEYS} keys x {SENDS} sends at once through 4 kills: {KEYS} documents, same \
         answers; other body or person refused; {} s",
        started.elapsed().as_secs()
    ));
    Ok(())
}

/// Every second call will submit a draft, which is made now; the others draw one up.
async fn drafts(client: &Client, offices: &[Office]) -> Result<Vec<Option<Uuid>>> {
    let mut drafts = Vec::new();
    for (number, office) in (0..KEYS).zip(offices.iter().cycle()) {
        if number % 4 < 2 {
            drafts.push(None);
            continue;
        }
        let id = Uuid::now_v7();
        let call = office.call(Paper::Receipt, id, 0, 100).context("no call")?;
        match client.send(&call, PATIENCE).await {
            Outcome::Acknowledged(_) => drafts.push(Some(id)),
            other => bail!("a draft was not made: {other:?}"),
        }
    }
    Ok(drafts)
}

/// Sends every call several times at once; the answers to each.
async fn send_all(client: Client, calls: Vec<Call>) -> Result<Vec<Vec<Answer>>> {
    let turns = Arc::new(Semaphore::new(8));
    let mut keys = JoinSet::new();
    for (place, call) in calls.into_iter().enumerate() {
        let (client, turns) = (client.clone(), turns.clone());
        keys.spawn(async move {
            let _turn = turns.acquire().await?;
            let mut sends = JoinSet::new();
            for _ in 0..SENDS {
                let (client, call) = (client.clone(), call.clone());
                sends.spawn(async move { client.insist(&call).await });
            }
            let mut answers = Vec::new();
            while let Some(outcome) = sends.join_next().await {
                match outcome? {
                    Outcome::Acknowledged(answer) => answers.push(answer),
                    other => bail!("{}: {other:?}", call.path),
                }
            }
            // Slowly enough that all kills fall among them.
            tokio::time::sleep(Duration::from_millis(60)).await;
            Ok((place, answers))
        });
    }
    let mut all = vec![Vec::new(); KEYS];
    while let Some(key) = keys.join_next().await {
        let (place, answers) = key??;
        all[place] = answers;
    }
    Ok(all)
}

/// One document for each call, moved once by it, and one record for each key.
async fn count(system: &System, calls: &[Call]) -> Result<()> {
    #[derive(Deserialize)]
    struct Row {
        id: Uuid,
        version: i64,
        records: i64,
    }
    let documents: Vec<Uuid> = calls.iter().map(|call| call.document).collect();
    let keys: Vec<String> = calls.iter().map(|call| call.key.clone()).collect();
    let sql = "SELECT d.id, d.version, (SELECT count(*) FROM records AS r
                   WHERE r.entity_id = d.entity_id AND r.subject = d.kind || '/' || d.id
                     AND r.idempotency_key = ANY($2)) AS records
               FROM documents AS d WHERE d.id = ANY($1)";
    let mut rows: Vec<Row> = system.rows(sql, args![documents, keys]).await?;
    ensure!(
        rows.len() == calls.len(),
        "{} documents for {} keys",
        rows.len(),
        calls.len()
    );
    rows.sort_by_key(|row| row.id);
    for call in calls {
        let found = rows.binary_search_by_key(&call.document, |row| row.id);
        let row = found
            .ok()
            .and_then(|place| rows.get(place))
            .context("no document")?;
        let is_once = row.records == 1 && row.version == call.version + 1;
        ensure!(
            is_once,
            "{}: {} records, version {}",
            call.path,
            row.records,
            row.version
        );
    }
    Ok(())
}

/// A key stands for one request of one person.
async fn refuse_others(system: &System, offices: &[Office], calls: &[Call]) -> Result<()> {
    for call in calls.iter().take(20) {
        let mut other = call.clone();
        other.body = call.body.replacen('{', "{ ", 1);
        let mut foreign = call.clone();
        let office = offices.get(call.office).context("no office")?;
        foreign.session = office.session(Person::OtherRevenueOfficer).to_owned();
        for (what, wrong) in [("another body", other), ("another person", foreign)] {
            match system.client.send(&wrong, PATIENCE).await {
                Outcome::Refused(_, body) if body.contains("duplicate_request") => {}
                outcome => bail!("a used key with {what}: {outcome:?}"),
            }
        }
        // And the right one is still answered.
        match system.client.send(call, PATIENCE).await {
            Outcome::Acknowledged(answer) => Ack::new(call, &answer).map(|_| ())?,
            outcome => bail!("a used key: {outcome:?}"),
        }
    }
    Ok(())
}
