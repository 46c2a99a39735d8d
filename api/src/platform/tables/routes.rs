//! The addresses of a table beside that of its page.

use super::paper::{self, Facts, MOST_IN_WORKBOOK, MOST_ON_PAPER};
use super::{Table, store};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use crate::platform::http::{QueryOf, named};
use crate::platform::openapi::{Api, Endpoint};
use crate::platform::state::State;
use crate::platform::turns::PAPERS;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::Data;
use export::ExportError;
use export::forms::reporting::table::{Table as Printed, workbook};
use shared::{EntityId, Money, ProblemCode};

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Names of files are at most so long, without the ending.
const LONGEST_NAME: usize = 70;

/// Adds the workbook (`/spreadsheet`) and the paper (`/print`) of the table at this path; `id` is the
/// operation of its page.
pub fn register<T: Table>(api: &mut Api, path: &str, id: &str, tag: &str) {
    let (sheet, print) = (format!("{path}/spreadsheet"), format!("{path}/print"));
    let sheet = Endpoint::get(&sheet, &format!("{id}_spreadsheet"), tag, T::ACCESS)
        .says("The same table as a workbook; without `page` all of it")
        .query::<T::Query>()
        .answers_file(&[XLSX]);
    api.route(sheet, get_workbook::<T>);
    let print = Endpoint::get(&print, &format!("{id}_print"), tag, T::ACCESS)
        .says("The same table on paper; without `page` all of it")
        .query::<T::Query>()
        .answers_file(&[PDF]);
    api.route(print, print_table::<T>);
}

async fn get_workbook<T: Table>(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<T::Query>,
) -> Result<HttpResponse, Error> {
    let (table, name) = load::<T>(&ctx, &state, query, MOST_IN_WORKBOOK).await?;
    let name = named(DispositionType::Attachment, &name, "xlsx");
    let bytes = made(ctx.entity, move || workbook(&table)).await?;
    let mut response = HttpResponse::Ok();
    response.content_type(XLSX).insert_header(name);
    Ok(response.body(bytes))
}

async fn print_table<T: Table>(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<T::Query>,
) -> Result<HttpResponse, Error> {
    let (table, name) = load::<T>(&ctx, &state, query, MOST_ON_PAPER).await?;
    let name = named(DispositionType::Inline, &name, "pdf");
    let bytes = made(ctx.entity, move || export::render(&table.into())).await?;
    let mut response = HttpResponse::Ok();
    response.content_type(PDF).insert_header(name);
    Ok(response.body(bytes))
}

async fn made(
    entity: EntityId,
    make: impl FnOnce() -> Result<Vec<u8>, ExportError> + Send + 'static,
) -> Result<Vec<u8>, Error> {
    let make = move || make().map_err(Error::unexpected);
    PAPERS.run_for(entity, make).await
}

/// The table, and what its file is called.
async fn load<T: Table>(
    ctx: &Ctx,
    state: &State,
    query: T::Query,
    most: u32,
) -> Result<(Printed, String), Error> {
    let auth = T::authorize(ctx)?;
    let work = async |tx: &mut Tx<'_>| {
        let tabled = T::read(tx, ctx, query, most).await?;
        Ok((tabled, store::whose(tx).await?, tx.now))
    };
    let (tabled, (organisation, head), now) = state.db.read(auth, work).await?;
    if u32::try_from(tabled.rows.len()).unwrap_or(u32::MAX) > most {
        return Err(too_many(most));
    }
    let name = file_name(&tabled.title, &organisation.name, tabled.period.in_name());
    let facts = Facts {
        organisation,
        head,
        witness_url: format!("{}/witness/{}", state.config.public_url, ctx.entity),
        now,
        printed_by: ctx.name.clone(),
    };
    Ok((paper::table(tabled, facts), name))
}

/// More rows, or papers, than are made at once.
pub fn too_many(most: u32) -> Error {
    let grouped = Money::from_satang(i64::from(most) * 100).grouped();
    let most = grouped.trim_end_matches(".00").to_owned();
    let context = Context::from([("most".to_owned(), most)]);
    Error::Refused(ProblemCode::TOO_MANY_ROWS, context, Vec::new())
}

/// Kind, organisation and period; the name of the organisation gives way where it is too long.
fn file_name(title: &str, organisation: &str, period: Option<String>) -> String {
    let period = period.unwrap_or_default();
    let others = title.chars().count() + period.chars().count() + 2;
    let short: String = organisation
        .chars()
        .take(LONGEST_NAME.saturating_sub(others))
        .collect();
    format!("{title} {short} {period}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_period_are_always_in_the_name() {
        let period = || Some("1 ต.ค. 2568 - 30 ก.ย. 2569".to_owned());
        let name = file_name("งบทดลอง", "อบต.สาธิต", period());
        assert_eq!(name, "งบทดลอง อบต.สาธิต 1 ต.ค. 2568 - 30 ก.ย. 2569");
        let long = file_name("งบทดลอง", &"ก".repeat(200), period());
        assert_eq!(long.chars().count(), LONGEST_NAME);
        assert!(long.ends_with("30 ก.ย. 2569"), "{long}");
    }
}
