//! What every form carries: whose it is, its number and date, its state, its signers and the
//! head of the record it bears witness to.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use shared::text::AmountWords;

/// What stands in the head and the foot of every form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The local administrative organisation (อปท.) or affiliated unit.
    pub organisation: Organisation,
    /// Number of the document, as printed; a daily report has none.
    #[serde(default)]
    pub number: Option<String>,
    /// Date of the document.
    pub date: NaiveDate,
    /// The day on which what it says was entered; what is no document was entered on none.
    #[serde(default)]
    pub entered_on: Option<NaiveDate>,
    /// Draft, on its way, final or cancelled.
    pub status: Status,
    /// Mark of the copy: ต้นฉบับ, สำเนา, สำเนาฉบับที่ 2.
    #[serde(default)]
    pub copy_mark: Option<String>,
    /// How often this document was printed again; 0 for the first print.
    #[serde(default)]
    pub reprint: u32,
    /// Head of the organisation's record when this was printed.
    #[serde(default)]
    pub head: Option<ChainHead>,
    /// When it was printed, Bangkok time.
    pub printed_at: NaiveDateTime,
    pub printed_by: String,
    /// Thai digits instead of Arabic ones.
    #[serde(default)]
    pub has_thai_digits: bool,
    /// How amounts are written in words.
    #[serde(default)]
    pub amount_words: AmountWords,
}

/// Name and place of the organisation, with the words as they are to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// องค์การบริหารส่วนตำบล…, เทศบาล…, with the affiliated unit if it is one's paper.
    pub name: String,
    /// District without the word อำเภอ.
    pub district: String,
    /// Province without the word จังหวัด.
    pub province: String,
}

impl Organisation {
    /// Where it lies, as far as that is known: อำเภอ… จังหวัด….
    pub fn place(&self) -> Option<String> {
        let parts = [("อำเภอ", &self.district), ("จังหวัด", &self.province)];
        let known = parts.into_iter().filter(|(_, name)| !name.is_empty());
        let known: Vec<String> = known.map(|(word, name)| format!("{word}{name}")).collect();
        (!known.is_empty()).then(|| known.join(" "))
    }
}

/// Whether the paper counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Status {
    /// Not yet signed: the paper says so across the page.
    Draft,
    /// On its way: who has signed so far stands in the places for it, and the paper says across the
    /// page that others are to come.
    UnderWay,
    /// Issued.
    Final,
    /// Cancelled (ยกเลิก): diagonal mark, and who did it, when and why.
    Cancelled {
        /// Why.
        reason: String,
        /// Name of the person.
        by: String,
        /// When.
        on: NaiveDate,
    },
}

/// The last entry of the organisation's record: the paper is a witness of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainHead {
    /// Number of the last entry.
    pub seq: u64,
    /// Its hash, hexadecimal.
    pub hash: String,
    /// The code a person can compare by eye.
    pub short_code: String,
    /// Where it can be verified; the content of the QR code.
    pub url: String,
}

/// One who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signer {
    /// Name; empty prints a dotted line.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: String,
    /// For a deputy, in whose stead: รักษาราชการแทน…, ปฏิบัติราชการแทน….
    #[serde(default)]
    pub deputy_for: Option<String>,
    /// The order by which: คำสั่งที่… ลงวันที่….
    #[serde(default)]
    pub by_order: Option<String>,
    /// The day of the signature; none prints a dotted line.
    #[serde(default)]
    pub signed_on: Option<NaiveDate>,
}

/// A place for a signature at the foot of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturePlace {
    /// As what one signs: หัวหน้าหน่วยงานคลัง.
    pub role: String,
    /// Who has; nobody leaves it to the pen.
    #[serde(default)]
    pub signer: Signer,
}

/// The paper written by hand during an outage that this document stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManualReference {
    /// Number on the hand-written paper.
    pub number: String,
    /// Date on the hand-written paper.
    pub date: NaiveDate,
}
