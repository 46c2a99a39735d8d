//! Rows put back past the triggers, in the transaction of one restore. Its tables are temporary:
//! `verify_images` holds what every row was at the time asked for, `restore_undone` what the record
//! left of the rows that it changed since, `restore_plan` every row that is not as it was, or that the
//! record does not leave as it was, `restore_images` what those were.

use crate::args;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::platform::record::append_as_owner;
use crate::verify::{Recorded, attempt, attempt_script, open};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// So many lines go into one record.
const LINES: i64 = 20_000;

/// What the database refused stops the restore.
async fn run(conn: &mut OwnerConnection, sql: &str) -> Result<(), Error> {
    let done = attempt_script(conn, sql).await?;
    done.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// The rows of a statement.
async fn rows<T: DeserializeOwned>(
    conn: &mut OwnerConnection,
    sql: &str,
    args: &[crate::platform::db::Arg],
) -> Result<Vec<T>, Error> {
    let rows = attempt(conn, sql, args).await?;
    rows.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// Opens the transaction in which rows are written past the triggers, as an organisation.
pub async fn begin(conn: &mut OwnerConnection, entity: Uuid) -> Result<(), Error> {
    let begin = format!(
        "BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL laas.entity = '{entity}';
         SET LOCAL lock_timeout = '60s';"
    );
    let opened = open(conn, &begin).await;
    opened.map_err(|error| {
        let detail =
            "it must be asked by a superuser, or by whoever may set session_replication_role";
        Error::unexpected(anyhow::anyhow!("{detail}: {error}"))
    })
}

/// Locks the head of the organisation: nobody else writes to it from here on.
pub async fn lock(conn: &mut OwnerConnection, at: DateTime<Utc>) -> Result<(), Error> {
    run(conn, &format!("SELECT begin_write('{}')", at.to_rfc3339())).await
}

/// Where the record stands, and stood.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    /// The number of the last record.
    pub head: i64,
    /// The number of the last one at that time.
    pub until: i64,
    /// The first migration that came later.
    pub migration: Option<String>,
}

/// Where the record stood at a time, or with a number; now without either.
pub async fn place(
    conn: &mut OwnerConnection,
    entity: Uuid,
    time: Option<DateTime<Utc>>,
    record: Option<i64>,
) -> Result<Option<Place>, Error> {
    // Migrations go by the clock of their own machine; they are refused below.
    let sql = "SELECT head, until, (SELECT substr(r.permission, 11) FROM records AS r
                WHERE r.entity_id = $1 AND r.seq > until AND r.permission LIKE 'migration/%'
                ORDER BY r.seq LIMIT 1) AS migration
        FROM (SELECT h.seq AS head, least(h.seq, $3, (SELECT min(r.seq) - 1 FROM records AS r
                WHERE r.entity_id = $1 AND r.at > $2::timestamptz
                  AND r.permission NOT LIKE 'migration/%')) AS until
            FROM entity_heads AS h WHERE h.entity_id = $1) AS place";
    let time = crate::platform::db::Arg::Text(time.map(|time| time.to_rfc3339()));
    let record = crate::platform::db::Arg::Integer(record);
    let found: Vec<Place> = rows(conn, sql, &[entity.into(), time, record]).await?;
    Ok(found.into_iter().next())
}

/// Lays the tables of the plan; `verify_images` is there.
pub async fn lay(conn: &mut OwnerConnection, entity: Uuid, until: i64) -> Result<(), Error> {
    let sql = format!(
        r#"SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on;
        SET LOCAL enable_indexonlyscan = on;
        CREATE TEMP TABLE restore_plan (table_name text COLLATE "C", key text COLLATE "C", tid tid,
            seq bigint, place bigint, later int, actual bytea, target bytea, recorded bytea)
            ON COMMIT DROP;
        CREATE TEMP TABLE restore_undone ON COMMIT DROP AS
            SELECT DISTINCT ON (table_name, key) table_name, key,
                CASE WHEN image <> '' THEN sha256(convert_to(image, 'UTF8')) END AS digest
            FROM (SELECT r.seq, e.place, split_part(line, E'\t', 1) COLLATE "C" AS table_name,
                    split_part(line, E'\t', 2) COLLATE "C" AS key, split_part(line, E'\t', 4) AS image
                FROM records AS r
                CROSS JOIN LATERAL string_to_table(r.changes, E'\n') WITH ORDINALITY AS e(line, place)
                WHERE r.entity_id = '{entity}' AND r.seq > {until} AND line <> '') AS changes
            ORDER BY table_name, key, seq DESC, place DESC;
        CREATE INDEX ON restore_undone (table_name); ANALYZE restore_undone;"#
    );
    run(conn, &sql).await
}

/// Adds the rows of a table that are not as they were, or not left so by the record.
pub async fn plan(conn: &mut OwnerConnection, table: &Recorded) -> Result<(), Error> {
    let Recorded { name, rows, .. } = table;
    let sql = format!(
        "INSERT INTO restore_plan
         SELECT '{name}', coalesce(r.key, i.key, u.key), r.tid, i.seq, i.place, i.later, r.digest,
             i.digest, CASE WHEN u.key IS NULL THEN i.digest ELSE u.digest END
         FROM ({rows}) AS r
         FULL JOIN (SELECT * FROM verify_images WHERE table_name = '{name}') AS i ON i.key = r.key
         FULL JOIN (SELECT * FROM restore_undone WHERE table_name = '{name}') AS u
             ON u.key = coalesce(r.key, i.key)
         WHERE r.digest IS DISTINCT FROM i.digest
            OR u.key IS NOT NULL AND u.digest IS DISTINCT FROM i.digest"
    );
    run(conn, &sql).await
}

/// Takes from the record what the rows of the plan were.
pub async fn take_images(conn: &mut OwnerConnection, entity: Uuid) -> Result<(), Error> {
    let sql = format!(
        r#"CREATE INDEX ON restore_plan (seq, place); ANALYZE restore_plan;
        CREATE TEMP TABLE restore_images ON COMMIT DROP AS
            SELECT p.table_name, p.key, pg_temp.grown(p.table_name, i.image, p.later) AS image
            FROM (SELECT DISTINCT seq FROM restore_plan WHERE target IS NOT NULL) AS s
            JOIN records AS r ON r.entity_id = '{entity}' AND r.seq = s.seq
            CROSS JOIN LATERAL (
                SELECT place, split_part(line, E'\t', 4) AS image
                FROM string_to_table(CASE WHEN r.form <> 1 THEN r.changes END, E'\n')
                    WITH ORDINALITY AS e(line, place)
                UNION ALL SELECT place, (change -> 'row')::text
                FROM jsonb_array_elements(CASE WHEN r.form = 1 THEN r.changes::jsonb END)
                    WITH ORDINALITY AS e(change, place)
                OFFSET 0) AS i
            JOIN restore_plan AS p ON p.seq = r.seq AND p.place = i.place AND p.target IS NOT NULL;
        CREATE INDEX ON restore_images (table_name, key); ANALYZE restore_images"#
    );
    run(conn, &sql).await
}

/// Whatever time is gone back to, whoever was shut out since stays out: what was is then as the record
/// says that it became.
pub async fn keep_shut_out(
    conn: &mut OwnerConnection,
    entity: Uuid,
    until: i64,
) -> Result<(), Error> {
    let sql = format!(
        r#"UPDATE verify_images AS i SET seq = w.seq, place = w.place, later = 0, digest = w.digest
        FROM (SELECT DISTINCT ON (key) key, r.seq, e.place,
                sha256(convert_to(split_part(line, E'	', 4), 'UTF8')) AS digest
            FROM records AS r
            CROSS JOIN LATERAL string_to_table(r.changes, E'
') WITH ORDINALITY AS e(line, place)
            CROSS JOIN LATERAL (SELECT split_part(line, E'	', 2) COLLATE "C" AS key) AS k
            WHERE r.entity_id = '{entity}' AND r.seq > {until} AND starts_with(line, E'programs	')
              AND pg_temp.as_json(split_part(line, E'	', 4)) ->> 'withdrawn_on' IS NOT NULL
            ORDER BY key, r.seq DESC, e.place DESC) AS w
        WHERE i.table_name = 'programs' AND i.key = w.key"#
    );
    run(conn, &sql).await
}

/// Something of the plan, counted.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    /// The table.
    pub table_name: String,
    /// The key as JSON.
    pub key: String,
    /// It is no more: of what is undone, it was not there then.
    pub is_gone: bool,
}

/// The documents that the record made or changed since, oldest first.
pub async fn undone(conn: &mut OwnerConnection) -> Result<Vec<Row>, Error> {
    let sql = "SELECT table_name, key, target IS NULL AS is_gone FROM restore_plan
        WHERE table_name = 'documents' AND recorded IS NOT NULL
          AND recorded IS DISTINCT FROM target ORDER BY key";
    rows(conn, sql, args![]).await
}

/// The files of what is undone, by their hashes, in `restore_files`: they stay, for whoever goes back
/// on going back.
pub async fn undone_files(conn: &mut OwnerConnection, entity: Uuid) -> Result<Vec<Content>, Error> {
    let sql = format!(
        "CREATE TEMP TABLE restore_files ON COMMIT DROP AS
         SELECT DISTINCT encode(a.sha256, 'hex') AS hash FROM restore_plan AS p
         JOIN attachments AS a ON a.entity_id = '{entity}' AND a.ctid = p.tid
         WHERE p.table_name = 'attachments' AND p.target IS NULL AND p.actual = p.recorded"
    );
    run(conn, &sql).await?;
    let sql = "SELECT hash, NULL AS content FROM restore_files ORDER BY hash";
    rows(conn, sql, args![]).await
}

/// The rows that are not as the record had left them.
pub async fn damaged(conn: &mut OwnerConnection) -> Result<Vec<Row>, Error> {
    let sql = "SELECT table_name, key, actual IS NULL AS is_gone FROM restore_plan
        WHERE actual IS DISTINCT FROM recorded ORDER BY table_name, key";
    rows(conn, sql, args![]).await
}

/// Takes away, in all tables, what is otherwise than it was.
pub async fn clear(
    conn: &mut OwnerConnection,
    entity: Uuid,
    tables: &[Recorded],
) -> Result<(), Error> {
    for Recorded { name, quoted, .. } in tables {
        let sql = format!(
            "DELETE FROM public.{quoted} AS t USING restore_plan AS p
             WHERE t.entity_id = '{entity}' AND p.table_name = '{name}' AND p.tid = t.ctid
               AND p.actual IS DISTINCT FROM p.target"
        );
        run(conn, &sql).await?;
    }
    Ok(())
}

/// Puts back, in all tables, what was there.
pub async fn put_back(conn: &mut OwnerConnection, tables: &[Recorded]) -> Result<(), Error> {
    #[derive(Default, Deserialize)]
    struct Columns {
        names: Vec<String>,
        takes: Vec<String>,
    }
    // A JSON null is no null.
    let sql = "SELECT coalesce(jsonb_agg(quote_ident(attname) ORDER BY attnum), '[]') AS names,
            coalesce(jsonb_agg(CASE WHEN attnotnull AND atttypid = 'jsonb'::regtype
                THEN format('coalesce((x.row).%I, ''null'')', attname)
                ELSE format('(x.row).%I', attname) END ORDER BY attnum), '[]') AS takes
        FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
          AND attgenerated = ''";
    for Recorded { name, quoted, .. } in tables {
        let found: Vec<Columns> = rows(conn, sql, args![format!("public.{quoted}")]).await?;
        let Columns { names, takes } = found.into_iter().next().unwrap_or_default();
        let sql = format!(
            "INSERT INTO public.{quoted} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM (
                SELECT jsonb_populate_record(NULL::public.{quoted}, i.image) AS row
                FROM restore_plan AS p JOIN restore_images AS i
                    ON i.table_name = p.table_name AND i.key = p.key
                WHERE p.table_name = '{name}' AND p.actual IS DISTINCT FROM p.target OFFSET 0) AS x",
            names.join(", "),
            takes.join(", "),
        );
        run(conn, &sql).await?;
    }
    Ok(())
}

/// Makes anew what is derived from the rows of an organisation.
pub async fn derive(conn: &mut OwnerConnection, entity: Uuid) -> Result<(), Error> {
    let sql = "
        DELETE FROM balances WHERE entity_id = ENTITY;
        INSERT INTO balances (entity_id, period, ledger, account, dimension, debit, credit)
        SELECT entity_id, date_trunc('month', posted_on)::date, ledger, account, dimension,
            sum(debit), sum(credit)
        FROM journal_lines WHERE entity_id = ENTITY GROUP BY 1, 2, 3, 4, 5;
        DELETE FROM current_balances WHERE entity_id = ENTITY;
        INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit,
            limit_side, reserved)
        SELECT s.entity_id, s.ledger, s.account, s.dimension, s.debit, s.credit, l.side,
            coalesce(r.open, 0)
        FROM (SELECT entity_id, ledger, account, dimension, sum(debit) AS debit, sum(credit) AS credit
            FROM journal_lines WHERE entity_id = ENTITY GROUP BY 1, 2, 3, 4) AS s
        LEFT JOIN account_limits AS l ON l.ledger = s.ledger AND l.account = s.account
        LEFT JOIN (SELECT ledger, account, dimension, sum(amount - used) AS open FROM reservations
            WHERE entity_id = ENTITY AND released_at IS NULL GROUP BY 1, 2, 3) AS r
            ON r.ledger = s.ledger AND r.account = s.account AND r.dimension = s.dimension;
        DELETE FROM posts WHERE entity_id = ENTITY;
        INSERT INTO posts (person_id, entity_id, id, role, department_id, position_th, amount_ceiling,
            valid_from, valid_until, acting)
        SELECT a.person_id, a.entity_id, a.id, a.role, a.department_id, a.position_th,
            a.amount_ceiling, a.valid_from, a.valid_until, acting(d)
        FROM role_assignments AS a
        LEFT JOIN deputies AS d ON d.entity_id = a.entity_id AND d.id = a.deputy_id
        WHERE a.entity_id = ENTITY AND NOT a.is_suspended;
        SELECT copy_programs(ENTITY);
        CREATE TEMP TABLE restore_texts ON COMMIT DROP AS
            SELECT * FROM texts_to_search WHERE entity_id = ENTITY;
        ANALYZE restore_texts;
        DELETE FROM search_texts AS s WHERE s.entity_id = ENTITY AND NOT EXISTS (
            SELECT FROM restore_texts AS t
            WHERE t.kind = s.kind AND t.id = s.id AND t.normal = s.normal);
        INSERT INTO search_texts (entity_id, kind, id, normal)
        SELECT t.entity_id, t.kind, t.id, t.normal FROM restore_texts AS t WHERE NOT EXISTS (
            SELECT FROM search_texts AS s
            WHERE s.entity_id = ENTITY AND s.kind = t.kind AND s.id = t.id);
        DELETE FROM attachment_contents AS c WHERE c.entity_id = ENTITY AND (
            c.sha256 <> sha256(c.content)
            OR NOT EXISTS (SELECT FROM attachments AS a
                WHERE a.entity_id = ENTITY AND a.sha256 = c.sha256)
            AND NOT EXISTS (SELECT FROM restore_files AS f WHERE f.hash = encode(c.sha256, 'hex'))
            AND NOT EXISTS (SELECT FROM records AS r
                WHERE r.entity_id = ENTITY AND r.permission = 'restore-entity'
                  AND strpos(r.answer, encode(c.sha256, 'hex')) > 0))";
    run(conn, &sql.replace("ENTITY", &format!("'{entity}'"))).await
}

/// Appends to the record what it did not leave as it was: one entry, or more where the lines are many;
/// the first has the key and the answer. Gives how many lines there were.
pub async fn record(
    conn: &mut OwnerConnection,
    at: DateTime<Utc>,
    subject: &str,
    answer: &str,
) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Counted {
        lines: i64,
    }
    let sql = "CREATE TEMP TABLE restore_lines ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY p.table_name, p.key) AS n, concat_ws(E'\\t', p.table_name,
            p.key, coalesce(encode(p.recorded, 'hex'), ''), coalesce(i.image::text, '')) AS line
        FROM restore_plan AS p LEFT JOIN restore_images AS i
            ON i.table_name = p.table_name AND i.key = p.key
        WHERE p.recorded IS DISTINCT FROM p.target;
        CREATE INDEX ON restore_lines (n)";
    run(conn, sql).await?;
    let count = "SELECT count(*) AS lines FROM restore_lines";
    let counted: Vec<Counted> = rows(conn, count, args![]).await?;
    let lines = counted.first().map_or(0, |counted| counted.lines);
    let sql = append_as_owner(
        "SELECT coalesce(string_agg(line, E'\\n' ORDER BY n), '') FROM restore_lines
         WHERE n > $6 AND n <= $7",
    );
    let mut key = Some(format!("restore/{}", Uuid::now_v7()));
    let mut from = 0;
    loop {
        let key = crate::platform::db::Arg::Text(key.take());
        let time = at.to_rfc3339().into();
        let (permission, subject) = ("restore-entity".into(), subject.into());
        let to = from + LINES;
        let args = [
            time,
            permission,
            subject,
            key,
            answer.into(),
            from.into(),
            to.into(),
        ];
        rows::<serde_json::Value>(conn, &sql, &args).await?;
        from = to;
        if from >= lines {
            return Ok(lines);
        }
    }
}

/// Ends the transaction; keeps what was done, or nothing.
pub async fn end(conn: &mut OwnerConnection, keeps: bool) -> Result<(), Error> {
    let end = if keeps { "COMMIT" } else { "ROLLBACK" };
    crate::platform::db::owner_execute(conn, end).await
}

/// Puts a record in the place of the one with its number, if there is one.
pub async fn replace_record(
    conn: &mut OwnerConnection,
    record: &crate::platform::record::RecordRow,
) -> Result<(), Error> {
    let gone = format!(
        "DELETE FROM records WHERE entity_id = '{}' AND seq = {}",
        record.entity_id, record.seq
    );
    run(conn, &gone).await?;
    let sql = "INSERT INTO records (entity_id, seq, at, actor, permission, subject, idempotency_key,
            request_hash, changes, answer, previous_hash, hash, form)
        SELECT entity_id, seq, at, actor, permission, subject, idempotency_key, request_hash, changes,
            answer, decode(previous_hash, 'hex'), decode(hash, 'hex'), form
        FROM jsonb_to_record($1) AS r(entity_id uuid, seq bigint, at timestamptz, actor uuid,
            permission text, subject text, idempotency_key text, request_hash text, changes text,
            answer text, previous_hash text, hash text, form int)
        RETURNING seq";
    let record = serde_json::to_value(record).map_err(Error::unexpected)?;
    rows::<serde_json::Value>(conn, sql, args![record]).await?;
    Ok(())
}

/// Sets the head to a record.
pub async fn set_head(
    conn: &mut OwnerConnection,
    entity: Uuid,
    seq: i64,
    hash: &str,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO entity_heads (entity_id, seq, hash)
         VALUES ('{entity}', {seq}, decode('{hash}', 'hex'))
         ON CONFLICT (entity_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
    );
    run(conn, &sql).await
}

/// A file that documents name and that is not there.
#[derive(Debug, Clone, Deserialize)]
pub struct Content {
    /// Its hash, hexadecimal.
    pub hash: String,
    /// What is in it, hexadecimal; none where it is not there.
    pub content: Option<String>,
}

/// The files that are named and not there.
pub async fn missing_files(
    conn: &mut OwnerConnection,
    entity: Uuid,
) -> Result<Vec<Content>, Error> {
    let sql =
        "SELECT DISTINCT encode(a.sha256, 'hex') AS hash, NULL AS content FROM attachments AS a
        WHERE a.entity_id = $1 AND NOT EXISTS (SELECT FROM attachment_contents AS c
            WHERE c.entity_id = $1 AND c.sha256 = a.sha256)";
    rows(conn, sql, args![entity]).await
}

/// A file as the database beside has it, if it is whole there.
pub async fn file(
    conn: &mut OwnerConnection,
    entity: Uuid,
    hash: &str,
) -> Result<Option<Content>, Error> {
    let sql = "SELECT encode(sha256, 'hex') AS hash, encode(content, 'hex') AS content
        FROM attachment_contents WHERE entity_id = $1 AND sha256 = decode($2, 'hex')
          AND sha256(content) = sha256";
    Ok(rows(conn, sql, args![entity, hash])
        .await?
        .into_iter()
        .next())
}

/// Adds a file.
pub async fn add_file(
    conn: &mut OwnerConnection,
    entity: Uuid,
    file: Content,
) -> Result<(), Error> {
    let sql = "INSERT INTO attachment_contents (entity_id, sha256, content)
        SELECT $1, decode($2, 'hex'), decode($3, 'hex') RETURNING 1 AS added";
    let content = file.content.unwrap_or_default();
    rows::<serde_json::Value>(conn, sql, args![entity, file.hash, content]).await?;
    Ok(())
}
