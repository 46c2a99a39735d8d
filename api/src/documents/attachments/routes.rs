//! `/{kind}/{id}/attachments`, the same for every kind.

use super::operations;
use crate::documents::kind::DocumentKind;
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, named};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, DispositionType, X_FRAME_OPTIONS,
};
use actix_web::web::{Data, Json};
use actix_web::{CustomizeResponder, HttpResponse, Responder};
use shared::document::{Attachment, MAX_ATTACHMENT, MEDIA_TYPES, NewAttachment, spec};
use shared::permission::Operation;
use shared::{AttachmentId, DocumentId};

/// A file does nothing, and is shown in no page but ours: beside the document that is judged by it.
const BESIDE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; \
    object-src 'self'; frame-ancestors 'self'";

/// Adds the routes of a kind.
pub fn register<B: DocumentKind>(api: &mut Api) {
    let spec = spec(B::KIND);
    let (single, tag) = (B::KIND.as_str(), spec.path);
    let read = Access::Permission(B::KIND.to(Operation::Read));
    let edit = Access::Permission(B::KIND.to(Operation::Edit));
    let all = format!("/{}/{{id}}/attachments", spec.path);
    let one = format!("{all}/{{attachment_id}}");

    let list = Endpoint::get(&all, &format!("list_{single}_attachments"), tag, read);
    api.route(list.answers_list::<Attachment>(), list_attachments::<B>);
    let attach = Endpoint::post(&all, &format!("put_{single}_attachment"), tag, edit)
        .says("Attach a scan: PDF, JPG or PNG of at most 10 MiB, in base64")
        .takes::<NewAttachment>()
        // Base64 is a third more.
        .up_to(MAX_ATTACHMENT / 3 * 4 + 4096)
        .with_status("201");
    api.route(attach.answers::<Attachment>(), attach_file::<B>);
    let get = Endpoint::get(&one, &format!("get_{single}_attachment"), tag, read)
        .answers_file(&MEDIA_TYPES);
    api.route(get, get_attachment::<B>);
    let path = format!("{one}/withdraw");
    let withdraw = Endpoint::post(&path, &format!("change_{single}_attachment"), tag, edit)
        .says("Withdraw a file from a draft")
        .answers::<Attachment>();
    api.route(withdraw, withdraw_attachment::<B>);
}

async fn list_attachments<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Vec<Attachment>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let work = state
        .db
        .read(auth, async |tx| operations::list::<B>(tx, &ctx, id).await);
    Ok(Json(work.await?))
}

async fn attach_file<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
    Body(new): Body<NewAttachment>,
) -> Result<CustomizeResponder<Json<Attachment>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Edit))?;
    let work = state.db.write(auth, async |tx| {
        operations::attach::<B>(tx, &ctx, id, new).await
    });
    Ok(Json(work.await?)
        .customize()
        .with_status(StatusCode::CREATED))
}

async fn withdraw_attachment<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf((id, attachment)): PathOf<(DocumentId, AttachmentId)>,
) -> Result<Json<Attachment>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Edit))?;
    let work = state.db.write(auth, async |tx| {
        operations::withdraw::<B>(tx, &ctx, id, attachment).await
    });
    Ok(Json(work.await?))
}

async fn get_attachment<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf((id, attachment)): PathOf<(DocumentId, AttachmentId)>,
) -> Result<HttpResponse, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let work = state.db.read(auth, async |tx| {
        operations::content::<B>(tx, &ctx, id, attachment).await
    });
    let (file, content) = work.await?;
    let (stem, ending) = file.stem_and_ending();
    let mut response = HttpResponse::Ok();
    response
        .insert_header(named(DispositionType::Inline, stem, ending))
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((CONTENT_SECURITY_POLICY, BESIDE))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"));
    Ok(response.body(content))
}
