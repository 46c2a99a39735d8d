//! `/{kind}/{id}/warnings`, the same for every kind.

use super::operations;
use crate::documents::kind::DocumentKind;
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::PathOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use shared::DocumentId;
use shared::document::spec;
use shared::permission::Operation;
use shared::warning::Warning;

/// Adds the route of a kind.
pub fn register<B: DocumentKind>(api: &mut Api) {
    let (single, tag) = (B::KIND.as_str(), spec(B::KIND).path);
    let read = Access::Permission(B::KIND.to(Operation::Read));
    let path = format!("/{tag}/{{id}}/warnings");
    let list = Endpoint::get(&path, &format!("list_{single}_warnings"), tag, read)
        .says("What to look at before the next step, such as the same bill paid twice")
        .answers_list::<Warning>();
    api.route(list, list_warnings::<B>);
}

async fn list_warnings<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Vec<Warning>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let work = state.db.read(auth, async |tx| {
        operations::before_a_step::<B>(tx, &ctx, id).await
    });
    Ok(Json(work.await?))
}
