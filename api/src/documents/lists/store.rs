//! Where lists are read: ids in the order asked for.

use crate::documents::rights::Readable;
use crate::platform::db::{Sql, Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use shared::document::{Kind, Status, Step};
use shared::{DepartmentId, DocumentId, Money};

/// The day people know a document by.
const DAY: &str = "CASE WHEN d.document_on IS NULL THEN d.entered_on ELSE d.document_on END";

/// A title in the order of the Thai dictionary, as far as the index has it.
const TITLE: &str = "left(d.title, 100) COLLATE \"th-TH-x-icu\"";

/// What a list is sorted by; what is equal stands in the order of its ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// The smallest amount first.
    Amount,
    /// The greatest amount first.
    AmountFalling,
    /// Titles in Thai order.
    Title,
    /// The same from the end.
    TitleFalling,
    /// The latest day first.
    LatestDay,
    /// The earliest day first.
    EarliestDay,
}

impl Sort {
    /// The order that a query names; none when there is no such order.
    pub fn named(name: &str) -> Option<Sort> {
        Some(match name {
            "-id" => Sort::Newest,
            "id" => Sort::Oldest,
            "amount" => Sort::Amount,
            "-amount" => Sort::AmountFalling,
            "title" => Sort::Title,
            "-title" => Sort::TitleFalling,
            "-day" => Sort::LatestDay,
            "day" => Sort::EarliestDay,
            _ => return None,
        })
    }

    /// What it is sorted by, of the documents alias `d`, and in which direction.
    fn sql(self) -> (&'static str, &'static str) {
        match self {
            Sort::Newest => ("d.id", "DESC"),
            Sort::Oldest => ("d.id", "ASC"),
            Sort::Amount => ("d.amount", "ASC"),
            Sort::AmountFalling => ("d.amount", "DESC"),
            Sort::Title => (TITLE, "ASC"),
            Sort::TitleFalling => (TITLE, "DESC"),
            Sort::LatestDay => (DAY, "DESC"),
            Sort::EarliestDay => (DAY, "ASC"),
        }
    }
}

/// What a list of documents is asked for.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Only these kinds, each of these departments or of all.
    pub readable: Vec<Readable>,
    /// Only these; none given is all.
    pub status: Vec<Status>,
    /// Only this fiscal year.
    pub fiscal_year: Option<i32>,
    /// Only this department.
    pub department: Option<DepartmentId>,
    /// Words within title, party or number.
    pub text: Option<String>,
    /// Of this day (entered, while a draft) or later.
    pub from: Option<NaiveDate>,
    /// Of this day or earlier.
    pub to: Option<NaiveDate>,
    /// Of this amount or more, in baht.
    pub amount_from: Option<Money>,
    /// Of this amount or less.
    pub amount_to: Option<Money>,
    /// Words within the party alone, as they are compared.
    pub party: Option<String>,
    /// Only those that can be taken and nobody has taken (true), or somebody has (false).
    pub is_free: Option<bool>,
    /// Only what comes after this document in the order of ids.
    pub after: Option<DocumentId>,
    /// The order.
    pub sort: Sort,
}

impl ListFilter {
    /// Where the kinds stand: values that the plan knows, where there is but one.
    fn kinds(&self) -> &'static str {
        match self.readable.len() {
            1 => ONE_KIND,
            _ => KINDS,
        }
    }

    /// The ids of the documents and what they are sorted by, in that order. With common words and
    /// nothing else asked for, whoever goes through the list goes through the texts, which stand in
    /// the same order; else the list is narrower.
    fn in_order(&self, words: Option<&str>) -> String {
        let is_plain =
            self.status.is_empty() && self.fiscal_year.is_none() && self.is_free.is_none();
        let is_plain = is_plain && self.department.is_none() && self.from.or(self.to).is_none();
        let is_plain =
            is_plain && self.party.is_none() && self.amount_from.or(self.amount_to).is_none();
        let (key, direction) = self.sort.sql();
        match self.sort {
            Sort::Newest | Sort::Oldest if words.is_some() && is_plain => {
                format!("s.id, s.id AS key FROM {TEXTS} AND {WANTED} ORDER BY s.id {direction}")
            }
            _ => format!(
                "d.id, {key} AS key FROM {DOCUMENTS} AND {WANTED}
                 ORDER BY {key} {direction}, d.id {direction}"
            ),
        }
    }

    /// The same list from its first row on.
    pub fn whole(&self) -> ListFilter {
        ListFilter {
            after: None,
            ..self.clone()
        }
    }

    /// Does a document come after the one from which on the list is read?
    pub fn reaches(&self, id: DocumentId) -> bool {
        self.after.is_none_or(|after| match self.sort {
            Sort::Oldest => id > after,
            _ => id < after,
        })
    }
}

/// The one kind asked for: `$2`, of the departments `$3`.
const ONE_KIND: &str = "(SELECT $2::text AS kind, $3::uuid[] AS departments) AS k";
/// The kinds asked for: `$2`, each with its departments.
const KINDS: &str = "(SELECT r.kind, r.departments
    FROM jsonb_to_recordset($2::jsonb) AS r(kind text, departments uuid[]) WHERE $3::uuid[] IS NULL) AS k";

/// The documents `d`, with the words `$12` in them.
const DOCUMENTS: &str = "documents AS d WHERE ($12::text IS NULL
    OR (SELECT strpos(s.normal, $12) > 0 FROM search_texts AS s
        WHERE s.entity_id = d.entity_id AND s.kind = d.kind AND s.id = d.id))";
/// The same by way of their texts. `OFFSET 0`: each document is fetched when its text has the words,
/// never all of them to be sorted.
const TEXTS: &str = "search_texts AS s
    CROSS JOIN LATERAL (SELECT t.* FROM documents AS t
        WHERE t.entity_id = s.entity_id AND t.kind = s.kind AND t.id = s.id OFFSET 0) AS d
    WHERE s.entity_id = $1 AND s.kind = k.kind AND strpos(s.normal, $12) > 0
    AND ($10::uuid IS NULL OR s.id < $10) AND ($11::uuid IS NULL OR s.id > $11)";

/// The documents `d` of the kind `k` that a list is asked for; `$1` to `$15` are bound by [`bound`].
/// [`DAY`] is spelled out, so that whoever reads statements in the sources finds this one whole; it is
/// a `CASE`, of which the index is too: PostgreSQL does not trust `coalesce` with rows
/// that row-level security may hide, and would ask the index for nothing. Whether a document was taken
/// is asked document by document (`LIMIT 1`), never for all there are; nothing takes what is done.
const WANTED: &str = "d.entity_id = $1 AND d.kind = k.kind
    AND CASE WHEN k.departments IS NULL THEN true ELSE d.department_id = ANY(k.departments) END
    AND (cardinality($4::text[]) = 0 OR d.status = ANY($4))
    AND ($5::int IS NULL OR d.fiscal_year = $5) AND ($6::uuid IS NULL OR d.department_id = $6)
    AND ($7::date IS NULL
        OR CASE WHEN d.document_on IS NULL THEN d.entered_on ELSE d.document_on END >= $7)
    AND ($8::date IS NULL
        OR CASE WHEN d.document_on IS NULL THEN d.entered_on ELSE d.document_on END <= $8)
    AND ($9::boolean IS NOT TRUE OR d.status IN ('draft', 'submitted', 'approved'))
    AND ($9::boolean IS NULL OR $9 = ((SELECT t.document_id FROM document_takes AS t
        WHERE t.entity_id = d.entity_id AND t.taken_id = d.id AND t.released_at IS NULL
        LIMIT 1) IS NULL))
    AND ($10::uuid IS NULL OR d.id < $10) AND ($11::uuid IS NULL OR d.id > $11)
    AND ($13::numeric IS NULL OR d.amount >= $13) AND ($14::numeric IS NULL OR d.amount <= $14)
    AND ($15::text IS NULL OR strpos(normal_text(d.party_name), $15) > 0)";

/// A statement with what [`WANTED`] needs.
fn bound<'f>(text: String, tx: &Tx<'_>, filter: &ListFilter, words: Option<&str>) -> Sql<'f> {
    let status: Vec<String> = filter.status.iter().map(Status::to_string).collect();
    let (below, above) = match filter.sort {
        Sort::Oldest => (None, filter.after),
        _ => (filter.after, None),
    };
    let text = sql(text).bind::<Uuid, _>(tx.entity);
    let kinds = match filter.readable.as_slice() {
        [one] => text
            .bind::<Text, _>(one.kind)
            .bind::<Nullable<Array<Uuid>>, _>(one.departments.clone()),
        many => text
            .bind::<Jsonb, _>(json!(many))
            .bind::<Nullable<Array<Uuid>>, _>(None::<Vec<DepartmentId>>),
    };
    kinds
        .bind::<Array<Text>, _>(status)
        .bind::<Nullable<Integer>, _>(filter.fiscal_year)
        .bind::<Nullable<Uuid>, _>(filter.department)
        .bind::<Nullable<Date>, _>(filter.from)
        .bind::<Nullable<Date>, _>(filter.to)
        .bind::<Nullable<Bool>, _>(filter.is_free)
        .bind::<Nullable<Uuid>, _>(below)
        .bind::<Nullable<Uuid>, _>(above)
        .bind::<Nullable<Text>, _>(words.map(str::to_owned))
        .bind::<Nullable<Numeric>, _>(filter.amount_from)
        .bind::<Nullable<Numeric>, _>(filter.amount_to)
        .bind::<Nullable<Text>, _>(filter.party.clone())
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = Uuid)]
    id: DocumentId,
}

async fn ids(tx: &mut Tx<'_>, query: Sql<'_>) -> Result<Vec<DocumentId>, Error> {
    let rows: Vec<Id> = query.load(tx).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Plans of this transaction are made for the values they are run with.
/// They are short, so compiling them first would cost more than running them.
pub async fn plan_anew(tx: &mut Tx<'_>) -> Result<(), Error> {
    sql(
        "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
             set_config('jit', 'off', true)",
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The ids of a page, by going through the list; `words` as they are compared.
pub async fn walk(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    words: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<Vec<DocumentId>, Error> {
    let ((_, direction), kinds) = (filter.sort.sql(), filter.kinds());
    let rows = filter.in_order(words);
    let text = format!(
        "SELECT f.id FROM {kinds} CROSS JOIN LATERAL (SELECT {rows} LIMIT $16 OFFSET $17) AS f
         ORDER BY f.key {direction}, f.id {direction} LIMIT $18 OFFSET $19"
    );
    // Of one kind the rows before the page need not be kept.
    let (inner, outer) = match filter.readable.len() {
        1 => ((limit, offset), (limit, 0)),
        _ => ((limit + offset, 0), (limit, offset)),
    };
    let query = bound(text, tx, filter, words)
        .bind::<BigInt, _>(inner.0)
        .bind::<BigInt, _>(inner.1)
        .bind::<BigInt, _>(outer.0)
        .bind::<BigInt, _>(outer.1);
    ids(tx, query).await
}

/// How many rows a list has, counted up to `most`.
pub async fn count(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    words: Option<&str>,
    most: i64,
) -> Result<i64, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    // In the order of the list, so that what is rare is met where the list meets it.
    let (rows, kinds) = (filter.in_order(words), filter.kinds());
    let text = format!(
        "SELECT count(*) AS count FROM (SELECT FROM {kinds} CROSS JOIN LATERAL (
             SELECT {rows} LIMIT $16) AS f LIMIT $16) AS g"
    );
    let query = bound(text, tx, filter, words).bind::<BigInt, _>(most);
    let row: Row = query.get_result(tx).await?;
    Ok(row.count)
}

/// How many documents of a kind and status there are.
#[derive(QueryableByName)]
pub struct Standing {
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Text)]
    pub status: Status,
    /// Up to as many as were to be counted.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// Of those that were counted.
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
}

/// How many documents of each kind and of each of the statuses asked for a list has, counted up to
/// `most`; where there are none, nothing.
pub async fn standing(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    most: i64,
) -> Result<Vec<Standing>, Error> {
    let kinds = filter.kinds();
    let text = format!(
        "SELECT k.kind, s.status, f.count, f.amount FROM {kinds} CROSS JOIN unnest($4::text[]) AS s(status)
         CROSS JOIN LATERAL (SELECT count(*) AS count, coalesce(sum(w.amount), 0) AS amount
             FROM (SELECT d.amount FROM {DOCUMENTS} AND {WANTED} AND d.status = s.status
                   LIMIT $16) AS w) AS f
         WHERE f.count > 0 ORDER BY k.kind, s.status"
    );
    let query = bound(text, tx, filter, None).bind::<BigInt, _>(most);
    Ok(query.load(tx).await?)
}

/// Those of these kinds in which words, as they are compared, are so common that going through the
/// list meets them sooner; and the documents of the others with the words in them, which are at most
/// `most` of each.
pub async fn found(
    tx: &mut Tx<'_>,
    readable: &[Readable],
    words: &str,
    most: i32,
) -> Result<(Vec<Readable>, Vec<DocumentId>), Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        of_kind: Kind,
        #[diesel(sql_type = Nullable<Array<Uuid>>)]
        ids: Option<Vec<DocumentId>>,
    }
    let kinds: Vec<String> = readable.iter().map(|of| of.kind.to_string()).collect();
    let query = sql("SELECT of_kind, ids FROM search_found($1, $2, $3)")
        .bind::<Array<Text>, _>(kinds)
        .bind::<Text, _>(words.to_owned())
        .bind::<Integer, _>(most);
    let rows: Vec<Row> = query.load(tx).await?;
    let is_common = |of: &&Readable| {
        rows.iter()
            .any(|row| row.ids.is_none() && row.of_kind == of.kind)
    };
    let common = readable.iter().filter(is_common).cloned().collect();
    let found = rows.into_iter().filter_map(|row| row.ids).flatten();
    Ok((common, found.collect()))
}

/// Those of these documents that a list has, in its order.
pub async fn among(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    found: Vec<DocumentId>,
) -> Result<Vec<DocumentId>, Error> {
    let ((key, direction), kinds) = (filter.sort.sql(), filter.kinds());
    let text = format!(
        "SELECT d.id FROM unnest($16::uuid[]) AS i(id)
         JOIN documents AS d ON d.entity_id = $1 AND d.id = i.id JOIN {kinds} ON k.kind = d.kind
         WHERE $12::text IS NULL AND {WANTED} ORDER BY {key} {direction}, d.id {direction}"
    );
    let query = bound(text, tx, filter, None).bind::<Array<Uuid>, _>(found);
    ids(tx, query).await
}

/// What was sent back to the person asking and not changed since.
pub async fn returned(tx: &mut Tx<'_>) -> Result<Vec<DocumentId>, Error> {
    let query = sql("SELECT d.id FROM (SELECT d.id FROM documents AS d
             WHERE d.entity_id = $1 AND d.created_by = $2 AND d.status = 'draft'
               AND EXISTS (SELECT FROM document_events AS r WHERE r.entity_id = $1
                   AND r.document_id = d.id AND r.action = 'return') OFFSET 0) AS d
         CROSS JOIN LATERAL (SELECT e.action FROM document_events AS e
             WHERE e.entity_id = $1 AND e.document_id = d.id ORDER BY e.seq DESC LIMIT 1) AS last
         WHERE last.action = 'return' ORDER BY d.id");
    let query = query.bind::<Uuid, _>(tx.entity).bind::<Uuid, _>(tx.person);
    ids(tx, query).await
}

/// The places, each with every status that a document may have there.
const PLACES: &str = "jsonb_to_recordset($2) AS p(kind text, route text, step text,
        departments uuid[], ceiling numeric, makers text[], of_department boolean, not_by text[], not_by_of_paid text[])
    CROSS JOIN unnest(ARRAY['draft', 'submitted', 'approved']) AS s(status)";

/// The documents `d` of the place `p` that wait for the person `$3`, if that person has no duty that is
/// kept apart from the step. What was sent back waits for its maker ([`returned`]); where that person
/// can no longer make such documents, for whoever can hand them in.
const STANDING: &str = "d.entity_id = $1 AND d.kind = p.kind AND d.status = s.status
    AND d.next_step = p.step
    AND d.status IN ('draft', 'submitted', 'approved') AND p.route IS NOT DISTINCT FROM d.route
    AND (p.departments IS NULL OR d.department_id = ANY(p.departments))
    AND (p.ceiling IS NULL OR d.amount <= p.ceiling) AND ($6::uuid IS NULL OR d.id > $6)
    AND (d.status <> 'draft' OR CASE (SELECT e.action FROM document_events AS e
        WHERE e.entity_id = d.entity_id AND e.document_id = d.id ORDER BY e.seq DESC LIMIT 1)
        WHEN 'return' THEN d.created_by <> $3 AND NOT has_post(d.created_by, p.makers,
            CASE WHEN p.of_department THEN d.department_id END, $5)
        ELSE d.created_by = $3 OR p.departments IS NOT NULL END)";

/// Has the person `$3` no duty that is kept apart from the step at which the document `f` stands?
/// `OFFSET 0`: duties are asked for document by document, never for all there are.
const NO_DUTY: &str = "NOT EXISTS (SELECT FROM duties_held AS h WHERE h.entity_id = $1
    AND h.document_id = f.id AND h.person_id = $3
    AND h.duty = ANY(CASE WHEN h.is_of_paid THEN f.not_by_of_paid ELSE f.not_by END) OFFSET 0)";

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

/// The oldest documents, at most so many, that stand at one of these places of the routes, after one
/// that was met before; each place is made by [`place`]. Duties, which are dear, are judged of these
/// alone.
pub async fn at_places(
    tx: &mut Tx<'_>,
    places: &[Value],
    after: Option<DocumentId>,
    most: i64,
) -> Result<Vec<Candidate>, Error> {
    let text = format!(
        "SELECT f.id, {NO_DUTY} AS waits FROM (
             SELECT c.id, p.not_by, p.not_by_of_paid FROM {PLACES} CROSS JOIN LATERAL (
                 SELECT d.id FROM documents AS d WHERE {STANDING} ORDER BY d.id LIMIT $4) AS c
             ORDER BY c.id LIMIT $4) AS f ORDER BY f.id"
    );
    let query = sql(text)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Jsonb, _>(Value::from(places))
        .bind::<Uuid, _>(tx.person)
        .bind::<BigInt, _>(most)
        .bind::<Date, _>(tx.today)
        .bind::<Nullable<Uuid>, _>(after);
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
    place["not_by"] = json!([]);
    place["not_by_of_paid"] = json!([]);
    place
}

#[cfg(test)]
mod tests {
    use super::{DAY, WANTED};

    #[test]
    fn what_is_sorted_by_day_is_filtered_by_the_same_day() {
        assert_eq!(WANTED.matches(DAY).count(), 2);
    }
}
