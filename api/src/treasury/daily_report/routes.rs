//! The figures of a day, live.

use super::store;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::QueryOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::permission::{Operation, Permission, Resource};
use shared::reporting::{DailyFigures, RecordHead};

const READ: Permission = Resource::DailyReport.to(Operation::Read);
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
    Ok(Json(
        state
            .db
            .read(auth, async |tx: &mut Tx<'_>| store::figures(tx, date).await)
            .await?,
    ))
}

async fn get_record_head(ctx: Ctx, state: Data<State>) -> Result<Json<RecordHead>, Error> {
    let auth = ctx.authorize(READ_RECORD)?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx: &mut Tx<'_>| store::head(tx).await)
            .await?,
    ))
}
