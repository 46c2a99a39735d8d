//! The papers of a day as one file, in the order of the menu, which is that of the work; within a kind in the
//! order in which they were made. Each document has its vouchers behind it.

use super::facts::PrintFacts;
use super::routes::{checked_copy, load};
use super::voucher::voucher_of;
use crate::documents::kind::DocumentKind;
use crate::documents::lists::{self, ListFilter, Reach};
use crate::documents::rights;
use crate::documents::routes::KindInfo;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{QueryOf, named};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::too_many;
use crate::platform::turns::PAPERS;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::Data;
use chrono::NaiveDate;
use export::Form;
use futures_util::future::{FutureExt, LocalBoxFuture};
use serde::Deserialize;
use shared::calendar::thai_long;
use shared::document::{DocumentHeader, Status};
use shared::problem::FieldCode;
use shared::{DocumentId, ProblemCode};
use std::sync::Arc;

/// The most documents whose papers are one file.
const MOST: u32 = 200;

/// The papers of a document of a kind.
pub type Papers = for<'a> fn(
    &'a Ctx,
    &'a State,
    DocumentId,
    Option<u8>,
) -> LocalBoxFuture<'a, Result<Vec<Form>, Error>>;

/// Which day, and which copy of its papers.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct DayQuery {
    /// The day the documents are of.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    day: Option<NaiveDate>,
    /// All marked as this copy: 1 is สำเนา, 2 สำเนาฉบับที่ 2. Without it nothing is marked.
    #[param(minimum = 1, maximum = 9)]
    copy: Option<u8>,
}

/// Adds the route; `kinds` says how the documents of each are printed.
pub fn register(api: &mut Api, kinds: &[KindInfo]) {
    let print = Endpoint::get(
        "/documents/papers",
        "print_documents_of_day",
        "documents",
        Access::Session,
    )
    .says("The papers of all documents of a day that are decided, those one may read, as one file")
    .query::<DayQuery>()
    .answers_file(&["application/pdf"]);
    let kinds = Arc::new(kinds.to_vec());
    let handler = move |ctx: Ctx, state: Data<State>, QueryOf(query): QueryOf<DayQuery>| {
        let kinds = Arc::clone(&kinds);
        async move { print_day(&kinds, &ctx, &state, query).await }
    };
    api.route(print, handler);
}

/// The own form of a document, and each voucher it has booked.
pub fn papers_of<'a, B: DocumentKind>(
    ctx: &'a Ctx,
    state: &'a State,
    id: DocumentId,
    copy: Option<u8>,
) -> LocalBoxFuture<'a, Result<Vec<Form>, Error>> {
    async move {
        let (document, facts) = load::<B>(ctx, state, id).await?;
        let facts = PrintFacts { copy, ..facts };
        let mut papers = vec![B::form(&document, &facts)];
        for number in facts.vouchers() {
            let voucher = voucher_of(&document, &facts, &number);
            // Without a form of its own it is its first voucher already.
            papers.extend(voucher.filter(|voucher| !papers.contains(voucher)));
        }
        Ok(papers)
    }
    .boxed_local()
}

/// What is decided of a day, in the order of its papers.
async fn of_day(ctx: &Ctx, state: &State, day: NaiveDate) -> Result<Vec<DocumentHeader>, Error> {
    let filter = ListFilter {
        readable: rights::readable(ctx),
        status: vec![Status::Approved, Status::Posted],
        from: Some(day),
        to: Some(day),
        ..ListFilter::default()
    };
    let reach = Reach {
        page: 1,
        per_page: MOST + 1,
    };
    let auth = rights::any_read(ctx)?;
    let work = async |tx: &mut Tx<'_>| lists::list(tx, &filter, reach).await;
    let listed = state.db.read(auth, work).await?;
    let rows = listed.rows.into_iter().map(|row| row.seen_by(ctx));
    let mut rows: Vec<DocumentHeader> = rows.collect();
    if rows.len() > MOST as usize {
        return Err(too_many(MOST));
    }
    rows.sort_by_key(|row| (row.kind.spec().menu, row.id));
    Ok(rows)
}

async fn print_day(
    kinds: &[KindInfo],
    ctx: &Ctx,
    state: &State,
    DayQuery { day, copy }: DayQuery,
) -> Result<HttpResponse, Error> {
    let copy = checked_copy(copy)?;
    let day = day.ok_or(Error::field("day", FieldCode::Required))?;
    let mut forms = Vec::new();
    for row in of_day(ctx, state, day).await? {
        let Some(kind) = kinds.iter().find(|info| info.kind == row.kind) else {
            continue;
        };
        forms.extend((kind.papers)(ctx, state, row.id, copy).await?);
    }
    if forms.is_empty() {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let made = move || export::render_set(&forms).map_err(Error::unexpected);
    let bytes = PAPERS.run_for(ctx.entity, made).await?;
    let name = format!("เอกสารของวันที่ {}", thai_long(day));
    let name = named(DispositionType::Inline, &name, "pdf");
    let mut response = HttpResponse::Ok();
    response.content_type("application/pdf").insert_header(name);
    Ok(response.body(bytes))
}
