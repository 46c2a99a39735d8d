//! Asking each kind for those of its documents that are to be paid.

use super::Payable;
use crate::expenditure::{advance_request, disbursement_request};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;

/// Those of these documents that can be paid, in the order given.
pub async fn payables(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<Payable>, Error> {
    let mut found = disbursement_request::payables(tx, ids).await?;
    // Most payments pay one kind: the others are asked for what is missing.
    if found.len() < ids.len() {
        found.extend(advance_request::payables(tx, ids).await?);
        found.sort_by_key(|payable| ids.iter().position(|id| *id == payable.id));
    }
    Ok(found)
}
