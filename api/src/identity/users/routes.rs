//! `/users`.

use super::{operations, store};
use crate::identity::TAG;
use crate::identity::notices::{Notice, tell};
use crate::identity::throttle;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Table, Tabled, Wanted};
use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::PersonId;
use shared::grants::{Right, rights};
use shared::identity::{Appointment, Departure, NewUser, RoleHeld, Suspension, User};
use shared::page::{DEFAULT_PER_PAGE, MAX_PER_PAGE, Page};
use shared::permission::{Operation, Permission, Resource};
use shared::problem::FieldCode;

const READ: Permission = Resource::User.to(Operation::Read);
const EDIT: Permission = Resource::User.to(Operation::Edit);

/// How many a head adds in a row, refused ones too: each tells something of a citizen number.
const ADDITIONS: i32 = 30;

/// The roster to take home.
struct Roster;

impl Table for Roster {
    const ACCESS: Access = Access::Permission(READ);
    type Query = RosterQuery;
    type Row = User;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        query: RosterQuery,
        most: u32,
    ) -> Result<Tabled<User>, Error> {
        let wanted = Wanted::of(query.page, query.per_page, most)?;
        let most = i64::from(wanted.per_page);
        let rows = store::list(tx, most, i64::from(wanted.page - 1) * most).await?;
        Ok(Tabled::new("ทะเบียนผู้ใช้งาน", rows).only(wanted.said()))
    }
}

/// Which part of the roster.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RosterQuery {
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
    tables::register::<Roster>(api, "/users", "list_users", TAG);
    let get = Endpoint::get("/users/{id}", "get_user", TAG, Access::Permission(READ));
    let get = get.says("A user of the entity, with session and devices");
    api.route(get.answers::<User>(), get_user);
    let edit = Access::Permission(EDIT);
    let post = Endpoint::post("/users", "create_user", TAG, edit).takes::<NewUser>();
    // Rehearsed, it would tell without a trace whether a citizen number is known.
    let post = post
        .says("Prepare an account; its owner opens it with ThaiD")
        .with_proof()
        .never_rehearsed();
    api.route(post.answers::<User>(), add_user);
    let put = |path, id| Endpoint::put(path, id, TAG, edit);
    let roles = put("/users/{id}/roles", "put_user_roles").takes::<Appointment>();
    let roles = roles
        .says("Another position and other roles, with their limits")
        .with_proof();
    api.route(roles.answers::<User>(), appoint_user);
    let suspension = put("/users/{id}/suspension", "suspend_user").takes::<Suspension>();
    let suspension = suspension
        .says("Suspend a user in this entity, or reinstate")
        .with_proof();
    api.route(suspension.answers::<User>(), suspend_user);
    let departure = put("/users/{id}/departure", "finish_user_rights").takes::<Departure>();
    let departure = departure
        .says("End all rights here with a day: who is moved elsewhere, or leaves")
        .with_proof();
    api.route(departure.answers::<User>(), finish_user_rights);
    let path = "/users/{id}/session";
    let delete = Endpoint::delete(path, "log_out_user", TAG, edit).with_status("204");
    let delete = delete.says("End the session of a user who works in this entity now");
    api.route(delete, end_user_session);
    let get = Endpoint::get("/session/rights", "list_rights", TAG, Access::Session);
    let get = get.says("What I may do here today, and by which role");
    api.route(get.answers::<Vec<Right>>(), list_rights);
}

async fn get_user(
    state: Data<State>,
    ctx: Ctx,
    PathOf(person): PathOf<PersonId>,
) -> Result<Json<User>, Error> {
    let auth = ctx.authorize(READ)?;
    let work = async |tx: &mut Tx<'_>| operations::get(tx, person).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn add_user(
    state: Data<State>,
    ctx: Ctx,
    Body(new): Body<NewUser>,
) -> Result<Json<User>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let key = format!("additions:{}", ctx.person);
    throttle::allow(&state, &auth, &key, ADDITIONS).await?;
    let secret = &state.config.secret;
    let work = async |tx: &mut Tx<'_>| operations::add(tx, secret, new.clone()).await;
    let added = state.db.write(auth, work).await?;
    tell(&state.config, Some(&new.email), Notice::Invited, ctx.now);
    Ok(Json(added))
}

async fn appoint_user(
    state: Data<State>,
    ctx: Ctx,
    PathOf(person): PathOf<PersonId>,
    Body(asked): Body<Appointment>,
) -> Result<Json<User>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::appoint(tx, person, asked.clone()).await;
    let appointed = state.db.write(auth, work).await?;
    operations::tell_of_rights(&state, &ctx, person).await;
    Ok(Json(appointed))
}

async fn end_user_session(
    state: Data<State>,
    ctx: Ctx,
    PathOf(person): PathOf<PersonId>,
) -> Result<HttpResponse, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::end_session(tx, person).await;
    state.db.write(auth, work).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn finish_user_rights(
    state: Data<State>,
    ctx: Ctx,
    PathOf(person): PathOf<PersonId>,
    Body(asked): Body<Departure>,
) -> Result<Json<User>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::depart(tx, person, asked).await;
    let ended = state.db.write(auth, work).await?;
    operations::tell_of_rights(&state, &ctx, person).await;
    Ok(Json(ended))
}

async fn list_rights(ctx: Ctx) -> Result<Json<Vec<Right>>, Error> {
    let counts = |held: &&RoleHeld| held.is_in_force(ctx.today);
    let held: Vec<RoleHeld> = ctx.given.iter().filter(counts).cloned().collect();
    Ok(Json(rights(&held)))
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
    let suspended = state.db.write(auth, work).await?;
    operations::tell_of_rights(&state, &ctx, person).await;
    Ok(Json(suspended))
}

fn within(name: &str, value: u32, most: u32) -> Result<u32, Error> {
    match (1..=most).contains(&value) {
        true => Ok(value),
        false => Err(Error::field(name, FieldCode::UnknownValue)),
    }
}
