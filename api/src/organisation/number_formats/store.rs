//! Where formats of numbers are kept.

use crate::platform::db::schema::number_series;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::FiscalYear;
use shared::document::Series;

/// A format as it was set.
#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub series: Series,
    #[diesel(sql_type = Integer)]
    pub first_year: FiscalYear,
    #[diesel(sql_type = Text)]
    pub format: String,
}

const FORMATS: &str = "SELECT series, first_year, format FROM number_formats
    WHERE entity_id = $1 ORDER BY series, first_year";

/// The formats that were set.
pub async fn formats(tx: &mut Tx<'_>) -> Result<Vec<Row>, Error> {
    Ok(sql(FORMATS).bind::<Uuid, _>(tx.entity).load(tx).await?)
}

/// The last fiscal year in which a series has given a number.
pub async fn last_year(tx: &mut Tx<'_>, series: Series) -> Result<Option<FiscalYear>, Error> {
    let given = number_series::table
        .filter(number_series::entity_id.eq(tx.entity))
        .filter(number_series::series.eq(series.as_str()))
        .filter(number_series::last_number.gt(0_i64))
        .select(max(number_series::fiscal_year));
    let year: Option<i32> = given.first(tx).await?;
    Ok(year.map(FiscalYear))
}

const SET: &str = "INSERT INTO number_formats (entity_id, series, first_year, format)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (entity_id, series, first_year) DO UPDATE SET format = excluded.format";

/// Sets a format.
pub async fn set(tx: &mut Tx<'_>, row: &Row) -> Result<(), Error> {
    sql(SET)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Text, _>(row.series)
        .bind::<Integer, _>(row.first_year)
        .bind::<Text, _>(&row.format)
        .execute(tx)
        .await?;
    Ok(())
}
