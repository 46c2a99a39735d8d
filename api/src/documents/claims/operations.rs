//! Opening claims, and what follows when they are used up or come back.

use super::super::consequences;
use super::super::header::{HeaderRow, header_row};
use super::super::takings;
use super::{NewClaim, store};
use crate::journal::Key;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;
use shared::document::{Action, Status, spec};

/// Notes what the balances are called that a step has brought into being.
pub async fn open(tx: &mut Tx<'_>, header: &HeaderRow, claims: &[NewClaim]) -> Result<(), Error> {
    match claims.is_empty() {
        true => Ok(()),
        false => store::insert(tx, header.id, claims).await,
    }
}

/// After postings of a document have moved balances of claims of others: what a claim carries passes
/// to the one that has used it up; a document that is done by its claims is done with the last of
/// them, and no longer done when one came back.
pub async fn follow(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    drawer: DocumentId,
    moved: &[Key],
) -> Result<(), Error> {
    for source in store::touched(tx, drawer, moved).await? {
        if !source.carried.is_empty() {
            takings::pass_on(tx, source.document, drawer, &source.carried).await?;
        }
        let header = header_row(tx, source.document).await?;
        let (from, action, to) = match source.is_used_up {
            true => (Status::Approved, Action::Settle, Status::Posted),
            false => (Status::Posted, Action::Reopen, Status::Approved),
        };
        if spec(header.kind).is_done_by_claims && header.status == from {
            consequences::move_one(tx, ctx, header, action, to).await?;
        }
    }
    Ok(())
}
