//! Rows, compared with their images table by table in one pass each.

use super::rules::TableRow;
use crate::args;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::verify::images::grown_image;
use crate::verify::store::{Part, Refusal, attempt};
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
    /// How often its table was altered since.
    #[serde(default)]
    pub later: Option<i64>,
    /// Where the row lies, where it does.
    #[serde(default)]
    pub tid: Option<String>,
    /// How many there are of its kind and entity; of its key, for doubles.
    pub of: i64,
}

/// The rows of a table with key and digest; the alias is a name no column has.
pub fn own_rows(table: &TableRow, part: Part) -> String {
    let key: Vec<String> = table
        .quoted_key
        .iter()
        .map(|column| format!("verified_row.{column}"))
        .collect();
    let own = part.holds("verified_row.entity_id");
    format!(
        "SELECT verified_row.entity_id, jsonb_build_array({})::text AS key,
             verified_row.ctid AS tid,
             sha256(convert_to(to_jsonb(verified_row)::text, 'UTF8')) AS digest
         FROM public.{} AS verified_row WHERE {own}",
        key.join(", "),
        table.quoted
    )
}

/// The rows of a table that are not as recorded.
pub async fn differences(
    conn: &mut OwnerConnection,
    table: &TableRow,
    part: Part,
) -> Result<Result<Vec<Difference>, Refusal>, Error> {
    let rows = own_rows(table, part);
    let sql = format!(
        "SELECT entity_id, key, seq, place, later, tid::text, of FROM (
            SELECT coalesce(r.entity_id, i.entity_id) AS entity_id, coalesce(r.key, i.key) AS key,
                i.seq, i.place, i.later, r.tid, count(*) OVER kind AS of,
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
    pub rows: i64,
}

/// Counts rows.
pub async fn count(
    conn: &mut OwnerConnection,
    table: &TableRow,
    part: Part,
) -> Result<Result<Vec<Count>, Refusal>, Error> {
    let sql = format!(
        "SELECT count(*) AS rows FROM public.{} WHERE {}",
        table.quoted,
        part.holds("entity_id")
    );
    attempt(conn, &sql, args![]).await
}

/// Keys that stand more than once, where the primary key did not prevent it.
pub async fn doubles(
    conn: &mut OwnerConnection,
    table: &TableRow,
    part: Part,
) -> Result<Result<Vec<Difference>, Refusal>, Error> {
    let rows = own_rows(table, part);
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
    /// Its name, where the image can be compared.
    pub column: Option<String>,
}

/// The columns in which rows differ from their last image.
pub async fn columns(
    conn: &mut OwnerConnection,
    table: &TableRow,
    changed: &[&Difference],
) -> Result<Result<Vec<Column>, Refusal>, Error> {
    let changed: Value = serde_json::to_value(changed).map_err(Error::unexpected)?;
    let image = grown_image("$2", "r", "w.place", "w.later");
    let sql = format!(
        "SELECT w.entity_id, w.key, w.seq, d.column
         FROM jsonb_to_recordset($1)
             AS w(entity_id uuid, key text, seq bigint, place int, later int, tid text)
         JOIN records r ON r.entity_id = w.entity_id AND r.seq = w.seq
         JOIN public.{} AS verified_row ON verified_row.ctid = w.tid::tid
         LEFT JOIN LATERAL (SELECT coalesce(was.key, now.key) AS column
             FROM jsonb_each({image}) AS was
             FULL JOIN jsonb_each(to_jsonb(verified_row)) AS now ON now.key = was.key
             WHERE was.value::text IS DISTINCT FROM now.value::text) AS d ON true ORDER BY 1, 2, 4",
        table.quoted
    );
    attempt(conn, &sql, args![changed, &table.name]).await
}
