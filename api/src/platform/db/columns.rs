//! The columns of tables, from the catalogue of the database, asked once by each [`super::Db`].

use super::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// A column of a table.
#[derive(Debug, QueryableByName)]
pub struct Column {
    #[diesel(sql_type = Text)]
    pub name: String,
    /// It is `numeric`: JSON carries it as text, because JSON numbers are not exact.
    #[diesel(sql_type = Bool)]
    pub is_amount: bool,
}

const COLUMNS: &str = "SELECT attname::text AS name, atttypid = 'numeric'::regtype AS is_amount
    FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum";

/// Refuses a row with a field that has no column, which `jsonb_populate_record` would drop.
pub fn refuse_unknown<'c>(
    table: &str,
    columns: impl Iterator<Item = &'c Column>,
    row: &Value,
) -> Result<(), Error> {
    let known: HashSet<_> = columns.map(|column| column.name.as_str()).collect();
    let mut fields = row.as_object().into_iter().flat_map(|row| row.keys());
    match fields.find(|name| !known.contains(name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let what = anyhow::anyhow!("{table} has no column for the field {name}");
            Err(Error::unexpected(what))
        }
    }
}

type ByTable = HashMap<String, Arc<Vec<Column>>>;

/// What is known already.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Arc<Mutex<ByTable>>);

impl Tx<'_> {
    /// The columns of a table, in order.
    pub async fn columns(&self, table: &str) -> Result<Arc<Vec<Column>>, Error> {
        let known = self.columns.0.lock().ok();
        if let Some(columns) = known.and_then(|known| known.get(table).cloned()) {
            return Ok(columns);
        }
        let columns: Vec<Column> = sql(COLUMNS)
            .bind::<Text, _>(table.to_owned())
            .load(&mut &*self)
            .await?;
        let columns = Arc::new(columns);
        if let Ok(mut known) = self.columns.0.lock() {
            known.insert(table.to_owned(), columns.clone());
        }
        Ok(columns)
    }
}
