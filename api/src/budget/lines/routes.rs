//! The addresses of budget lines.

use super::store::{self, LineFilter};
use crate::documents::names_of;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Period, Table, Tabled};
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::budget::BudgetLine;
use shared::permission::{Operation, Permission, Resource, STAFF};
use shared::{DepartmentId, ProblemCode};
use uuid::Uuid;

const READ: Permission = Resource::BudgetLine.to(Operation::Read);

/// Which lines.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct LineQuery {
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
    tables::register::<Lines>(api, "/budget-lines", "list_budget_lines", "budget-lines");
    let one = Endpoint::get(
        "/budget-lines/{id}",
        "get_budget_line",
        "budget-lines",
        access,
    )
    .answers::<BudgetLine>();
    api.route(one, get_budget_line);
}

/// The lines asked for, those one may see.
fn filter<'q>(ctx: &Ctx, query: &'q LineQuery) -> LineFilter<'q> {
    let text = query.q.as_deref().map(str::trim);
    LineFilter {
        visible: visible_departments(ctx),
        year: query.fiscal_year,
        department: query.department_id,
        text: text.filter(|text| !text.is_empty()),
        id: None,
    }
}

struct Lines;

impl Table for Lines {
    const ACCESS: Access = Access::Permission(READ);
    type Query = LineQuery;
    type Row = BudgetLine;

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: LineQuery,
        _: u32,
    ) -> Result<Tabled<BudgetLine>, Error> {
        let mut said = Vec::new();
        if let Some(department) = query.department_id.map(|id| id.to_string()) {
            let name = names_of(tx, vec![department.clone()])
                .await?
                .remove(&department);
            said.push(("department_id", name.unwrap_or(department)));
        }
        said.extend(query.q.clone().map(|text| ("q", text)));
        let rows = store::lines(tx, filter(ctx, &query)).await?;
        let period = Period {
            year: query.fiscal_year,
            ..Period::default()
        };
        Ok(Tabled::new("วงเงินคงเหลือ", rows).of(period).only(said))
    }
}

async fn list_budget_lines(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<LineQuery>,
) -> Result<Json<Vec<BudgetLine>>, Error> {
    let auth = ctx.authorize(READ)?;
    let filter = filter(&ctx, &query);
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
