//! Where bodies are kept. Columns come from the catalogue of the database, once per process; a
//! kind declares its tables and nothing else.

use super::super::kind::Kind;
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{DocumentId, ProblemCode};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Debug, Deserialize)]
struct Column {
    name: String,
    is_amount: bool,
}

type ByTable = HashMap<&'static str, Arc<Vec<Column>>>;

static COLUMNS: Mutex<Option<ByTable>> = Mutex::new(None);

/// The columns of a table that are fields of a body.
async fn columns(tx: &mut Tx<'_>, table: &'static str) -> Result<Arc<Vec<Column>>, Error> {
    let known = COLUMNS
        .lock()
        .ok()
        .and_then(|cache| cache.as_ref()?.get(table).cloned());
    if let Some(columns) = known {
        return Ok(columns);
    }
    let sql = "SELECT attname::text AS name, atttypid = 'numeric'::regtype AS is_amount
               FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0
                 AND NOT attisdropped AND attname NOT IN ('entity_id', 'document_id', 'line_no')
               ORDER BY attnum";
    let columns: Arc<Vec<Column>> = Arc::new(tx.rows(sql, args![table]).await?);
    if let Ok(mut cache) = COLUMNS.lock() {
        cache.get_or_insert_default().insert(table, columns.clone());
    }
    Ok(columns)
}

/// `jsonb_build_object` of a table's columns; amounts as text, because JSON numbers are not exact.
fn object(columns: &[Column]) -> String {
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| {
            let cast = if column.is_amount { "::text" } else { "" };
            format!("'{0}', t.{0}{cast}", column.name)
        })
        .collect();
    format!("jsonb_build_object({})", pairs.join(", "))
}

/// The body of a document.
pub async fn load<B: Kind>(tx: &mut Tx<'_>, id: DocumentId) -> Result<B, Error> {
    #[derive(Deserialize)]
    struct Row {
        body: Value,
    }
    let mut parts = vec![object(&columns(tx, B::TABLE).await?)];
    for (field, table) in B::CHILDREN {
        let row = object(&columns(tx, table).await?);
        parts.push(format!(
            "jsonb_build_object('{field}', coalesce((SELECT jsonb_agg({row} ORDER BY t.line_no)
             FROM {table} t WHERE t.entity_id = $1 AND t.document_id = $2), '[]'))"
        ));
    }
    let sql = format!(
        "SELECT {} AS body FROM {} t WHERE t.entity_id = $1 AND t.document_id = $2",
        parts.join(" || "),
        B::TABLE
    );
    let row: Option<Row> = tx.row(&sql, args![tx.entity, id]).await?;
    let row = row.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    serde_json::from_value(B::from_row(row.body)).map_err(Error::unexpected)
}

/// Writes the body of a new document.
pub async fn insert<B: Kind>(tx: &mut Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let (row, children) = rows(tx, id, body)?;
    let table = B::TABLE;
    let sql = format!("INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, $1)).*");
    tx.execute(&sql, args![row]).await?;
    for (table, rows) in children {
        insert_children(tx, table, rows).await?;
    }
    Ok(())
}

/// Writes the changed body of a document.
pub async fn replace<B: Kind>(tx: &mut Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let (row, children) = rows(tx, id, body)?;
    let table = B::TABLE;
    let set: Vec<String> = columns(tx, table)
        .await?
        .iter()
        .map(|column| format!("{0} = n.{0}", column.name))
        .collect();
    if !set.is_empty() {
        let sql = format!(
            "UPDATE {table} AS t SET {} FROM jsonb_populate_record(NULL::{table}, $1) AS n
             WHERE t.entity_id = n.entity_id AND t.document_id = n.document_id",
            set.join(", ")
        );
        tx.execute(&sql, args![row]).await?;
    }
    for (table, rows) in children {
        let sql = format!("DELETE FROM {table} WHERE entity_id = $1 AND document_id = $2");
        tx.execute(&sql, args![tx.entity, id]).await?;
        insert_children(tx, table, rows).await?;
    }
    Ok(())
}

/// Rows of a body with their keys: its own, and those of its children by table.
type Rows = (Value, Vec<(&'static str, Vec<Value>)>);

fn rows<B: Kind>(tx: &Tx<'_>, id: DocumentId, body: &B) -> Result<Rows, Error> {
    let mut row = B::to_row(serde_json::to_value(body).map_err(Error::unexpected)?);
    let mut children = Vec::new();
    for (field, table) in B::CHILDREN {
        let found = row.as_object_mut().and_then(|row| row.remove(*field));
        let mut rows = match found {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        for (line_no, row) in (1..).zip(&mut rows) {
            put_keys(row, tx, id, Some(line_no));
        }
        children.push((*table, rows));
    }
    put_keys(&mut row, tx, id, None);
    Ok((row, children))
}

async fn insert_children(tx: &mut Tx<'_>, table: &str, rows: Vec<Value>) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!("INSERT INTO {table} SELECT (jsonb_populate_recordset(NULL::{table}, $1)).*");
    tx.execute(&sql, args![Value::Array(rows)]).await?;
    Ok(())
}

fn put_keys(row: &mut Value, tx: &Tx<'_>, id: DocumentId, line_no: Option<i32>) {
    if let Some(row) = row.as_object_mut() {
        row.insert("entity_id".to_owned(), json!(tx.entity));
        row.insert("document_id".to_owned(), json!(id));
        if let Some(line_no) = line_no {
            row.insert("line_no".to_owned(), json!(line_no));
        }
    }
}
