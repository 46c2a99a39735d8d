//! The addresses of number formats.

use super::operations;
use super::store::Row;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use shared::FiscalYear;
use shared::document::{NewFormat, Series, SeriesFormat};
use shared::permission::{Operation, Permission, Resource};
use shared::problem::FieldCode;

const READ: Permission = Resource::NumberFormat.to(Operation::Read);
const EDIT: Permission = Resource::NumberFormat.to(Operation::Edit);

/// Adds the routes.
pub fn register(api: &mut Api) {
    let read = Access::Permission(READ);
    let list = Endpoint::get(
        "/number-formats",
        "list_number_formats",
        "number-formats",
        read,
    )
    .says("How the numbers of every series are written, and from which fiscal year on")
    .answers_list::<SeriesFormat>();
    api.route(list, list_formats);
    let one = "/number-formats/{series}/{first_year}";
    let put = Endpoint::put(
        one,
        "put_number_format",
        "number-formats",
        Access::Permission(EDIT),
    )
    .says("Sets how a series is written from a fiscal year on that has no number yet")
    .takes::<NewFormat>()
    .answers::<SeriesFormat>();
    api.route(put, put_format);
}

async fn list_formats(ctx: Ctx, state: Data<State>) -> Result<Json<Vec<SeriesFormat>>, Error> {
    let auth = ctx.authorize(READ)?;
    let work = async |tx: &mut Tx<'_>| operations::list(tx).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn put_format(
    ctx: Ctx,
    state: Data<State>,
    PathOf((series, year)): PathOf<(Series, i32)>,
    Body(new): Body<NewFormat>,
) -> Result<Json<SeriesFormat>, Error> {
    let auth = ctx.authorize(EDIT)?;
    if !(2500..=2700).contains(&year) {
        return Err(Error::field("first_year", FieldCode::Malformed));
    }
    let work = async |tx: &mut Tx<'_>| {
        let row = Row {
            series,
            first_year: FiscalYear(year),
            format: new.format,
        };
        operations::set(tx, row).await
    };
    Ok(Json(state.db.write(auth, work).await?))
}
