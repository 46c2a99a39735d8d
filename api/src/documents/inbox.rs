//! What waits for the person asking, of every kind (W-1.9: งานที่รอฉันดำเนินการ).

use super::lists::{self, Paging, Reach, page_of};
use super::rights;
use crate::platform::access::Ctx;
use crate::platform::db::{Db, Tx};
use crate::platform::error::Error;
use crate::platform::http::{QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde_json::Value;
use shared::DepartmentId;
use shared::document::{DocumentHeader, Kind, Scope, Step};
use shared::page::Page;

/// Adds the routes.
pub fn register(api: &mut Api) {
    let inbox = Endpoint::get("/inbox", "list_inbox", "documents", Access::Session)
        .says("Documents whose next step is mine")
        .query::<Paging>()
        .answers_page::<DocumentHeader>();
    api.route(inbox, list_inbox);
}

/// The places of all routes at which the person may act.
pub fn places(ctx: &Ctx) -> Vec<Value> {
    let mut places = Vec::new();
    for (kind, route, steps) in routes() {
        for step in steps {
            if !ctx.roles.iter().any(|held| step.roles.contains(&held.role)) {
                continue;
            }
            let departments = match step.scope {
                Scope::Department => ctx.departments(step.roles),
                Scope::Entity => None,
            };
            let ceiling = ctx.ceiling(step.roles).filter(|_| step.decides());
            places.push(lists::place(kind, route, step, departments, ceiling));
        }
    }
    places
}

/// The places of all routes for which `reach` names departments, or all there are.
pub fn places_of(reach: impl Fn(Kind, &Step) -> Option<Option<Vec<DepartmentId>>>) -> Vec<Value> {
    let steps =
        routes().flat_map(|(kind, route, steps)| steps.iter().map(move |step| (kind, route, step)));
    let place = |(kind, route, step): (Kind, Option<&str>, &Step)| {
        let departments = reach(kind, step)?;
        Some(lists::place_of_anybody(kind, route, step, departments))
    };
    steps.filter_map(place).collect()
}

fn routes() -> impl Iterator<Item = (Kind, Option<&'static str>, &'static [Step])> {
    Kind::ALL.iter().flat_map(|kind| {
        let routes = kind.spec().routes();
        routes.map(|(route, steps)| (*kind, route, steps))
    })
}

/// How many documents wait for a person where the context says, and whether there are more than those.
pub async fn waiting_count(db: &Db, ctx: &Ctx) -> Result<(i64, bool), Error> {
    let Ok(auth) = rights::any_read(ctx) else {
        return Ok((0, false));
    };
    let (places, reach) = (
        places(ctx),
        Reach {
            page: 1,
            per_page: 1,
        },
    );
    let work = async |tx: &mut Tx<'_>| lists::waiting(tx, places, reach).await;
    let listed = db.read(auth, work).await?;
    Ok((listed.total, listed.more))
}

async fn list_inbox(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<Paging>,
) -> Result<Json<Page<DocumentHeader>>, Error> {
    let (page, per_page) = paging(query.page, query.per_page)?;
    let (places, reach) = (places(&ctx), Reach { page, per_page });
    let work = async |tx: &mut Tx<'_>| lists::waiting(tx, places, reach).await;
    let listed = state.db.read(rights::any_read(&ctx)?, work).await?;
    Ok(Json(page_of(listed, &ctx, reach)))
}
