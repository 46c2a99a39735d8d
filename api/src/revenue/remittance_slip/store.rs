//! What a slip needs to know.

use super::rules::Facts;
use crate::platform::db::Tx;
use crate::platform::db::schema::documents;
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::document::Kind;
use shared::{DocumentId, Money};

/// The facts of a slip.
pub async fn facts(tx: &mut Tx<'_>, receipts: &[DocumentId]) -> Result<Facts, Error> {
    let found = documents::table
        .filter(documents::entity_id.eq(tx.entity))
        .filter(documents::id.eq_any(receipts))
        .filter(documents::kind.eq(Kind::Receipt))
        .select((documents::id, documents::amount));
    let found: Vec<(DocumentId, Money)> = found.load(tx).await?;
    Ok(Facts {
        total: found.iter().map(|(_, amount)| *amount).sum(),
        receipts: found.into_iter().map(|(id, _)| id).collect(),
    })
}
