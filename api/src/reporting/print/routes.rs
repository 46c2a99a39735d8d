//! The addresses of paper and workbooks.

use super::facts::PrintFacts;
use super::{Print, forms, store};
use crate::documents;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::PathOf;
use crate::platform::openapi::{Access, Api, BASE, Endpoint};
use crate::platform::state::State;
use crate::platform::turns::Turns;
use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::web::Data;
use shared::document::{Document, DocumentBody, spec};
use shared::permission::Operation;
use shared::reporting::DailyReport;
use shared::{DocumentId, ProblemCode};

/// Papers made at the same time: each takes a processor, and memory by its rows.
static TURNS: Turns = Turns::new(2, 30);

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Adds the routes.
pub fn register(api: &mut Api) {
    mount::<shared::budget::Ordinance>(api);
    mount::<shared::revenue::Receipt>(api);
    mount::<shared::revenue::RemittanceSlip>(api);
    mount::<shared::revenue::RemittanceSummary>(api);
    mount::<shared::revenue::BankReceipt>(api);
    mount::<shared::treasury::BankDeposit>(api);
    mount::<shared::expenditure::DisbursementRequest>(api);
    mount::<shared::treasury::ChequeReport>(api);
    mount::<shared::treasury::Payment>(api);
    mount::<DailyReport>(api);
    mount::<shared::ledger::Cancellation>(api);
    mount::<shared::ledger::Opening>(api);
    let spec = spec(DailyReport::KIND);
    let access = Access::Permission(spec.resource.to(Operation::Read));
    let path = "/daily-reports/{id}/spreadsheet";
    let sheet = Endpoint::get(path, "get_daily_report_spreadsheet", spec.path, access)
        .says("The report as a workbook")
        .answers_file(&[XLSX]);
    api.route(sheet, get_spreadsheet);
}

fn mount<B: Print>(api: &mut Api) {
    let spec = spec(B::KIND);
    let access = Access::Permission(spec.resource.to(Operation::Read));
    let path = format!("/{}/{{id}}/print", spec.path);
    let print = Endpoint::get(&path, &format!("print_{}", B::KIND), spec.path, access)
        .says("The document on its form")
        .answers_file(&["application/pdf"]);
    api.route(print, print_document::<B>);
}

async fn load<B: Print>(
    ctx: &Ctx,
    state: &State,
    id: DocumentId,
) -> Result<(Document<B>, PrintFacts), Error> {
    let auth = ctx.authorize(spec(B::KIND).resource.to(Operation::Read))?;
    let public = &state.config.public_url;
    let witness = format!("{public}{BASE}/witness/{}", ctx.entity);
    let work = async |tx: &mut Tx<'_>| {
        let document = documents::get::<B>(tx, ctx, id).await?;
        let taken = document.body.takes();
        let facts = store::facts::<B>(tx, ctx, id, &taken, witness).await?;
        Ok((document, facts))
    };
    state.db.read(auth, work).await
}

async fn print_document<B: Print>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<HttpResponse, Error> {
    let (document, facts) = load::<B>(&ctx, &state, id).await?;
    let form = B::form(&document, &facts).ok_or(Error::Problem(ProblemCode::WrongState))?;
    let bytes = TURNS
        .run(move || export::render(&form).map_err(Error::unexpected))
        .await?;
    let name = format!("inline; filename=\"{}-{id}.pdf\"", B::KIND);
    let mut response = HttpResponse::Ok();
    response
        .content_type(mime("application/pdf"))
        .insert_header((CONTENT_DISPOSITION, name));
    Ok(response.body(bytes))
}

async fn get_spreadsheet(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<HttpResponse, Error> {
    let (document, facts) = load::<DailyReport>(&ctx, &state, id).await?;
    let input = forms::workbook_input(&document, &facts);
    let sheet = move || export::xlsx::daily_financial_status(&input).map_err(Error::unexpected);
    let bytes = TURNS.run(sheet).await?;
    let name = format!(
        "attachment; filename=\"daily-report-{}.xlsx\"",
        document.body.report_date
    );
    let mut response = HttpResponse::Ok();
    response
        .content_type(mime(XLSX))
        .insert_header((CONTENT_DISPOSITION, name));
    Ok(response.body(bytes))
}

fn mime(text: &'static str) -> ContentType {
    text.parse()
        .map(ContentType)
        .unwrap_or_else(|_| ContentType::octet_stream())
}
