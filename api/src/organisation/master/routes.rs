//! The addresses of master data.

use super::store;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::PathOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use shared::ProblemCode;
use shared::organisation::{Account, Classification};
use shared::permission::{Operation, Resource};

const READ: shared::permission::Permission = Resource::MasterData.to(Operation::Read);
const SCHEMES: [&str; 5] = [
    "fund_source",
    "budget_plan",
    "expenditure_type",
    "revenue_type",
    "report_code",
];

/// Adds the routes.
pub fn register(api: &mut Api) {
    let access = Access::Permission(READ);
    let codes = "/classifications/{scheme}";
    let codes = Endpoint::get(codes, "list_classifications", "master-data", access)
        .says("fund_source, budget_plan, expenditure_type, revenue_type or report_code")
        .answers_list::<Classification>();
    api.route(codes, list_classifications);
    let accounts = Endpoint::get("/accounts", "list_accounts", "master-data", access)
        .says("The chart of accounts")
        .answers_list::<Account>();
    api.route(accounts, list_accounts);
}

async fn list_classifications(
    ctx: Ctx,
    state: Data<State>,
    PathOf(scheme): PathOf<String>,
) -> Result<Json<Vec<Classification>>, Error> {
    let auth = ctx.authorize(READ)?;
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let work = async |tx: &mut Tx<'_>| store::classifications(tx, &scheme).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn list_accounts(ctx: Ctx, state: Data<State>) -> Result<Json<Vec<Account>>, Error> {
    let auth = ctx.authorize(READ)?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx: &mut Tx<'_>| store::accounts(tx).await)
            .await?,
    ))
}
