//! Where entities are kept.

use crate::args;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::record::genesis;
use serde::Deserialize;
use shared::organisation::{Entity, EntityType};
use shared::{EntityId, FiscalYear, ProblemCode};

/// The entity with this id, and its day.
pub async fn entity(tx: &mut Tx<'_>, id: EntityId) -> Result<Entity, Error> {
    #[derive(Deserialize)]
    struct Row {
        entity_type: EntityType,
        name_th: String,
        district: String,
        province: String,
        is_practice: bool,
        practice_today: Option<chrono::NaiveDate>,
    }
    let sql = "SELECT entity_type, name_th, district, province, is_practice, practice_today
               FROM entities WHERE id = $1 AND entity_type <> 'nation'";
    let row: Option<Row> = tx.row(sql, args![id]).await?;
    let row = row.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
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
    })
}

/// Enters a new entity and opens its record.
pub async fn new_entity(tx: &mut Tx<'_>, entity: &Entity) -> Result<(), Error> {
    let sql = "INSERT INTO entities (id, entity_type, name_th, district, province, is_practice,
                   practice_today) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let practice_today = entity.is_practice.then_some(entity.today);
    let Entity {
        name_th,
        district,
        province,
        is_practice,
        ..
    } = entity;
    let kind = entity.entity_type.as_str();
    tx.execute(
        sql,
        args![
            entity.id,
            kind,
            name_th,
            district,
            province,
            *is_practice,
            practice_today
        ],
    )
    .await?;
    let sql = "INSERT INTO entity_heads (entity_id, hash) VALUES ($1, $2)";
    tx.execute(sql, args![entity.id, genesis(entity.id)])
        .await?;
    Ok(())
}
