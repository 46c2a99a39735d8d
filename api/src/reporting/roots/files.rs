//! The folder of the chain.

use super::merkle::{SealedHead, merkle_root};
use super::rules::{self, Chain, Entry};
use super::signing::{SigningKey, key_id};
use crate::platform::error::Error;
use chrono::{DateTime, SubsecRound, Utc};
use shared::reporting::{Countersignature, SignedKey, SignedRoot};
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const ROOTS: &str = "roots.jsonl";
const COUNTERSIGNED: &str = "countersigned.jsonl";
const HEADS: &str = "heads";

/// A folder as it was read.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    path: PathBuf,
    /// Keys and roots.
    pub chain: Chain,
    /// What others signed.
    pub countersigned: Vec<Countersignature>,
}

/// Reads a folder; one that is not there is empty.
pub fn read(path: &Path) -> Result<Folder, Error> {
    let chain = rules::read(&text(&path.join(ROOTS))?);
    let given = text(&path.join(COUNTERSIGNED))?;
    let given = given.lines().map(serde_json::from_str);
    Ok(Folder {
        path: path.to_owned(),
        chain,
        countersigned: given.collect::<Result<_, _>>().map_err(Error::unexpected)?,
    })
}

fn text(path: &Path) -> Result<String, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::unexpected(error)),
    }
}

impl Folder {
    /// What a root stands over; none where the file is gone or another.
    pub fn heads(&self, root: &SignedRoot) -> Option<Vec<SealedHead>> {
        let name =
            Some(&root.merkle_root).filter(|name| name.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let text = std::fs::read_to_string(self.path.join(HEADS).join(name)).ok()?;
        let line = |line: &str| {
            let mut parts = line.split(' ');
            Some(SealedHead {
                entity_id: parts.next()?.parse().ok()?,
                seq: parts.next()?.parse().ok()?,
                hash: parts.next()?.to_owned(),
            })
        };
        let heads: Vec<SealedHead> = text.lines().map(line).collect::<Option<_>>()?;
        let is_right = merkle_root(&heads) == root.merkle_root && heads.len() as u64 == root.count;
        is_right.then_some(heads)
    }
}

/// Adds a root, and before the first one the key; gives nothing when that of this night is there
/// already and no other is asked for.
pub fn append_root(
    path: &Path,
    key: &SigningKey,
    now: DateTime<Utc>,
    mut heads: Vec<SealedHead>,
    is_asked_for: bool,
) -> Result<Option<SignedRoot>, Error> {
    let mut open = Open::begin(path)?;
    if !is_asked_for && !open.chain.is_due(now) {
        return Ok(None);
    }
    open.key_in_force(key, now)?;
    heads.sort();
    let root = SignedRoot {
        at: now.trunc_subsecs(0),
        previous: open.chain.end(),
        count: heads.len() as u64,
        merkle_root: merkle_root(&heads),
        key: key.id(),
        signature: String::new(),
    };
    let lines = heads.iter().map(|head| {
        let SealedHead {
            entity_id,
            seq,
            hash,
        } = head;
        format!("{entity_id} {seq} {hash}\n")
    });
    let text: String = lines.collect();
    whole(&path.join(HEADS), &root.merkle_root, &text)?;
    match open.add(Entry::Root(root).signed(|text| key.sign(text)))? {
        Entry::Root(root) => Ok(Some(root)),
        Entry::Key(_) => Ok(None),
    }
}

/// Every key that ever signed, ending with this one, which must be in force.
pub fn keys_in_force(
    path: &Path,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<Vec<SignedKey>, Error> {
    let mut open = Open::begin(path)?;
    open.key_in_force(key, now)?;
    Ok(open.chain.keys().cloned().collect())
}

/// Brings another key into force, signed by the one in force.
pub fn append_key(
    path: &Path,
    key: &SigningKey,
    next: &SigningKey,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut open = Open::begin(path)?;
    open.key_in_force(key, now)?;
    open.add_key(&next.public(), key, now)
}

/// Keeps the signature of another institution, of whichever root it is.
pub fn append_countersignature(
    path: &Path,
    name: &str,
    public_key: &str,
    signature: &str,
) -> Result<Countersignature, Error> {
    let _locked = Open::begin(path)?;
    let folder = read(path)?;
    let root = folder.chain.countersigned(public_key, signature);
    let root = root.ok_or_else(|| Error::setting("SIGNATURE", "fits none of the roots"))?;
    let given = Countersignature {
        root: root.hash(),
        name: name.to_owned(),
        public_key: public_key.to_owned(),
        signature: signature.to_owned(),
    };
    if !folder.countersigned.contains(&given) {
        let mut file = OpenOptions::new();
        let file = file
            .append(true)
            .create(true)
            .open(path.join(COUNTERSIGNED));
        add_line(&mut file.map_err(Error::unexpected)?, &given)?;
    }
    Ok(given)
}

/// The chain, locked, to be added to.
struct Open {
    file: File,
    chain: Chain,
}

impl Open {
    fn begin(path: &Path) -> Result<Open, Error> {
        let heads = path.join(HEADS);
        std::fs::create_dir_all(&heads).map_err(Error::unexpected)?;
        // Whoever verifies is another account; nothing in it is secret.
        for folder in [path, &heads] {
            let open = Permissions::from_mode(0o755);
            std::fs::set_permissions(folder, open).map_err(Error::unexpected)?;
        }
        let mut file = OpenOptions::new();
        let file = file
            .read(true)
            .append(true)
            .create(true)
            .open(path.join(ROOTS));
        let mut file = file.map_err(Error::unexpected)?;
        file.lock().map_err(Error::unexpected)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(Error::unexpected)?;
        let chain = rules::read(&text);
        match chain.wrong.first() {
            None => Ok(Open { file, chain }),
            Some((line, what)) => {
                let what = anyhow::anyhow!("{}:{line} {what}; nothing was added", path.display());
                Err(Error::unexpected(what))
            }
        }
    }

    /// The key is the one in force; into an empty chain it comes itself.
    fn key_in_force(&mut self, key: &SigningKey, now: DateTime<Utc>) -> Result<(), Error> {
        match self.chain.in_force().map(key_id) {
            None => self.add_key(&key.public(), key, now),
            Some(id) if id == key.id() => Ok(()),
            Some(id) => Err(Error::setting(
                "LAAS_SIGNING_KEY_FILE",
                &format!(
                    "holds the key {}; in force is {id}: laas key rotate",
                    key.id()
                ),
            )),
        }
    }

    fn add_key(&mut self, public: &str, by: &SigningKey, now: DateTime<Utc>) -> Result<(), Error> {
        let entry = Entry::Key(SignedKey {
            at: now.trunc_subsecs(0),
            previous: self.chain.end(),
            public_key: public.to_owned(),
            key: by.id(),
            signature: String::new(),
        });
        self.add(entry.signed(|text| by.sign(text))).map(|_| ())
    }

    fn add(&mut self, entry: Entry) -> Result<Entry, Error> {
        add_line(&mut self.file, &entry)?;
        self.chain.entries.push(entry.clone());
        Ok(entry)
    }
}

/// A line, on the disk when this returns, or not there at all.
fn add_line(file: &mut File, line: &impl serde::Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(line).map_err(Error::unexpected)? + "\n";
    let before = file.metadata().map_err(Error::unexpected)?.len();
    let open = Permissions::from_mode(0o644);
    let written = (file.set_permissions(open))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = file.set_len(before);
        Error::unexpected(error)
    })
}

/// A file, whole or not there at all.
fn whole(folder: &Path, name: &str, text: &str) -> Result<(), Error> {
    let (path, beside) = (folder.join(name), folder.join("new"));
    let write = || {
        let mut file = File::create(&beside)?;
        file.set_permissions(Permissions::from_mode(0o644))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, &path)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(Error::unexpected)
}
