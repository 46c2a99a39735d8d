//! Where the record is read: numbers of records first, along an index, then what a page shows of them.

use super::rules::Step;
use super::words::{Named, NamedThings};
use crate::platform::db::{Sql, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::RunQueryDsl;
use shared::PersonId;
use shared::document::Kind;
use uuid::Uuid;

/// Which records.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Written since this moment.
    pub from: Option<DateTime<Utc>>,
    /// Written before this one.
    pub before: Option<DateTime<Utc>>,
    /// By this person.
    pub person: Option<PersonId>,
    /// About this thing: a document, a user, a row of a register.
    pub about: Option<Uuid>,
    /// With one of these permissions.
    pub acts: Option<Vec<String>>,
}

#[derive(QueryableByName)]
struct Numbered {
    #[diesel(sql_type = BigInt)]
    seq: i64,
}

const FIRST: &str = "SELECT r.seq FROM records AS r WHERE r.entity_id = $1 AND r.at >= $2
    ORDER BY r.at, r.seq LIMIT 1";
const LAST: &str = "SELECT r.seq FROM records AS r WHERE r.entity_id = $1 AND r.at < $2
    ORDER BY r.at DESC, r.seq DESC LIMIT 1";

const ALL: &str = "SELECT r.seq FROM records AS r
    WHERE r.entity_id = $1 AND r.seq >= $2 AND r.seq <= $3 ORDER BY r.seq DESC LIMIT $4";
const OF_PERSON: &str = "SELECT r.seq FROM records AS r
    WHERE r.entity_id = $1 AND r.seq >= $2 AND r.seq <= $3 AND r.actor = $5
    ORDER BY r.seq DESC LIMIT $4";
/// Each permission along its index, no farther than the page.
const OF_ACTS: &str = "SELECT f.seq FROM unnest($5::text[]) AS a(act) CROSS JOIN LATERAL (
        SELECT r.seq FROM records AS r
        WHERE r.entity_id = $1 AND r.permission = a.act AND r.seq >= $2 AND r.seq <= $3
          AND ($6::uuid IS NULL OR r.actor = $6)
        ORDER BY r.seq DESC LIMIT $4) AS f
    ORDER BY f.seq DESC LIMIT $4";
/// What says it is about the thing; where it is a document also what it was taken along by, which left
/// an event of it at that moment, and every restore that touched it.
const ABOUT: &str = "SELECT r.seq FROM (
        SELECT r.seq FROM records AS r WHERE r.entity_id = $1 AND r.subject = ANY($5::text[])
        UNION
        SELECT m.seq FROM document_events AS e CROSS JOIN LATERAL (
            SELECT r.seq FROM records AS r
            WHERE r.entity_id = e.entity_id AND r.at >= e.at AND r.at <= e.at + interval '5 minutes'
              AND strpos(r.changes, concat_ws(E'\\t', 'document_events',
                  jsonb_build_array(e.entity_id, e.document_id, e.seq))) > 0
            ORDER BY r.at, r.seq LIMIT 1) AS m
        WHERE e.entity_id = $1 AND e.document_id = $6
        UNION
        SELECT r.seq FROM records AS r WHERE r.entity_id = $1 AND r.permission = 'restore-entity'
          AND strpos(r.changes, $6::text) > 0
    ) AS o JOIN records AS r ON r.entity_id = $1 AND r.seq = o.seq
    WHERE r.seq >= $2 AND r.seq <= $3 AND ($7::uuid IS NULL OR r.actor = $7)
      AND ($8::text[] IS NULL OR r.permission = ANY($8))
    ORDER BY r.seq DESC LIMIT $4";

/// The numbers of records, newest first, at most so many.
pub async fn numbers(tx: &mut Tx<'_>, wanted: &Wanted, most: i64) -> Result<Vec<i64>, Error> {
    let (Some(first), Some(last)) = bounds(tx, wanted).await? else {
        return Ok(Vec::new());
    };
    let between = |text: &'static str, entity| {
        sql(text)
            .bind::<SqlUuid, _>(entity)
            .bind::<BigInt, _>(first)
            .bind::<BigInt, _>(last)
            .bind::<BigInt, _>(most)
    };
    let asked: Sql<'_> = match (wanted.about, &wanted.acts, wanted.person) {
        (Some(thing), acts, person) => between(ABOUT, tx.entity)
            .bind::<Array<Text>, _>(subjects(thing))
            .bind::<SqlUuid, _>(thing)
            .bind::<Nullable<SqlUuid>, _>(person)
            .bind::<Nullable<Array<Text>>, _>(acts.clone()),
        (None, Some(acts), person) => between(OF_ACTS, tx.entity)
            .bind::<Array<Text>, _>(acts.clone())
            .bind::<Nullable<SqlUuid>, _>(person),
        (None, None, Some(person)) => between(OF_PERSON, tx.entity).bind::<SqlUuid, _>(person),
        (None, None, None) => between(ALL, tx.entity),
    };
    let found: Vec<Numbered> = asked.load(tx).await?;
    Ok(found.into_iter().map(|found| found.seq).collect())
}

/// The first and the last record of the days asked for: the record is in the order of time.
async fn bounds(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<(Option<i64>, Option<i64>), Error> {
    let first = match wanted.from {
        None => Some(1),
        Some(from) => one_at(tx, FIRST, from).await?,
    };
    let last = match wanted.before {
        None => Some(i64::MAX),
        Some(before) => one_at(tx, LAST, before).await?,
    };
    Ok((first, last))
}

async fn one_at(
    tx: &mut Tx<'_>,
    text: &'static str,
    at: DateTime<Utc>,
) -> Result<Option<i64>, Error> {
    let asked = sql(text)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<Timestamptz, _>(at);
    let found: Option<Numbered> = asked.get_result(tx).await.optional()?;
    Ok(found.map(|found| found.seq))
}

/// How records call a thing they are about.
fn subjects(thing: Uuid) -> Vec<String> {
    let registers = ["parties", "bank-accounts", "departments"];
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
    let under = registers.into_iter().chain(kinds);
    let under = under.map(|name| format!("{name}/{thing}"));
    under.chain([thing.to_string()]).collect()
}

/// What the record says of an act.
#[derive(Debug, Clone, QueryableByName)]
pub struct OfRecord {
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub actor: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub person: Option<String>,
    #[diesel(sql_type = Text)]
    pub permission: String,
    #[diesel(sql_type = Text)]
    pub subject: String,
    #[diesel(sql_type = Text)]
    pub hash: String,
}

const RECORDS: &str = "SELECT r.seq, r.at, r.actor, p.name_th AS person, r.permission, r.subject,
        encode(r.hash, 'hex') AS hash
    FROM records AS r LEFT JOIN persons AS p ON p.id = r.actor
    WHERE r.entity_id = $1 AND r.seq = ANY($2::bigint[]) ORDER BY r.seq DESC";

/// What is told of these records, newest first.
pub async fn records(tx: &mut Tx<'_>, numbers: &[i64]) -> Result<Vec<OfRecord>, Error> {
    let asked = sql(RECORDS)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<Array<BigInt>, _>(numbers.to_vec());
    Ok(asked.load(tx).await?)
}

const NAMES: &str = "SELECT d.id, d.kind, coalesce(n.number, d.title) AS name,
            n.number IS NOT NULL AS is_given
        FROM documents AS d LEFT JOIN LATERAL (SELECT n.number FROM document_numbers AS n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
            ORDER BY n.given DESC LIMIT 1) AS n ON true
        WHERE d.entity_id = $1 AND d.id = ANY($2::uuid[])
    UNION ALL SELECT p.id, NULL, p.name_th, false FROM persons AS p
        JOIN person_seals AS s ON s.entity_id = $1 AND s.person_id = p.id WHERE p.id = ANY($2)
    UNION ALL SELECT t.id, NULL, t.name_th, false FROM departments AS t
        WHERE t.entity_id = $1 AND t.id = ANY($2)
    UNION ALL SELECT t.id, NULL, t.name_th, false FROM parties AS t WHERE t.entity_id = $1 AND t.id = ANY($2)
    UNION ALL SELECT t.id, NULL, t.name_th, false FROM bank_accounts AS t
        WHERE t.entity_id = $1 AND t.id = ANY($2)
    UNION ALL SELECT t.id, NULL, t.name_th, false FROM budget_lines AS t
        WHERE t.entity_id = $1 AND t.id = ANY($2)
    UNION ALL SELECT t.id, NULL, t.order_no, false FROM deputies AS t
        WHERE t.entity_id = $1 AND t.id = ANY($2)";

/// What these things are called.
pub async fn names(tx: &mut Tx<'_>, ids: Vec<Uuid>) -> Result<NamedThings, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = SqlUuid)]
        id: Uuid,
        #[diesel(sql_type = Nullable<Text>)]
        kind: Option<Kind>,
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Bool)]
        is_given: bool,
    }
    let asked = sql(NAMES)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<Array<SqlUuid>, _>(ids);
    let rows: Vec<Row> = asked.load(tx).await?;
    let named = |row: Row| {
        let Row { kind, name, .. } = row;
        let is_given = row.is_given;
        (
            row.id,
            Named {
                kind,
                name,
                is_given,
            },
        )
    };
    Ok(rows.into_iter().map(named).collect())
}

/// What a record did to each row, in the order it was done: as it was first found and last left. What came
/// and went within the act was never there, and what was written anew as it was is the same.
const STEPS: &str = "SELECT s.table_name, s.key, s.found, s.image, count(*) OVER () AS total
    FROM (SELECT c.table_name, c.key, (array_agg(c.found ORDER BY c.place))[1] AS found,
            (array_agg(c.image ORDER BY c.place DESC))[1] AS image, min(c.place) AS place
        FROM (SELECT r.form, r.changes FROM records AS r WHERE r.entity_id = $1 AND r.seq = $2) AS r
        CROSS JOIN LATERAL (
            SELECT change ->> 'table' AS table_name, (change -> 'key')::text AS key, NULL AS found,
                CASE jsonb_typeof(change -> 'row') WHEN 'object' THEN (change -> 'row')::text
                    ELSE '' END AS image, place
            FROM jsonb_array_elements(CASE r.form WHEN 1 THEN r.changes::jsonb ELSE '[]' END)
                WITH ORDINALITY AS e(change, place)
            UNION ALL
            SELECT split_part(line, E'\\t', 1), split_part(line, E'\\t', 2),
                split_part(line, E'\\t', 3), split_part(line, E'\\t', 4), place
            FROM string_to_table(CASE WHEN r.form <> 1 THEN r.changes ELSE '' END, E'\\n')
                WITH ORDINALITY AS e(line, place)
            WHERE line <> ''
        ) AS c GROUP BY c.table_name, c.key) AS s
    WHERE starts_with(s.key, '{') OR s.found IS NULL
        OR s.found <> CASE s.image WHEN '' THEN '' ELSE image_hash(s.image) END
    ORDER BY s.place LIMIT $3 OFFSET $4";

/// What a record did to rows, from one on, and to how many in all.
pub async fn steps(
    tx: &mut Tx<'_>,
    seq: i64,
    most: i64,
    offset: i64,
) -> Result<(Vec<Step>, i64), Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        table_name: String,
        #[diesel(sql_type = Text)]
        key: String,
        #[diesel(sql_type = Nullable<Text>)]
        found: Option<String>,
        #[diesel(sql_type = Text)]
        image: String,
        #[diesel(sql_type = BigInt)]
        total: i64,
    }
    let asked = sql(STEPS)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<BigInt, _>(seq)
        .bind::<BigInt, _>(most)
        .bind::<BigInt, _>(offset);
    let rows: Vec<Row> = asked.load(tx).await?;
    let total = rows.iter().map(|row| row.total).max().unwrap_or_default();
    let step = |row: Row| Step::of(row.table_name, row.key, row.found, row.image);
    Ok((rows.into_iter().map(step).collect(), total))
}

/// The latest lines that left these rows, in records of the same things and in those shortly before, as far
/// back as they are not too long to be read at once. The longest, as migrations leave them, are passed over.
const BEFORE: &str =
    "SELECT DISTINCT ON (w.begins) w.begins, split_part(l.line, E'\\t', 4) AS image
    FROM (SELECT n.seq, sum(n.bytes) OVER (ORDER BY n.seq DESC) AS bytes FROM (
            (SELECT r.seq, pg_column_size(r.changes) AS bytes FROM records AS r
             WHERE r.entity_id = $1 AND r.subject = ANY($3::text[]) AND r.seq < $2
             ORDER BY r.seq DESC LIMIT 200)
            UNION SELECT r.seq, pg_column_size(r.changes) FROM records AS r
            WHERE r.entity_id = $1 AND r.seq < $2 AND r.seq >= $2 - 200) AS n
        WHERE n.bytes < 2000000) AS n
    JOIN records AS r ON r.entity_id = $1 AND r.seq = n.seq
    CROSS JOIN LATERAL string_to_table(r.changes, E'\\n') WITH ORDINALITY AS l(line, place)
    JOIN unnest($4::text[]) AS w(begins) ON w.begins
        = concat(split_part(l.line, E'\\t', 1), E'\\t', split_part(l.line, E'\\t', 2), E'\\t')
    WHERE n.bytes < 8000000
    ORDER BY w.begins, r.seq DESC, l.place DESC";

/// A row as an earlier record left it.
#[derive(Debug, QueryableByName)]
pub struct Left {
    /// Table and key.
    #[diesel(sql_type = Text)]
    pub begins: String,
    #[diesel(sql_type = Text)]
    pub image: String,
}

/// What was left of rows before a record, as far as it is found nearby; `begins` are their tables and
/// keys, `things` what they may be about.
pub async fn before(
    tx: &mut Tx<'_>,
    seq: i64,
    things: &[Uuid],
    begins: Vec<String>,
) -> Result<Vec<Left>, Error> {
    let things: Vec<String> = things.iter().copied().flat_map(subjects).collect();
    let asked = sql(BEFORE)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<BigInt, _>(seq)
        .bind::<Array<Text>, _>(things)
        .bind::<Array<Text>, _>(begins);
    Ok(asked.load(tx).await?)
}

const FIELDS: &str = "SELECT i.place::int AS place, f.key AS name, jsonb_typeof(f.value) AS kind,
        f.value #>> '{}' AS text
    FROM unnest($1::text[]) WITH ORDINALITY AS i(image, place)
    CROSS JOIN LATERAL jsonb_each(i.image::jsonb) AS f ORDER BY i.place";

/// A field of an image, as `jsonb` has it.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Field {
    /// Which image, from 1.
    #[diesel(sql_type = Integer)]
    pub place: i32,
    #[diesel(sql_type = Text)]
    pub name: String,
    /// `string`, `number`, …
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub text: Option<String>,
}

/// The fields of images.
pub async fn fields(tx: &mut Tx<'_>, images: Vec<String>) -> Result<Vec<Field>, Error> {
    let asked = sql(FIELDS).bind::<Array<Text>, _>(images);
    Ok(asked.load(tx).await?)
}

const LOGGED_IN: &str = "SELECT r.seq, r.at, r.actor, NULL AS person, r.permission, r.subject,
        '' AS hash
    FROM records AS r
    WHERE r.entity_id = $1 AND r.actor = $2 AND r.seq <= $3 AND r.seq > $3 - 20000 AND r.at >= $4
      AND r.permission = ANY($5::text[])
    ORDER BY r.seq DESC LIMIT 1";

/// The latest log-in of a person up to a record, since a moment.
pub async fn logged_in(
    tx: &mut Tx<'_>,
    person: PersonId,
    seq: i64,
    since: DateTime<Utc>,
    ways: &[&str],
) -> Result<Option<OfRecord>, Error> {
    let ways: Vec<String> = ways.iter().map(|way| (*way).to_owned()).collect();
    let asked = sql(LOGGED_IN)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<SqlUuid, _>(person)
        .bind::<BigInt, _>(seq)
        .bind::<Timestamptz, _>(since)
        .bind::<Array<Text>, _>(ways);
    Ok(asked.get_result(tx).await.optional()?)
}
