//! Whether there is anything made up.

use crate::platform::db::Tx;
use crate::platform::db::schema::entities;
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::EntityId;

/// Names of organisations that are to practise in, or have one of these ids; a few.
pub async fn made_up(tx: &mut Tx<'_>, ids: [EntityId; 2]) -> Result<Vec<String>, Error> {
    let made_up = entities::table
        .filter(entities::is_practice.or(entities::id.eq_any(ids)))
        .order(entities::id)
        .limit(3)
        .select(entities::name_th);
    Ok(made_up.load(tx).await?)
}
