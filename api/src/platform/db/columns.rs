//! The columns of tables, from the catalogue of the database, asked once by each [`super::Db`].

use super::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// A column of a table.
#[derive(Debug, QueryableByName)]
pub struct Column {
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// It is `numeric`: JSON carries it as text, because JSON numbers are not exact.
    #[diesel(sql_type = Bool)]
    pub is_amount: bool,
}

const COLUMNS: &str = "SELECT attname::text AS name, atttypid = 'numeric'::regtype AS is_amount
    FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum";

type ByTable = HashMap<&'static str, Arc<Vec<Column>>>;

/// What is known already.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Arc<Mutex<ByTable>>);

impl Tx<'_> {
    /// The columns of a table, in order.
    pub async fn columns(&self, table: &'static str) -> Result<Arc<Vec<Column>>, Error> {
        let known = self.columns.0.lock().ok();
        if let Some(columns) = known.and_then(|known| known.get(table).cloned()) {
            return Ok(columns);
        }
        let columns: Vec<Column> = sql(COLUMNS)
            .bind::<Text, _>(table)
            .load(&mut &*self)
            .await?;
        let columns = Arc::new(columns);
        if let Ok(mut known) = self.columns.0.lock() {
            known.insert(table, columns.clone());
        }
        Ok(columns)
    }
}
