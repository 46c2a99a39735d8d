//! Where reference data is kept: a field is a column.

use crate::args;
use crate::platform::db::{Arg, Tx};
use crate::platform::error::Error;
use serde::Deserialize;
use serde_json::Value;
use shared::organisation::CatalogueEntry;
use shared::page::Page;

/// The table of a kind of reference data: its path with underscores.
fn table<T: CatalogueEntry>() -> String {
    T::PATH.replace('-', "_")
}

/// A page of entries in Thai order; `text` within code or name.
pub async fn list<T: CatalogueEntry>(
    tx: &mut Tx<'_>,
    text: Option<&str>,
    page: u32,
    per_page: u32,
) -> Result<Page<T>, Error> {
    #[derive(Deserialize)]
    struct Row {
        total: i64,
        entry: Value,
    }
    let table = table::<T>();
    let sql = format!(
        "SELECT count(*) OVER () AS total, to_jsonb(t) - 'entity_id' AS entry FROM {table} t
         WHERE entity_id = $1 AND ($2::text IS NULL OR position(lower($2) IN lower(code)) > 0
               OR position($2 IN name_th) > 0)
         ORDER BY code COLLATE \"th-TH-x-icu\" LIMIT $3 OFFSET $4"
    );
    let offset = i64::from(page - 1) * i64::from(per_page);
    let values = [
        Arg::from(tx.entity),
        text.into(),
        per_page.into(),
        offset.into(),
    ];
    let rows: Vec<Row> = tx.rows(&sql, &values).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let items: Result<Vec<T>, _> = rows
        .into_iter()
        .map(|row| serde_json::from_value(row.entry))
        .collect();
    Ok(Page {
        items: items.map_err(Error::unexpected)?,
        total,
        page,
        per_page,
    })
}

/// Writes an entry, new or changed.
pub async fn put<T: CatalogueEntry>(tx: &mut Tx<'_>, entry: &T) -> Result<(), Error> {
    let mut row = serde_json::to_value(entry).map_err(Error::unexpected)?;
    let mut set = Vec::new();
    if let Some(fields) = row.as_object_mut() {
        set = fields
            .keys()
            .filter(|key| *key != "id")
            .map(|key| format!("{key} = excluded.{key}"))
            .collect();
        fields.insert("entity_id".to_owned(), Value::String(tx.entity.to_string()));
    }
    let table = table::<T>();
    let sql = format!(
        "INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, $1)).*
         ON CONFLICT (entity_id, id) DO UPDATE SET {}",
        set.join(", ")
    );
    tx.execute(&sql, args![row]).await?;
    Ok(())
}
