//! Where entities are kept.

use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::db::schema::{entities, entity_heads, entity_settings};
use crate::platform::error::Error;
use crate::platform::record::genesis;
use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::organisation::{Entity, EntityType};
use shared::text::AmountWords;
use shared::{EntityId, FiscalYear, ProblemCode};

#[derive(Queryable, Selectable)]
#[diesel(table_name = entities, check_for_backend(Pg))]
struct Row {
    entity_type: EntityType,
    name_th: String,
    district: String,
    province: String,
    is_practice: bool,
    practice_today: Option<NaiveDate>,
}

/// The entity with this id, and its day.
pub async fn entity(tx: &mut Tx<'_>, id: EntityId) -> Result<Entity, Error> {
    let known = entities::table
        .find(id)
        .filter(entities::entity_type.ne("nation"))
        .select(Row::as_select());
    let row = known.first(tx).await.optional()?;
    let row = row.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    let words = entity_settings::table.find(id);
    let words = words.select(entity_settings::amount_words);
    let words: Option<AmountWords> = words.first(tx).await.optional()?;
    let today = row.practice_today.unwrap_or_else(|| bangkok_day(tx.now));
    Ok(Entity {
        id,
        entity_type: row.entity_type,
        name_th: row.name_th,
        district: row.district,
        province: row.province,
        is_practice: row.is_practice,
        today,
        fiscal_year: FiscalYear::of(today),
        amount_words: words.unwrap_or_default(),
    })
}

/// Enters a new entity and opens its record.
pub async fn new_entity(tx: &mut Tx<'_>, entity: &Entity) -> Result<(), Error> {
    let new = (
        entities::id.eq(entity.id),
        entities::entity_type.eq(entity.entity_type),
        entities::name_th.eq(&entity.name_th),
        entities::district.eq(&entity.district),
        entities::province.eq(&entity.province),
        entities::is_practice.eq(entity.is_practice),
        entities::practice_today.eq(entity.is_practice.then_some(entity.today)),
    );
    diesel::insert_into(entities::table)
        .values(new)
        .execute(tx)
        .await?;
    let head = (
        entity_heads::entity_id.eq(entity.id),
        entity_heads::hash.eq(genesis(entity.id)),
    );
    diesel::insert_into(entity_heads::table)
        .values(head)
        .execute(tx)
        .await?;
    Ok(())
}
