//! What waits for the person asking, of every kind (W-1.9: งานที่รอฉันดำเนินการ).

use super::routes::{Paging, page_of};
use super::{header_row, rights, store};
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::{PathOf, QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde_json::Value;
use shared::document::{DocumentHeader, Kind, Scope};
use shared::page::Page;
use shared::permission::Operation;
use shared::{DocumentId, ProblemCode};

/// Adds the routes.
pub fn register(api: &mut Api) {
    let inbox = Endpoint::get("/inbox", "list_inbox", "documents", Access::Session)
        .says("Documents whose next step is mine")
        .query::<Paging>()
        .answers_page::<DocumentHeader>();
    api.route(inbox, list_inbox);
    let one = Endpoint::get(
        "/documents/{id}",
        "get_document",
        "documents",
        Access::Session,
    )
    .says("The header of a document of any kind")
    .answers::<DocumentHeader>();
    api.route(one, get_document);
}

/// The places of all routes at which the person may act.
fn places(ctx: &Ctx) -> Vec<Value> {
    let mut places = Vec::new();
    let routes = Kind::ALL.iter().flat_map(|kind| {
        let routes = kind.spec().routes();
        routes.map(|(route, steps)| (*kind, route, steps))
    });
    for (kind, route, steps) in routes {
        for (index, step) in steps.iter().enumerate() {
            if !ctx.roles.iter().any(|held| step.roles.contains(&held.role)) {
                continue;
            }
            let departments = match step.scope {
                Scope::Department => ctx.departments(step.roles),
                Scope::Entity => None,
            };
            places.push(store::place(kind, route, (index, step), departments));
        }
    }
    places
}

async fn list_inbox(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<Paging>,
) -> Result<Json<Page<DocumentHeader>>, Error> {
    let (page, per_page) = paging(query.page, query.per_page)?;
    let places = places(&ctx);
    let listed = state
        .db
        .read(rights::any_read(&ctx)?, async |tx| {
            store::waiting(tx, places, page, per_page).await
        })
        .await?;
    Ok(Json(page_of(listed, &ctx, page, per_page)))
}

async fn get_document(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<DocumentHeader>, Error> {
    let header = state
        .db
        .read(rights::any_read(&ctx)?, async |tx| header_row(tx, id).await)
        .await?;
    let readable = ctx.may(header.kind.to(Operation::Read));
    let hidden = rights::visible_departments(&ctx, header.kind)
        .is_some_and(|own| !header.department_id.is_some_and(|id| own.contains(&id)));
    match readable && !hidden {
        true => Ok(Json(header.seen_by(&ctx))),
        false => Err(Error::Problem(ProblemCode::NOT_FOUND)),
    }
}
