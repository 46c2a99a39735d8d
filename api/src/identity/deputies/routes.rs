//! `/deputies`.

use super::{operations, store};
use crate::identity::TAG;
use crate::identity::users::tell_of_rights;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Table, Tabled};
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::DeputyId;
use shared::deputies::{Deputy, DeputyEnd, NewDeputy};
use shared::page::Page;
use shared::permission::{Operation, Permission, Resource};

const READ: Permission = Resource::User.to(Operation::Read);
const EDIT: Permission = Resource::User.to(Operation::Edit);

/// Which part of the list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DeputiesQuery {
    /// From 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// The orders to take home.
struct Orders;

impl Table for Orders {
    const ACCESS: Access = Access::Permission(READ);
    type Query = DeputiesQuery;
    type Row = Deputy;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        query: DeputiesQuery,
        most: u32,
    ) -> Result<Tabled<Deputy>, Error> {
        let (page, per_page) = paging(query.page, query.per_page)?;
        let per_page = query.page.map_or(most + 1, |_| per_page);
        let offset = i64::from(page - 1) * i64::from(per_page);
        let page = query.page.map(|page| ("page", page.to_string()));
        let rows = store::list(tx, i64::from(per_page), offset).await?;
        Ok(Tabled::new("ทะเบียนผู้รักษาราชการแทน", rows).only(page))
    }
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/deputies", "list_deputies", TAG, Access::Permission(READ));
    let list = list.says("Who acts, acted or will act in the post of another, by which order");
    let list = list.query::<DeputiesQuery>().answers_page::<Deputy>();
    api.route(list, list_deputies);
    tables::register::<Orders>(api, "/deputies", "list_deputies", TAG);
    let edit = Access::Permission(EDIT);
    let post = Endpoint::post("/deputies", "create_deputy", TAG, edit).with_proof();
    let post =
        post.says("Enter an order: somebody acts in the post of another from a day to a day");
    let post = post.takes::<NewDeputy>().answers::<Deputy>();
    api.route(post, add_deputy);
    let put = Endpoint::put("/deputies/{id}/end", "finish_deputy", TAG, edit).with_proof();
    let put = put.says("End an order before its time; with yesterday, at once");
    api.route(put.takes::<DeputyEnd>().answers::<Deputy>(), finish_deputy);
}

async fn list_deputies(
    state: Data<State>,
    ctx: Ctx,
    QueryOf(query): QueryOf<DeputiesQuery>,
) -> Result<Json<Page<Deputy>>, Error> {
    let auth = ctx.authorize(READ)?;
    let (page, per_page) = paging(query.page, query.per_page)?;
    let work = async |tx: &mut Tx<'_>| {
        let offset = i64::from(page - 1) * i64::from(per_page);
        let items = store::list(tx, i64::from(per_page), offset).await?;
        Ok(Page {
            items,
            total: store::count(tx).await?,
            more: false,
            page,
            per_page,
        })
    };
    Ok(Json(state.db.read(auth, work).await?))
}

async fn add_deputy(
    state: Data<State>,
    ctx: Ctx,
    Body(new): Body<NewDeputy>,
) -> Result<Json<Deputy>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::appoint(tx, new.clone()).await;
    let added = state.db.write(auth, work).await?;
    tell_of_rights(&state, &ctx, added.person_id).await;
    Ok(Json(added))
}

async fn finish_deputy(
    state: Data<State>,
    ctx: Ctx,
    PathOf(id): PathOf<DeputyId>,
    Body(asked): Body<DeputyEnd>,
) -> Result<Json<Deputy>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::end(tx, id, asked).await;
    let ended = state.db.write(auth, work).await?;
    tell_of_rights(&state, &ctx, ended.person_id).await;
    Ok(Json(ended))
}
