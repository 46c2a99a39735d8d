//! Examines everything in one snapshot.

use super::chain::rules::{Head, Sealed, Walk, Witnessed};
use super::checkpoint::rules::{SealedHead, short_code};
use super::definitions::Definition;
use super::finding::{DamageKind, Finding, Report};
use super::images::Known;
use super::store::{self, EntityRow};
use super::{books, chain, checkpoint, definitions, tables};
use crate::platform::db::{self, OwnerConnection};
use crate::platform::error::Error;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Instant;
use uuid::Uuid;

/// Tries to step over records that cannot be read before the rest of an entity is given up.
const PATIENCE: usize = 16;

/// What to examine, and against what.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Migrations that may stand in a record besides those of this program.
    pub migrations: Known,
    /// Only this entity.
    pub entity: Option<Uuid>,
    /// The file of checkpoints.
    pub against: Option<PathBuf>,
    /// The code of a paper; needs the entity.
    pub witness: Option<Witness>,
    /// What the migrations make ([`super::made_anew`]), or why that is not known; without it the
    /// database is not compared with it.
    pub definitions: Option<Result<Vec<Definition>, String>>,
}

/// A code printed on a daily report.
#[derive(Debug, Clone)]
pub struct Witness {
    seq: i64,
    code: String,
}

impl Witness {
    /// Reads `SEQ-XXXX-XXXX-XXXX-XXXX`.
    pub fn parse(code: &str) -> Option<Witness> {
        short_code(code).map(|(seq, code)| Witness { seq, code })
    }
}

/// Examines a database; an error is a connection that is gone, or options that make no sense.
pub async fn examine(conn: &mut OwnerConnection, options: &Options) -> Result<Report, Error> {
    let started = Instant::now();
    let mut report = Report::default();
    let sealed = witnesses(options, &mut report)?;
    store::begin(conn).await?;
    let examined = examine_snapshot(conn, options, &sealed, &mut report).await;
    let ended = store::end(conn).await;
    examined?;
    ended?;
    report.findings.sort();
    report.findings.dedup();
    report.took(started.elapsed());
    Ok(report)
}

fn witnesses(options: &Options, report: &mut Report) -> Result<Sealed, Error> {
    let mut sealed = Sealed::new();
    if let Some(path) = &options.against {
        let (read, count, findings) = checkpoint::read(path, options.entity)?;
        report.checkpoints = count;
        report.findings.extend(findings);
        sealed = read;
    }
    if let Some(Witness { seq, code }) = &options.witness {
        let Some(entity) = options.entity else {
            return Err(Error::setting("--witness", "needs --entity"));
        };
        let witness = (Witnessed::Code(code.clone()), format!("the paper {code}"));
        sealed.entry((entity, *seq)).or_default().push(witness);
    }
    Ok(sealed)
}

async fn examine_snapshot(
    conn: &mut OwnerConnection,
    options: &Options,
    sealed: &Sealed,
    report: &mut Report,
) -> Result<(), Error> {
    let only = options.entity;
    store::use_indexes(conn, only.is_some()).await?;
    let (entities, counted) = entities(conn, only, report).await?;
    if let (Some(only), true, []) = (only, report.findings.is_empty(), entities.as_slice()) {
        let what = anyhow::anyhow!("there is no entity {only}");
        return Err(Error::unexpected(what));
    }
    report.entities = entities.len() as u64;
    let extra = chains(conn, &entities, counted, sealed, report).await?;
    store::use_indexes(conn, only.is_some()).await?;
    forgotten(&entities, sealed, report);
    let own = db::migrations()?.into_iter();
    let known = own.map(|(name, does)| (name, Some(does)));
    let known = known.chain(options.migrations.clone()).collect();
    tables::examine(conn, only, &extra, &known, report).await?;
    books::examine(conn, only, report).await?;
    if let Some(made) = &options.definitions {
        definitions::examine(conn, made, report).await?;
    }
    let names: HashMap<Uuid, String> = (entities.into_iter())
        .filter_map(|entity| Some((entity.id, entity.name?)))
        .collect();
    for finding in &mut report.findings {
        let name = finding.entity_id.and_then(|id| names.get(&id));
        finding.entity_name = name.cloned().unwrap_or_default();
    }
    Ok(())
}

/// Every entity, and whether its records were counted.
async fn entities(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    report: &mut Report,
) -> Result<(Vec<EntityRow>, bool), Error> {
    let mut unreadable = |table: &str, refusal: String| {
        let found = Finding::new(DamageKind::Unreadable, None, table, "");
        report.findings.push(found.detail(refusal));
    };
    match store::entities(conn, only, true).await? {
        Ok(entities) => return Ok((entities, true)),
        Err(refusal) => unreadable("records", refusal),
    }
    match store::entities(conn, only, false).await? {
        Ok(entities) => Ok((entities, false)),
        Err(refusal) => {
            unreadable("entity_heads", refusal);
            Ok((Vec::new(), false))
        }
    }
}

/// The chain of every entity; gives the records that do not belong to one.
async fn chains(
    conn: &mut OwnerConnection,
    entities: &[EntityRow],
    counted: bool,
    sealed: &Sealed,
    report: &mut Report,
) -> Result<Vec<(Uuid, i64)>, Error> {
    store::use_indexes(conn, true).await?;
    let mut extra = Vec::new();
    for entity in entities {
        let id = entity.id;
        if entity.name.is_none() {
            let missing =
                Finding::new(DamageKind::RowMissing, Some(id), "entities", id.to_string());
            report
                .findings
                .push(missing.detail("it has a record or a head"));
        }
        // The nation gets a head with its first record.
        if id.is_nil() && entity.seq.is_none() && counted && entity.records.is_none() {
            continue;
        }
        let head = entity.seq.zip(entity.hash.clone());
        let head = head.map(|(seq, hash)| Head { seq, hash });
        let mut walk = Walk::new(id, head, sealed);
        walk_chain(conn, id, entity.seq, &mut walk).await?;
        walk.finish();
        let whole = entity.records.unwrap_or(0);
        let unreadable = |finding: &Finding| finding.kind == DamageKind::Unreadable;
        if counted && walk.read as i64 != whole && !walk.findings.iter().any(unreadable) {
            let found = Finding::new(DamageKind::Unreadable, Some(id), "records", "");
            let detail = format!("{} by its index, {whole} without: index damaged", walk.read);
            walk.findings.push(found.detail(detail));
        }
        report.records += walk.read;
        report.findings.append(&mut walk.findings);
        extra.extend(walk.extra.iter().map(|seq| (id, *seq)));
    }
    Ok(extra)
}

async fn walk_chain(
    conn: &mut OwnerConnection,
    entity: Uuid,
    head: Option<i64>,
    walk: &mut Walk<'_>,
) -> Result<(), Error> {
    let (mut after, mut limit, mut refused) = (0, chain::store::PAGE, 0);
    loop {
        match chain::store::page(conn, entity, after, limit).await? {
            Ok(rows) => {
                rows.iter().for_each(|row| walk.step(row));
                let Some(row) = rows.last() else {
                    return Ok(());
                };
                after = row.seq;
                if (rows.len() as i64) < limit {
                    return Ok(());
                }
                refused = 0;
            }
            // One by one up to the record that cannot be read, and over it.
            Err(_) if limit > 1 => limit = 1,
            Err(refusal) => {
                refused += 1;
                let last = head.unwrap_or(after).max(after + 1);
                let to = if refused < PATIENCE { after + 1 } else { last };
                walk.unreadable(to, &refusal);
                after = to;
                if to >= last {
                    return Ok(());
                }
            }
        }
    }
}

/// Entities that are sealed and of which nothing is left.
fn forgotten(entities: &[EntityRow], sealed: &Sealed, report: &mut Report) {
    for ((id, seq), sources) in sealed {
        let known = |entity: &&EntityRow| entity.id == *id;
        if entities.iter().find(known).is_some() {
            continue;
        }
        for (_, source) in sources {
            let found = Finding::new(
                DamageKind::SealBroken,
                Some(*id),
                "records",
                seq.to_string(),
            );
            let detail = format!("{source} knows this entity; nothing of it is there");
            report.findings.push(found.detail(detail));
        }
    }
}

/// Where every entity stands, to be sealed.
pub async fn heads(conn: &mut OwnerConnection) -> Result<Vec<SealedHead>, Error> {
    store::begin(conn).await?;
    let entities = store::entities(conn, None, false).await;
    store::end(conn).await?;
    let entities = entities?.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    let head = |entity: EntityRow| {
        let (seq, hash) = entity.seq.zip(entity.hash)?;
        Some(SealedHead {
            entity_id: entity.id,
            seq,
            hash,
        })
    };
    Ok(entities.into_iter().filter_map(head).collect())
}
