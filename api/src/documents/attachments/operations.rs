//! Attaching, reading and withdrawing.

use super::store;
use crate::documents::engine::visible;
use crate::documents::header::HeaderRow;
use crate::documents::kind::DocumentKind;
use crate::documents::rights::{check_maker, check_own};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use shared::document::{Attachment, NewAttachment, Status, accept_file};
use shared::problem::FieldCode;
use shared::{AttachmentId, DocumentId, ProblemCode};

/// The files of a document, oldest first, withdrawn ones included.
pub async fn list<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<Vec<Attachment>, Error> {
    visible::<B>(tx, ctx, id).await?;
    store::list(tx, id).await
}

/// The document, if the person makes documents of this kind and department.
async fn own<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<HeaderRow, Error> {
    tx.subject = format!("{}/{id}", B::KIND);
    let header = visible::<B>(tx, ctx, id).await?;
    check_maker(ctx, B::KIND, header.department_id)?;
    check_own(ctx, &header)?;
    Ok(header)
}

/// Attaches a file.
pub async fn attach<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    new: NewAttachment,
) -> Result<Attachment, Error> {
    let header = own::<B>(tx, ctx, id).await?;
    if header.status == Status::Cancelled {
        return Err(Error::Problem(ProblemCode::WRONG_STATE));
    }
    let mut wrong = new.check();
    if new.id.0.get_version_num() != 7 {
        wrong.push(shared::FieldError::new("id", FieldCode::Malformed));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let content = STANDARD
        .decode(&new.content)
        .map_err(|_| Error::field("content", FieldCode::Malformed))?;
    let kind =
        accept_file(&content, content.len()).map_err(|code| Error::field("content", code))?;
    if store::exists_anywhere(tx, new.id).await? {
        let problem = Error::field("id", FieldCode::Duplicate);
        return Err(problem.with_code(ProblemCode::DUPLICATE_REQUEST));
    }
    let sha256 = Sha256::digest(&content);
    store::keep(tx, &sha256, &content).await?;
    let file = store::NewFile {
        id: new.id,
        name: new.file_name.trim(),
        media_type: kind,
        bytes: i32::try_from(content.len()).map_err(Error::unexpected)?,
        sha256: &sha256,
    };
    store::insert(tx, ctx, id, file).await?;
    store::one(tx, id, new.id).await
}

/// Withdraws a file from a draft; it is kept.
pub async fn withdraw<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    attachment: AttachmentId,
) -> Result<Attachment, Error> {
    let header = own::<B>(tx, ctx, id).await?;
    let found = store::one(tx, id, attachment).await?;
    if header.status != Status::Draft || found.withdrawn_at.is_some() {
        return Err(Error::Problem(ProblemCode::WRONG_STATE));
    }
    store::withdraw(tx, attachment).await?;
    store::one(tx, id, attachment).await
}

/// A file with its content.
pub async fn content<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    attachment: AttachmentId,
) -> Result<(Attachment, Vec<u8>), Error> {
    visible::<B>(tx, ctx, id).await?;
    let found = store::one(tx, id, attachment).await?;
    Ok((found, store::content(tx, attachment).await?))
}
