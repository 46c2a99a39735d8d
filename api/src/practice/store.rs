//! Where the date of a practice entity is kept.

use crate::organisation::Settings;
use crate::platform::db::Tx;
use crate::platform::db::schema::{entities, entity_settings};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::{EntityId, ProblemCode};

/// Sets today for a practice entity; dates never go back.
pub async fn set_today(tx: &mut Tx<'_>, id: EntityId, date: NaiveDate) -> Result<(), Error> {
    let earlier = entities::table
        .find(id)
        .filter(entities::is_practice)
        .filter(entities::practice_today.le(date));
    let set = diesel::update(earlier).set(entities::practice_today.eq(date));
    match set.execute(tx).await? {
        0 => Err(Error::Problem(ProblemCode::NOT_FOUND)),
        _ => Ok(()),
    }
}

/// Enters the settings of the new entity.
pub async fn settings(tx: &mut Tx<'_>, settings: &Settings) -> Result<(), Error> {
    diesel::insert_into(entity_settings::table)
        .values((entity_settings::entity_id.eq(tx.entity), settings))
        .execute(tx)
        .await?;
    Ok(())
}
