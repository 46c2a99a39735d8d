//! Images and rows, compared table by table in one pass each.

use super::rules::TableRow;
use crate::args;
use crate::platform::db::{Arg, OwnerConnection};
use crate::platform::error::Error;
use crate::verify::store::{Refusal, attempt, attempt_script};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Differences of one kind, entity and table that are named one by one; the rest is counted.
pub const NAMED: i64 = 200;

/// Every table that has an entity.
pub async fn catalogue(
    conn: &mut OwnerConnection,
) -> Result<Result<Vec<TableRow>, Refusal>, Error> {
    let sql = "SELECT c.relname AS name, quote_ident(c.relname) AS quoted,
            c.relrowsecurity AS walled, c.relforcerowsecurity AS forced,
            k.key IS NOT NULL AS has_primary_key, coalesce(k.key, g.key, '[]') AS key,
            (SELECT coalesce(jsonb_agg(quote_ident(e.name) ORDER BY e.n), '[]')
             FROM jsonb_array_elements_text(coalesce(k.key, g.key)) WITH ORDINALITY e(name, n))
                AS quoted_key,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.tgname,
                 'enabled', t.tgenabled::text, 'function', p.proname,
                 'definition', pg_get_triggerdef(t.oid))), '[]')
             FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
             WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS triggers,
            pg_get_userbyid(c.relowner) AS owner,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.policyname, 'definition',
                 concat_ws(' ', lower(p.permissive), lower(p.cmd), 'to',
                     array_to_string(p.roles, ', '), 'using', p.qual, 'check', p.with_check))),
                 '[]')
             FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname)
                AS policies
        FROM pg_class c
        LEFT JOIN LATERAL (SELECT jsonb_agg(a.attname
                ORDER BY array_position(i.indkey::int2[], a.attnum)) AS key
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid
                AND a.attnum = ANY (i.indkey::int2[])
            WHERE i.indrelid = c.oid AND i.indisprimary) AS k ON true
        LEFT JOIN LATERAL (SELECT to_jsonb(array_remove(
                string_to_array(encode(t.tgargs, 'escape'), '\\000'), '')) AS key
            FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'capture_insert') AS g ON true
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
              AND a.attname = 'entity_id' AND a.attnum > 0 AND NOT a.attisdropped)
        ORDER BY c.relname";
    attempt(conn, sql, args![]).await
}

/// Makes the table of images, empty, and that of records which do not belong to their chain.
pub async fn prepare(conn: &mut OwnerConnection, extra: &[(Uuid, i64)]) -> Result<(), Error> {
    let sql = "CREATE TEMP TABLE verify_images (entity_id uuid, table_name text COLLATE \"C\",
                   key text COLLATE \"C\", seq bigint, place bigint, digest bytea)
                   ON COMMIT DROP;
               CREATE TEMP TABLE verify_extra (entity_id uuid, seq bigint) ON COMMIT DROP;";
    let made = attempt_script(conn, sql).await?;
    made.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    if extra.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = extra
        .iter()
        .map(|(id, seq)| format!("('{id}', {seq})"))
        .collect();
    let sql = format!("INSERT INTO verify_extra VALUES {}", rows.join(", "));
    let filled = attempt_script(conn, &sql).await?;
    filled.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// The digest of the last image of every row, from the record of one entity or of all.
pub async fn fill(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
) -> Result<Result<(), Refusal>, Error> {
    let entity = only
        .map(|id| format!("AND r.entity_id = '{id}'"))
        .unwrap_or_default();
    // A record whose changes are no array is a finding of the chain already.
    let sql = format!(
        "INSERT INTO verify_images SELECT * FROM (
            SELECT DISTINCT ON (entity_id, table_name, key) * FROM (
                SELECT r.entity_id, (c.change ->> 'table') COLLATE \"C\" AS table_name,
                    (c.change -> 'key')::text COLLATE \"C\" AS key, r.seq, c.place,
                    CASE WHEN jsonb_typeof(c.change -> 'row') = 'object'
                        THEN sha256(convert_to((c.change -> 'row')::text, 'UTF8')) END AS digest
                FROM records r CROSS JOIN LATERAL jsonb_array_elements(
                    CASE jsonb_typeof(r.changes) WHEN 'array' THEN r.changes ELSE '[]' END)
                    WITH ORDINALITY AS c(change, place)
                WHERE NOT EXISTS (SELECT FROM verify_extra x
                    WHERE x.entity_id = r.entity_id AND x.seq = r.seq) {entity}
            ) AS images
            ORDER BY entity_id, table_name, key, seq DESC, place DESC
        ) AS last WHERE digest IS NOT NULL AND table_name IS NOT NULL"
    );
    attempt_script(conn, &sql).await
}

/// The entities that should have a record.
pub async fn recorded(conn: &mut OwnerConnection, only: Option<Uuid>) -> Result<Vec<Uuid>, Error> {
    let sql = "SELECT entity_id FROM entity_heads WHERE $1::uuid IS NULL OR entity_id = $1";
    let heads: Vec<Head> = attempt(conn, sql, &[Arg::Uuid(only)])
        .await?
        .unwrap_or_default();
    Ok(heads.into_iter().map(|head| head.entity_id).collect())
}

#[derive(Deserialize)]
struct Head {
    entity_id: Uuid,
}

/// Makes the images quick to find.
pub async fn index(conn: &mut OwnerConnection) -> Result<(), Error> {
    let sql = "CREATE INDEX ON verify_images (table_name); ANALYZE verify_images";
    let made = attempt_script(conn, sql).await?;
    made.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// How many rows each entity should have in each table, where the table is gone or unreadable.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    pub entity_id: Uuid,
    /// The table.
    pub table_name: String,
    /// Rows by the record.
    pub rows: i64,
}

/// What the record expects in every table.
pub async fn expected(conn: &mut OwnerConnection) -> Result<Vec<Expected>, Error> {
    let sql = "SELECT entity_id, table_name, count(*) AS rows FROM verify_images
               GROUP BY 1, 2 ORDER BY 2, 1";
    let rows = attempt(conn, sql, args![]).await?;
    rows.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// A row that is not as recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Difference {
    pub entity_id: Uuid,
    /// The key as JSON.
    pub key: String,
    /// Its last record, where it has one.
    #[serde(default)]
    pub seq: Option<i64>,
    /// Its place among the changes of that record.
    #[serde(default)]
    pub place: Option<i64>,
    /// Where the row lies, where it does.
    #[serde(default)]
    pub tid: Option<String>,
    /// How many there are of its kind and entity; of its key, for doubles.
    pub of: i64,
}

/// The rows of a table with key and digest; the alias is a name no column has.
fn own_rows(table: &TableRow, only: Option<Uuid>) -> String {
    let key: Vec<String> = table
        .quoted_key
        .iter()
        .map(|column| format!("verified_row.{column}"))
        .collect();
    let entity = only
        .map(|id| format!("WHERE verified_row.entity_id = '{id}'"))
        .unwrap_or_default();
    format!(
        "SELECT verified_row.entity_id, jsonb_build_array({})::text AS key,
             verified_row.ctid AS tid,
             sha256(convert_to(to_jsonb(verified_row)::text, 'UTF8')) AS digest
         FROM public.{} AS verified_row {entity}",
        key.join(", "),
        table.quoted
    )
}

/// The rows of a table that are not as recorded.
pub async fn differences(
    conn: &mut OwnerConnection,
    table: &TableRow,
    only: Option<Uuid>,
) -> Result<Result<Vec<Difference>, Refusal>, Error> {
    let rows = own_rows(table, only);
    let sql = format!(
        "SELECT entity_id, key, seq, place, tid::text, of FROM (
            SELECT coalesce(r.entity_id, i.entity_id) AS entity_id, coalesce(r.key, i.key) AS key,
                i.seq, i.place, r.tid, count(*) OVER kind AS of,
                row_number() OVER (PARTITION BY coalesce(r.entity_id, i.entity_id), i.seq IS NULL,
                    r.tid IS NULL ORDER BY coalesce(r.key, i.key)) AS nth
            FROM ({rows}) AS r FULL JOIN
                (SELECT * FROM verify_images WHERE table_name = $1) AS i
                ON i.entity_id = r.entity_id AND i.key = r.key
            WHERE i.digest IS DISTINCT FROM r.digest
            WINDOW kind AS (PARTITION BY coalesce(r.entity_id, i.entity_id), i.seq IS NULL,
                r.tid IS NULL)
        ) AS wrong WHERE nth <= {NAMED} ORDER BY entity_id, seq IS NULL, tid IS NULL, key"
    );
    attempt(conn, &sql, args![&table.name]).await
}

/// How many rows a table has.
#[derive(Debug, Clone, Deserialize)]
pub struct Count {
    /// Rows.
    pub rows: i64,
}

/// Counts rows.
pub async fn count(
    conn: &mut OwnerConnection,
    table: &TableRow,
    only: Option<Uuid>,
) -> Result<Result<Vec<Count>, Refusal>, Error> {
    let sql = format!(
        "SELECT count(*) AS rows FROM public.{} WHERE $1::uuid IS NULL OR entity_id = $1",
        table.quoted
    );
    attempt(conn, &sql, &[Arg::Uuid(only)]).await
}

/// Keys that stand more than once, where the primary key did not prevent it.
pub async fn doubles(
    conn: &mut OwnerConnection,
    table: &TableRow,
    only: Option<Uuid>,
) -> Result<Result<Vec<Difference>, Refusal>, Error> {
    let rows = own_rows(table, only);
    let sql = format!(
        "SELECT entity_id, key, count(*) AS of FROM ({rows}) AS r GROUP BY 1, 2
         HAVING count(*) > 1 ORDER BY 1, 2 LIMIT {NAMED}"
    );
    attempt(conn, &sql, args![]).await
}

/// A column that is not as recorded.
#[derive(Debug, Clone, Deserialize)]
pub struct Column {
    pub entity_id: Uuid,
    /// The key as JSON.
    pub key: String,
    /// The record that says otherwise.
    pub seq: i64,
    pub column: String,
}

/// The columns in which rows differ from their last image.
pub async fn columns(
    conn: &mut OwnerConnection,
    table: &TableRow,
    changed: &[&Difference],
) -> Result<Result<Vec<Column>, Refusal>, Error> {
    let changed: Value = serde_json::to_value(changed).map_err(Error::unexpected)?;
    let sql = format!(
        "SELECT w.entity_id, w.key, w.seq, d.column
         FROM jsonb_to_recordset($1) AS w(entity_id uuid, key text, seq bigint, place int, tid text)
         JOIN records r ON r.entity_id = w.entity_id AND r.seq = w.seq
         JOIN public.{} AS verified_row ON verified_row.ctid = w.tid::tid
         CROSS JOIN LATERAL (SELECT coalesce(was.key, now.key) AS column
             FROM jsonb_each(r.changes -> (w.place - 1) -> 'row') AS was
             FULL JOIN jsonb_each(to_jsonb(verified_row)) AS now ON now.key = was.key
             WHERE was.value::text IS DISTINCT FROM now.value::text) AS d ORDER BY 1, 2, 4",
        table.quoted
    );
    attempt(conn, &sql, args![changed]).await
}
