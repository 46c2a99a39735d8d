//! The chain of keys and roots: its texts, its hashes, and what is wrong with one.

use super::signing::{key_id, verifies};
use crate::platform::clock::bangkok_day;
use crate::platform::record::hex;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::reporting::{
    Countersignature, Inclusion, InclusionProof, PublishedRoots, SignedKey, SignedRoot,
};
use std::collections::BTreeMap;

/// What stands before the first entry.
pub const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One line of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// A key that signs from here on.
    Key(SignedKey),
    Root(SignedRoot),
}

impl Entry {
    /// What is signed: a line for the form, then one for each field but the signature.
    pub fn text(&self) -> String {
        let time = |at: &DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        match self {
            Entry::Key(SignedKey {
                at,
                previous,
                public_key,
                key,
                ..
            }) => format!("laas-key/1\n{}\n{previous}\n{public_key}\n{key}", time(at)),
            Entry::Root(SignedRoot {
                at,
                previous,
                count,
                merkle_root,
                key,
                ..
            }) => format!(
                "laas-root/1\n{}\n{previous}\n{count}\n{merkle_root}\n{key}",
                time(at)
            ),
        }
    }

    /// What the next entry names: SHA-256 of the text, a line feed and the signature.
    pub fn hash(&self) -> String {
        let text = format!("{}\n{}", self.text(), self.parts().2);
        hex(&Sha256::digest(text.as_bytes()))
    }

    /// The entry before, the key that signed, the signature.
    fn parts(&self) -> (&str, &str, &str) {
        match self {
            Entry::Key(of) => (&of.previous, &of.key, &of.signature),
            Entry::Root(of) => (&of.previous, &of.key, &of.signature),
        }
    }

    /// The same with its signature.
    pub fn signed(mut self, by: impl FnOnce(&str) -> String) -> Entry {
        let made = by(&self.text());
        match &mut self {
            Entry::Key(SignedKey { signature, .. }) | Entry::Root(SignedRoot { signature, .. }) => {
                *signature = made;
            }
        }
        self
    }
}

/// A chain as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Those that could be read, in order.
    pub entries: Vec<Entry>,
    /// Lines that are wrong, from 1, and how.
    pub wrong: Vec<(usize, &'static str)>,
}

impl Chain {
    /// Every key that ever signed, oldest first.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &SignedKey> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Key(key) => Some(key),
            Entry::Root(_) => None,
        })
    }

    /// Every root, oldest first.
    pub fn roots(&self) -> impl DoubleEndedIterator<Item = &SignedRoot> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Root(root) => Some(root),
            Entry::Key(_) => None,
        })
    }

    /// What the next entry names.
    pub fn end(&self) -> String {
        let last = self.entries.last().map(Entry::hash);
        last.unwrap_or_else(|| NOTHING.to_owned())
    }

    /// The public key that signs now.
    pub fn in_force(&self) -> Option<&str> {
        self.keys().next_back().map(|key| key.public_key.as_str())
    }

    /// Is the root of this night, which is that of a day in Bangkok, still to be made?
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        let last = self.roots().next_back().map(|root| bangkok_day(root.at));
        last.is_none_or(|day| day < bangkok_day(now))
    }

    /// The root that a signature of another institution stands under.
    pub fn countersigned(&self, public_key: &str, signature: &str) -> Option<&Entry> {
        let fits = |entry: &&Entry| {
            matches!(entry, Entry::Root(_)) && verifies(public_key, &entry.text(), signature)
        };
        self.entries.iter().rev().find(fits)
    }

    /// Is this signature under a root of the chain?
    pub fn holds(&self, given: &Countersignature) -> bool {
        let mut roots = (self.entries.iter()).filter(|entry| matches!(entry, Entry::Root(_)));
        let root = roots.find(|entry| entry.hash() == given.root);
        root.is_some_and(|root| verifies(&given.public_key, &root.text(), &given.signature))
    }
}

/// Reads a chain: every line follows the one before and is signed by the key then in force.
pub fn read(text: &str) -> Chain {
    let mut chain = Chain::default();
    let (mut before, mut public) = (NOTHING.to_owned(), None::<String>);
    for (index, line) in text.lines().enumerate() {
        let mut wrong = |what| chain.wrong.push((index + 1, what));
        let Ok(entry) = serde_json::from_str::<Entry>(line) else {
            wrong("the line cannot be read");
            continue;
        };
        let (previous, key, signature) = entry.parts();
        if previous != before {
            wrong("does not follow the entry before: that one was altered or taken out");
        }
        // The first key signs itself.
        let signer = match (&public, &entry) {
            (None, Entry::Key(first)) => Some(first.public_key.as_str()),
            (public, _) => public.as_deref(),
        };
        let is_signed = signer.is_some_and(|signer| {
            key_id(signer) == key && verifies(signer, &entry.text(), signature)
        });
        if !is_signed {
            wrong("is not signed by the key in force: altered, or signed by another");
        }
        before = entry.hash();
        if let (Entry::Key(next), true) = (&entry, is_signed) {
            public = Some(next.public_key.clone());
        }
        chain.entries.push(entry);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        chain.wrong.push((text.lines().count(), "is torn off"));
    }
    chain
}

/// The public keys that follow from the first of a list, by their ids; those after one that the key
/// before it did not sign are none of them.
pub fn chain_of_keys(keys: &[SignedKey]) -> BTreeMap<String, String> {
    let (mut known, mut signer) = (BTreeMap::new(), None::<&str>);
    for entry in keys {
        let by = signer.unwrap_or(&entry.public_key);
        let text = Entry::Key(entry.clone()).text();
        if key_id(by) != entry.key || !verifies(by, &text, &entry.signature) {
            break;
        }
        known.insert(key_id(&entry.public_key), entry.public_key.clone());
        signer = Some(&entry.public_key);
    }
    known
}

/// What somebody kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Some lines of a chain, or what `GET /roots` answered.
    Entries(Vec<Entry>),
    /// A proof of one organisation, alone or as `GET /record/inclusion` answered it.
    Proof(InclusionProof),
}

/// Reads what was kept; none where it is nothing of the sort.
pub fn read_kept(text: &str) -> Option<Kept> {
    if let Ok(published) = serde_json::from_str::<PublishedRoots>(text) {
        let roots = published.roots.into_iter().map(|of| Entry::Root(of.root));
        let entries = published.keys.into_iter().map(Entry::Key).chain(roots);
        return Some(Kept::Entries(entries.collect()));
    }
    let alone = serde_json::from_str::<InclusionProof>(text).ok();
    let answered = || serde_json::from_str::<Inclusion>(text).ok()?.proof;
    if let Some(proof) = alone.or_else(answered) {
        return Some(Kept::Proof(proof));
    }
    let lines = text.lines().map(|line| serde_json::from_str(line).ok());
    let entries = lines.collect::<Option<Vec<Entry>>>()?;
    Some(Kept::Entries(entries)).filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporting::roots::signing::SigningKey;

    fn keys() -> [SigningKey; 3] {
        [(); 3].map(|()| {
            let path = std::env::temp_dir().join(format!("laas-key-{}", uuid::Uuid::new_v4()));
            let made = SigningKey::make(&path).unwrap();
            std::fs::remove_file(&path).unwrap();
            made
        })
    }

    /// Two nights, another key, one more night.
    fn entries(keys: &[SigningKey], at: DateTime<Utc>) -> Vec<Entry> {
        let (mut made, mut signer) = (Vec::new(), 0);
        for next in [Some(0), None, None, Some(1), None] {
            let previous = made.last().map_or_else(|| NOTHING.to_owned(), Entry::hash);
            let (key, signature) = (keys[signer].id(), String::new());
            let entry = match next {
                Some(next) => Entry::Key(SignedKey {
                    at,
                    previous,
                    public_key: keys[next].public(),
                    key,
                    signature,
                }),
                None => Entry::Root(SignedRoot {
                    at,
                    previous,
                    count: 1,
                    merkle_root: NOTHING.to_owned(),
                    key,
                    signature,
                }),
            };
            made.push(entry.signed(|text| keys[signer].sign(text)));
            signer = next.unwrap_or(signer);
        }
        made
    }

    fn lines(entries: &[Entry]) -> String {
        let line = |entry| serde_json::to_string(entry).unwrap() + "\n";
        entries.iter().map(line).collect()
    }

    #[test]
    fn old_roots_verify_after_another_key_came_into_force() {
        let (keys, at) = (keys(), DateTime::UNIX_EPOCH);
        let whole = entries(&keys, at);
        let chain = read(&lines(&whole));
        assert_eq!((chain.wrong.len(), &chain.entries), (0, &whole));
        assert_eq!(chain.in_force(), Some(keys[1].public().as_str()));
        assert!(!chain.is_due(at) && chain.is_due(at + chrono::Duration::days(1)));
        assert!(read("").is_due(at));
    }

    #[test]
    fn every_alteration_of_a_chain_is_found() {
        let (keys, at) = (keys(), DateTime::UNIX_EPOCH);
        let whole = entries(&keys, at);
        let text = lines(&whole);
        let again = |place: usize, by: &SigningKey| {
            let mut all = whole.clone();
            all[place] = all[place].clone().signed(|text| by.sign(text));
            lines(&all)
        };
        let without = |place: usize| {
            let mut all = whole.clone();
            all.remove(place);
            lines(&all)
        };
        let swapped = {
            let mut all = whole.clone();
            all.swap(1, 2);
            lines(&all)
        };
        // A key that nobody before it signed.
        let usurped = {
            let mut all = whole[..3].to_vec();
            let own = entries(&keys[1..], at);
            all.extend_from_slice(&own[..2]);
            lines(&all)
        };
        let altered = [
            text.replacen("\"count\":1", "\"count\":2", 1),
            text.replacen("1970", "1971", 1),
            text.replacen("\"merkle_root\":\"0", "\"merkle_root\":\"1", 1),
            again(1, &keys[2]),
            again(4, &keys[0]),
            again(3, &keys[1]),
            without(0),
            without(1),
            without(3),
            swapped,
            usurped,
            text[..text.len() - 1].to_owned(),
            text[..text.len() - 9].to_owned(),
            text.replacen('{', "", 1),
        ];
        for (n, text) in altered.iter().enumerate() {
            assert!(!read(text).wrong.is_empty(), "alteration {n}");
        }
    }
}
