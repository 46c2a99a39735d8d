//! Where the date of a practice entity is kept.

use crate::organisation::Settings;
use crate::platform::db::schema::{entities, entity_settings};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::{EntityId, PersonId, ProblemCode};

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

/// Says when somebody who practises proved who that is.
pub async fn prove(tx: &mut Tx<'_>, person: PersonId, at: DateTime<Utc>) -> Result<(), Error> {
    sql("SELECT prove_practice($1, $2)")
        .bind::<Uuid, _>(person)
        .bind::<Timestamptz, _>(at)
        .execute(tx)
        .await?;
    Ok(())
}

/// Enters the settings of the new entity.
pub async fn settings(tx: &mut Tx<'_>, settings: &Settings) -> Result<(), Error> {
    diesel::insert_into(entity_settings::table)
        .values((entity_settings::entity_id.eq(tx.entity), settings))
        .execute(tx)
        .await?;
    Ok(())
}
