//! The addresses of the books.

use super::{store, tables};
use crate::journal::{EntryFilter, entries};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::QueryOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::FiscalYear;
use shared::ledger::{EntryPage, TrialBalanceRow};
use shared::permission::{Operation, Permission, Resource};
use shared::problem::FieldCode;
use shared::reporting::ReceiptsPaymentsRow;

/// Who reads the books.
pub const READ: Permission = Resource::Journal.to(Operation::Read);

/// A span of days; from 1 October until today when not given.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SpanQuery {
    /// First day.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    to: Option<NaiveDate>,
}

impl SpanQuery {
    /// First and last day.
    pub fn days(&self, ctx: &Ctx) -> Result<(NaiveDate, NaiveDate), Error> {
        let to = self.to.unwrap_or(ctx.today);
        let from = self.from.unwrap_or(FiscalYear::of(to).first_day());
        match from <= to {
            true => Ok((from, to)),
            false => Err(Error::field("from", FieldCode::Malformed)),
        }
    }
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let access = Access::Permission(READ);
    let list = Endpoint::get(
        "/journal/entries",
        "list_journal_entries",
        "journal",
        access,
    )
    .says("Entries, and what the lines asked for add up to on all pages")
    .query::<EntryFilter>()
    .answers::<EntryPage>();
    api.route(list, list_journal_entries);
    let path = "/reports/trial-balance";
    let trial = Endpoint::get(path, "get_trial_balance", "reports", access)
        .query::<SpanQuery>()
        .answers_list::<TrialBalanceRow>();
    api.route(trial, get_trial_balance);
    let path = "/reports/receipts-payments";
    let money = Endpoint::get(path, "get_receipts_payments", "reports", access)
        .query::<SpanQuery>()
        .answers_list::<ReceiptsPaymentsRow>();
    api.route(money, get_receipts_payments);
    tables::register(api);
}

async fn list_journal_entries(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(filter): QueryOf<EntryFilter>,
) -> Result<Json<EntryPage>, Error> {
    let auth = ctx.authorize(READ)?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx: &mut Tx<'_>| entries(tx, &filter).await)
            .await?,
    ))
}

async fn get_trial_balance(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<SpanQuery>,
) -> Result<Json<Vec<TrialBalanceRow>>, Error> {
    let auth = ctx.authorize(READ)?;
    let (from, to) = query.days(&ctx)?;
    let work = async |tx: &mut Tx<'_>| store::trial_balance(tx, from, to).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_receipts_payments(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<SpanQuery>,
) -> Result<Json<Vec<ReceiptsPaymentsRow>>, Error> {
    let auth = ctx.authorize(READ)?;
    let (from, to) = query.days(&ctx)?;
    let work = async |tx: &mut Tx<'_>| store::receipts_payments(tx, from, to).await;
    Ok(Json(state.db.read(auth, work).await?))
}
