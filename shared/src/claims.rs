//! What can be drawn on in parts: signed cheques, advances, deposits held, instalments.

use crate::document::Kind;
use crate::ledger::Ledger;
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
    pub party_name: Option<String>,
    /// The account it is drawn on, for cheques and slips.
    pub bank_account_id: Option<BankAccountId>,
    /// What is left in baht.
    pub amount: Money,
    /// What is left and not reserved by documents on their way, in baht.
    pub free: Money,
}

crate::codes! {
    /// The accounts of the register book: what exists to be drawn on where no other book has it.
    pub enum Register {
        /// Of an advance that was paid and is not accounted for yet, by vouchers or by what is to come
        /// back in money (D8). What the borrower still owes is its receivable.
        Advance = "claim.advance" ("ทะเบียนเงินยืมที่ยังไม่ส่งใช้", "Advances not accounted for"),
        /// Of a signed cheque that is not handed over (W-8.2).
        Cheque = "claim.cheque" ("ทะเบียนเช็คที่ยังไม่จ่าย", "Cheques not handed over"),
        /// Of a cheque that was received and is not taken to the bank (B2), by its receipt.
        ChequeOnHand = "claim.cheque_on_hand" ("ทะเบียนเช็ครับที่ยังไม่นำฝาก", "Cheques not deposited"),
        /// Of a signed withdrawal slip that is not handed over.
        WithdrawalSlip = "claim.withdrawal_slip" ("ทะเบียนใบถอนเงินที่ยังไม่จ่าย", "Withdrawal slips not handed over"),
    }
}

impl Register {
    /// What an account of the register book is called in Thai.
    pub fn thai_of(account: &str) -> &'static str {
        let named = Register::ALL.iter().find(|of| of.as_str() == account);
        named.map_or(Ledger::Register.thai(), |of| of.thai())
    }

    /// What a claim on money at a bank is called on paper, by the account it stands on; none for
    /// other accounts.
    pub fn drawn_as(account: &str) -> Option<&'static str> {
        match account {
            CHEQUE => Some("เช็ค"),
            WITHDRAWAL_SLIP => Some("ใบถอนเงิน"),
            _ => None,
        }
    }
}

/// [`Register::Cheque`].
pub const CHEQUE: &str = Register::Cheque.as_str();
/// [`Register::WithdrawalSlip`].
pub const WITHDRAWAL_SLIP: &str = Register::WithdrawalSlip.as_str();
/// [`Register::ChequeOnHand`].
pub const CHEQUE_ON_HAND: &str = Register::ChequeOnHand.as_str();
/// [`Register::Advance`].
pub const ADVANCE: &str = Register::Advance.as_str();
