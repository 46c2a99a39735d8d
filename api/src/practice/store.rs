//! Where the date of a practice entity is kept.

use crate::args;
use crate::organisation::Settings;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use serde_json::Value;
use shared::organisation::CatalogueEntry;
use shared::{EntityId, ProblemCode};

/// Sets today for a practice entity; dates never go back.
pub async fn set_today(tx: &mut Tx<'_>, id: EntityId, date: NaiveDate) -> Result<(), Error> {
    let sql = "UPDATE entities SET practice_today = $2
               WHERE id = $1 AND is_practice AND practice_today <= $2";
    match tx.execute(sql, args![id, date]).await? {
        0 => Err(Error::Problem(ProblemCode::NOT_FOUND)),
        _ => Ok(()),
    }
}

/// Enters reference data of the new entity.
pub async fn enter<T: CatalogueEntry>(tx: &mut Tx<'_>, entries: &[T]) -> Result<(), Error> {
    let mut rows = serde_json::to_value(entries).map_err(Error::unexpected)?;
    for row in rows.as_array_mut().into_iter().flatten() {
        if let Some(row) = row.as_object_mut() {
            row.insert("entity_id".to_owned(), Value::String(tx.entity.to_string()));
        }
    }
    let table = T::PATH.replace('-', "_");
    let sql = format!("INSERT INTO {table} SELECT (jsonb_populate_recordset(NULL::{table}, $1)).*");
    tx.execute(&sql, args![rows]).await?;
    Ok(())
}

/// Enters the settings of the new entity.
pub async fn settings(tx: &mut Tx<'_>, settings: &Settings) -> Result<(), Error> {
    let sql =
        "INSERT INTO entity_settings (entity_id, wht_rate, wht_min_juristic, wht_min_individual)
               VALUES ($1, $2::text::numeric, $3::text::numeric, $4::text::numeric)";
    let rate = settings.wht_rate.to_string();
    let (juristic, individual) = (settings.wht_min_juristic, settings.wht_min_individual);
    tx.execute(sql, args![tx.entity, rate, juristic, individual])
        .await?;
    Ok(())
}
