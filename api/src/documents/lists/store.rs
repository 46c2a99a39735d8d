//! Where lists are read: ids in the order asked for.

use crate::documents::rights::Readable;
use crate::platform::db::{Sql, Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::json;
use shared::budget::Fund;
use shared::document::{Kind, Status};
use shared::{DepartmentId, DocumentId, Money, PersonId};

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
    /// Only those that charge or open a budget line of this fund.
    pub fund: Option<Fund>,
    /// Only those that this person made or did something to.
    pub person: Option<PersonId>,
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
        let (key, direction) = self.sort.sql();
        match self.sort {
            Sort::Newest | Sort::Oldest if words.is_some() && self.is_plain() => {
                format!("s.id, s.id AS key FROM {TEXTS} AND {WANTED} ORDER BY s.id {direction}")
            }
            _ => format!(
                "d.id, {key} AS key FROM {DOCUMENTS} AND {WANTED}
                 ORDER BY {key} {direction}, d.id {direction}"
            ),
        }
    }

    /// Is nothing asked for of the documents themselves?
    fn is_plain(&self) -> bool {
        let is_plain =
            self.status.is_empty() && self.fiscal_year.is_none() && self.is_free.is_none();
        let is_plain = is_plain && self.department.is_none() && self.from.or(self.to).is_none();
        let is_plain = is_plain && !self.is_asked_of_each();
        is_plain && self.party.is_none() && self.amount_from.or(self.amount_to).is_none()
    }

    /// Is every document to be asked for what its header does not say?
    pub fn is_asked_of_each(&self) -> bool {
        self.fund.is_some() || self.person.is_some()
    }

    /// Do ids alone decide which of the documents with its words a list has, and in which order?
    pub fn goes_by_ids(&self) -> bool {
        let has_whole_kinds = self.readable.iter().all(|of| of.departments.is_none());
        has_whole_kinds && self.is_plain() && matches!(self.sort, Sort::Newest | Sort::Oldest)
    }

    /// These documents in the order of their ids that the list has.
    pub fn by_ids(&self, mut these: Vec<DocumentId>) -> Vec<DocumentId> {
        these.sort_unstable();
        if self.sort != Sort::Oldest {
            these.reverse();
        }
        these
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

/// The documents `d` of the kind `k` that a list is asked for; `$1` to `$17` are bound by [`bound`].
/// [`DAY`] is spelled out, so that whoever reads statements in the sources finds this one whole; it is
/// a `CASE`, of which the index is too: PostgreSQL does not trust `coalesce` with rows
/// that row-level security may hide, and would ask the index for nothing. Whether a document was taken
/// is asked document by document (`LIMIT 1`), never for all there are; nothing takes what is done. So is
/// of which fund it is and who did something to it; where those are few, `narrowed` has found them before.
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
    AND ($15::text IS NULL OR strpos(normal_text(d.party_name), $15) > 0)
    AND ($16::text IS NULL OR (SELECT c.document_id FROM funds_charged AS c
        WHERE c.entity_id = d.entity_id AND c.document_id = d.id AND c.fund = $16 LIMIT 1) IS NOT NULL)
    AND ($17::uuid IS NULL OR (SELECT e.document_id FROM document_events AS e
        WHERE e.entity_id = d.entity_id AND e.document_id = d.id AND e.person_id = $17
        LIMIT 1) IS NOT NULL)";

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
        .bind::<Nullable<Text>, _>(filter.fund)
        .bind::<Nullable<Uuid>, _>(filter.person)
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

/// Plans are made for the values they are run with, from here on.
pub fn plan_anew(tx: &Tx<'_>) {
    tx.later(sql(
        "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)",
    ));
}

/// Each statement is planned once for each connection, whatever its values, from here on.
pub fn plan_once(tx: &Tx<'_>) {
    tx.later(sql(
        "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)",
    ));
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
        "SELECT f.id FROM {kinds} CROSS JOIN LATERAL (SELECT {rows} LIMIT $18 OFFSET $19) AS f
         ORDER BY f.key {direction}, f.id {direction} LIMIT $20 OFFSET $21"
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
             SELECT {rows} LIMIT $18) AS f LIMIT $18) AS g"
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
                   LIMIT $18) AS w) AS f
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
        "SELECT d.id FROM unnest($18::uuid[]) AS i(id)
         JOIN documents AS d ON d.entity_id = $1 AND d.id = i.id JOIN {kinds} ON k.kind = d.kind
         WHERE $12::text IS NULL AND {WANTED} ORDER BY {key} {direction}, d.id {direction}"
    );
    let query = bound(text, tx, filter, None).bind::<Array<Uuid>, _>(found);
    ids(tx, query).await
}

#[cfg(test)]
mod tests {
    use super::{DAY, WANTED};

    #[test]
    fn what_is_sorted_by_day_is_filtered_by_the_same_day() {
        assert_eq!(WANTED.matches(DAY).count(), 2);
    }
}
