//! Where headers, numbers and events are kept.

use super::header::Done;
use crate::journal::{Number, next_numbers};
use crate::platform::access::Ctx;
use crate::platform::db::schema::{departments, deputies, document_events};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Timestamptz, Uuid,
};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use shared::deputies::Acting;
use shared::document::{
    Action, DocumentEvent, DocumentNumber, Kind, Manual, Returned, Series, Status, Step, StepName,
    spec,
};
use shared::text::KeyText;
use shared::{DepartmentId, DeputyId, DocumentId, FiscalYear, Money, PersonId};

/// Who had which duty with a document: the view `duties_held`.
#[derive(Debug, Clone, Deserialize)]
pub struct Actor {
    /// The step; `draft` for a maker, `payee` for who entered or changed the payee.
    pub step: StepName,
    pub person: PersonId,
    /// The duty is one of a document that this one pays.
    pub is_of_paid: bool,
}

/// A header with what decisions need.
#[derive(Debug, Clone, QueryableByName)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct HeaderRow {
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    /// Year of the budget charged.
    #[diesel(sql_type = Integer)]
    pub fiscal_year: FiscalYear,
    /// Day of entry.
    #[diesel(sql_type = Date)]
    pub entered_on: NaiveDate,
    /// The day it is of.
    #[diesel(sql_type = Nullable<Date>)]
    pub document_on: Option<NaiveDate>,
    /// Which route of its kind.
    #[diesel(sql_type = Nullable<Text>)]
    pub route: Option<String>,
    /// The step it waits for; none when the route is finished.
    #[diesel(sql_type = Nullable<Text>)]
    pub next_step: Option<StepName>,
    /// The paper it stands for.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Option<Manual>>)]
    pub manual: Option<Manual>,
    /// The case it belongs to.
    #[diesel(sql_type = Nullable<Uuid>)]
    pub case_id: Option<uuid::Uuid>,
    /// Where it stands.
    #[diesel(sql_type = Text)]
    pub status: Status,
    /// Steps of its route taken or skipped.
    #[diesel(sql_type = Integer)]
    pub steps_taken: i32,
    /// A step had effects.
    #[diesel(sql_type = Bool)]
    pub has_effect: bool,
    /// What it is about.
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Payer or payee.
    #[diesel(sql_type = Nullable<Text>)]
    pub party_name: Option<String>,
    /// The department it belongs to.
    #[diesel(sql_type = Nullable<Uuid>)]
    pub department_id: Option<DepartmentId>,
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
    /// Counts changes.
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// Who made it.
    #[diesel(sql_type = Uuid)]
    pub created_by: PersonId,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    /// Numbers given, in order.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<DocumentNumber>>)]
    pub numbers: Vec<DocumentNumber>,
    /// The first voucher it was posted by, where it has no number of its own.
    #[diesel(sql_type = Nullable<Text>)]
    pub voucher: Option<String>,
    /// The live document that has taken it: of several the one that will settle it, or the first.
    #[diesel(sql_type = Nullable<Uuid>)]
    pub taken_by: Option<DocumentId>,
    /// Who had which duty, while a step waits for somebody.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<Actor>>)]
    pub actors: Vec<Actor>,
    /// Was it turned down?
    #[diesel(sql_type = Bool)]
    pub is_refused: bool,
    /// Why it was sent back, until it is handed in again.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Option<Returned>>)]
    pub returned: Option<Returned>,
}

/// Everything a header row needs, for the documents alias `d`.
const COLUMNS: &str = "d.id, d.kind, d.fiscal_year, d.entered_on, d.document_on, d.route,
    d.next_step, d.case_id, CASE WHEN d.manual_number IS NULL THEN 'null' ELSE jsonb_build_object(
        'number', d.manual_number, 'book', d.manual_book, 'date', d.manual_on) END AS manual,
    d.status, d.steps_taken, d.has_effect, d.title, d.party_name, d.department_id, d.amount,
    d.version, d.created_by, d.created_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('series', n.series, 'text', n.number)
        ORDER BY n.given) FROM document_numbers n
        WHERE n.entity_id = d.entity_id AND n.document_id = d.id), '[]') AS numbers,
    (SELECT e.voucher_no FROM journal_entries e WHERE d.status IN ('posted', 'cancelled')
        AND NOT EXISTS (SELECT FROM document_numbers n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id)
        AND e.entity_id = d.entity_id AND e.document_id = d.id AND e.voucher_no IS NOT NULL
        ORDER BY e.seq LIMIT 1) AS voucher,
    (SELECT t.document_id FROM document_takes t WHERE t.entity_id = d.entity_id
        AND t.taken_id = d.id AND t.released_at IS NULL
        ORDER BY t.settles DESC, t.document_id LIMIT 1) AS taken_by,
    coalesce((SELECT jsonb_agg(jsonb_build_object('step', h.duty, 'person', h.person_id,
            'is_of_paid', h.is_of_paid))
        FROM duties_held h WHERE d.next_step IS NOT NULL AND d.status NOT IN ('posted', 'cancelled')
            AND h.entity_id = d.entity_id AND h.document_id = d.id), '[]') AS actors,
    coalesce((SELECT CASE e.action WHEN 'return' THEN jsonb_build_object('at', e.at, 'person_name',
        e.person_name, 'reason', e.comment) END FROM document_events e
        WHERE d.status = 'draft' AND e.entity_id = d.entity_id AND e.document_id = d.id
            AND e.action IS NOT NULL
        ORDER BY e.seq DESC LIMIT 1), 'null') AS returned,
    CASE WHEN d.status = 'cancelled' THEN EXISTS (SELECT FROM document_events e
        WHERE e.entity_id = d.entity_id AND e.document_id = d.id AND e.action = 'refuse')
        ELSE false END AS is_refused";

/// The header of a document of this organisation; none where there is no such document.
pub async fn header(tx: &Tx<'_>, id: DocumentId) -> Result<Option<HeaderRow>, Error> {
    let header = format!("SELECT {COLUMNS} FROM documents d WHERE d.entity_id = $1 AND d.id = $2");
    let header = sql(header).bind::<Uuid, _>(tx.entity).bind::<Uuid, _>(id);
    Ok(header.get_result(&mut &*tx).await.optional()?)
}

const VOUCHER: &str = "SELECT voucher_no FROM journal_entries WHERE entity_id = $1
    AND document_id = $2 AND voucher_no IS NOT NULL ORDER BY seq LIMIT 1";

/// The first voucher by which a document was posted.
pub async fn voucher(tx: &Tx<'_>, id: DocumentId) -> Result<Option<String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        voucher_no: String,
    }
    let first = sql(VOUCHER).bind::<Uuid, _>(tx.entity).bind::<Uuid, _>(id);
    let row: Option<Row> = first.get_result(&mut &*tx).await.optional()?;
    Ok(row.map(|row| row.voucher_no))
}

/// The headers of these documents, in this order.
pub async fn headers(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<HeaderRow>, Error> {
    let headers = format!(
        "SELECT {COLUMNS} FROM unnest($2::uuid[]) WITH ORDINALITY AS w(id, place)
         JOIN documents d ON d.entity_id = $1 AND d.id = w.id ORDER BY w.place"
    );
    let headers = sql(headers)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(ids);
    Ok(headers.load(tx).await?)
}

/// Writes a new header, a draft, and that it was made.
pub fn insert(tx: &Tx<'_>, ctx: &Ctx, header: &HeaderRow) {
    let make =
        "SELECT make_document($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
        $16, $17, $18, $19)";
    let manual = header.manual.as_ref();
    let book = manual.and_then(|manual| manual.book.as_ref());
    let make = sql(make)
        .bind::<Uuid, _>(header.id)
        .bind::<Text, _>(header.kind.as_str())
        .bind::<Integer, _>(header.fiscal_year)
        .bind::<Date, _>(header.entered_on)
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
        .bind::<Nullable<Text>, _>(manual.map(|manual| manual.number.to_string()))
        .bind::<Nullable<Text>, _>(book.map(KeyText::to_string))
        .bind::<Nullable<Date>, _>(manual.map(|manual| manual.date))
        .bind::<Nullable<Uuid>, _>(header.case_id)
        .bind::<Nullable<Date>, _>(header.document_on);
    tx.later(make);
    tell(tx, header, |step| Some(step.name) == header.next_step);
}

/// Lets those hear of it whose steps of its route these are.
fn tell(tx: &Tx<'_>, header: &HeaderRow, concerned: impl Fn(&Step) -> bool) {
    let steps = spec(header.kind).steps(header.route.as_deref()).iter();
    let steps = steps.filter(|step| concerned(step));
    tx.concerns(steps.flat_map(|step| step.roles.iter().copied()));
}

/// Writes a header whose body was changed, counting the change. It stands in the history when
/// somebody else than the one before changed it, and when it had been sent back.
pub fn save(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow) {
    change(tx, ctx, header, None);
}

const CHANGED: &str = "SELECT name_th AS name FROM accounts_changed
    WHERE entity_id = $1 AND document_id = $2 AND changed_on = $3 LIMIT 1";

/// A payee of what a document pays whose account was changed today, if there is one.
pub async fn account_changed_today(
    tx: &mut Tx<'_>,
    document: DocumentId,
) -> Result<Option<String>, Error> {
    #[derive(QueryableByName)]
    struct Payee {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let changed = sql(CHANGED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(document)
        .bind::<Date, _>(tx.today);
    let payee: Option<Payee> = changed.get_result(tx).await.optional()?;
    Ok(payee.map(|payee| payee.name))
}

/// Writes where a header stands after something was done, counting the change, and adds that to
/// the history; name and position as they are now (W-1.7).
pub fn advance(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow, done: Done<'_>) {
    change(tx, ctx, header, Some(done));
}

fn change(tx: &Tx<'_>, ctx: &Ctx, header: &mut HeaderRow, done: Option<Done<'_>>) {
    header.version += 1;
    let (step, action, comment) = match done {
        Some(done) => {
            header.returned = None;
            header.is_refused = done.action == Action::Refuse;
            (done.step, Some(done.action), done.comment)
        }
        None => (None, None, None),
    };
    let change =
        "SELECT change_document($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        $15, $16, $17, $18, $19, $20, $21, $22)";
    let change = sql(change)
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
        .bind::<Nullable<Text>, _>(step.map(StepName::as_str))
        .bind::<Nullable<Text>, _>(action.map(|action| action.as_str()))
        .bind::<Nullable<Text>, _>(comment.map(str::to_owned))
        .bind::<Nullable<Uuid>, _>(done.and_then(|done| done.deputy));
    tx.later(change);
    // What leaves its route waited for one of all.
    let leaves = action.is_some() && step.is_none();
    let is_next = |of: &Step| Some(of.name) == header.next_step;
    tell(tx, header, |of| {
        leaves || is_next(of) || Some(of.name) == step
    });
}

/// An event as it is kept, but for the order by which it was done.
#[derive(Queryable)]
struct EventRow {
    at: DateTime<Utc>,
    on_day: Option<NaiveDate>,
    person_id: PersonId,
    person_name: String,
    position: String,
    deputy: Option<DeputyId>,
    step: Option<StepName>,
    action: Option<Action>,
    status: Status,
    comment: Option<String>,
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
            document_events::deputy_id,
            document_events::step,
            document_events::action,
            document_events::status,
            document_events::comment,
        ))
        .order(document_events::seq);
    let rows: Vec<EventRow> = events.load(&mut &*tx).await?;
    let orders = orders(tx, rows.iter().filter_map(|row| row.deputy)).await?;
    let event = |row: EventRow| DocumentEvent {
        at: row.at,
        on_day: row.on_day,
        person_id: row.person_id,
        person_name: row.person_name,
        position: row.position,
        acting: orders.iter().find(|of| Some(of.id) == row.deputy).cloned(),
        step: row.step,
        action: row.action,
        status: row.status,
        comment: row.comment,
    };
    Ok(rows.into_iter().map(event).collect())
}

/// In whose posts was acted by these orders; mostly there are none, and nothing is asked.
async fn orders(tx: &Tx<'_>, ids: impl Iterator<Item = DeputyId>) -> Result<Vec<Acting>, Error> {
    let ids: Vec<DeputyId> = ids.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let orders = deputies::table
        .filter(deputies::entity_id.eq(tx.entity))
        .filter(deputies::id.eq_any(ids))
        .select((
            deputies::id,
            deputies::kind,
            deputies::post_th,
            deputies::order_no,
            deputies::ordered_on,
            deputies::holder_name,
        ));
    Ok(orders.load(&mut &*tx).await?)
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
