//! Where headers, numbers and events are kept.

use super::header::{Done, HeaderRow};
use crate::args;
use crate::journal::{Number, next_numbers};
use crate::platform::access::Ctx;
use crate::platform::db::schema::{departments, document_events};
use crate::platform::db::{Arg, Tx};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use shared::document::{DocumentEvent, DocumentNumber, Series, StepName};
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
pub async fn header(tx: &mut Tx<'_>, id: DocumentId) -> Result<Option<HeaderRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM documents d WHERE d.entity_id = $1 AND d.id = $2");
    tx.row(&sql, args![tx.entity, id]).await
}

/// The headers of these documents, in this order.
pub async fn headers(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<HeaderRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM unnest($2::uuid[]) WITH ORDINALITY AS w(id, place)
         JOIN documents d ON d.entity_id = $1 AND d.id = w.id ORDER BY w.place"
    );
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    tx.rows(&sql, args![tx.entity, ids]).await
}

/// Writes a new header, and that it was made.
pub async fn insert(tx: &mut Tx<'_>, ctx: &Ctx, header: &HeaderRow) -> Result<(), Error> {
    let sql = "WITH header AS (
                   INSERT INTO documents (entity_id, id, kind, fiscal_year, entered_on, status,
                       title, party_name, department_id, amount, created_by, created_at, route,
                       next_step, manual_number, manual_book, manual_on, case_id)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::numeric, $11, $12, $15, $16,
                       $17, $18, $19, $20))
               INSERT INTO document_events (entity_id, document_id, seq, at, person_id,
                   person_name, position, status, on_day)
               VALUES ($1, $2, 1, $12, $11, $13, $14, $6, $5)";
    let manual = header.manual.as_ref();
    let values = [
        Arg::from(tx.entity),
        header.id.into(),
        header.kind.as_str().into(),
        header.fiscal_year.into(),
        header.entered_on.into(),
        header.status.as_str().into(),
        (&header.title).into(),
        header.party_name.clone().into(),
        header.department_id.into(),
        header.amount.into(),
        header.created_by.into(),
        header.created_at.into(),
        (&ctx.name).into(),
        (&ctx.position).into(),
        header.route.clone().into(),
        header.next_step.map(StepName::as_str).into(),
        manual.map(|manual| manual.number.clone()).into(),
        manual.and_then(|manual| manual.book.clone()).into(),
        manual.map(|manual| manual.date).into(),
        header.case_id.into(),
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes a header whose body was changed, counting the change. It stands in the history when
/// somebody else than the one before changed it, and when it had been sent back.
pub async fn save(tx: &mut Tx<'_>, ctx: &Ctx, header: &mut HeaderRow) -> Result<(), Error> {
    header.version += 1;
    header.returned = None;
    let sql = format!(
        "WITH header AS ({UPDATE})
         INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, status, on_day)
         SELECT $1, $2, last.seq + 1, $15, $16, $17, $18, $3, $19
         FROM (SELECT seq, action, person_id FROM document_events
               WHERE entity_id = $1 AND document_id = $2 ORDER BY seq DESC LIMIT 1) AS last
         WHERE last.action = 'return' OR last.person_id <> $16"
    );
    let mut values = update_values(tx, header);
    values.extend([
        tx.now.into(),
        ctx.person.into(),
        (&ctx.name).into(),
        (&ctx.position).into(),
        tx.today.into(),
    ]);
    tx.execute(&sql, &values).await?;
    Ok(())
}

const UPDATE: &str = "UPDATE documents SET status = $3, steps_taken = $4, has_effect = $5,
        title = $6, party_name = $7, department_id = $8, amount = $9::numeric, version = $10,
        route = $11, next_step = $12, document_on = $13, fiscal_year = $14
    WHERE entity_id = $1 AND id = $2";

fn update_values(tx: &Tx<'_>, header: &HeaderRow) -> Vec<Arg> {
    vec![
        Arg::from(tx.entity),
        header.id.into(),
        header.status.as_str().into(),
        header.steps_taken.into(),
        header.has_effect.into(),
        (&header.title).into(),
        header.party_name.clone().into(),
        header.department_id.into(),
        header.amount.into(),
        header.version.into(),
        header.route.clone().into(),
        header.next_step.map(StepName::as_str).into(),
        header.document_on.into(),
        header.fiscal_year.into(),
    ]
}

/// Writes where a header stands after something was done, counting the change, and adds that to
/// the history; name and position as they are now (W-1.7).
pub async fn advance(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    header: &mut HeaderRow,
    done: Done<'_>,
) -> Result<(), Error> {
    header.version += 1;
    header.returned = None;
    let sql = format!(
        "WITH header AS ({UPDATE})
         INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
             position, step, action, status, comment, on_day)
         SELECT $1, $2, coalesce(max(seq), 0) + 1, $15, $16, $17, $18, $19, $20, $3, $21, $22
         FROM document_events WHERE entity_id = $1 AND document_id = $2"
    );
    let mut values = update_values(tx, header);
    values.extend([
        tx.now.into(),
        ctx.person.into(),
        (&ctx.name).into(),
        (&ctx.position).into(),
        done.step.map(|step| step.as_str()).into(),
        done.action.as_str().into(),
        done.comment.into(),
        tx.today.into(),
    ]);
    tx.execute(&sql, &values).await?;
    Ok(())
}

/// The history, oldest first.
pub async fn events(tx: &mut Tx<'_>, id: DocumentId) -> Result<Vec<DocumentEvent>, Error> {
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
    Ok(events.load(tx).await?)
}

/// Gives a document its numbers in these series; one that it has already it keeps.
pub async fn give_numbers(
    tx: &mut Tx<'_>,
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
    let numbers = next_numbers(tx, header.fiscal_year, &wanted).await?;
    let mut rows = Vec::new();
    for ((series, scope), Number { n, text }) in wanted.into_iter().zip(numbers) {
        header.numbers.push(DocumentNumber {
            series,
            text: text.clone(),
        });
        let given = header.numbers.len();
        rows.push(
            json!({ "series": series, "scope": scope, "n": n, "number": text, "given": given }),
        );
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO document_numbers (entity_id, series, fiscal_year, scope, n, document_id,
                   number, given)
               SELECT $1, g.series, $2, g.scope, g.n, $3, g.number, g.given
               FROM jsonb_to_recordset($4) AS g(series text, scope text, n bigint, number text,
                   given int)";
    let values = args![tx.entity, header.fiscal_year, header.id, Value::Array(rows)];
    tx.execute(sql, values).await?;
    Ok(())
}

async fn department_code(
    tx: &mut Tx<'_>,
    department: Option<DepartmentId>,
) -> Result<String, Error> {
    let Some(department) = department else {
        return Ok(String::new());
    };
    let code = departments::table
        .find((tx.entity, department))
        .select(departments::code);
    Ok(code.first(tx).await.optional()?.unwrap_or_default())
}
