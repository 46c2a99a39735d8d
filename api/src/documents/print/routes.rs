//! The address of paper.

use super::facts::PrintFacts;
use super::store;
use super::voucher::voucher_of;
use crate::documents::engine;
use crate::documents::kind::DocumentKind;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf, named};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::turns::PAPERS;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::Data;
use serde::Deserialize;
use shared::DocumentId;
use shared::document::{Document, DocumentHeader, spec};
use shared::permission::Operation;
use shared::problem::FieldCode;

/// Copies of a document that are told apart.
const COPIES: u8 = 9;

/// How it is printed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct PrintQuery {
    /// Marked as this copy: 1 is สำเนา, 2 สำเนาฉบับที่ 2. Without it nothing is marked.
    #[param(minimum = 1, maximum = 9)]
    copy: Option<u8>,
    /// The number of a voucher that the document has booked: that one is printed instead.
    voucher: Option<String>,
}

/// Adds the route of a kind.
pub fn register<B: DocumentKind>(api: &mut Api) {
    let spec = spec(B::KIND);
    let access = Access::Permission(B::KIND.to(Operation::Read));
    let path = format!("/{}/{{id}}/print", spec.path);
    let print = Endpoint::get(&path, &format!("print_{}", B::KIND), spec.path, access)
        .says("The document on its form")
        .query::<PrintQuery>()
        .answers_file(&["application/pdf"]);
    api.route(print, print_document::<B>);
}

/// A document and what its paper needs.
pub async fn load<B: DocumentKind>(
    ctx: &Ctx,
    state: &State,
    id: DocumentId,
) -> Result<(Document<B>, PrintFacts), Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let public = &state.config.public_url;
    let work = async |tx: &mut Tx<'_>| {
        let document = engine::get::<B>(tx, ctx, id).await?;
        let facts = store::facts(tx, ctx, &document, public).await?;
        Ok((document, facts))
    };
    state.db.read(auth, work).await
}

/// What people call a document, for the name of a file: kind and number, or what it is about.
pub fn call(header: &DocumentHeader) -> String {
    let kind = header.kind.thai();
    let number = header.numbers.last().map(|number| &number.text);
    match number.or(header.voucher.as_ref()) {
        Some(number) => format!("{kind} {number}"),
        None if header.title.starts_with(kind) => header.title.clone(),
        None => format!("{kind} {}", header.title),
    }
}

/// A copy that can be told apart from others.
pub(super) fn checked_copy(copy: Option<u8>) -> Result<Option<u8>, Error> {
    match copy.is_none_or(|copy| (1..=COPIES).contains(&copy)) {
        true => Ok(copy),
        false => Err(Error::field("copy", FieldCode::Malformed)),
    }
}

async fn print_document<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
    QueryOf(PrintQuery { copy, voucher }): QueryOf<PrintQuery>,
) -> Result<HttpResponse, Error> {
    let copy = checked_copy(copy)?;
    let (document, facts) = load::<B>(&ctx, &state, id).await?;
    let facts = PrintFacts { copy, ..facts };
    let form = match &voucher {
        Some(number) => voucher_of(&document, &facts, number)
            .ok_or(Error::field("voucher", FieldCode::UnknownValue))?,
        None => B::form(&document, &facts),
    };
    let made = move || export::render(&form).map_err(Error::unexpected);
    let bytes = PAPERS.run_for(ctx.entity, made).await?;
    let name = voucher.unwrap_or_else(|| call(&document.header));
    let name = named(DispositionType::Inline, &name, "pdf");
    let mut response = HttpResponse::Ok();
    response.content_type("application/pdf").insert_header(name);
    Ok(response.body(bytes))
}
