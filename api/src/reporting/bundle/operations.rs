//! Fills the folder.

use super::folder::{Folder, Leaf};
use super::page::{About, Page};
use super::store;
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::config::Signing;
use crate::platform::db::{ALTERATIONS, Db, Tx, declared};
use crate::platform::error::Error;
use crate::platform::record::hex;
use crate::reporting::roots::{SigningKey, keys_in_force, latest_proof};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::reporting::{InclusionProof, RecordHead, SignedKey};
use shared::{DocumentId, EntityId, Money};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

const PROGRAM: &str = include_str!("verify.py");
const FORM: &str = include_str!("FORM.md");
const VECTORS: &str = include_str!("vectors.json");
/// So that spreadsheets read Thai.
const BYTE_ORDER: &str = "\u{feff}";

/// What stands in `manifest.json`, which names every other file but the seal.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the bundle.
    pub bundle: u32,
    pub entity_id: EntityId,
    pub name: String,
    pub made_at: DateTime<Utc>,
    /// Where the record ends.
    pub head: RecordHead,
    /// That it stood in the newest signed root.
    pub proof: Option<InclusionProof>,
    /// SHA-256 of each file.
    pub files: BTreeMap<String, String>,
}

/// What stands in `seal.json`.
#[derive(Serialize, Deserialize)]
pub struct Seal {
    /// Every key that ever signed, oldest first.
    pub keys: Vec<SignedKey>,
    /// Id of the one that signed this.
    pub key: String,
    pub signature: String,
}

/// What is signed of a bundle: whose it is, and the SHA-256 of its manifest.
pub fn sealed_text(entity: EntityId, manifest: &str, key: &str) -> String {
    let hash = hex(&Sha256::digest(manifest.as_bytes()));
    format!("laas-bundle/1\n{entity}\n{hash}\n{key}")
}

/// What was written.
pub struct Written {
    /// The organisation.
    pub name: String,
    pub records: u64,
    /// Rows of all tables.
    pub rows: u64,
}

/// Writes the books of an organisation, as one view of them shows, into a folder that was not there;
/// signed, where this installation signs.
pub async fn bundle(
    db: &Db,
    entity: EntityId,
    now: DateTime<Utc>,
    path: &Path,
    signing: Option<&Signing>,
) -> Result<Written, Error> {
    let auth = Authorized::system(entity, "bundle", now, bangkok_day(now));
    let work = async |tx: &mut Tx<'_>| {
        let mut folder = Folder::make(path)?;
        let (name, head) = (store::name(tx).await?, store::head(tx).await?);
        let records = records(tx, &mut folder).await?;
        let rows = tables(tx, &mut folder).await?;
        attachments(tx, &mut folder).await?;
        let about = About {
            name: name.clone(),
            day: bangkok_day(now).to_string(),
            code: head.short_code(),
        };
        let mut page = Page::begin(&folder, &about)?;
        documents(tx, &mut folder, &mut page).await?;
        page.go_to("@LINES@")?;
        journal(tx, &mut folder, &mut page).await?;
        page.end(&mut folder)?;
        // A root that was signed since this view of the books began may know more than it.
        let proof = match signing {
            Some(signing) => latest_proof(&signing.roots, entity)?,
            None => None,
        };
        let proof = proof.filter(|proof| proof.seq <= head.seq);
        folder.write("alterations.csv", ALTERATIONS)?;
        folder.write("FORM.md", FORM)?;
        folder.write("vectors.json", VECTORS)?;
        folder.write("verify.py", PROGRAM)?;
        let manifest = Manifest {
            bundle: 2,
            entity_id: entity,
            name: name.clone(),
            made_at: now,
            head,
            proof,
            files: folder.files.clone(),
        };
        let text = pretty(&manifest)?;
        folder.write("manifest.json", &text)?;
        if let Some(signing) = signing {
            let seal = seal(signing, entity, &text, now)?;
            folder.write("seal.json", &pretty(&seal)?)?;
        }
        Ok(Written {
            name,
            records,
            rows,
        })
    };
    db.read(auth, work).await
}

fn pretty(of: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(of).map_err(Error::unexpected)?;
    Ok(text + "\n")
}

fn seal(
    signing: &Signing,
    entity: EntityId,
    manifest: &str,
    now: DateTime<Utc>,
) -> Result<Seal, Error> {
    let signer = SigningKey::read(&signing.key)?;
    let (keys, key) = (keys_in_force(&signing.roots, &signer, now)?, signer.id());
    let signature = signer.sign(&sealed_text(entity, manifest, &key));
    Ok(Seal {
        keys,
        key,
        signature,
    })
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

async fn documents(tx: &mut Tx<'_>, folder: &mut Folder, page: &mut Page) -> Result<(), Error> {
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
        let rows = store::documents_after(tx, last).await?;
        let Some(end) = rows.last() else { break };
        last = end.id;
        for of in rows {
            let row = [
                of.kind.thai().to_owned(),
                of.number.unwrap_or_default(),
                of.day.to_string(),
                of.kind.standing(of.status).0.to_owned(),
                of.title,
                of.party.unwrap_or_default(),
                of.amount.to_string(),
                of.id.to_string(),
            ];
            list.add(&row)?;
            // The id is of no use to a reader.
            page.add(&row.split_last().map(|(_, shown)| shown))?;
        }
    }
    list.end(folder)
}

async fn journal(tx: &mut Tx<'_>, folder: &mut Folder, page: &mut Page) -> Result<(), Error> {
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
        let rows = store::lines_after(tx, last).await?;
        let Some(end) = rows.last() else { break };
        last = end.seq;
        for of in rows {
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
            page.add(&row)?;
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
        let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| harmless(cell)).collect();
        let cells = cells.iter().map(|cell| cell.as_bytes());
        self.0.write_record(cells).map_err(Error::unexpected)
    }

    fn end(self, folder: &mut Folder) -> Result<(), Error> {
        let leaf = self.0.into_inner();
        folder.end(leaf.map_err(|error| Error::unexpected(anyhow::anyhow!("{error}")))?)
    }
}

/// A cell as spreadsheets may read it: what would begin a formula there, and is no number, begins with
/// an apostrophe.
fn harmless(cell: &str) -> Cow<'_, str> {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match begins && cell.parse::<Money>().is_err() {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1",
            "@SUM(A1)",
            "+1",
            "-1+2",
            "=HYPERLINK(\"http://x\",1)",
            "\t=1",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-1.00", "1,000", "ก", "", "a=b", "2569-10-01"] {
            assert_eq!(harmless(text), text);
        }
    }
}
