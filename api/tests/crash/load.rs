//! The writers: clerks of several offices who issue papers and note every acknowledgement.

use crate::client::{Ack, AckLog, Call, Client, Outcome, PATIENCE};
use crate::office::{Office, Paper};
use crate::system::System;
use anyhow::{Context, Result};
use rand::Rng;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Writers at work at once.
pub const WRITERS: usize = 8;

/// What the writers share.
pub struct Load {
    /// How they reach the server.
    pub client: Client,
    /// Where they work.
    pub offices: Vec<Office>,
    /// What was acknowledged.
    pub log: AckLog,
    /// Requests sent, repeats included.
    pub sent: AtomicUsize,
    undecided: Mutex<BTreeMap<String, usize>>,
    unknown: Mutex<Vec<Call>>,
    refused: Mutex<Vec<String>>,
    stop: AtomicBool,
}

/// A lock that a panic elsewhere does not spoil.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Load {
    /// Ready to write in these offices.
    pub fn new(system: &System, offices: Vec<Office>) -> Result<Arc<Load>> {
        Ok(Arc::new(Load {
            client: system.client.clone(),
            offices,
            log: AckLog::new(&system.home.path)?,
            sent: AtomicUsize::new(0),
            undecided: Mutex::default(),
            unknown: Mutex::default(),
            refused: Mutex::default(),
            stop: AtomicBool::new(false),
        }))
    }

    /// Sends the writers to work.
    pub fn start(self: &Arc<Load>) -> JoinSet<Result<()>> {
        self.stop.store(false, Ordering::Relaxed);
        let mut writers = JoinSet::new();
        for number in 0..WRITERS {
            writers.spawn(self.clone().write(number));
        }
        writers
    }

    /// Lets them finish the call at hand.
    pub async fn finish(&self, mut writers: JoinSet<Result<()>>) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        let all = async {
            while let Some(ended) = writers.join_next().await {
                ended.context("a writer panicked")??;
            }
            Ok(())
        };
        tokio::time::timeout(PATIENCE * 2, all)
            .await
            .context("a writer hangs")?
    }

    /// The calls whose fate is unknown, handed over.
    pub fn take_unknown(&self) -> Vec<Call> {
        std::mem::take(&mut lock(&self.unknown))
    }

    /// What the server refused or could not explain, handed over: there should be nothing.
    pub fn take_refused(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.refused))
    }

    /// Why requests got no decision, and how many.
    pub fn undecided(&self) -> BTreeMap<String, usize> {
        lock(&self.undecided).clone()
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    async fn write(self: Arc<Load>, number: usize) -> Result<()> {
        let office = &self.offices[number % self.offices.len()];
        while !self.is_over() {
            let satang = rand::rng().random_range(0..100_000);
            let papers: &[Paper] = match satang % 8 {
                0 => &[Paper::Request],
                1 => &[Paper::Approved, Paper::Payment],
                2 => &[Paper::Approved, Paper::Payment, Paper::Cancellation],
                3 => &[Paper::Spoiled],
                _ => &[Paper::Receipt],
            };
            let mut target = None;
            for paper in papers {
                target = self.walk(office, *paper, target, satang).await?;
                if target.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes a paper along its steps; none when it did not come to its end.
    async fn walk(
        &self,
        office: &Office,
        paper: Paper,
        target: Option<Uuid>,
        satang: u32,
    ) -> Result<Option<Uuid>> {
        let (id, mut version) = (Uuid::now_v7(), 0);
        while let Some(call) = office.call_about(paper, (id, target), version, satang) {
            match self.deliver(call).await? {
                Some(reached) => version = reached,
                None => return Ok(None),
            }
        }
        Ok(Some(id))
    }

    /// Sends a call until it is decided, or gives up on the way and leaves it open, as people do.
    async fn deliver(&self, call: Call) -> Result<Option<i64>> {
        loop {
            // Now and then somebody does not wait for the answer.
            let patience = match rand::rng().random_range(0..30) {
                0 => Duration::from_millis(rand::rng().random_range(1..20)),
                _ => PATIENCE,
            };
            self.sent.fetch_add(1, Ordering::Relaxed);
            match self.client.send(&call, patience).await {
                Outcome::Acknowledged(answer) => {
                    let ack = Ack::new(&call, &answer)?;
                    self.log.append(&ack)?;
                    return Ok(Some(ack.version));
                }
                Outcome::Refused(status, body) => {
                    lock(&self.refused).push(format!("{} {status} {body}", call.path));
                    return Ok(None);
                }
                Outcome::Unknown(why) => {
                    if why == "status 500" {
                        // An outage is said to be one; this calls it a bug.
                        lock(&self.refused).push(format!("{} {why}, not 503", call.path));
                    }
                    *lock(&self.undecided).entry(why).or_default() += 1;
                    if self.is_over() || rand::rng().random_bool(0.5) {
                        lock(&self.unknown).push(call);
                        tokio::time::sleep(Duration::from_millis(200)).await;
                        return Ok(None);
                    }
                    let pause = rand::rng().random_range(20..120);
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
            }
        }
    }
}
