//! What a chain of records must satisfy. Which record is at fault is told by the hash that the
//! next record (or the head) carries.

use crate::platform::record::{self, RecordRow};
use crate::verify::finding::{DamageKind, Finding};
use shared::EntityId;
use shared::reporting::RecordHead;
use std::collections::HashMap;
use uuid::Uuid;

const TABLE: &str = "records";
const HEADS: &str = "entity_heads";

/// What was kept outside: for a number of an entity, the hashes and the words of where they stand.
pub type Sealed = HashMap<(Uuid, i64), Vec<(Witnessed, String)>>;

/// What a witness says of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witnessed {
    /// The whole hash.
    Hash(String),
    /// The short code of the paper.
    Code(String),
}

/// The head of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    /// Hexadecimal.
    pub hash: String,
}

/// The last record read: what it says its hash is, and what it is.
struct Link {
    seq: i64,
    stored: String,
    computed: String,
}

/// Goes along the record of one entity.
pub struct Walk<'a> {
    entity: Uuid,
    head: Option<Head>,
    sealed: &'a Sealed,
    last: Link,
    /// The record before this one was missing or unreadable, so that its hash is not known.
    broken: bool,
    head_behind: bool,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Numbers of records that do not belong to the chain.
    pub extra: Vec<i64>,
    /// Records read.
    pub read: u64,
}

impl<'a> Walk<'a> {
    /// Stands before the first record.
    pub fn new(entity: Uuid, head: Option<Head>, sealed: &'a Sealed) -> Walk<'a> {
        let genesis = record::hex(&record::genesis(EntityId(entity)));
        let mut walk = Walk {
            entity,
            head,
            sealed,
            last: Link {
                seq: 0,
                stored: genesis.clone(),
                computed: genesis.clone(),
            },
            broken: false,
            head_behind: false,
            findings: Vec::new(),
            extra: Vec::new(),
            read: 0,
        };
        walk.compare_with_witnesses(0, &genesis);
        walk
    }

    fn find(
        &mut self,
        kind: DamageKind,
        key: impl Into<String>,
        column: Option<&str>,
        detail: &str,
    ) {
        let table = if kind == DamageKind::HeadWrong {
            HEADS
        } else {
            TABLE
        };
        let mut finding = Finding::new(kind, Some(self.entity), table, key).detail(detail);
        finding.column = column.map(str::to_owned);
        self.findings.push(finding);
    }

    /// Takes the next record.
    pub fn step(&mut self, row: &RecordRow) {
        self.read += 1;
        let expected = self.last.seq + 1;
        let beyond = self.head.as_ref().is_some_and(|head| row.seq > head.seq);
        let links = row.seq == expected && row.previous_hash == self.last.stored;
        if row.seq < expected || beyond && !links {
            self.extra.push(row.seq);
            let detail = "stands behind the head or twice, and follows nothing";
            self.find(DamageKind::RecordExtra, row.seq.to_string(), None, detail);
            return;
        }
        self.head_behind |= beyond;
        if row.seq > expected {
            self.missing(expected, row.seq - 1);
        }
        let computed = self.judge_link(row);
        self.check_form(row);
        self.compare_with_witnesses(row.seq, &computed);
        self.last = Link {
            seq: row.seq,
            stored: row.hash.clone(),
            computed,
        };
        self.broken = false;
    }

    /// Records up to a number could not be read: what the database said.
    pub fn unreadable(&mut self, to: i64, refusal: &str) {
        let key = match self.last.seq + 1 {
            from if from >= to => to.to_string(),
            from => format!("{from}–{to}"),
        };
        self.judge_content(None);
        self.find(DamageKind::Unreadable, key, None, refusal);
        self.last.seq = to;
        self.broken = true;
    }

    fn missing(&mut self, from: i64, to: i64) {
        self.judge_content(None);
        let key = match from == to {
            true => from.to_string(),
            false => format!("{from}–{to}"),
        };
        self.find(
            DamageKind::RecordMissing,
            key,
            None,
            "the numbers leave it out",
        );
        self.broken = true;
    }

    /// Judges the record before by the link of this one; gives the hash of this one, as it would
    /// be with the link it should have.
    fn judge_link(&mut self, row: &RecordRow) -> String {
        let computed = record::hash(row);
        if self.broken {
            return computed;
        }
        let right = self.last.stored == row.previous_hash;
        if !right && self.last.computed != row.previous_hash {
            let mut healed = row.clone();
            healed.previous_hash = self.last.stored.clone();
            if record::hash(&healed) == row.hash {
                self.judge_content(None);
                let detail = "not the hash of the record before";
                let column = Some("previous_hash");
                self.find(
                    DamageKind::RecordChanged,
                    row.seq.to_string(),
                    column,
                    detail,
                );
                return row.hash.clone();
            }
        }
        self.judge_content(Some(&row.previous_hash));
        computed
    }

    /// Judges the last record by the hash its follower carries, where that is known.
    fn judge_content(&mut self, follower: Option<&str>) {
        if self.broken {
            return;
        }
        let same = self.last.stored == self.last.computed;
        let follows_stored = follower.is_none_or(|hash| hash == self.last.stored);
        let follows_computed = follower == Some(self.last.computed.as_str());
        let (column, detail) = match (same, follows_stored, follows_computed) {
            (true, true, _) => return,
            (true, false, _) => (
                Some("hash"),
                "rewritten with its hash: the next record follows another one",
            ),
            (false, _, true) => (Some("hash"), "not the hash of its content"),
            (false, _, false) => (None, "content is not what its hash says"),
        };
        let seq = self.last.seq.to_string();
        self.find(DamageKind::RecordChanged, seq, column, detail);
    }

    /// The canonical form is one field a line, and nothing is written as an empty line.
    fn check_form(&mut self, row: &RecordRow) {
        let key = row.idempotency_key.as_deref();
        let fields = [
            ("permission", row.permission.as_str()),
            ("subject", &row.subject),
            ("request_hash", &row.request_hash),
            ("idempotency_key", key.unwrap_or_default()),
        ];
        for (column, value) in fields {
            if value.contains('\n') || column == "idempotency_key" && key == Some("") {
                let detail = "a value that is never written";
                let seq = row.seq.to_string();
                self.find(DamageKind::RecordChanged, seq, Some(column), detail);
            }
        }
    }

    fn compare_with_witnesses(&mut self, seq: i64, hash: &str) {
        let sealed = self.sealed;
        for (witness, source) in sealed.get(&(self.entity, seq)).into_iter().flatten() {
            let agrees = match witness {
                Witnessed::Hash(sealed) => sealed == hash,
                Witnessed::Code(code) => {
                    let hash = hash.to_owned();
                    RecordHead { seq, hash }.short_code() == *code
                }
            };
            if !agrees {
                let detail = format!("the record, or one before it, is not what {source} says");
                self.find(
                    DamageKind::SealBroken,
                    seq.to_string(),
                    Some("hash"),
                    &detail,
                );
            }
        }
    }

    /// Compares with the head, and with what witnesses say of later records.
    pub fn finish(&mut self) {
        let last = self.last.seq;
        let mut later: Vec<(i64, String)> = (self.sealed.iter())
            .filter(|((entity, seq), _)| *entity == self.entity && *seq > last)
            .flat_map(|((_, seq), list)| list.iter().map(|(_, source)| (*seq, source.clone())))
            .collect();
        later.sort();
        for (seq, source) in later {
            let detail = format!("{source} knows this record; it is not there");
            self.find(
                DamageKind::SealBroken,
                seq.to_string(),
                Some("hash"),
                &detail,
            );
        }
        match self.head.clone() {
            None => {
                self.judge_content(None);
                self.find(DamageKind::HeadWrong, "", None, "there is no head");
            }
            Some(head) if self.broken && head.seq == last => {}
            Some(head) if head.seq > last && head.hash == self.last.stored && last > 0 => {
                self.judge_content(Some(&head.hash));
                let detail = format!("says {}, the last record is {last}", head.seq);
                self.find(DamageKind::HeadWrong, "", Some("seq"), &detail);
            }
            Some(head) if head.seq > last => self.missing(last + 1, head.seq),
            Some(head) if self.head_behind => {
                let follower = (head.hash == self.last.computed).then_some(head.hash.as_str());
                self.judge_content(follower);
                let detail = format!("says {}, the last record is {last}", head.seq);
                self.find(DamageKind::HeadWrong, "", Some("seq"), &detail);
            }
            Some(head) if head.hash != self.last.stored && head.hash != self.last.computed => {
                self.judge_content(None);
                let detail = format!("not the hash of record {last}; one of the two was altered");
                self.find(DamageKind::HeadWrong, "", Some("hash"), &detail);
            }
            Some(head) => self.judge_content(Some(&head.hash)),
        }
    }
}
