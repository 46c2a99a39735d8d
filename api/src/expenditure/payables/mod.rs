//! What cheque reports and payments pay: documents of any kind that says what its payment posts
//! ([`shared::expenditure::PAYABLE`]). They know no such kind.

mod operations;

pub use operations::payables;

use crate::documents::NewClaim;
use crate::journal::AccountingEvent;
use shared::{DocumentId, Money};

/// A document that can be paid, as its payment sees it.
#[derive(Debug, Clone)]
pub struct Payable {
    /// The document.
    pub id: DocumentId,
    /// Who is paid.
    pub payee_name: String,
    /// What the payee gets, in baht.
    pub net: Money,
    /// What its payment posts. Where the money comes from (`@bank`) is for the payment to add.
    pub events: Vec<AccountingEvent>,
    /// What its payment brings into being for others to draw on.
    pub opens: Vec<NewClaim>,
}

/// The payees, for lists.
pub fn payees(paid: &[Payable]) -> Option<String> {
    let first = paid.first()?.payee_name.clone();
    match paid.len() {
        1 => Some(first),
        n => Some(format!("{first} และอีก {} ราย", n - 1)),
    }
}
