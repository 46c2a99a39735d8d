//! The tree of RFC 6962, section 2.1, over where records stand. A leaf is `SHA-256(0x00 ‖ text)` with
//! the text `laas-head/1⏎{entity_id}⏎{seq}⏎{hash}`, a node is `SHA-256(0x01 ‖ left ‖ right)`, split
//! at the largest power of two smaller than the number of leaves. Leaves are sorted by entity.

use crate::platform::record::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::reporting::InclusionProof;
use uuid::Uuid;

/// Where the record of an entity stood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedHead {
    pub entity_id: Uuid,
    /// Number of its last record; 0 where it has none.
    pub seq: i64,
    /// Hash of its last record.
    pub hash: String,
}

/// The root over heads, which must be sorted by entity.
pub fn merkle_root(heads: &[SealedHead]) -> String {
    hex(&tree(&heads.iter().map(leaf).collect::<Vec<_>>()))
}

/// The hashes beside the way from a leaf to the root, from the leaf; none where there is no such leaf.
pub fn path(heads: &[SealedHead], index: usize) -> Option<Vec<String>> {
    let leaves: Vec<Vec<u8>> = heads.iter().map(leaf).collect();
    let (mut rest, mut at, mut path) = (leaves.as_slice(), index, Vec::new());
    if at >= rest.len() {
        return None;
    }
    while rest.len() > 1 {
        let (left, right) = rest.split_at(half(rest.len()));
        let (own, beside) = match at.checked_sub(left.len()) {
            None => (left, right),
            Some(below) => {
                at = below;
                (right, left)
            }
        };
        path.push(hex(&tree(beside)));
        rest = own;
    }
    path.reverse();
    Some(path)
}

/// Does the way of a proof end at its root (RFC 9162, section 2.1.3.2)?
pub fn includes(proof: &InclusionProof) -> bool {
    let head = SealedHead {
        entity_id: proof.entity_id.0,
        seq: proof.seq,
        hash: proof.hash.clone(),
    };
    let (mut at, mut own) = (proof.index, leaf(&head));
    let Some(mut last) = proof.root.count.checked_sub(1).filter(|last| at <= *last) else {
        return false;
    };
    for beside in &proof.path {
        let Some(beside) = unhex(beside).filter(|_| last > 0) else {
            return false;
        };
        if at % 2 == 1 || at == last {
            own = node(&beside, &own);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            own = node(&own, &beside);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hex(&own) == proof.root.merkle_root
}

/// The bytes of hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let whole = text.len().is_multiple_of(2) && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    whole.then(|| digits.map(byte).collect())?
}

fn leaf(head: &SealedHead) -> Vec<u8> {
    let SealedHead {
        entity_id,
        seq,
        hash,
    } = head;
    leaf_of(format!("laas-head/1\n{entity_id}\n{seq}\n{hash}").as_bytes())
}

fn leaf_of(bytes: &[u8]) -> Vec<u8> {
    let hash = Sha256::new().chain_update([0]).chain_update(bytes);
    hash.finalize().to_vec()
}

fn node(left: &[u8], right: &[u8]) -> Vec<u8> {
    let node = Sha256::new().chain_update([1]).chain_update(left);
    node.chain_update(right).finalize().to_vec()
}

/// The largest power of two smaller than a number of leaves.
fn half(leaves: usize) -> usize {
    leaves.div_ceil(2).next_power_of_two()
}

fn tree(leaves: &[Vec<u8>]) -> Vec<u8> {
    match leaves {
        [] => Sha256::digest([]).to_vec(),
        [leaf] => leaf.clone(),
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            node(&tree(left), &tree(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use shared::EntityId;
    use shared::reporting::SignedRoot;

    #[test]
    fn the_tree_is_that_of_rfc_6962() {
        // Published values: the empty tree, and eight inputs (certificate-transparency tests).
        let leaves: Vec<Vec<u8>> = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ]
        .iter()
        .map(|text| leaf_of(&unhex(text).unwrap()))
        .collect();
        for (n, root) in [
            (
                0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                1,
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            ),
            (
                2,
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            ),
            (
                3,
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            ),
            (
                5,
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            ),
            (
                8,
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ),
        ] {
            assert_eq!(hex(&tree(&leaves[..n])), root, "{n} leaves");
        }
    }

    fn proof(heads: &[SealedHead], index: usize) -> InclusionProof {
        let SealedHead {
            entity_id,
            seq,
            hash,
        } = heads[index].clone();
        InclusionProof {
            entity_id: EntityId(entity_id),
            seq,
            hash,
            index: index as u64,
            path: path(heads, index).unwrap(),
            root: SignedRoot {
                at: DateTime::UNIX_EPOCH,
                previous: String::new(),
                count: heads.len() as u64,
                merkle_root: merkle_root(heads),
                key: String::new(),
                signature: String::new(),
            },
        }
    }

    #[test]
    fn every_leaf_of_every_tree_is_proved_and_nothing_else() {
        let head = |n: u8| SealedHead {
            entity_id: Uuid::from_bytes([n; 16]),
            seq: i64::from(n),
            hash: hex(&[n; 32]),
        };
        let all: Vec<SealedHead> = (0..20).map(head).collect();
        assert_eq!(path(&[], 0), None);
        for size in 1..all.len() {
            let heads = &all[..size];
            for index in 0..size {
                let right = proof(heads, index);
                assert!(includes(&right), "{index} of {size}");
                let wrong = [
                    InclusionProof {
                        seq: right.seq + 1,
                        ..right.clone()
                    },
                    InclusionProof {
                        hash: hex(&[99; 32]),
                        ..right.clone()
                    },
                    InclusionProof {
                        index: right.index + 1,
                        ..right.clone()
                    },
                    InclusionProof {
                        path: [right.path.clone(), vec![hex(&[7; 32])]].concat(),
                        ..right.clone()
                    },
                    InclusionProof {
                        path: right.path.iter().skip(1).cloned().collect(),
                        hash: right.path.first().cloned().unwrap_or_default(),
                        ..right.clone()
                    },
                ];
                for (n, wrong) in wrong.iter().enumerate() {
                    assert!(!includes(wrong), "{n}: {index} of {size}");
                }
            }
            assert_eq!(path(heads, size), None);
        }
    }
}
