//! After a crash: is everything acknowledged there, once, whole, and as it was answered?

use crate::client::{Ack, Call, Outcome, text};
use crate::findings::{Findings, Flaw};
use crate::load::{Load, WRITERS};
use crate::sweep::sweep;
use crate::system::System;
use anyhow::{Context, Result};
use api::args;
use api::platform::record::{self, RecordRow};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::task::JoinSet;
use uuid::Uuid;

/// How much is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What came since the last inspection; what was there before must still be the beginning of
    /// the same chain.
    New,
    /// Everything since the beginning.
    Whole,
}

/// The last record known, of each entity.
type Heads = HashMap<Uuid, (i64, String)>;

/// Goes through the system after every crash.
#[derive(Default)]
pub struct Inspector {
    founded: Heads,
    heads: Heads,
    keys: HashSet<(Uuid, String)>,
    known: HashSet<String>,
    acks: usize,
    /// Answers asked for again and compared.
    pub compared: usize,
    /// Calls of unknown fate that turned out to be done.
    pub done: usize,
    /// And that were not.
    pub absent: usize,
}

impl Inspector {
    /// Starts from what the founding of the offices left.
    pub async fn new(system: &System, load: &Load) -> Result<Inspector> {
        #[derive(Deserialize)]
        struct Head {
            seq: i64,
            hash: String,
        }
        let mut inspector = Inspector::default();
        for office in &load.offices {
            let sql = "SELECT seq, encode(hash, 'hex') AS hash FROM entity_heads
                       WHERE entity_id = $1";
            let heads: Vec<Head> = system.rows(sql, args![office.entity]).await?;
            let head = heads.into_iter().next().context("no head")?;
            inspector
                .founded
                .insert(office.entity, (head.seq, head.hash));
        }
        inspector.heads = inspector.founded.clone();
        Ok(inspector)
    }

    /// Looks at everything in the scope, and sends again what has no answer yet.
    pub async fn inspect(
        &mut self,
        system: &System,
        load: &Arc<Load>,
        scope: Scope,
    ) -> Result<Findings> {
        let mut findings = Findings::default();
        for refusal in load.take_refused() {
            findings.add(Flaw::Refused, refusal);
        }
        if !system.quiet().await? {
            findings.add(Flaw::Stuck, "a transaction stays open when nobody writes");
        }
        if scope == Scope::Whole {
            (self.heads, self.acks) = (self.founded.clone(), 0);
            self.keys.clear();
        }
        let acks = load.log.read(self.acks)?;
        self.acks += acks.len();
        let unknown = load.take_unknown();
        let calls = acks.iter().map(|ack| &ack.call).chain(&unknown);
        self.known.extend(calls.map(|call| call.key.clone()));
        for office in &load.offices {
            self.follow_chain(system, office.entity, &mut findings)
                .await?;
        }
        sweep(system, &mut findings).await?;
        self.find_acknowledged(system, load, &acks, &mut findings)
            .await?;
        self.judge_unknown(system, load, &unknown, &mut findings)
            .await?;
        // Sending again what is lost would make it anew and hide the loss.
        if findings.is_clean() {
            self.compared += acks.len();
            ask_again(load, acks, &unknown, &mut findings).await?;
            settle(load, unknown, &mut findings).await?;
        }
        Ok(findings)
    }

    /// Every record after the last one known: number, hash, and that somebody asked for it.
    async fn follow_chain(
        &mut self,
        system: &System,
        entity: Uuid,
        findings: &mut Findings,
    ) -> Result<()> {
        let sql = "SELECT form, entity_id, seq,
                to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at, actor,
                permission, subject, idempotency_key, request_hash, changes,
                answer, encode(previous_hash, 'hex') AS previous_hash,
                encode(hash, 'hex') AS hash
            FROM records WHERE entity_id = $1 AND seq >= $2 ORDER BY seq LIMIT 2000";
        let (mut seq, mut hash) = self.heads.get(&entity).cloned().context("no head")?;
        loop {
            let records: Vec<RecordRow> = system.rows(sql, args![entity, seq]).await?;
            let known = records.first().filter(|r| r.seq == seq && r.hash == hash);
            if known.is_none_or(|known| record::hash(known) != hash) {
                findings.add(
                    Flaw::Chain,
                    format!("{entity}: record {seq} is not what it was"),
                );
                return Ok(());
            }
            for next in records.iter().skip(1) {
                let follows = next.seq == seq + 1 && next.previous_hash == hash;
                if !follows || record::hash(next) != next.hash {
                    findings.add(Flaw::Chain, format!("{entity}: record {}", next.seq));
                }
                let key = next.idempotency_key.clone().unwrap_or_default();
                if !self.known.contains(&key) || !self.keys.insert((entity, key)) {
                    findings.add(
                        Flaw::Doubled,
                        format!("record {} {}", next.seq, next.subject),
                    );
                }
                (seq, hash) = (next.seq, next.hash.clone());
            }
            if records.len() < 2000 {
                break;
            }
        }
        let sql = "SELECT seq, encode(hash, 'hex') AS hash FROM entity_heads WHERE entity_id = $1
                       AND seq = $2 AND hash = decode($3, 'hex')";
        let head: Vec<serde_json::Value> = system.rows(sql, args![entity, seq, &hash]).await?;
        if head.is_empty() {
            findings.add(
                Flaw::Chain,
                format!("{entity}: the head is not record {seq}"),
            );
        }
        self.heads.insert(entity, (seq, hash));
        Ok(())
    }

    /// Every acknowledged key has its record, every acknowledged number its document.
    async fn find_acknowledged(
        &self,
        system: &System,
        load: &Load,
        acks: &[Ack],
        findings: &mut Findings,
    ) -> Result<()> {
        #[derive(Deserialize)]
        struct Row {
            id: Uuid,
            numbers: Vec<String>,
        }
        let documents: Vec<Uuid> = acks.iter().map(|ack| ack.call.document).collect();
        let sql = "SELECT d.id, coalesce(jsonb_agg(n.number) FILTER (WHERE n.number IS NOT NULL),
                       '[]') AS numbers
                   FROM documents d LEFT JOIN document_numbers n
                       ON n.entity_id = d.entity_id AND n.document_id = d.id
                   WHERE d.id = ANY($1) GROUP BY d.id";
        let rows: Vec<Row> = system.rows(sql, args![documents]).await?;
        let there: HashMap<Uuid, Vec<String>> =
            rows.into_iter().map(|row| (row.id, row.numbers)).collect();
        for ack in acks {
            let call = &ack.call;
            let entity = load.offices.get(call.office).map(|office| office.entity);
            let key = (entity.context("no such office")?, call.key.clone());
            match there.get(&call.document) {
                Some(_) if !self.keys.contains(&key) => {
                    findings.add(Flaw::Lost, format!("{} {}", call.path, call.key));
                }
                None => findings.add(Flaw::Lost, format!("document {}", call.document)),
                Some(now) if ack.numbers.iter().any(|number| !now.contains(number)) => {
                    let what = format!("{}: {:?}, now {now:?}", call.document, ack.numbers);
                    findings.add(Flaw::Changed, what);
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// A call without answer is done whole or not at all.
    async fn judge_unknown(
        &mut self,
        system: &System,
        load: &Load,
        unknown: &[Call],
        findings: &mut Findings,
    ) -> Result<()> {
        #[derive(Deserialize)]
        struct Row {
            id: Uuid,
            version: i64,
        }
        let documents: Vec<Uuid> = unknown.iter().map(|call| call.document).collect();
        let sql = "SELECT id, version FROM documents WHERE id = ANY($1)";
        let rows: Vec<Row> = system.rows(sql, args![documents]).await?;
        let versions: HashMap<Uuid, i64> = rows.iter().map(|row| (row.id, row.version)).collect();
        for call in unknown {
            let entity = load.offices.get(call.office).map(|office| office.entity);
            let key = (entity.context("no such office")?, call.key.clone());
            let is_done = self.keys.contains(&key);
            let version = versions.get(&call.document).copied().unwrap_or_default();
            if version != call.version + i64::from(is_done) {
                let what = format!("{}: recorded {is_done}, version {version}", call.path);
                findings.add(Flaw::Half, what);
            }
            match is_done {
                true => self.done += 1,
                false => self.absent += 1,
            }
        }
        Ok(())
    }
}

/// Sends every acknowledged call again: the answer is the same to the byte; and asks for every
/// document: it is as in the last answer about it.
async fn ask_again(
    load: &Arc<Load>,
    acks: Vec<Ack>,
    unknown: &[Call],
    findings: &mut Findings,
) -> Result<()> {
    let mut last: HashMap<Uuid, i64> = HashMap::new();
    let reached = acks.iter().map(|ack| (ack.call.document, ack.version));
    // What may have been done since is looked at when it is acknowledged.
    let perhaps = unknown.iter().map(|call| (call.document, call.version + 1));
    for (document, reached) in reached.chain(perhaps) {
        let version = last.entry(document).or_default();
        *version = reached.max(*version);
    }
    // What another paper was about changed with that one.
    let about = acks.iter().map(|ack| &ack.call).chain(unknown);
    for document in about.filter_map(|call| call.about) {
        last.remove(&document);
    }
    let (last, size) = (Arc::new(last), acks.len().div_ceil(WRITERS).max(1));
    let mut tasks = JoinSet::new();
    for part in acks.chunks(size) {
        let (load, last, part) = (load.clone(), last.clone(), part.to_vec());
        tasks.spawn(async move {
            let mut changed = Vec::new();
            for ack in part {
                let is_last = last.get(&ack.call.document) == Some(&ack.version);
                changed.extend(compare(&load, &ack, is_last).await?);
            }
            anyhow::Ok(changed)
        });
    }
    while let Some(changed) = tasks.join_next().await {
        for what in changed?? {
            findings.add(Flaw::Changed, what);
        }
    }
    Ok(())
}

async fn compare(load: &Load, ack: &Ack, is_last: bool) -> Result<Vec<String>> {
    let (mut changed, call) = (Vec::new(), &ack.call);
    match load.client.insist(call).await {
        Outcome::Acknowledged(answer) if answer.status != ack.status => {
            changed.push(format!(
                "{}: first {}, now {}",
                call.path, ack.status, answer.status
            ));
        }
        Outcome::Acknowledged(answer) if answer.hash() != ack.hash => {
            changed.push(format!(
                "{} answered otherwise: {}",
                call.path,
                text(&answer.body)
            ));
        }
        Outcome::Acknowledged(_) => {}
        other => changed.push(format!("{} sent again: {other:?}", call.path)),
    }
    if is_last {
        let now = load.client.document(call).await?;
        if now.status != 200 || now.hash() != ack.hash {
            changed.push(format!(
                "{} reads otherwise: {}",
                call.document,
                text(&now.body)
            ));
        }
    }
    Ok(changed)
}

/// Sends again what nobody knows the fate of; from then on it is acknowledged like the rest.
async fn settle(load: &Arc<Load>, unknown: Vec<Call>, findings: &mut Findings) -> Result<()> {
    let mut tasks = JoinSet::new();
    let size = unknown.len().div_ceil(WRITERS).max(1);
    for part in unknown.chunks(size) {
        let (load, part) = (load.clone(), part.to_vec());
        tasks.spawn(async move {
            let mut undecided = Vec::new();
            for call in part {
                match load.client.insist(&call).await {
                    Outcome::Acknowledged(answer) => {
                        load.log.append(&Ack::new(&call, &answer)?)?;
                    }
                    other => undecided.push(format!("{} sent again: {other:?}", call.path)),
                }
            }
            anyhow::Ok(undecided)
        });
    }
    while let Some(undecided) = tasks.join_next().await {
        for what in undecided?? {
            findings.add(Flaw::Refused, what);
        }
    }
    Ok(())
}
