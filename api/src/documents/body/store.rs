//! Where bodies are kept. A kind declares its tables and nothing else: columns are named as the
//! fields of the body, and a field without a column is refused, never dropped.

use super::super::kind::DocumentKind;
use crate::platform::db::{Column, Tx, refuse_unknown, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use shared::permission::Operation;
use shared::{DocumentId, ProblemCode};

/// Columns that are no fields: the engine fills them.
const KEYS: [&str; 3] = ["entity_id", "document_id", "line_no"];

/// The columns of a table that are fields of a body.
fn fields(columns: &[Column]) -> impl Iterator<Item = &Column> {
    columns
        .iter()
        .filter(|column| !KEYS.contains(&&*column.name))
}

/// `jsonb_build_object` of a table's columns; amounts as text, because JSON numbers are not exact.
fn object(columns: &[Column]) -> String {
    let pairs: Vec<String> = fields(columns)
        .map(|column| {
            let cast = if column.is_amount { "::text" } else { "" };
            format!("'{0}', t.{0}{cast}", column.name)
        })
        .collect();
    format!("jsonb_build_object({})", pairs.join(", "))
}

/// The body of a document.
pub async fn load<B: DocumentKind>(tx: &Tx<'_>, id: DocumentId) -> Result<B, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Jsonb)]
        body: Value,
    }
    let mut parts = vec![object(&tx.columns(B::TABLE).await?)];
    for (field, table) in B::CHILDREN {
        let row = object(&tx.columns(table).await?);
        parts.push(format!(
            "jsonb_build_object('{field}', coalesce((SELECT jsonb_agg({row} ORDER BY t.line_no)
             FROM {table} t WHERE t.entity_id = $1 AND t.document_id = $2), '[]'))"
        ));
    }
    let body = sql(format!(
        "SELECT {} AS body FROM {} t WHERE t.entity_id = $1 AND t.document_id = $2",
        parts.join(" || "),
        B::TABLE
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Uuid, _>(id);
    let row: Option<Row> = body.get_result(&mut &*tx).await.optional()?;
    let row = row.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    serde_json::from_value(B::from_row(row.body)).map_err(Error::unexpected)
}

/// The body as it was when the document was last sent back, as the record has it: what its rows were by
/// then. None where it never was, or was before the record was kept in its present form.
pub async fn as_returned<B: DocumentKind>(tx: &Tx<'_>, id: DocumentId) -> Result<Option<B>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Jsonb)]
        body: Value,
    }
    let image = |table: &str| format!("jsonb_populate_record(NULL::{table}, s.image) AS t");
    let mut parts = vec![object(&tx.columns(B::TABLE).await?)];
    let mut tables = vec![B::TABLE];
    for (field, table) in B::CHILDREN {
        let row = object(&tx.columns(table).await?);
        tables.push(table);
        parts.push(format!(
            "jsonb_build_object('{field}', coalesce((SELECT jsonb_agg({row} ORDER BY t.line_no)
             FROM stood AS s, {} WHERE s.part = '{table}' AND t.document_id = $2), '[]'))",
            image(table)
        ));
    }
    let body = sql(format!(
        "{STOOD} SELECT {} AS body FROM stood AS s, {} WHERE s.part = '{}' AND t.document_id = $2",
        parts.join(" || "),
        image(B::TABLE),
        B::TABLE
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Uuid, _>(id)
    .bind::<Text, _>(format!("{}/{id}", B::KIND))
    .bind::<Text, _>(B::KIND.to(Operation::Return).to_string())
    .bind::<Array<Text>, _>(tables);
    let row: Option<Row> = body.get_result(&mut &*tx).await.optional()?;
    // What has another shape by now cannot be compared.
    Ok(row.and_then(|row| serde_json::from_value(B::from_row(row.body)).ok()))
}

/// The last image of each row of these tables that acts on a document had changed by its last return.
const STOOD: &str = "WITH lines AS (
        SELECT r.seq, l.place, split_part(l.line, E'\\t', 1) AS part,
            split_part(l.line, E'\\t', 2) AS key, nullif(split_part(l.line, E'\\t', 4), '') AS image
        FROM records AS r,
            regexp_split_to_table(r.changes, E'\\n') WITH ORDINALITY AS l(line, place)
        WHERE r.entity_id = $1 AND r.subject = $3 AND r.form > 1 AND r.seq <= (
            SELECT max(b.seq) FROM records AS b
            WHERE b.entity_id = $1 AND b.subject = $3 AND b.permission = $4)
    ), stood AS (
        SELECT DISTINCT ON (part, key) part, image::jsonb AS image FROM lines
        WHERE part = ANY($5) ORDER BY part, key, seq DESC, place DESC
    )";

/// Writes the body of a new document.
pub async fn insert<B: DocumentKind>(tx: &Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let (row, children) = rows(tx, id, body).await?;
    let table = B::TABLE;
    let insert = format!("INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, $1)).*");
    tx.later(sql(insert).bind::<Jsonb, _>(row));
    for (table, rows) in children {
        insert_children(tx, table, rows);
    }
    Ok(())
}

/// Writes the changed body of a document.
pub async fn replace<B: DocumentKind>(tx: &Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let (row, children) = rows(tx, id, body).await?;
    let table = B::TABLE;
    let columns = tx.columns(table).await?;
    let set: Vec<String> = fields(&columns)
        .map(|column| format!("{0} = n.{0}", column.name))
        .collect();
    if !set.is_empty() {
        let update = format!(
            "UPDATE {table} AS t SET {} FROM jsonb_populate_record(NULL::{table}, $1) AS n
             WHERE t.entity_id = n.entity_id AND t.document_id = n.document_id",
            set.join(", ")
        );
        tx.later(sql(update).bind::<Jsonb, _>(row));
    }
    for (table, rows) in children {
        let delete = format!("DELETE FROM {table} WHERE entity_id = $1 AND document_id = $2");
        let delete = sql(delete).bind::<Uuid, _>(tx.entity);
        tx.later(delete.bind::<Uuid, _>(id));
        insert_children(tx, table, rows);
    }
    Ok(())
}

/// Rows of a body with their keys: its own, and those of its children by table.
type Rows = (Value, Vec<(&'static str, Vec<Value>)>);

async fn rows<B: DocumentKind>(tx: &Tx<'_>, id: DocumentId, body: &B) -> Result<Rows, Error> {
    let mut row = B::to_row(serde_json::to_value(body).map_err(Error::unexpected)?);
    let mut children = Vec::new();
    for (field, table) in B::CHILDREN {
        let found = row.as_object_mut().and_then(|row| row.remove(*field));
        let mut rows = match found {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let columns = tx.columns(table).await?;
        for (line_no, row) in (1..).zip(&mut rows) {
            refuse_unknown(table, fields(&columns), row)?;
            put_keys(row, tx, id, Some(line_no));
        }
        children.push((*table, rows));
    }
    refuse_unknown(B::TABLE, fields(&tx.columns(B::TABLE).await?), &row)?;
    put_keys(&mut row, tx, id, None);
    Ok((row, children))
}

fn insert_children(tx: &Tx<'_>, table: &str, rows: Vec<Value>) {
    if !rows.is_empty() {
        let insert =
            format!("INSERT INTO {table} SELECT (jsonb_populate_recordset(NULL::{table}, $1)).*");
        tx.later(sql(insert).bind::<Jsonb, _>(Value::Array(rows)));
    }
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
