//! Where headers, numbers and events are kept.

use super::header::{Done, HeaderRow};
use crate::args;
use crate::journal::{Number, next_numbers};
use crate::platform::access::Ctx;
use crate::platform::db::schema::{departments, document_events};
use crate::platform::db::{Arg, Sql, Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text, Timestamptz, Uuid,
};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::document::{DocumentEvent, DocumentNumber, Kind, Series, Status, Step, StepName};
use shared::{DepartmentId, DocumentId};

/// Everything a header row needs, for the documents alias `d`.
const COLUMNS: &str = "d.id, d.kind, d.fiscal_year, d.entered_on, d.document_on, d.route,
    d.next_step, d.case_id, CASE WHEN d.manual_number IS NOT NULL THEN jsonb_build_object('number',
        d.manual_number, 'book', d.manual_book, 'date', d.manual_on) END AS manual,
    d.status, d.steps_taken, d.has_effect, d.title, d.party_name, d.department_id, d.amount::text AS amount, d.version,
    d.created_by, d.created_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('series', n.series, 'text', n.number)
        ORDER BY n.given) FROM document_numbers n
        WHERE n.entity_id = d.entity_id AND n.document_id = d.id), '[]') AS numbers,
    (SELECT t.document_id FROM document_takes t WHERE t.entity_id = d.entity_id
        AND t.taken_id = d.id AND t.released_at IS NULL LIMIT 1) AS taken_by,
    coalesce((SELECT jsonb_agg(jsonb_build_object('step', e.step, 'person', e.person_id))
        FROM document_events e WHERE e.entity_id = d.entity_id AND e.document_id = d.id
        AND e.step IS NOT NULL AND e.seq > coalesce((SELECT max(r.seq) FROM document_events r
            WHERE r.entity_id = d.entity_id AND r.document_id = d.id AND r.action = 'return'), 0)),
        '[]') AS takers,
    (SELECT CASE e.action WHEN 'return' THEN jsonb_build_object('at', e.at, 'person_name',
        e.person_name, 'reason', e.comment) END FROM document_events e
        WHERE d.status = 'draft' AND e.entity_id = d.entity_id AND e.document_id = d.id
        ORDER BY e.seq DESC LIMIT 1) AS returned";

/// A header.
pub async fn header(tx: &Tx<'_>, id: DocumentId) -> Result<Option<HeaderRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM documents d WHERE d.entity_id = $1 AND d.id = $2");
    tx.row(&sql, args![tx.entity, id]).await
}

/// What a list of documents is asked for.
#[derive(Debug, Default)]
pub struct ListFilter {
    /// Only these kinds.
    pub kinds: Vec<Kind>,
    /// Only these; none given is all.
    pub status: Vec<Status>,
    /// Only this fiscal year.
    pub fiscal_year: Option<i32>,
    /// Only this department.
    pub department: Option<DepartmentId>,
    /// Only these departments.
    pub departments: Option<Vec<DepartmentId>>,
    /// Text within title, party or number.
    pub text: Option<String>,
    /// Of this day (entered, while a draft) or later.
    pub from: Option<NaiveDate>,
    /// Of this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only those nobody has taken (true) or somebody has (false).
    pub is_free: Option<bool>,
    /// `-id` (newest first), `id`, `amount`, `-amount`, `title`.
    pub sort: Option<String>,
    /// Page and rows a page.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}

/// A page of headers and how many there are in all.
pub struct Listed {
    /// Rows in all.
    pub total: i64,
    /// The rows of the page.
    pub rows: Vec<HeaderRow>,
}

/// The page of a statement whose rows carry the number of all in `total` and whose last two
/// parameters, beyond `values`, are its `LIMIT` and `OFFSET`.
async fn listed(
    tx: &mut Tx<'_>,
    sql: &str,
    values: &[Arg],
    page: u32,
    per_page: u32,
) -> Result<Listed, Error> {
    #[derive(Deserialize)]
    struct Counted {
        total: i64,
        #[serde(flatten)]
        row: HeaderRow,
    }
    let paged = |limit: u32, offset: i64| {
        let last = [Arg::from(limit), Arg::from(offset)];
        [values, &last[..]].concat()
    };
    let offset = i64::from(page - 1) * i64::from(per_page);
    let rows: Vec<Counted> = tx.rows(sql, &paged(per_page, offset)).await?;
    // A page beyond the last has no row that says how many there are; the first has.
    let first: Vec<Counted> = match rows.is_empty() && page > 1 {
        true => tx.rows(sql, &paged(1, 0)).await?,
        false => Vec::new(),
    };
    Ok(Listed {
        total: rows
            .as_slice()
            .first()
            .or(first.as_slice().first())
            .map_or(0, |row| row.total),
        rows: rows.into_iter().map(|counted| counted.row).collect(),
    })
}

/// A page of headers.
pub async fn list(tx: &mut Tx<'_>, filter: &ListFilter) -> Result<Listed, Error> {
    let order = match filter.sort.as_deref() {
        Some("id") => "d.id",
        Some("amount") => "d.amount, d.id DESC",
        Some("-amount") => "d.amount DESC, d.id DESC",
        Some("title") => "d.title COLLATE \"th-TH-x-icu\", d.id DESC",
        _ => "d.id DESC",
    };
    let sql = format!(
        "SELECT count(*) OVER () AS total, {COLUMNS} FROM documents d
         WHERE d.entity_id = $1 AND d.kind = ANY($2) AND (cardinality($3::text[]) = 0 OR d.status = ANY($3))
           AND ($4::bigint IS NULL OR d.fiscal_year = $4)
           AND ($5::uuid IS NULL OR d.department_id = $5)
           AND ($6 OR d.department_id = ANY($7))
           AND ($8::text IS NULL OR d.title ILIKE $8 OR d.party_name ILIKE $8
                OR EXISTS (SELECT FROM document_numbers n WHERE n.entity_id = d.entity_id
                           AND n.document_id = d.id AND n.number ILIKE $8))
           AND ($9::date IS NULL OR coalesce(d.document_on, d.entered_on) >= $9)
           AND ($10::date IS NULL OR coalesce(d.document_on, d.entered_on) <= $10)
           AND ($11::text IS NULL OR ($11 = 'free') = NOT EXISTS (SELECT FROM document_takes t
                WHERE t.entity_id = d.entity_id AND t.taken_id = d.id AND t.released_at IS NULL))
         ORDER BY {order} LIMIT $12 OFFSET $13"
    );
    let kinds: Vec<String> = filter.kinds.iter().map(Kind::to_string).collect();
    let status: Vec<String> = filter.status.iter().map(Status::to_string).collect();
    let departments = filter.departments.clone();
    let escaped = filter.text.as_ref().map(|text| {
        format!(
            "%{}%",
            text.replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_")
        )
    });
    let free = filter
        .is_free
        .map(|is_free| if is_free { "free" } else { "taken" });
    let values = [
        Arg::from(tx.entity),
        kinds.into(),
        status.into(),
        filter.fiscal_year.into(),
        filter.department.into(),
        departments.is_none().into(),
        departments
            .unwrap_or_default()
            .iter()
            .map(|id| id.0)
            .collect::<Vec<_>>()
            .into(),
        escaped.into(),
        filter.from.into(),
        filter.to.into(),
        free.into(),
    ];
    listed(tx, &sql, &values, filter.page, filter.per_page).await
}

/// Documents that wait for a person: first what was sent back to the person and not changed since,
/// then what stands at one of these places of the routes; each place is
/// `{kind, route, step, steps_taken, departments, not_by}`.
pub async fn waiting(
    tx: &mut Tx<'_>,
    places: Vec<Value>,
    page: u32,
    per_page: u32,
) -> Result<Listed, Error> {
    let sql = format!(
        "SELECT count(*) OVER () AS total, {COLUMNS} FROM documents d
         CROSS JOIN LATERAL (SELECT d.status = 'draft' AND e.action IS NOT DISTINCT FROM 'return' AS is_new
             FROM document_events e WHERE e.entity_id = d.entity_id AND e.document_id = d.id
             ORDER BY e.seq DESC LIMIT 1) AS back
         WHERE d.entity_id = $1 AND d.status IN ('draft', 'submitted', 'approved')
           AND CASE WHEN back.is_new THEN d.created_by = $3 ELSE EXISTS (
               SELECT FROM jsonb_to_recordset($2)
                   AS p(kind text, route text, step text, steps_taken int, departments uuid[],
                       not_by text[])
               WHERE p.kind = d.kind AND p.route IS NOT DISTINCT FROM d.route
                 AND CASE WHEN d.next_step IS NULL THEN p.steps_taken = d.steps_taken
                     ELSE p.step = d.next_step END
                 AND (p.departments IS NULL OR d.department_id = ANY(p.departments))
                 AND (d.status <> 'draft' OR d.created_by = $3 OR p.departments IS NOT NULL)
                 AND NOT ('draft' = ANY(p.not_by) AND d.created_by = $3)
                 AND NOT EXISTS (SELECT FROM document_events e WHERE e.entity_id = d.entity_id
                     AND e.document_id = d.id AND e.person_id = $3 AND e.step = ANY(p.not_by)
                     AND e.seq > coalesce((SELECT max(r.seq) FROM document_events r
                         WHERE r.entity_id = d.entity_id AND r.document_id = d.id
                           AND r.action = 'return'), 0))) END
         ORDER BY back.is_new DESC, d.id LIMIT $4 OFFSET $5"
    );
    let values = args![tx.entity, Value::Array(places), tx.person];
    listed(tx, &sql, values, page, per_page).await
}

/// Writes a new header, and that it was made.
pub fn insert(tx: &Tx<'_>, ctx: &Ctx, header: &HeaderRow) {
    let insert = "WITH header AS (
            INSERT INTO documents (entity_id, id, kind, fiscal_year, entered_on, status,
                title, party_name, department_id, amount, created_by, created_at, route,
                next_step, manual_number, manual_book, manual_on, case_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $15, $16, $17, $18, $19,
                $20))
        INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
            position, status, on_day)
        VALUES ($1, $2, 1, $12, $11, $13, $14, $6, $5)";
    let manual = header.manual.clone();
    let insert = sql(insert)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(header.id)
        .bind::<Text, _>(header.kind.as_str())
        .bind::<Integer, _>(header.fiscal_year)
        .bind::<Date, _>(header.entered_on)
        .bind::<Text, _>(header.status.as_str())
        .bind::<Text, _>(header.title.clone())
        .bind::<Nullable<Text>, _>(header.party_name.clone())
        .bind::<Nullable<Uuid>, _>(header.department_id)
        .bind::<Numeric, _>(header.amount)
        .bind::<Uuid, _>(header.created_by)
        .bind::<Timestamptz, _>(header.created_at)
        .bind::<Text, _>(ctx.name.clone())
        .bind::<Text, _>(ctx.position.clone())
        .bind::<Nullable<Text>, _>(header.route.clone())
        .bind::<Nullable<Text>, _>(header.next_step.map(StepName::as_str))
        .bind::<Nullable<Text>, _>(manual.as_ref().map(|manual| manual.number.clone()))
        .bind::<Nullable<Text>, _>(manual.as_ref().and_then(|manual| manual.book.clone()))
        .bind::<Nullable<Date>, _>(manual.map(|manual| manual.date))
        .bind::<Nullable<Uuid>, _>(header.case_id);
    tx.later(insert);
}

/// Writes a header whose body was changed, counting the change. It stands in the history when
/// somebody else than the one before changed it, and when it had been sent back.
pub fn save(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow) {
    let save = format!(
        "WITH header AS ({UPDATE})
         INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, status, on_day)
         SELECT $1, $2, last.seq + 1, $15, $16, $17, $18, $3, $19
         FROM (SELECT seq, action, person_id FROM document_events
               WHERE entity_id = $1 AND document_id = $2 ORDER BY seq DESC LIMIT 1) AS last
         WHERE last.action = 'return' OR last.person_id <> $16"
    );
    tx.later(changed(tx, ctx, header, save));
}

const UPDATE: &str = "UPDATE documents SET status = $3, steps_taken = $4, has_effect = $5,
        title = $6, party_name = $7, department_id = $8, amount = $9, version = $10,
        route = $11, next_step = $12, document_on = $13, fiscal_year = $14
    WHERE entity_id = $1 AND id = $2";

/// The statement that begins with [`UPDATE`] and goes on with who changed the header when.
fn changed(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow, text: String) -> Sql<'static> {
    header.version += 1;
    header.returned = None;
    sql(text)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(header.id)
        .bind::<Text, _>(header.status.as_str())
        .bind::<Integer, _>(header.steps_taken)
        .bind::<Bool, _>(header.has_effect)
        .bind::<Text, _>(header.title.clone())
        .bind::<Nullable<Text>, _>(header.party_name.clone())
        .bind::<Nullable<Uuid>, _>(header.department_id)
        .bind::<Numeric, _>(header.amount)
        .bind::<Integer, _>(header.version)
        .bind::<Nullable<Text>, _>(header.route.clone())
        .bind::<Nullable<Text>, _>(header.next_step.map(StepName::as_str))
        .bind::<Nullable<Date>, _>(header.document_on)
        .bind::<Integer, _>(header.fiscal_year)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Uuid, _>(ctx.person)
        .bind::<Text, _>(ctx.name.clone())
        .bind::<Text, _>(ctx.position.clone())
        .bind::<Date, _>(tx.today)
}

/// Writes where a header stands after something was done, counting the change, and adds that to
/// the history; name and position as they are now (W-1.7).
pub fn advance(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow, done: Done<'_>) {
    let advance = format!(
        "WITH header AS ({UPDATE})
         INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, step, action, status, comment, on_day)
         SELECT $1, $2, coalesce(max(seq), 0) + 1, $15, $16, $17, $18, $20, $21, $3, $22, $19
         FROM document_events WHERE entity_id = $1 AND document_id = $2"
    );
    let advance = changed(tx, ctx, header, advance)
        .bind::<Nullable<Text>, _>(done.step.map(StepName::as_str))
        .bind::<Text, _>(done.action.as_str())
        .bind::<Nullable<Text>, _>(done.comment.map(str::to_owned));
    tx.later(advance);
}

/// The history, oldest first.
pub async fn events(tx: &Tx<'_>, id: DocumentId) -> Result<Vec<DocumentEvent>, Error> {
    let events = document_events::table
        .filter(document_events::entity_id.eq(tx.entity))
        .filter(document_events::document_id.eq(id))
        .select((
            document_events::at,
            document_events::on_day,
            document_events::person_id,
            document_events::person_name,
            document_events::position,
            document_events::step,
            document_events::action,
            document_events::status,
            document_events::comment,
        ))
        .order(document_events::seq);
    Ok(events.load(&mut &*tx).await?)
}

/// Gives a document its numbers in these series; one that it has already it keeps.
pub async fn give_numbers(
    tx: &Tx<'_>,
    header: &mut HeaderRow,
    series: &[Series],
) -> Result<(), Error> {
    let has = |series: &Series| header.numbers.iter().any(|number| number.series == *series);
    let missing: Vec<Series> = series.iter().copied().filter(|s| !has(s)).collect();
    let department = match missing.iter().any(|series| series.is_by_department()) {
        true => department_code(tx, header.department_id).await?,
        false => String::new(),
    };
    let scope = |series: Series| match series.is_by_department() {
        true => department.as_str(),
        false => "",
    };
    let wanted: Vec<(Series, &str)> = missing.into_iter().map(|s| (s, scope(s))).collect();
    let given = next_numbers(tx, header.fiscal_year, &wanted).await?;
    let has = header.numbers.len();
    let (mut names, mut scopes, mut numbers, mut texts) = (vec![], vec![], vec![], vec![]);
    for ((series, scope), Number { n, text }) in wanted.into_iter().zip(given) {
        names.push(series.as_str());
        scopes.push(scope.to_owned());
        numbers.push(n);
        texts.push(text.clone());
        header.numbers.push(DocumentNumber { series, text });
    }
    if names.is_empty() {
        return Ok(());
    }
    let insert = "INSERT INTO document_numbers (entity_id, series, fiscal_year, scope, n,
            document_id, number, given)
        SELECT $1, g.series, $2, g.scope, g.n, $3, g.number, $8 + g.place
        FROM unnest($4::text[], $5::text[], $6::bigint[], $7::text[])
            WITH ORDINALITY AS g(series, scope, n, number, place)";
    let insert = sql(insert)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Integer, _>(header.fiscal_year)
        .bind::<Uuid, _>(header.id)
        .bind::<Array<Text>, _>(names)
        .bind::<Array<Text>, _>(scopes)
        .bind::<Array<BigInt>, _>(numbers)
        .bind::<Array<Text>, _>(texts)
        .bind::<BigInt, _>(i64::try_from(has).unwrap_or_default());
    tx.later(insert);
    Ok(())
}

async fn department_code(tx: &Tx<'_>, department: Option<DepartmentId>) -> Result<String, Error> {
    let Some(department) = department else {
        return Ok(String::new());
    };
    let code = departments::table
        .find((tx.entity, department))
        .select(departments::code);
    Ok(code.first(&mut &*tx).await.optional()?.unwrap_or_default())
}

/// A place in the routes, for [`waiting`].
pub fn place(
    kind: Kind,
    route: Option<&str>,
    (steps_taken, step): (usize, &Step),
    departments: Option<Vec<DepartmentId>>,
) -> Value {
    json!({ "kind": kind, "route": route, "step": step.name, "steps_taken": steps_taken,
            "departments": departments, "not_by": step.not_by })
}
