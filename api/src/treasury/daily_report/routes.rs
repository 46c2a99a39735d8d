//! The figures of a day, live.

use super::{print, store};
use crate::documents::{load_to_print, print_name};
use crate::journal::first_day_of_books;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf, named};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::record;
use crate::platform::state::State;
use crate::platform::turns::PAPERS;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use export::forms::treasury::daily_report::workbook;
use serde::Deserialize;
use shared::DocumentId;
use shared::document::Kind;
use shared::permission::{Operation, Permission, Resource};
use shared::problem::FieldCode;
use shared::reporting::RecordHead;
use shared::treasury::{DailyFigures, DailyReport};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const READ: Permission = Kind::DailyReport.to(Operation::Read);
const READ_RECORD: Permission = Resource::Record.to(Operation::Read);

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct DayQuery {
    /// The day; today when not given.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    date: Option<NaiveDate>,
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let tag = Kind::DailyReport.spec().path;
    let path = "/daily-reports/{id}/spreadsheet";
    let access = Access::Permission(READ);
    let sheet = Endpoint::get(path, "get_daily_report_spreadsheet", tag, access)
        .says("The report as a workbook")
        .answers_file(&[XLSX]);
    api.route(sheet, get_spreadsheet);
    let figures = "/reports/daily-status";
    let access = Access::Permission(READ);
    let figures = Endpoint::get(figures, "get_daily_status", "reports", access)
        .says("Money of a day, from the ledger, live")
        .query::<DayQuery>()
        .answers::<DailyFigures>();
    api.route(figures, get_daily_status);
    let access = Access::Permission(READ_RECORD);
    let head = Endpoint::get("/record/head", "get_record_head", "record", access)
        .says("Where the record of the entity stands")
        .answers::<RecordHead>();
    api.route(head, get_record_head);
}

async fn get_daily_status(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<DayQuery>,
) -> Result<Json<DailyFigures>, Error> {
    let auth = ctx.authorize(READ)?;
    let date = query.date.unwrap_or(ctx.today);
    let work = async |tx: &mut Tx<'_>| match first_day_of_books(tx).await? {
        Some(begin) if date < begin => Err(Error::field("date", FieldCode::BeforeBooks)),
        _ => store::figures(tx, date).await,
    };
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_record_head(ctx: Ctx, state: Data<State>) -> Result<Json<RecordHead>, Error> {
    let auth = ctx.authorize(READ_RECORD)?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx: &mut Tx<'_>| record::head(tx).await)
            .await?,
    ))
}

async fn get_spreadsheet(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<HttpResponse, Error> {
    let (document, facts) = load_to_print::<DailyReport>(&ctx, &state, id).await?;
    let input = print::workbook_input(&document, &facts);
    let sheet = move || workbook(&input).map_err(Error::unexpected);
    let bytes = PAPERS.run_for(ctx.entity, sheet).await?;
    let name = named(
        DispositionType::Attachment,
        &print_name(&document.header),
        "xlsx",
    );
    let mut response = HttpResponse::Ok();
    response.content_type(XLSX).insert_header(name);
    Ok(response.body(bytes))
}
