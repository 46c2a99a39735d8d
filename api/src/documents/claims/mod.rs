//! What can be drawn on in parts: what a balance of the books or of the register is called, who
//! draws on it, and which documents are done when it is used up.
//!
//! That something *exists* is a balance with a limit, so never-below-zero, voiding, drill-down and
//! proof come with the journal. What a document on its way has *reserved* stands in `reservations`
//! and posts nothing, so that a signed day forbids no submitting.

mod operations;
mod routes;
mod store;

pub use operations::{follow, open};
pub use routes::register;
pub use store::keys;

use crate::journal::Key;
use shared::{BankAccountId, DocumentId, PartyId};

/// A balance that comes into being at a step and can be drawn on from then on.
#[derive(Debug, Clone, PartialEq)]
pub struct NewClaim {
    /// The document it stems from: the one whose step brings it into being, or one that this one
    /// carries out (the request of an advance that a payment pays).
    pub document: DocumentId,
    /// The balance; the event of the same step posts to it.
    pub key: Key,
    /// What people call it: a number.
    pub label: String,
    /// Whose it is, where registered.
    pub party: Option<PartyId>,
    pub party_name: Option<String>,
    /// The account it is drawn on, for cheques and slips.
    pub bank_account: Option<BankAccountId>,
    /// Documents that pass to the one that uses it up: the requests of a cheque. Only for claims
    /// whose draws stay.
    pub carries: Vec<DocumentId>,
}
