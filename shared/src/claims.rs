//! What can be drawn on in parts: signed cheques, advances, deposits held, instalments.

use crate::document::Kind;
use crate::{BankAccountId, DocumentId, Money, PartyId};
use serde::{Deserialize, Serialize};

/// A balance with something left, and what it is called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Claim {
    /// The account its balance is kept on: `claim.cheque`, `1102010101`.
    pub account: String,
    /// The part or document it is: what a body names to draw on it.
    pub reference: String,
    /// The document it stems from.
    pub document_id: DocumentId,
    /// The kind of that document.
    pub kind: Kind,
    /// The number of that document.
    pub number: String,
    /// What people call it: the number of a cheque.
    pub label: String,
    /// Whose it is, where registered.
    pub party_id: Option<PartyId>,
    /// Whose it is.
    pub party_name: Option<String>,
    /// The account it is drawn on, for cheques and slips.
    pub bank_account_id: Option<BankAccountId>,
    /// What is left in baht.
    pub amount: Money,
    /// What is left and not reserved by documents on their way, in baht.
    pub free: Money,
}

/// The account of a signed cheque that is not handed over (W-8.2).
pub const CHEQUE: &str = "claim.cheque";
/// The account of a signed withdrawal slip that is not handed over.
pub const WITHDRAWAL_SLIP: &str = "claim.withdrawal_slip";
/// The account of a cheque that was received and is not taken to the bank (B2), by its receipt.
pub const CHEQUE_ON_HAND: &str = "claim.cheque_on_hand";
/// The account of an advance that was paid and is not accounted for yet, by vouchers or by what is to
/// come back in money (D8). What the borrower still owes is its receivable.
pub const ADVANCE: &str = "claim.advance";
