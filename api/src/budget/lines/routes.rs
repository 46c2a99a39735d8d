//! The addresses of budget lines.

use super::store::{self, LineFilter};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::budget::BudgetLine;
use shared::permission::{Operation, Permission, Resource, STAFF};
use shared::{DepartmentId, ProblemCode};
use uuid::Uuid;

const READ: Permission = Resource::BudgetLine.to(Operation::Read);

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct LineQuery {
    /// Only this fiscal year, Buddhist.
    fiscal_year: Option<i32>,
    /// Only this department.
    department_id: Option<Uuid>,
    /// Text within code, name, work or type.
    q: Option<String>,
}

/// The departments whose lines the person sees, of clerks and heads their own; none when all.
fn visible_departments(ctx: &Ctx) -> Option<Vec<DepartmentId>> {
    ctx.departments(STAFF)
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let access = Access::Permission(READ);
    let list = Endpoint::get("/budget-lines", "list_budget_lines", "budget-lines", access)
        .says("Lines with live availability: remaining = approved + supplementary + transfer in − transfer out − obligated − disbursed")
        .query::<LineQuery>()
        .answers_list::<BudgetLine>();
    api.route(list, list_budget_lines);
    let one = Endpoint::get(
        "/budget-lines/{id}",
        "get_budget_line",
        "budget-lines",
        access,
    )
    .answers::<BudgetLine>();
    api.route(one, get_budget_line);
}

async fn list_budget_lines(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<LineQuery>,
) -> Result<Json<Vec<BudgetLine>>, Error> {
    let auth = ctx.authorize(READ)?;
    let LineQuery {
        fiscal_year,
        department_id,
        q,
    } = query;
    let text = q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let filter = LineFilter {
        visible: visible_departments(&ctx),
        year: fiscal_year,
        department: department_id,
        text,
        id: None,
    };
    let work = async |tx: &mut Tx<'_>| store::lines(tx, filter).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_budget_line(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<Uuid>,
) -> Result<Json<BudgetLine>, Error> {
    let auth = ctx.authorize(READ)?;
    let filter = LineFilter {
        visible: visible_departments(&ctx),
        id: Some(id),
        ..LineFilter::default()
    };
    let work = async |tx: &mut Tx<'_>| store::lines(tx, filter).await;
    let found = state.db.read(auth, work).await?.into_iter().next();
    found
        .map(Json)
        .ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}
