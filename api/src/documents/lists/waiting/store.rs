//! Where what waits is read.

use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bool, Date, Jsonb, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use shared::document::{Kind, Step, StepName};
use shared::{DepartmentId, DocumentId, Money};

/// What was sent back to the person asking and not changed since.
pub async fn returned(tx: &mut Tx<'_>) -> Result<Vec<DocumentId>, Error> {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Uuid)]
        id: DocumentId,
    }
    let query = sql("SELECT d.id FROM (SELECT d.id FROM documents AS d
             WHERE d.entity_id = $1 AND d.created_by = $2 AND d.status = 'draft'
               AND EXISTS (SELECT FROM document_events AS r WHERE r.entity_id = $1
                   AND r.document_id = d.id AND r.action = 'return') OFFSET 0) AS d
         CROSS JOIN LATERAL (SELECT e.action FROM document_events AS e
             WHERE e.entity_id = $1 AND e.document_id = d.id ORDER BY e.seq DESC LIMIT 1) AS last
         WHERE last.action = 'return' ORDER BY d.id");
    let query = query.bind::<Uuid, _>(tx.entity).bind::<Uuid, _>(tx.person);
    let rows: Vec<Id> = query.load(tx).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The places, each with every status that a document may have there.
const PLACES: &str = "jsonb_to_recordset($2) AS p(kind text, route text, step text,
        departments uuid[], ceiling numeric, makers text[], of_department boolean, by_maker boolean,
        not_by text[], not_by_of_paid text[])
    CROSS JOIN unnest(ARRAY['draft', 'submitted', 'approved']) AS s(status)";

/// The documents `d` of the place `p` that may wait for the person `$3`, by their headers: not what that
/// person made where the maker does not take the step, and of the drafts of others only those of the
/// departments of the place and those that were ever sent back ([`WAITS`]).
const STANDING: &str = "d.entity_id = $1 AND d.kind = p.kind AND d.status = s.status
    AND d.next_step = p.step
    AND d.status IN ('draft', 'submitted', 'approved') AND p.route IS NOT DISTINCT FROM d.route
    AND (p.departments IS NULL OR d.department_id = ANY(p.departments))
    AND (p.ceiling IS NULL OR d.amount <= p.ceiling) AND d.id > $6
    AND (p.by_maker OR d.created_by <> $3)
    AND (d.status <> 'draft' OR d.created_by = $3 OR p.departments IS NOT NULL
        OR EXISTS (SELECT FROM document_events AS r WHERE r.entity_id = d.entity_id
            AND r.document_id = d.id AND r.action = 'return' OFFSET 0))";

/// Does the candidate `f` wait for the person `$3`? A draft waits for its maker, or for its department;
/// what was sent back for its maker alone ([`returned`]), where that person can no longer make such
/// documents, for whoever can hand them in. And nothing waits for whom a duty keeps from the step.
/// `OFFSET 0`: duties are asked for document by document, never for all there are.
const WAITS: &str = "(f.status <> 'draft' OR CASE (SELECT e.action FROM document_events AS e
        WHERE e.entity_id = $1 AND e.document_id = f.id ORDER BY e.seq DESC LIMIT 1)
        WHEN 'return' THEN f.created_by <> $3 AND NOT has_post(f.created_by, f.makers,
            CASE WHEN f.of_department THEN f.department_id END, $5)
        ELSE f.created_by = $3 OR f.is_of_departments END)
    AND (cardinality(f.not_by) = 0 OR NOT EXISTS (SELECT FROM duties_held AS h WHERE h.entity_id = $1
        AND h.document_id = f.id AND h.person_id = $3 AND NOT h.is_of_paid
        AND h.duty = ANY(f.not_by) OFFSET 0))
    AND (cardinality(f.not_by_of_paid) = 0 OR NOT EXISTS (SELECT FROM duties_held AS h WHERE h.entity_id = $1
        AND h.document_id = f.id AND h.person_id = $3 AND h.is_of_paid
        AND h.duty = ANY(f.not_by_of_paid) OFFSET 0))";

/// A document that stands at one of the places asked for.
#[derive(QueryableByName)]
pub struct Candidate {
    /// The document.
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    /// Whether its step may be taken by the person asking.
    #[diesel(sql_type = Bool)]
    pub waits: bool,
}

/// The oldest documents, at most so many, that may wait at one of these places of the routes, after one
/// that was met before; each place is made by [`place`].
pub async fn at_places(
    tx: &mut Tx<'_>,
    places: &[Value],
    after: Option<DocumentId>,
    most: i64,
) -> Result<Vec<Candidate>, Error> {
    let text = format!(
        "SELECT f.id, {WAITS} AS waits FROM (
             SELECT c.*, p.makers, p.of_department, p.departments IS NOT NULL AS is_of_departments,
                 p.not_by, p.not_by_of_paid
             FROM {PLACES} CROSS JOIN LATERAL (
                 SELECT d.id, d.status, d.created_by, d.department_id FROM documents AS d
                 WHERE {STANDING} ORDER BY d.id LIMIT $4) AS c
             ORDER BY c.id LIMIT $4) AS f ORDER BY f.id"
    );
    let query = sql(text)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Jsonb, _>(Value::from(places))
        .bind::<Uuid, _>(tx.person)
        .bind::<BigInt, _>(most)
        .bind::<Date, _>(tx.today)
        .bind::<Uuid, _>(after.unwrap_or_default());
    Ok(query.load(tx).await?)
}

/// A place in the routes, for [`at_places`].
pub fn place(
    kind: Kind,
    route: Option<&str>,
    step: &Step,
    departments: Option<Vec<DepartmentId>>,
    ceiling: Option<Money>,
) -> Value {
    let spec = kind.spec();
    json!({ "kind": kind, "route": route, "step": step.name, "departments": departments,
            "ceiling": ceiling, "makers": spec.makers, "of_department": spec.of_department,
            "by_maker": !step.not_by.contains(&StepName::Draft),
            "not_by": step.not_by, "not_by_of_paid": step.not_by_of_paid })
}

/// The same, whatever duties somebody has.
pub fn place_of_anybody(
    kind: Kind,
    route: Option<&str>,
    step: &Step,
    departments: Option<Vec<DepartmentId>>,
) -> Value {
    let mut place = place(kind, route, step, departments, None);
    place["by_maker"] = true.into();
    place["not_by"] = json!([]);
    place["not_by_of_paid"] = json!([]);
    place
}
