//! A bundle, as the program in it proves it (`reporting/bundle/FORM.md`): who signed it, that every
//! file is the one that was bundled, that the record follows itself and ends where it says. That
//! rows are what the record says is proved of the database, and by `verify.py` of the bundle.

use super::chain::rules::{Head, Sealed, Walk, Witnessed};
use super::finding::{DamageKind, Finding, Report};
use crate::platform::record::{RecordRow, hex};
use crate::reporting::{Entry, Manifest, Seal, chain_of_keys, includes, sealed_text, verifies};
use sha2::{Digest, Sha256};
use shared::reporting::InclusionProof;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Files that the manifest does not name.
const UNNAMED: [&str; 2] = ["manifest.json", "seal.json"];

/// Examines an unpacked bundle; `pinned` is the id of a key of ours that is known from elsewhere.
pub fn examine_bundle(folder: &Path, pinned: Option<&str>) -> Report {
    let mut bundle = Bundle {
        folder,
        report: Report::default(),
    };
    if let Err(why) = bundle.examine(pinned) {
        bundle.wrong("", &format!("cannot be read: {why}"));
    }
    bundle.report
}

struct Bundle<'a> {
    folder: &'a Path,
    report: Report,
}

impl Bundle<'_> {
    fn wrong(&mut self, file: &str, what: &str) {
        let found = Finding::new(DamageKind::BundleWrong, None, "bundle", file);
        self.report.findings.push(found.detail(what));
    }

    fn examine(&mut self, pinned: Option<&str>) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(self.folder.join("manifest.json"))?;
        let manifest: Manifest = serde_json::from_str(&text)?;
        self.seal(&manifest, &text, pinned);
        self.files(&manifest)?;
        self.records(&manifest)
    }

    fn seal(&mut self, manifest: &Manifest, text: &str, pinned: Option<&str>) {
        let name = "seal.json";
        let seal = std::fs::read_to_string(self.folder.join(name)).ok();
        let Some(seal) = seal.and_then(|text| serde_json::from_str::<Seal>(&text).ok()) else {
            return self.wrong(name, "is missing or cannot be read");
        };
        let known = chain_of_keys(&seal.keys);
        if pinned.is_some_and(|pinned| !known.contains_key(pinned)) {
            self.wrong(name, "its keys do not follow the key that is known");
        }
        let signed = sealed_text(manifest.entity_id, text, &seal.key);
        if !is_signed(&known, &seal.key, &signed, &seal.signature) {
            self.wrong("manifest.json", "is not what was signed");
        }
        if let Some(proof) = &manifest.proof {
            self.proof(manifest, proof, &known);
        }
    }

    fn proof(
        &mut self,
        manifest: &Manifest,
        proof: &InclusionProof,
        known: &BTreeMap<String, String>,
    ) {
        let root = &proof.root;
        let text = Entry::Root(root.clone()).text();
        if !is_signed(known, &root.key, &text, &root.signature) {
            self.wrong("manifest.json", "the root is not what was signed");
        }
        if proof.entity_id != manifest.entity_id || !includes(proof) {
            self.wrong("manifest.json", "the proof does not end at its root");
        }
    }

    fn files(&mut self, manifest: &Manifest) -> anyhow::Result<()> {
        for (name, wanted) in &manifest.files {
            match File::open(self.folder.join(name)) {
                Err(_) => self.wrong(name, "is missing"),
                Ok(mut file) => {
                    let mut hash = Sha256::new();
                    std::io::copy(&mut file, &mut hash)?;
                    if hex(&hash.finalize()) != *wanted {
                        self.wrong(name, "is not the file that was bundled");
                    }
                }
            }
        }
        for folder in ["", "tables/", "attachments/"] {
            // A folder with nothing in it does not come out of an archive.
            let Ok(entries) = std::fs::read_dir(self.folder.join(folder)) else {
                continue;
            };
            for entry in entries {
                let entry = entry?;
                let name = format!("{folder}{}", entry.file_name().to_string_lossy());
                let is_known = manifest.files.contains_key(&name)
                    || UNNAMED.contains(&name.as_str())
                    || ["tables", "attachments"].contains(&name.as_str());
                if !is_known {
                    self.wrong(&name, "does not belong to the bundle");
                }
            }
        }
        Ok(())
    }

    fn records(&mut self, manifest: &Manifest) -> anyhow::Result<()> {
        let entity = manifest.entity_id.0;
        let head = Head {
            seq: manifest.head.seq,
            hash: manifest.head.hash.clone(),
        };
        let mut sealed = Sealed::new();
        if let Some(proof) = &manifest.proof {
            let witness = Witnessed::Hash(proof.hash.clone());
            let source = "the signed root".to_owned();
            sealed.insert((entity, proof.seq), vec![(witness, source)]);
        }
        let mut walk = Walk::new(entity, Some(head), &sealed);
        let file = File::open(self.folder.join("records.jsonl"))?;
        for line in BufReader::new(file).lines() {
            let row: RecordRow = serde_json::from_str(&line?)?;
            if row.entity_id == entity {
                walk.step(&row);
            } else {
                let what = anyhow::anyhow!("record {} is of another", row.seq);
                return Err(what);
            }
        }
        walk.finish();
        self.report.records = walk.read;
        self.report.entities = 1;
        self.report.findings.append(&mut walk.findings);
        Ok(())
    }
}

fn is_signed(known: &BTreeMap<String, String>, key: &str, text: &str, signature: &str) -> bool {
    let public = known.get(key);
    public.is_some_and(|public| verifies(public, text, signature))
}
