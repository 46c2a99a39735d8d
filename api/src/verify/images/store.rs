//! The images of the record, taken together in one pass into a temporary table.

use super::rules::{History, MigrationRow};
use crate::args;
use crate::platform::db::{Arg, OwnerConnection, declared};
use crate::platform::error::Error;
use crate::verify::store::{Part, Refusal, attempt, attempt_script};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// What the server only adds to, beside what is declared `append_only` (`policies.sql`, `narrow`).
const ADDED: [&str; 2] = ["budget_lines", "entity_settings"];

/// What it changes and never takes away.
const KEPT: [&str; 10] = [
    "attachments",
    "bank_accounts",
    "claims",
    "departments",
    "document_names",
    "document_takes",
    "documents",
    "number_formats",
    "parties",
    "reservations",
];

/// Links of one run that are named one by one.
const NAMED: i64 = 1000;

/// `grown`: an image in the shape its table has now, after so many alterations; `grown_hashes`: the
/// hash it has as it was recorded, and after each; `as_json`: nothing for what is no JSON.
const TEMPORARY: &str = r#"
    DROP TABLE IF EXISTS pg_temp.verify_images, pg_temp.verify_extra, pg_temp.verify_shapes,
        pg_temp.verify_steps, pg_temp.verify_bodies, pg_temp.verify_places;
    CREATE TEMP TABLE verify_images (entity_id uuid, table_name text COLLATE "C",
        key text COLLATE "C", seq bigint, place bigint, later int, digest bytea, before bigint,
        is_last boolean, is_linked boolean, is_allowed boolean) ON COMMIT DROP;
    CREATE TEMP TABLE verify_extra (entity_id uuid, seq bigint) ON COMMIT DROP;
    CREATE OR REPLACE FUNCTION pg_temp.as_json(image text) RETURNS jsonb LANGUAGE plpgsql AS $$
    BEGIN
        RETURN image::jsonb;
    EXCEPTION WHEN OTHERS THEN
        RETURN NULL;
    END $$;
    CREATE OR REPLACE FUNCTION pg_temp.altered(image jsonb, step jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
    BEGIN
        IF step -> 'drop' <> '[]' OR step -> 'rename' <> '{}' THEN
            SELECT coalesce(jsonb_object_agg(coalesce(step -> 'rename' ->> key, key), value), '{}')
            INTO image FROM jsonb_each(image) WHERE NOT step -> 'drop' ? key;
        END IF;
        RETURN (step -> 'add') || image;
    END $$;
    CREATE OR REPLACE FUNCTION pg_temp.grown(of text, image text, later int) RETURNS jsonb
    LANGUAGE plpgsql AS $$
    DECLARE
        grown jsonb := pg_temp.as_json(image);
        s jsonb;
    BEGIN
        FOR s IN SELECT step FROM verify_steps WHERE now_name = of AND place <= later
                 ORDER BY place DESC LOOP
            grown := pg_temp.altered(grown, s);
        END LOOP;
        RETURN grown;
    END $$;
    CREATE OR REPLACE FUNCTION pg_temp.grown_hashes(of text, image text, later int)
    RETURNS bytea[] LANGUAGE plpgsql AS $$
    DECLARE
        hashes bytea[] := ARRAY[sha256(convert_to(image, 'UTF8'))];
        grown jsonb := pg_temp.as_json(image);
        s jsonb;
    BEGIN
        FOR s IN SELECT step FROM verify_steps WHERE now_name = of AND place <= later
                 ORDER BY place DESC LOOP
            grown := pg_temp.altered(grown, s);
            hashes := hashes || sha256(convert_to(grown::text, 'UTF8'));
        END LOOP;
        RETURN hashes;
    END $$;"#;

/// Makes the table of images, empty, and that of records which do not belong to their chain.
pub async fn prepare(conn: &mut OwnerConnection, extra: &[(Uuid, i64)]) -> Result<(), Error> {
    script(conn, TEMPORARY).await?;
    if extra.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = extra
        .iter()
        .map(|(id, seq)| format!("('{id}', {seq})"))
        .collect();
    let sql = format!("INSERT INTO verify_extra VALUES {}", rows.join(", "));
    script(conn, &sql).await
}

/// A script that only fails when something is out of order.
async fn script(conn: &mut OwnerConnection, sql: &str) -> Result<(), Error> {
    let done = attempt_script(conn, sql).await?;
    done.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// The records that migrations left, by entity and number.
pub async fn migrations(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
) -> Result<Result<Vec<MigrationRow>, Refusal>, Error> {
    let sql = "SELECT r.entity_id, r.seq, substr(r.permission, 11) AS name,
                   coalesce((SELECT string_agg(line, E'\\n' ORDER BY place)
                       FROM string_to_table(r.changes, E'\\n') WITH ORDINALITY AS e(line, place)
                       WHERE starts_with(split_part(line, E'\\t', 2), '{')), '') AS lines
               FROM records r
               WHERE r.form = 2 AND starts_with(r.permission, 'migration/')
                 AND ($1::uuid IS NULL OR r.entity_id = $1)
               ORDER BY r.entity_id, r.seq";
    attempt(conn, sql, &[Arg::Uuid(only)]).await
}

/// Makes the history known to the functions.
pub async fn know(conn: &mut OwnerConnection, history: &History) -> Result<(), Error> {
    let text = serde_json::to_string(history).map_err(Error::unexpected)?;
    let sql = "SELECT set_config('laas.verify_history', $1, true) AS history";
    let set = attempt::<Value>(conn, sql, args![text]).await?;
    set.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    let sql = r#"
        CREATE TEMP TABLE verify_shapes ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(
            current_setting('laas.verify_history')::jsonb -> 'shapes')
            AS s(epoch int, table_name text COLLATE "C", now_name text COLLATE "C", later int);
        CREATE TEMP TABLE verify_steps ON COMMIT DROP AS SELECT now_name, place,
            step::jsonb AS step FROM jsonb_to_recordset(
            current_setting('laas.verify_history')::jsonb -> 'steps')
            AS s(now_name text COLLATE "C", place int, step text);
        CREATE TEMP TABLE verify_bodies ON COMMIT DROP AS SELECT c.relname::text COLLATE "C" AS name
            FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
            WHERE c.relnamespace = 'public'::regnamespace AND (c.relname = 'documents'
                OR (SELECT array_agg(a.attname::text ORDER BY k.place)
                    FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum)
                IN ('{entity_id,document_id}', '{entity_id,document_id,line_no}'));
        CREATE TEMP TABLE verify_places ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(
            current_setting('laas.verify_history')::jsonb -> 'places')
            AS s(entity_id uuid, seq bigint);
        ANALYZE verify_shapes; ANALYZE verify_steps; ANALYZE verify_places"#;
    script(conn, sql).await
}

/// The hash of the last image of every row, from the record of these entities up to a number; and
/// every change that did not find its row as the one before had left it.
pub async fn fill(
    conn: &mut OwnerConnection,
    part: Part,
    epochs: usize,
    until: Option<i64>,
) -> Result<Result<(), Refusal>, Error> {
    let until = until.map(|until| format!(" AND r.seq <= {until}"));
    let entity = part.holds("r.entity_id") + &until.unwrap_or_default();
    let epoch = match epochs {
        0 => "0".to_owned(),
        all => format!(
            "{all} - (SELECT count(*) FROM verify_places p
                WHERE p.entity_id = r.entity_id AND p.seq > r.seq)"
        ),
    };
    let added = quoted(&[&declared("append_only")[..], &ADDED].concat());
    let kept = quoted(&KEPT);
    // What is no change at all is a finding of the chain already. OFFSET 0: each part once. A row of a
    // document changes with an event of it, whose key begins with that of the document.
    let sql = format!(
        r#"INSERT INTO verify_images
        SELECT entity_id, table_name, key, seq, place, later, hashes[later + 1], before, is_last,
            found IS NULL OR found = coalesce(encode(left_by, 'hex'), ''), is_allowed
        FROM (
            SELECT *, lag(seq) OVER w AS before, lead(seq) OVER w IS NULL AS is_last,
                (lag(hashes) OVER w)[lag(later) OVER w - later + 1] AS left_by
            FROM (
                SELECT r.entity_id, coalesce(s.now_name, c.table_name) AS table_name, c.key, r.seq,
                    c.place, coalesce(s.later, 0) AS later, c.found,
                    c.found IS NULL OR r.is_free OR NOT (c.found <> '' AND (c.table_name IN ({added})
                            OR c.image IS NULL AND c.table_name IN ({kept}))
                        OR c.table_name IN (SELECT name FROM verify_bodies) AND strpos(E'\n' || r.changes,
                            E'\ndocument_events\t' || left(c.key, 79) || ',') = 0) AS is_allowed,
                    CASE WHEN c.image IS NULL THEN NULL
                        WHEN coalesce(s.later, 0) = 0 THEN ARRAY[sha256(convert_to(c.image, 'UTF8'))]
                        ELSE pg_temp.grown_hashes(s.now_name, c.image, s.later) END AS hashes
                FROM (SELECT r.entity_id, r.seq, r.form, r.changes, {epoch} AS epoch,
                        starts_with(r.permission, 'migration/') OR r.permission = 'restore-entity'
                            AS is_free
                    FROM records r
                    WHERE NOT EXISTS (SELECT FROM verify_extra x
                        WHERE x.entity_id = r.entity_id AND x.seq = r.seq) AND {entity} OFFSET 0) AS r
                CROSS JOIN LATERAL (
                    SELECT (change ->> 'table') COLLATE "C" AS table_name,
                        (change -> 'key')::text COLLATE "C" AS key, place, NULL AS found,
                        CASE jsonb_typeof(change -> 'row') WHEN 'object'
                            THEN (change -> 'row')::text END AS image
                    FROM (SELECT CASE WHEN r.form = 1 THEN pg_temp.as_json(r.changes) END AS list
                        OFFSET 0) AS l
                    CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(l.list)
                        WHEN 'array' THEN l.list END) WITH ORDINALITY AS e(change, place)
                    UNION ALL
                    SELECT split_part(line, E'\t', 1) COLLATE "C",
                        split_part(line, E'\t', 2) COLLATE "C", place, split_part(line, E'\t', 3),
                        nullif(split_part(line, E'\t', 4), '')
                    FROM string_to_table(CASE WHEN r.form <> 1 THEN r.changes END, E'\n')
                        WITH ORDINALITY AS e(line, place)
                    WHERE NOT starts_with(split_part(line, E'\t', 2), '{{')
                ) AS c
                LEFT JOIN verify_shapes s ON s.epoch = r.epoch AND s.table_name = c.table_name
                WHERE c.table_name IS NOT NULL
                  AND (s.epoch IS NULL OR s.now_name IS NOT NULL) OFFSET 0
            ) AS images
            WINDOW w AS (PARTITION BY entity_id, table_name, key ORDER BY seq, place)
        ) AS chained
        WHERE is_last OR NOT is_allowed
            OR NOT (found IS NULL OR found = coalesce(encode(left_by, 'hex'), ''))"#
    );
    attempt_script(conn, &sql).await
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    quoted.join(", ")
}

/// The entities that should have a record.
pub async fn recorded(conn: &mut OwnerConnection, part: Part) -> Result<Vec<Uuid>, Error> {
    #[derive(Deserialize)]
    struct Head {
        entity_id: Uuid,
    }
    let own = part.holds("entity_id");
    let sql = format!("SELECT entity_id FROM entity_heads WHERE {own}");
    let heads: Vec<Head> = attempt(conn, &sql, args![]).await?.unwrap_or_default();
    Ok(heads.into_iter().map(|head| head.entity_id).collect())
}

/// A change that found its row otherwise than it had been left, or that nothing the server does makes.
#[derive(Debug, Clone, Deserialize)]
pub struct Broken {
    pub entity_id: Uuid,
    pub table_name: String,
    /// The key as JSON.
    pub key: String,
    /// The record with the change.
    pub seq: i64,
    /// The record before that has the row.
    pub before: Option<i64>,
    /// Whether it found its row as that one had left it.
    pub is_linked: bool,
}

/// Keeps the last image of every row, quick to find; gives the changes that do not fit the one
/// before, and those that nothing makes.
pub async fn index(conn: &mut OwnerConnection) -> Result<Vec<Broken>, Error> {
    let sql = format!(
        "SELECT entity_id, table_name, key, seq, before, is_linked FROM verify_images
         WHERE NOT (is_linked AND is_allowed)
         ORDER BY entity_id, table_name, key, seq LIMIT {NAMED}"
    );
    let broken = attempt(conn, &sql, args![]).await?;
    let broken = broken.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))?;
    let sql = "DELETE FROM verify_images WHERE NOT is_last OR digest IS NULL;
               CREATE INDEX ON verify_images (table_name); ANALYZE verify_images";
    script(conn, sql).await?;
    Ok(broken)
}

/// How many rows each entity should have in each table, where the table is gone or unreadable.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    pub entity_id: Uuid,
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

/// SQL for the image at a place of a record, in the shape its table has now.
pub fn grown_image(table: &str, record: &str, place: &str, later: &str) -> String {
    format!(
        "pg_temp.grown({table}, CASE {record}.form
             WHEN 1 THEN (pg_temp.as_json({record}.changes) -> ({place} - 1) -> 'row')::text
             ELSE split_part(split_part({record}.changes, E'\\n', {place}), E'\\t', 4) END, {later})"
    )
}
