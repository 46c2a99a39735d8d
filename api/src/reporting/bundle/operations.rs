//! Fills the folder.

use super::folder::{Folder, Leaf};
use super::store;
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::{ALTERATIONS, Db, Tx, declared};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::reporting::RecordHead;
use shared::{DocumentId, EntityId};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

const PROGRAM: &str = include_str!("verify.py");
const FORM: &str = include_str!("FORM.md");
/// So that spreadsheets read Thai.
const BYTE_ORDER: &str = "\u{feff}";

/// What stands in `manifest.json`, which names every other file.
#[derive(Serialize)]
struct Manifest {
    /// The form of the bundle.
    bundle: u32,
    entity_id: EntityId,
    name: String,
    made_at: DateTime<Utc>,
    /// Where the record ends.
    head: RecordHead,
    /// SHA-256 of each file.
    files: BTreeMap<String, String>,
}

/// What was written.
pub struct Written {
    /// The organisation.
    pub name: String,
    /// Records.
    pub records: u64,
    /// Rows of all tables.
    pub rows: u64,
}

/// Writes the books of an organisation, as one view of them shows, into a folder that was not there.
pub async fn bundle(
    db: &Db,
    entity: EntityId,
    now: DateTime<Utc>,
    path: &Path,
) -> Result<Written, Error> {
    let auth = Authorized::system(entity, "bundle", now, bangkok_day(now));
    let work = async |tx: &mut Tx<'_>| {
        let mut folder = Folder::make(path)?;
        let (name, head) = (store::name(tx).await?, store::head(tx).await?);
        let records = records(tx, &mut folder).await?;
        let rows = tables(tx, &mut folder).await?;
        attachments(tx, &mut folder).await?;
        documents(tx, &mut folder).await?;
        journal(tx, &mut folder).await?;
        folder.write("alterations.csv", ALTERATIONS)?;
        folder.write("FORM.md", FORM)?;
        folder.write("verify.py", PROGRAM)?;
        let manifest = Manifest {
            bundle: 1,
            entity_id: entity,
            name: name.clone(),
            made_at: now,
            head,
            files: folder.files.clone(),
        };
        let text = serde_json::to_string_pretty(&manifest).map_err(Error::unexpected)?;
        folder.write("manifest.json", &(text + "\n"))?;
        Ok(Written {
            name,
            records,
            rows,
        })
    };
    db.read(auth, work).await
}

fn line(leaf: &mut Leaf, text: &str) -> Result<(), Error> {
    writeln!(leaf, "{text}").map_err(Error::unexpected)
}

async fn records(tx: &mut Tx<'_>, folder: &mut Folder) -> Result<u64, Error> {
    let mut leaf = folder.begin("records.jsonl")?;
    let (mut last, mut count) = (0, 0);
    loop {
        let page = store::records_after(tx, last).await?;
        let Some(end) = page.last() else { break };
        last = end.seq;
        for record in page {
            let text = serde_json::to_string(&record).map_err(Error::unexpected)?;
            line(&mut leaf, &text)?;
            count += 1;
        }
    }
    folder.end(leaf)?;
    Ok(count)
}

async fn tables(tx: &mut Tx<'_>, folder: &mut Folder) -> Result<u64, Error> {
    let unrecorded = ["derived", "copied", "directory"].map(declared).concat();
    let mut count = 0;
    for table in store::tables(tx, &unrecorded).await? {
        let mut leaf = folder.begin(&format!("tables/{}.jsonl", table.name))?;
        store::open(tx, &table).await?;
        loop {
            let page = store::next(tx).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                line(&mut leaf, &format!("{}\t{}", row.key, row.image))?;
                count += 1;
            }
        }
        store::close(tx).await?;
        folder.end(leaf)?;
    }
    Ok(count)
}

async fn attachments(tx: &mut Tx<'_>, folder: &mut Folder) -> Result<(), Error> {
    let mut last = Vec::new();
    while let Some((hash, content)) = store::file_after(tx, &last).await? {
        let mut leaf = folder.begin(&format!("attachments/{}", hex(&hash)))?;
        leaf.write_all(&content).map_err(Error::unexpected)?;
        folder.end(leaf)?;
        last = hash;
    }
    Ok(())
}

async fn documents(tx: &mut Tx<'_>, folder: &mut Folder) -> Result<(), Error> {
    let mut list = List::begin(
        folder,
        "documents.csv",
        &[
            "ประเภท",
            "เลขที่",
            "วันที่",
            "สถานะ",
            "เรื่อง",
            "คู่สัญญา",
            "จำนวนเงิน (บาท)",
            "รหัส",
        ],
    )?;
    let mut last = DocumentId(Uuid::nil());
    loop {
        let page = store::documents_after(tx, last).await?;
        let Some(end) = page.last() else { break };
        last = end.id;
        for of in page {
            let row = [
                of.kind.thai().to_owned(),
                of.number.unwrap_or_default(),
                of.day.to_string(),
                of.status.thai().to_owned(),
                of.title,
                of.party.unwrap_or_default(),
                of.amount.to_string(),
                of.id.to_string(),
            ];
            list.add(&row)?;
        }
    }
    list.end(folder)
}

async fn journal(tx: &mut Tx<'_>, folder: &mut Folder) -> Result<(), Error> {
    let mut list = List::begin(
        folder,
        "journal.csv",
        &[
            "ลำดับ",
            "วันที่",
            "ใบผ่านรายการ",
            "สมุด",
            "รหัสบัญชี",
            "ชื่อบัญชี",
            "เดบิต (บาท)",
            "เครดิต (บาท)",
        ],
    )?;
    let mut last = 0;
    loop {
        let page = store::lines_after(tx, last).await?;
        let Some(end) = page.last() else { break };
        last = end.seq;
        for of in page {
            let row = [
                of.seq.to_string(),
                of.day.to_string(),
                of.voucher.unwrap_or_default(),
                of.ledger.thai().to_owned(),
                of.account,
                of.account_name,
                of.debit.to_string(),
                of.credit.to_string(),
            ];
            list.add(&row)?;
        }
    }
    list.end(folder)
}

/// A list for people, which spreadsheets open.
struct List(csv::Writer<Leaf>);

impl List {
    fn begin(folder: &Folder, name: &str, head: &[&str]) -> Result<List, Error> {
        let mut leaf = folder.begin(name)?;
        leaf.write_all(BYTE_ORDER.as_bytes())
            .map_err(Error::unexpected)?;
        let mut list = csv::Writer::from_writer(leaf);
        list.write_record(head).map_err(Error::unexpected)?;
        Ok(List(list))
    }

    fn add(&mut self, row: &[String]) -> Result<(), Error> {
        self.0.write_record(row).map_err(Error::unexpected)
    }

    fn end(self, folder: &mut Folder) -> Result<(), Error> {
        let leaf = self.0.into_inner();
        folder.end(leaf.map_err(|error| Error::unexpected(anyhow::anyhow!("{error}")))?)
    }
}
