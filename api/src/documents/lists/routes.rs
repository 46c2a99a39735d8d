//! `/documents` and `/documents/counts`: lists of many kinds in one request; and what every list is
//! asked for.

use super::narrowed;
use super::operations::{self, Listed, Reach};
use super::store::{ListFilter, Sort};
use super::tables;
use crate::documents::header::header_row;
use crate::documents::rights::{self, Readable};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf, paging, several};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::Wanted;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::budget::Fund;
use shared::document::{DocumentCount, DocumentHeader, Doer, Kind, Status};
use shared::page::Page;
use shared::problem::FieldCode;
use shared::text::normal;
use shared::{DepartmentId, DocumentId, Money, PersonId, ProblemCode};
use uuid::Uuid;

/// Page and rows a page.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// From 1.
    #[param(minimum = 1)]
    pub page: Option<u32>,
    /// At most 200.
    #[param(minimum = 1, maximum = 200)]
    pub per_page: Option<u32>,
}

impl Paging {
    /// The page asked for; without one all there is, up to one row more than `most`.
    pub fn reach_of_all(&self, most: u32) -> Result<Reach, Error> {
        let wanted = Wanted::of(self.page, self.per_page, most)?;
        Ok(Reach {
            page: wanted.page,
            per_page: wanted.per_page,
        })
    }
}

/// Declares what a list is asked for, with parameters of its own before those of every list.
macro_rules! list_query {
    ($(#[$about:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Debug, Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            /// Only these.
            #[serde(default, deserialize_with = "several")]
            #[param(style = Form, explode = false)]
            status: Vec<Status>,
            /// Only this fiscal year, Buddhist.
            fiscal_year: Option<i32>,
            /// Only this department.
            department_id: Option<Uuid>,
            /// Text within title, party or number, however it is typed.
            q: Option<String>,
            /// Of this day (of its number or posting, of its entry before) or later.
            #[serde(default, deserialize_with = "shared::calendar::optional_day")]
            from: Option<NaiveDate>,
            /// Of this day or earlier.
            #[serde(default, deserialize_with = "shared::calendar::optional_day")]
            to: Option<NaiveDate>,
            /// Of this amount in baht or more.
            amount_from: Option<Money>,
            /// Of this amount in baht or less.
            amount_to: Option<Money>,
            /// Text within the payer or payee alone.
            party: Option<String>,
            /// Only those that charge or open a budget line of this fund (แหล่งเงิน).
            fund: Option<Fund>,
            /// Only those that this person made or took a step of.
            person: Option<Uuid>,
            /// Those that can be taken and no other document has taken: drafts, what is on its way and what is
            /// approved; `false`: those that were taken.
            is_free: Option<bool>,
            /// `-id` (newest first), `id`, `-day` (latest first), `day`, `amount`, `-amount`,
            /// `title` and `-title`. Without it the newest first, between days the latest first.
            #[param(pattern = "^(-?id|-?day|-?amount|-?title)$")]
            sort: Option<String>,
            /// Only what follows this document, the last row of the answer before, in the order of
            /// ids (`-id`, `id`). However far a list is read so, each answer costs the same.
            /// Instead of `page`.
            after: Option<Uuid>,
            /// Page, from 1.
            #[param(minimum = 1)]
            page: Option<u32>,
            /// Rows a page, at most 200.
            #[param(minimum = 1, maximum = 200)]
            per_page: Option<u32>,
        }

        impl $name {
            /// The same to take home: without a page, or a row to read on from, all there is, up to
            /// one row more than `most`.
            pub fn read_all(
                self,
                readable: Vec<Readable>,
                most: u32,
            ) -> Result<(ListFilter, Reach), Error> {
                let is_part = self.page.is_some() || self.after.is_some();
                let (filter, page) = self.read(readable)?;
                let all = Reach { page: 1, per_page: most + 1 };
                Ok((filter, if is_part { page } else { all }))
            }

            /// What is asked for of these kinds, and which page of it.
            pub fn read(self, readable: Vec<Readable>) -> Result<(ListFilter, Reach), Error> {
                let (page, per_page) = paging(self.page, self.per_page)?;
                let is_between_days = self.from.is_some() || self.to.is_some();
                let sort = match self.sort.as_deref() {
                    None if is_between_days && self.after.is_none() => Sort::LatestDay,
                    None => Sort::default(),
                    Some(name) => {
                        Sort::named(name).ok_or(Error::field("sort", FieldCode::UnknownValue))?
                    }
                };
                let goes_by_id = matches!(sort, Sort::Newest | Sort::Oldest);
                if self.after.is_some() && (!goes_by_id || page > 1) {
                    return Err(Error::field("after", FieldCode::MustBeEmpty));
                }
                let filter = ListFilter {
                    readable,
                    status: self.status,
                    fiscal_year: self.fiscal_year,
                    department: self.department_id.map(DepartmentId),
                    text: self.q.filter(|text| !text.trim().is_empty()),
                    from: self.from,
                    to: self.to,
                    amount_from: self.amount_from,
                    amount_to: self.amount_to,
                    party: self.party.map(|party| normal(&party)).filter(|party| !party.is_empty()),
                    fund: self.fund,
                    person: self.person.map(PersonId),
                    is_free: self.is_free,
                    after: self.after.map(DocumentId),
                    sort,
                };
                Ok((filter, Reach { page, per_page }))
            }
        }
    };
}

list_query! {
    /// What a list of a kind is asked for.
    ListQuery {}
}
list_query! {
    /// What a list of many kinds is asked for.
    KindsQuery {
        /// Only these; of those that one may not read there are no documents. None named is all.
        #[serde(default, deserialize_with = "several")]
        #[param(style = Form, explode = false)]
        pub kind: Vec<Kind>,
    }
}

/// What is counted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct CountQuery {
    /// Only these; none is all that one may read.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    kind: Vec<Kind>,
    /// Only these; none is all.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    status: Vec<Status>,
    /// Only this fiscal year, Buddhist.
    fiscal_year: Option<i32>,
    /// Those that can be taken and no other document has taken: drafts, what is on its way and what is
    /// approved; `false`: those that were taken.
    is_free: Option<bool>,
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/documents", "list_documents", "documents", Access::Session)
        .says("Documents of many kinds, those one may read, as one list")
        .query::<KindsQuery>()
        .answers_page::<DocumentHeader>()
        .for_programs();
    api.route(list, list_documents);
    let counts = Endpoint::get(
        "/documents/counts",
        "list_document_counts",
        "documents",
        Access::Session,
    )
    .says("How many documents of each kind and status there are; where there are none, nothing")
    .query::<CountQuery>()
    .answers_list::<DocumentCount>()
    .for_programs();
    api.route(counts, list_document_counts);
    let people = "/documents/people";
    let people = Endpoint::get(people, "list_document_people", "documents", Access::Session)
        .says("Who made documents or took a step of one, to choose from")
        .answers_list::<Doer>();
    api.route(people, list_document_people);
    let one = Endpoint::get(
        "/documents/{id}",
        "get_document",
        "documents",
        Access::Session,
    )
    .says("The header of a document of any kind")
    .answers::<DocumentHeader>()
    .for_programs();
    api.route(one, get_document);
    tables::register(api);
}

/// Those of these kinds that the person may read; none named is all.
pub fn readable(ctx: &Ctx, kinds: &[Kind]) -> Vec<Readable> {
    let mut readable = rights::readable(ctx);
    readable.retain(|of| kinds.is_empty() || kinds.contains(&of.kind));
    readable
}

/// A page of headers, as the person sees them.
pub fn page_of(listed: Listed, ctx: &Ctx, reach: Reach) -> Page<DocumentHeader> {
    let rows = listed.rows.into_iter();
    Page {
        items: rows.map(|row| row.seen_by(ctx)).collect(),
        total: listed.total,
        more: listed.more,
        page: reach.page,
        per_page: reach.per_page,
    }
}

async fn list_documents(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<KindsQuery>,
) -> Result<Json<Page<DocumentHeader>>, Error> {
    let readable = readable(&ctx, &query.kind);
    let (filter, reach) = query.read(readable)?;
    let auth = rights::any_read(&ctx)?;
    let work = async |tx: &mut Tx<'_>| operations::list(tx, &filter, reach).await;
    let listed = state.db.read(auth, work).await?;
    Ok(Json(page_of(listed, &ctx, reach)))
}

async fn list_document_counts(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<CountQuery>,
) -> Result<Json<Vec<DocumentCount>>, Error> {
    let filter = ListFilter {
        readable: readable(&ctx, &query.kind),
        status: match query.status.is_empty() {
            true => Status::ALL.to_vec(),
            false => query.status,
        },
        fiscal_year: query.fiscal_year,
        is_free: query.is_free,
        ..ListFilter::default()
    };
    let auth = rights::any_read(&ctx)?;
    let work = async |tx: &mut Tx<'_>| operations::counts(tx, &filter).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn list_document_people(ctx: Ctx, state: Data<State>) -> Result<Json<Vec<Doer>>, Error> {
    let auth = rights::any_read(&ctx)?;
    let work = async |tx: &mut Tx<'_>| narrowed::people(tx).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_document(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<DocumentHeader>, Error> {
    let header = state
        .db
        .read(rights::any_read(&ctx)?, async |tx| header_row(tx, id).await)
        .await?;
    match rights::sees(&ctx, header.kind, header.department_id) {
        true => Ok(Json(header.seen_by(&ctx))),
        false => Err(Error::Problem(ProblemCode::NOT_FOUND)),
    }
}
