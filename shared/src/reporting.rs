//! Reports that are no documents.

use crate::document::{Kind, Status};
use crate::ledger::CashSide;
use crate::{EntityId, Money};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where the record of the entity stood when the figures were taken; printed on the paper, which
/// makes the signed paper a witness of everything before it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RecordHead {
    /// Number of the last record.
    pub seq: i64,
    /// SHA-256 of the last record, 64 hexadecimal digits.
    pub hash: String,
}

impl RecordHead {
    /// The short code printed on paper: number and the first 16 digits of the hash, in groups.
    pub fn short_code(&self) -> String {
        let groups: Vec<&str> = [0..4, 4..8, 8..12, 12..16]
            .into_iter()
            .filter_map(|at| self.hash.get(at))
            .collect();
        format!("{}-{}", self.seq, groups.join("-")).to_uppercase()
    }
}

/// The number of the record and the digits of its hash, as they stand on paper: `57-AB12-…`; also within
/// the address that the code of a paper leads to.
pub fn read_code(code: &str) -> Option<(i64, String)> {
    let code = code.trim().rsplit('/').next()?;
    let (seq, printed) = code.split_once('-')?;
    let digits = printed.replace('-', "").to_lowercase();
    let is_hash = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let seq = seq.parse().ok().filter(|_| is_hash)?;
    Some((seq, digits))
}

/// What is said to whoever holds a paper with a code: whether the record still holds what it witnessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Witness {
    /// The record still holds it.
    pub matches: bool,
    /// The organisation whose paper it is; none where the code is wrong.
    pub entity_name: Option<String>,
    /// When the record was written up to which the paper is a witness; none where the code is wrong.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The one paper that was signed with this code; none for a table, whose code is that of its moment.
    pub paper: Option<WitnessedPaper>,
    /// The same in Thai, as a sentence.
    pub message: String,
    /// The newest signed root, where it holds this record already.
    pub sealed: Option<InclusionProof>,
}

/// A paper that was signed with a code, as far as whoever holds it may know: nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WitnessedPaper {
    /// Of which kind of document; none: the six-monthly review of users.
    pub kind: Option<Kind>,
    /// Its number or voucher, where it has one.
    pub number: Option<String>,
    /// Its day; of a review the first of its half-year.
    pub on: NaiveDate,
    /// Where the document stands today.
    pub status: Option<Status>,
    /// Its amount in baht, which whoever holds the paper of the document itself sees on it.
    pub amount: Option<Money>,
    /// More was done with the document than the paper says.
    pub is_outdated: bool,
}

/// A key that signs roots from here on. The text that is signed and the chain are described in
/// `FORM.md` of a bundle, as those of [`SignedRoot`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedKey {
    /// When it came into force.
    pub at: DateTime<Utc>,
    /// Hash of the entry before.
    pub previous: String,
    /// Ed25519, 64 hexadecimal digits.
    pub public_key: String,
    /// Id of the key that signed this entry: the one before, of the first its own.
    pub key: String,
    /// 128 hexadecimal digits.
    pub signature: String,
}

/// The Merkle root over where the records of all organisations stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedRoot {
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Hash of the entry before.
    pub previous: String,
    /// Organisations in it.
    pub count: u64,
    /// Over them: 64 hexadecimal digits.
    pub merkle_root: String,
    /// Id of the key that signed.
    pub key: String,
    /// 128 hexadecimal digits.
    pub signature: String,
}

/// The signature of another institution under a root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Countersignature {
    /// Hash of the entry of the root.
    pub root: String,
    /// Of the institution.
    pub name: String,
    /// Its key, Ed25519.
    pub public_key: String,
    /// Over the text that our key signed.
    pub signature: String,
}

/// A root as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PublishedRoot {
    pub root: SignedRoot,
    /// Of the entry: what the next one names as `previous`.
    pub hash: String,
    /// By others.
    pub countersigned: Vec<Countersignature>,
}

/// The newest roots, to be kept by whoever likes, and every key that ever signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PublishedRoots {
    /// Oldest first.
    pub keys: Vec<SignedKey>,
    /// Newest first.
    pub roots: Vec<PublishedRoot>,
}

/// That the record of an organisation stood in a root: from its leaf up to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    pub entity_id: EntityId,
    /// Number of its last record then.
    pub seq: i64,
    /// Hash of that record.
    pub hash: String,
    /// Place of the leaf, from 0.
    pub index: u64,
    /// The hashes beside the way up, from the leaf (RFC 6962, section 2.1.1).
    pub path: Vec<String>,
    pub root: SignedRoot,
}

/// The newest proof of one's own organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Inclusion {
    /// None before the first root that holds it.
    pub proof: Option<InclusionProof>,
}

/// One row of the receipts-and-payments report (M-03), baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReceiptsPaymentsRow {
    /// Received or paid.
    pub side: CashSide,
    /// Report code.
    pub code: String,
    pub name: String,
    /// In the period.
    pub amount: Money,
    /// Since 1 October.
    pub year_to_date: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_it_is_scanned() {
        let head = RecordHead {
            seq: 57,
            hash: "ab12cd34ef560718".repeat(4),
        };
        let read = Some((57, head.hash[..16].to_owned()));
        let code = head.short_code();
        assert_eq!(code, "57-AB12-CD34-EF56-0718");
        assert_eq!(read_code(&code), read);
        assert_eq!(read_code(&format!("https://x/paper/0a-1b/{code} ")), read);
        for other in [
            "RCPT-00001/69",
            "69-01-00002",
            "57",
            "57-",
            "ค่าไฟ",
            "57-AB1X",
        ] {
            let is_code = read_code(other).is_some_and(|(_, digits)| digits.len() == 16);
            assert!(!is_code, "{other}");
        }
    }
}
