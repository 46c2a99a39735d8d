//! Examines everything in one snapshot, by several connections where there are some.

use super::chain::rules::{Head, Sealed, Walk, Witnessed};
use super::checkpoint::rules::short_code;
use super::definitions::Definition;
use super::finding::{DamageKind, Finding, Report};
use super::images::Known;
use super::progress::Progress;
use super::store::{self, EntityRow, Part};
use super::{books, chain, checkpoint, definitions, images, roots, tables};
use crate::platform::db::{self, OwnerConnection, owner_connection};
use crate::platform::error::Error;
use crate::reporting::SealedHead;
use futures_util::future::{try_join, try_join_all};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;
use uuid::Uuid;

/// Tries to step over records that cannot be read before the rest of an entity is given up.
const PATIENCE: usize = 16;

/// So many documents at most are named.
const NAMED_DOCUMENTS: usize = 10_000;

/// What to examine, and against what.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Migrations that may stand in a record besides those of this program.
    pub migrations: Known,
    /// Only this entity.
    pub entity: Option<Uuid>,
    /// The file of checkpoints.
    pub against: Option<PathBuf>,
    /// The folder of signed roots.
    pub roots: Option<PathBuf>,
    /// Roots and proofs that others kept.
    pub kept: Vec<PathBuf>,
    /// The code of a paper; needs the entity.
    pub witness: Option<Witness>,
    /// What the migrations make ([`super::made_anew`]), or why that is not known; without it the
    /// database is not compared with it.
    pub definitions: Option<Result<Vec<Definition>, String>>,
    /// The address of the database and how many more connections share the organisations among them;
    /// without it the one given reads everything.
    pub beside: Option<(String, usize)>,
    /// Who is told how far it is.
    pub progress: Progress,
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
    store::begin(conn, None).await?;
    let examined = examine_within(conn, options).await;
    let ended = store::end(conn).await;
    let report = examined?;
    ended?;
    Ok(report)
}

/// The same of what a transaction sees that was opened as verification opens one ([`store::open`]).
pub async fn examine_within(
    conn: &mut OwnerConnection,
    options: &Options,
) -> Result<Report, Error> {
    let started = Instant::now();
    let mut report = Report::default();
    let sealed = witnesses(options, &mut report)?;
    examine_snapshot(conn, options, &sealed, &mut report).await?;
    report.settle();
    report.took(started.elapsed());
    Ok(report)
}

/// The record of one organisation alone, within such a transaction.
pub async fn examine_record(conn: &mut OwnerConnection, only: Uuid) -> Result<Report, Error> {
    let mut report = Report::default();
    store::use_indexes(conn, true).await?;
    let (entities, counted) = entities(conn, Some(only), &mut report).await?;
    for entity in &entities {
        chain(
            conn,
            entity,
            counted,
            &Sealed::new(),
            &mut Vec::new(),
            &mut report,
        )
        .await?;
    }
    Ok(report)
}

/// A table whose rows the record proves.
pub struct Recorded {
    pub name: String,
    /// Its name, quoted where needed.
    pub quoted: String,
    /// SQL for `key`, `tid` and `digest` of the rows of the organisation.
    pub rows: String,
}

/// Leaves in the table `verify_images` what every row of one organisation was at a record that is
/// proved ([`examine_record`]), and gives the tables it may be compared with.
pub async fn images_until(
    conn: &mut OwnerConnection,
    entity: Uuid,
    until: i64,
) -> Result<Vec<Recorded>, Error> {
    let mut report = Report::default();
    let known = known(&Known::new())?;
    let history = images::history(conn, Some(entity), &[], &known, &mut report).await?;
    let tables = tables::catalogue(conn, &mut report).await?;
    images::read_until(conn, entity, until, &history).await?;
    let facts = tables
        .into_iter()
        .filter(|table| tables::is_fact(&table.name));
    let recorded = facts.map(|table| Recorded {
        rows: tables::own_rows(&table, Part::One(entity)),
        name: table.name,
        quoted: table.quoted,
    });
    Ok(recorded.collect())
}

/// The migrations that may stand in a record.
fn known(more: &Known) -> Result<Known, Error> {
    let own = db::migrations()?.into_iter();
    let own = own.map(|(name, does)| (name, Some(does)));
    Ok(own.chain(more.clone()).collect())
}

fn witnesses(options: &Options, report: &mut Report) -> Result<Sealed, Error> {
    let mut sealed = Sealed::new();
    if let Some(path) = &options.against {
        let (read, count, findings) = checkpoint::read(path, options.entity)?;
        report.checkpoints = count;
        report.findings.extend(findings);
        sealed = read;
    }
    let roots = roots::read(options.roots.as_deref(), &options.kept, options.entity)?;
    report.checkpoints += roots.count;
    report.findings.extend(roots.findings);
    for (place, mut sources) in roots.sealed {
        sealed.entry(place).or_default().append(&mut sources);
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
    let mut beside = beside(conn, options).await?;
    let walk = (entities.as_slice(), counted, sealed);
    let extra = match beside.is_empty() {
        true => chains(&mut [&mut *conn], walk, options, report).await?,
        false => {
            chains(
                &mut beside.iter_mut().collect::<Vec<_>>(),
                walk,
                options,
                report,
            )
            .await?
        }
    };
    store::use_indexes(conn, only.is_some()).await?;
    forgotten(&entities, sealed, report);
    let known = known(&options.migrations)?;
    let history = images::history(conn, only, &extra, &known, report).await?;
    let tables = tables::catalogue(conn, report).await?;
    let recorded = tables::Recorded {
        tables: &tables,
        extra: &extra,
        history: &history,
        progress: &options.progress,
    };
    if beside.is_empty() {
        let part = only.map_or(Part::ALL, Part::One);
        tables::examine(conn, part, &recorded, report).await?;
        of_all(conn, options, report).await?;
    } else {
        let of = beside.len();
        let shares = beside.iter_mut().enumerate().map(async |(number, conn)| {
            let mut share = Report::default();
            store::use_indexes(conn, false).await?;
            let part = Part::Share { number, of };
            tables::examine(conn, part, &recorded, &mut share).await?;
            Ok::<_, Error>(share)
        });
        let (shares, ()) = try_join(try_join_all(shares), of_all(conn, options, report)).await?;
        shares.into_iter().for_each(|share| report.add(share));
    }
    let names: HashMap<Uuid, String> = (entities.into_iter())
        .filter_map(|entity| Some((entity.id, entity.name?)))
        .collect();
    for finding in &mut report.findings {
        let name = finding.entity_id.and_then(|id| names.get(&id));
        finding.entity_name = name.cloned().unwrap_or_default();
    }
    name_documents(conn, &mut report.findings).await
}

/// Says of what is damaged which document it is of, as the tables that can be read still call it.
async fn name_documents(conn: &mut OwnerConnection, found: &mut [Finding]) -> Result<(), Error> {
    let named = |of: &Finding| Some((of.entity_id?, ids(&of.key)));
    let wanted = found.iter().filter_map(named);
    let wanted = wanted.flat_map(|(entity, ids)| ids.into_iter().map(move |id| (entity, id)));
    let wanted: BTreeSet<(Uuid, Uuid)> = wanted.take(NAMED_DOCUMENTS).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let documents = store::documents(conn, &wanted).await?.unwrap_or_default();
    let documents: HashMap<(Uuid, Uuid), String> = (documents.into_iter())
        .map(|row| ((row.entity_id, row.id), row.called()))
        .collect();
    for finding in found {
        let Some(entity) = finding.entity_id else {
            continue;
        };
        let mut ids = ids(&finding.key).into_iter();
        finding.document = ids.find_map(|id| documents.get(&(entity, id)).cloned());
    }
    Ok(())
}

/// The ids in the key of a row.
fn ids(key: &str) -> Vec<Uuid> {
    let parts: Vec<Value> = serde_json::from_str(key).unwrap_or_default();
    let ids = parts.iter().filter_map(|part| part.as_str()?.parse().ok());
    ids.collect()
}

/// What is not read by shares: what the books say, and what the database is made of.
async fn of_all(
    conn: &mut OwnerConnection,
    options: &Options,
    report: &mut Report,
) -> Result<(), Error> {
    books::examine(conn, options.entity, report).await?;
    if let Some(made) = &options.definitions {
        definitions::examine(conn, made, report).await?;
    }
    Ok(())
}

/// The connections that share the organisations among them, in the snapshot of this one.
async fn beside(
    conn: &mut OwnerConnection,
    options: &Options,
) -> Result<Vec<OwnerConnection>, Error> {
    let Some((url, shares)) = &options.beside else {
        return Ok(Vec::new());
    };
    let snapshot = store::share(conn).await?;
    let mut beside = Vec::new();
    for _ in 0..*shares {
        let mut own = owner_connection(url).await?;
        store::begin(&mut own, Some(&snapshot)).await?;
        beside.push(own);
    }
    Ok(beside)
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

/// The chain of every entity, each by one of the connections; gives the records that do not belong to
/// one.
async fn chains(
    readers: &mut [&mut OwnerConnection],
    (entities, counted, sealed): (&[EntityRow], bool, &Sealed),
    options: &Options,
    report: &mut Report,
) -> Result<Vec<(Uuid, i64)>, Error> {
    let (of, next) = (entities.len(), AtomicUsize::new(0));
    let walks = readers.iter_mut().map(async |conn| {
        let (mut extra, mut share) = (Vec::new(), Report::default());
        store::use_indexes(conn, true).await?;
        while let Some(entity) = entities.get(next.fetch_add(1, Relaxed)) {
            chain(conn, entity, counted, sealed, &mut extra, &mut share).await?;
            let done = next.load(Relaxed).min(of);
            options
                .progress
                .say(|| format!("ตรวจบันทึก (records) {done}/{of} หน่วยงาน (entities)"));
        }
        Ok::<_, Error>((extra, share))
    });
    let mut all = Vec::new();
    for (extra, share) in try_join_all(walks).await? {
        all.extend(extra);
        report.add(share);
    }
    Ok(all)
}

async fn chain(
    conn: &mut OwnerConnection,
    entity: &EntityRow,
    counted: bool,
    sealed: &Sealed,
    extra: &mut Vec<(Uuid, i64)>,
    report: &mut Report,
) -> Result<(), Error> {
    let id = entity.id;
    if entity.name.is_none() {
        let missing = Finding::new(DamageKind::RowMissing, Some(id), "entities", id.to_string());
        let missing = missing.detail("it has a record or a head");
        report.findings.push(missing);
    }
    // The nation gets a head with its first record.
    if id.is_nil() && entity.seq.is_none() && counted && entity.records.is_none() {
        return Ok(());
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
    Ok(())
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
    store::begin(conn, None).await?;
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

/// The number at which the record of one organisation stands, if it has a head.
pub async fn head_of(conn: &mut OwnerConnection, entity: Uuid) -> Result<Option<i64>, Error> {
    let entities = store::entities(conn, Some(entity), false).await?;
    let entities = entities.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    Ok(entities.into_iter().find_map(|entity| entity.seq))
}
