//! The restore, in one transaction.

use super::rules::{Asked, Moment};
use super::{side, store};
use crate::platform::clock::Clock;
use crate::platform::db::{OwnerConnection, owner_connection};
use crate::platform::error::Error;
use crate::verify::{
    Finding, Options, Recorded, Report, documents, examine_record, examine_within, images_until,
    open,
};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// So many damaged rows are named in the record, and so many documents in the list.
const NAMED: usize = 10_000;

/// What a restore did, or would have done.
#[derive(Debug, Clone, Default)]
pub struct Restored {
    /// The record it went back to.
    pub until: i64,
    /// Records that were undone.
    pub undone: i64,
    /// Rows that the record says otherwise from here on.
    pub lines: i64,
    /// Rows that were not as the record had left them, as table and key.
    pub damaged: Vec<(String, String)>,
    /// Hashes of the files of what is undone, which are kept.
    pub files: Vec<String>,
    /// Records that came from the database beside.
    pub mended: u64,
    /// The documents to enter again, as people call them: those made since, and those that are back
    /// where they stood.
    pub gone: Vec<String>,
    pub back: Vec<String>,
    /// What verification says of the organisation; with findings nothing has happened.
    pub report: Report,
    /// What had been altered past the record and was then written by an honest step: that stays in the
    /// record, and in what is said of it.
    pub scars: Vec<Finding>,
    /// How long it took, the proof included.
    pub took: Duration,
}

/// Puts an organisation back to where it stood. `roots`: the signed roots, if there are any, which
/// the record must still agree with.
pub async fn restore(url: &str, asked: &Asked, roots: Option<PathBuf>) -> Result<Restored, Error> {
    let began = Instant::now();
    let mut conn = owner_connection(url).await?;
    let mut restored = Restored::default();
    store::begin(&mut conn, asked.entity).await?;
    let done = within(&mut conn, asked, roots, &mut restored).await;
    let keeps = done.is_ok() && restored.report.findings.is_empty() && !asked.tries;
    store::end(&mut conn, keeps).await?;
    done?;
    restored.took = began.elapsed();
    Ok(restored)
}

async fn within(
    conn: &mut OwnerConnection,
    asked: &Asked,
    roots: Option<PathBuf>,
    restored: &mut Restored,
) -> Result<(), Error> {
    let (entity, now) = (asked.entity, Clock::System.now());
    let mut beside = match &asked.from {
        Some(url) => Some(owner_connection(url).await?),
        None => None,
    };
    if let Some(side) = &mut beside {
        open(side, "BEGIN READ ONLY;").await?;
    }
    store::lock(conn, now).await?;
    let mut proved = examine_record(conn, entity).await?;
    if let (Some(side), false) = (&mut beside, proved.findings.is_empty()) {
        restored.mended = side::mend_record(conn, side, entity).await?;
        proved = examine_record(conn, entity).await?;
    }
    if !proved.findings.is_empty() {
        restored.report = proved;
        return Ok(());
    }
    let place = place(conn, asked).await?;
    (restored.until, restored.undone) = (place.until, place.head - place.until);
    let tables = images_until(conn, entity, place.until).await?;
    put_rows_back(conn, entity, place.until, &tables, restored).await?;
    store::derive(conn, entity).await?;
    if let Some(side) = &mut beside {
        side::bring_files(conn, side, entity).await?;
    }
    let subject = format!("record {}", place.until);
    restored.lines = store::record(conn, now, &subject, &answer(restored)).await?;
    let options = Options {
        entity: Some(entity),
        roots,
        ..Options::default()
    };
    restored.report = examine_within(conn, &options).await?;
    let scar = |found: &mut Finding| found.found_by().is_some_and(|seq| seq <= place.head);
    restored.scars = restored.report.findings.extract_if(.., scar).collect();
    Ok(())
}

/// Where the record stood; refuses what it cannot go back to.
async fn place(conn: &mut OwnerConnection, asked: &Asked) -> Result<store::Place, Error> {
    let (time, record) = match asked.to {
        Moment::Now => (None, None),
        Moment::Time(time) => (Some(time), None),
        Moment::Record(seq) => (None, Some(seq)),
    };
    let refuse = |what: String| Err(Error::Unexpected(anyhow::anyhow!(what)));
    match store::place(conn, asked.entity, time, record).await? {
        None => refuse(format!("there is no organisation {}", asked.entity)),
        Some(place) if place.until < 1 => refuse("it was not founded then".to_owned()),
        // What a migration filled in, no older image has.
        Some(store::Place {
            migration: Some(name),
            ..
        }) => refuse(format!(
            "the database was upgraded since ({name}): go back to a later time, or restore all of it"
        )),
        Some(place) => Ok(place),
    }
}

async fn put_rows_back(
    conn: &mut OwnerConnection,
    entity: Uuid,
    until: i64,
    tables: &[Recorded],
    restored: &mut Restored,
) -> Result<(), Error> {
    store::lay(conn, entity, until).await?;
    store::keep_shut_out(conn, entity, until).await?;
    for table in tables {
        store::plan(conn, table).await?;
    }
    store::take_images(conn, entity).await?;
    let damaged = store::damaged(conn).await?.into_iter();
    restored.damaged = damaged.map(|row| (row.table_name, row.key)).collect();
    list(conn, entity, restored).await?;
    let files = store::undone_files(conn, entity).await?.into_iter();
    restored.files = files.map(|file| file.hash).collect();
    store::clear(conn, entity, tables).await?;
    store::put_back(conn, tables).await
}

/// Names the documents of which something is undone, as the tables still call them.
async fn list(
    conn: &mut OwnerConnection,
    entity: Uuid,
    restored: &mut Restored,
) -> Result<(), Error> {
    let id = |key: &str| {
        let parts: Vec<Value> = serde_json::from_str(key).unwrap_or_default();
        parts.get(1)?.as_str()?.parse::<Uuid>().ok()
    };
    let undone = store::undone(conn).await?;
    let wanted = undone
        .iter()
        .filter_map(|row| Some((entity, id(&row.key)?)));
    let wanted: BTreeSet<(Uuid, Uuid)> = wanted.take(NAMED).collect();
    let named = documents(conn, &wanted).await?.unwrap_or_default();
    let named: HashMap<Uuid, String> = (named.into_iter())
        .map(|document| (document.id, document.called()))
        .collect();
    for row in &undone {
        let name = id(&row.key).and_then(|id| named.get(&id).cloned());
        let name = name.unwrap_or_else(|| row.key.clone());
        match row.is_gone {
            true => restored.gone.push(name),
            false => restored.back.push(name),
        }
    }
    Ok(())
}

/// What the record keeps of it beside the rows.
fn answer(restored: &Restored) -> String {
    let named = restored.damaged.iter().take(NAMED);
    let named: Vec<Value> = named.map(|(table, key)| json!([table, key])).collect();
    let answer = json!({
        "until": restored.until,
        "undone": restored.undone,
        "mended": restored.mended,
        "damaged": restored.damaged.len(),
        "damaged_rows": named,
        "files": restored.files,
    });
    answer.to_string()
}

impl Restored {
    /// What stands in the way; empty when it was done.
    pub fn findings(&self) -> &[Finding] {
        &self.report.findings
    }
}
