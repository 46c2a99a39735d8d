//! `/users`.

use super::{operations, store};
use crate::identity::TAG;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::PersonId;
use shared::identity::{Suspension, User};
use shared::page::{DEFAULT_PER_PAGE, MAX_PER_PAGE, Page};
use shared::permission::{Operation, Permission, Resource};
use shared::problem::FieldCode;

const READ: Permission = Resource::User.to(Operation::Read);
const EDIT: Permission = Resource::User.to(Operation::Edit);

/// Which part of the roster.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct RosterQuery {
    /// From 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/users", "list_users", TAG, Access::Permission(READ));
    let list = list.says("The roster of the entity").query::<RosterQuery>();
    api.route(list.answers_page::<User>(), list_users);
    let path = "/users/{id}/suspension";
    let put = Endpoint::put(path, "suspend_user", TAG, Access::Permission(EDIT));
    let put = put
        .says("Suspend a user in this entity, or reinstate")
        .takes::<Suspension>();
    api.route(put.answers::<User>(), suspend_user);
}

async fn list_users(
    state: Data<State>,
    ctx: Ctx,
    QueryOf(query): QueryOf<RosterQuery>,
) -> Result<Json<Page<User>>, Error> {
    let auth = ctx.authorize(READ)?;
    let page = within("page", query.page.unwrap_or(1), 1_000_000)?;
    let per_page = within(
        "per_page",
        query.per_page.unwrap_or(DEFAULT_PER_PAGE),
        MAX_PER_PAGE,
    )?;
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

async fn suspend_user(
    state: Data<State>,
    ctx: Ctx,
    PathOf(person): PathOf<PersonId>,
    Body(asked): Body<Suspension>,
) -> Result<Json<User>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::suspend(tx, person, asked.is_suspended).await;
    Ok(Json(state.db.write(auth, work).await?))
}

fn within(name: &str, value: u32, most: u32) -> Result<u32, Error> {
    match (1..=most).contains(&value) {
        true => Ok(value),
        false => Err(Error::field(name, FieldCode::UnknownValue)),
    }
}
