//! `/programs`.

use super::{operations, store};
use crate::identity::{TAG, keys};
use crate::platform::access::{Authorized, Ctx};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Table, Tabled};
use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::ProgramId;
use shared::page::Page;
use shared::permission::{Operation, Permission, Resource};
use shared::programs::{NewProgram, Program, RegisteredProgram};

const READ: Permission = Resource::Program.to(Operation::Read);
const EDIT: Permission = Resource::Program.to(Operation::Edit);

/// Which part of the list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ProgramsQuery {
    /// From 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// The list to take home.
struct Programs;

impl Table for Programs {
    const ACCESS: Access = Access::Permission(READ);
    type Query = ProgramsQuery;
    type Row = Program;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        query: ProgramsQuery,
        most: u32,
    ) -> Result<Tabled<Program>, Error> {
        let (page, per_page) = paging(query.page, query.per_page)?;
        let per_page = query.page.map_or(most + 1, |_| per_page);
        let offset = i64::from(page - 1) * i64::from(per_page);
        let page = query.page.map(|page| ("page", page.to_string()));
        let rows = store::list(tx, i64::from(per_page), offset).await?;
        Ok(Tabled::new("ทะเบียนโปรแกรมภายนอก", rows).only(page))
    }
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/programs", "list_programs", TAG, Access::Permission(READ));
    let list = list.says("Programs of others that are or were let in");
    let list = list.query::<ProgramsQuery>().answers_page::<Program>();
    api.route(list, list_programs);
    tables::register::<Programs>(api, "/programs", "list_programs", TAG);
    let edit = Access::Permission(EDIT);
    // Rehearsed it would tell a secret that opens nothing.
    let post = Endpoint::post("/programs", "create_program", TAG, edit)
        .with_proof()
        .never_rehearsed();
    let post = post.says("Let a program in; its secret is told once, here");
    let post = post.takes::<NewProgram>().answers::<RegisteredProgram>();
    api.route(post, add_program);
    let delete = Endpoint::delete("/programs/{id}", "finish_program", TAG, edit);
    let delete = delete.with_proof().with_status("204");
    api.route(
        delete.says("Shut a program out, at once and for good"),
        finish_program,
    );
}

async fn list_programs(
    state: Data<State>,
    ctx: Ctx,
    QueryOf(query): QueryOf<ProgramsQuery>,
) -> Result<Json<Page<Program>>, Error> {
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

/// The secret goes to who asks and nowhere else: under a key the answer would be kept.
async fn add_program(
    state: Data<State>,
    ctx: Ctx,
    Body(new): Body<NewProgram>,
) -> Result<Json<RegisteredProgram>, Error> {
    let auth = Authorized {
        idempotency: None,
        ..ctx.authorize(EDIT)?
    };
    let secret = new.public_key.is_none().then(keys::new_token);
    let given = secret.as_deref();
    let work = async |tx: &mut Tx<'_>| operations::register(tx, new.clone(), given).await;
    Ok(Json(RegisteredProgram {
        program: state.db.write(auth, work).await?,
        client_secret: secret,
    }))
}

async fn finish_program(
    state: Data<State>,
    ctx: Ctx,
    PathOf(id): PathOf<ProgramId>,
) -> Result<HttpResponse, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::withdraw(tx, id).await;
    state.db.write(auth, work).await?;
    Ok(HttpResponse::NoContent().finish())
}
