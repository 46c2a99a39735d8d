//! What one question finds: documents, parties.

use crate::document::DocumentHeader;
use crate::text::KeyText;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

codes! {
    /// By what a document was found, the surest first.
    pub enum FoundBy {
        /// The code on its paper, typed or scanned.
        Code = "code" ("รหัสบนกระดาษ", "Code on the paper"),
        Number = "number" ("เลขที่เอกสาร", "Number"),
        Voucher = "voucher" ("เลขที่ใบผ่านรายการ", "Voucher"),
        Cheque = "cheque" ("เลขที่เช็คหรือใบถอน", "Cheque or slip"),
        /// The number of a bill, a notice of a transfer, a paying-in slip.
        Paper = "paper" ("เลขที่หลักฐานของผู้อื่น", "Paper of somebody else"),
        Amount = "amount" ("จำนวนเงิน", "Amount"),
        Words = "words" ("เอกสารที่มีคำนี้", "Documents with these words"),
    }
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundDocument {
    pub by: FoundBy,
    /// The number it was found by, where that is not its own.
    pub said: Option<String>,
    pub header: DocumentHeader,
}

/// An entry of a register that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundEntry {
    pub id: Uuid,
    pub code: KeyText,
    pub name_th: String,
}

/// What was found: some of it, exact hits first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Found {
    /// Each once.
    pub documents: Vec<FoundDocument>,
    /// There are more documents.
    pub more: bool,
    /// Payers and payees, for who may read them.
    pub parties: Vec<FoundEntry>,
}
