//! The columns of tables, from the catalogue of the database, asked once by each [`super::Db`].

use super::Tx;
use crate::args;
use crate::platform::error::Error;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// A column of a table.
#[derive(Debug, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// It is `numeric`: JSON carries it as text, because JSON numbers are not exact.
    pub is_amount: bool,
}

type ByTable = HashMap<&'static str, Arc<Vec<Column>>>;

/// What is known already.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Arc<Mutex<ByTable>>);

impl Tx<'_> {
    /// The columns of a table, in order.
    pub async fn columns(&mut self, table: &'static str) -> Result<Arc<Vec<Column>>, Error> {
        let known = self.columns.0.lock().ok();
        if let Some(columns) = known.and_then(|known| known.get(table).cloned()) {
            return Ok(columns);
        }
        let sql = "SELECT attname::text AS name, atttypid = 'numeric'::regtype AS is_amount
                   FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0
                     AND NOT attisdropped ORDER BY attnum";
        let columns: Arc<Vec<Column>> = Arc::new(self.rows(sql, args![table]).await?);
        if let Ok(mut known) = self.columns.0.lock() {
            known.insert(table, columns.clone());
        }
        Ok(columns)
    }
}
