//! Where the heads are read, each with the eyes of its own organisation.

use crate::platform::db::Tx;
use crate::platform::db::schema::{entities, entity_heads};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::EntityId;

/// Every organisation there is, and the nation.
pub async fn entities(tx: &mut Tx<'_>) -> Result<Vec<EntityId>, Error> {
    let all = entities::table.select(entities::id).order(entities::id);
    Ok(all.load(tx).await?)
}

/// Where the record of one stands; the nation has none before its first.
pub async fn head(tx: &mut Tx<'_>) -> Result<Option<(i64, Vec<u8>)>, Error> {
    let own = entity_heads::table.find(tx.entity);
    let own = own.select((entity_heads::seq, entity_heads::hash));
    Ok(own.first(tx).await.optional()?)
}
