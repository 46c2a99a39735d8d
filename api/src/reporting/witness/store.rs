//! Whose paper it is.

use crate::platform::db::Tx;
use crate::platform::db::schema::entities;
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What the entity is called, if there is one.
pub async fn name(tx: &mut Tx<'_>) -> Result<Option<String>, Error> {
    let name = entities::table.find(tx.entity).select(entities::name_th);
    Ok(name.first(tx).await.optional()?)
}
