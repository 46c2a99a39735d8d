//! The signed roots (`reporting/roots`), and what others kept of them: what they seal, and what is
//! wrong with them.

use super::chain::rules::{Sealed, Witnessed};
use super::finding::{DamageKind, Finding};
use crate::platform::error::Error;
use crate::reporting::{Entry, Folder, Kept, includes, read_kept, read_roots};
use shared::reporting::InclusionProof;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What roots seal, how many there are, and what is wrong.
#[derive(Default)]
pub struct Roots {
    pub sealed: Sealed,
    pub count: u64,
    pub findings: Vec<Finding>,
}

/// Reads the folder of roots, and holds what was kept elsewhere against it.
pub fn read(folder: Option<&Path>, kept: &[PathBuf], only: Option<Uuid>) -> Result<Roots, Error> {
    let mut roots = Roots::default();
    let folder = folder.map(read_roots).transpose()?;
    if let Some(folder) = &folder {
        roots.own(folder, only);
    }
    for path in kept {
        let text = std::fs::read_to_string(path).map_err(Error::unexpected)?;
        match (read_kept(&text), &folder) {
            (Some(Kept::Proof(proof)), folder) => {
                roots.proof(&proof, folder.as_ref(), only, &path.display().to_string());
            }
            (Some(Kept::Entries(entries)), Some(folder)) => {
                roots.entries(&entries, folder, &path.display().to_string());
            }
            (Some(Kept::Entries(_)), None) => {
                return Err(Error::setting("--kept", "needs --roots for roots"));
            }
            (None, _) => return Err(Error::setting("--kept", "holds no roots and no proof")),
        }
    }
    Ok(roots)
}

impl Roots {
    fn wrong(&mut self, key: String, what: &str) {
        let found = Finding::new(DamageKind::RootWrong, None, "roots", key);
        self.findings.push(found.detail(what));
    }

    fn seal(&mut self, entity: Uuid, seq: i64, hash: String, source: String) {
        let list = self.sealed.entry((entity, seq)).or_default();
        let witness = Witnessed::Hash(hash);
        // Nights without work repeat themselves.
        if list.iter().all(|(known, _)| *known != witness) {
            list.push((witness, source));
        }
    }

    fn own(&mut self, folder: &Folder, only: Option<Uuid>) {
        for (line, what) in &folder.chain.wrong {
            self.wrong(line.to_string(), what);
        }
        for root in folder.chain.roots() {
            self.count += 1;
            let at = root.at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let Some(heads) = folder.heads(root) else {
                self.wrong(at, "what the root stands over is gone, or is not that");
                continue;
            };
            for head in heads {
                if only.is_none_or(|only| only == head.entity_id) {
                    let source = format!("the root of {at}");
                    self.seal(head.entity_id, head.seq, head.hash, source);
                }
            }
        }
        if self.count == 0 {
            self.wrong(String::new(), "there is no root in it");
        }
        for given in &folder.countersigned {
            if !folder.chain.holds(given) {
                let what = format!("{} signed a root that is not in the chain", given.name);
                self.wrong(given.root.clone(), &what);
            }
        }
    }

    fn entries(&mut self, entries: &[Entry], folder: &Folder, source: &str) {
        for entry in entries {
            if !folder.chain.entries.contains(entry) {
                let what = format!(
                    "{source} has an entry that the chain has not: dropped, altered or signed anew"
                );
                self.wrong(entry.hash(), &what);
            }
        }
    }

    fn proof(
        &mut self,
        proof: &InclusionProof,
        folder: Option<&Folder>,
        only: Option<Uuid>,
        source: &str,
    ) {
        if let Some(folder) = folder {
            self.entries(&[Entry::Root(proof.root.clone())], folder, source);
        }
        let entity = proof.entity_id.0;
        if !includes(proof) {
            self.wrong(
                entity.to_string(),
                &format!("{source} does not end at its root"),
            );
        } else if only.is_none_or(|only| only == entity) {
            self.seal(entity, proof.seq, proof.hash.clone(), source.to_owned());
        }
    }
}
