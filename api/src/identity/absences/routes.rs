//! `/absences`, `/inbox/absent` and `/documents/{id}/absent`.

use super::{operations, store};
use crate::documents::{self, Paging, Reach};
use crate::identity::TAG;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use shared::absences::{Absence, AbsentApprover, NewAbsence};
use shared::document::DocumentHeader;
use shared::page::Page;
use shared::permission::{Operation, Permission, Resource};
use shared::{AbsenceId, DocumentId};

const EDIT: Permission = Resource::User.to(Operation::Edit);

/// Adds these routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/absences", "list_absences", TAG, Access::Session);
    let list = list.says("Who is absent today or will be, from a day to a day");
    api.route(list.answers_list::<Absence>(), list_absences);
    let post = Endpoint::post("/absences", "create_absence", TAG, Access::Session);
    let post = post.says("Note when one is absent oneself; the head of finance does so of others");
    let post = post.takes::<NewAbsence>().answers::<Absence>();
    api.route(post, add_absence);
    let path = "/absences/{id}";
    let delete = Endpoint::delete(path, "forget_absence", TAG, Access::Session).with_status("204");
    api.route(delete.says("Take an absence back"), forget_absence);
    let edit = Access::Permission(EDIT);
    let absent = Endpoint::get("/inbox/absent", "get_absent_inbox", TAG, edit);
    let absent = absent
        .says("Documents whose next step waits for people who are absent, and for nobody else")
        .query::<Paging>()
        .answers_page::<DocumentHeader>();
    api.route(absent, get_absent_inbox);
    let path = "/documents/{id}/absent";
    let of = Endpoint::get(path, "list_absent_approvers", TAG, Access::Session);
    let of = of.says("Those whom the document waits for, where all of them are absent");
    api.route(of.answers_list::<AbsentApprover>(), list_absent_approvers);
}

async fn list_absences(state: Data<State>, ctx: Ctx) -> Result<Json<Vec<Absence>>, Error> {
    let work = async |tx: &mut Tx<'_>| store::list(tx, None).await;
    let auth = ctx.authorize_own("absence:read");
    Ok(Json(state.db.read(auth, work).await?))
}

async fn add_absence(
    state: Data<State>,
    ctx: Ctx,
    Body(new): Body<NewAbsence>,
) -> Result<Json<Absence>, Error> {
    let work = async |tx: &mut Tx<'_>| operations::note(tx, &ctx, new).await;
    let auth = ctx.authorize_own("absence:note");
    Ok(Json(state.db.write(auth, work).await?))
}

async fn forget_absence(
    state: Data<State>,
    ctx: Ctx,
    PathOf(id): PathOf<AbsenceId>,
) -> Result<HttpResponse, Error> {
    let work = async |tx: &mut Tx<'_>| operations::take_back(tx, &ctx, id).await;
    let auth = ctx.authorize_own("absence:take_back");
    state.db.write(auth, work).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn get_absent_inbox(
    state: Data<State>,
    ctx: Ctx,
    QueryOf(query): QueryOf<Paging>,
) -> Result<Json<Page<DocumentHeader>>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let (page, per_page) = paging(query.page, query.per_page)?;
    let reach = Reach { page, per_page };
    let work = async |tx: &mut Tx<'_>| operations::waiting(tx, &ctx, reach).await;
    let listed = state.db.read(auth, work).await?;
    Ok(Json(documents::page_of(listed, &ctx, reach)))
}

async fn list_absent_approvers(
    state: Data<State>,
    ctx: Ctx,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Vec<AbsentApprover>>, Error> {
    let auth = documents::any_read(&ctx)?;
    let work = async |tx: &mut Tx<'_>| operations::approvers(tx, &ctx, id).await;
    Ok(Json(state.db.read(auth, work).await?))
}
