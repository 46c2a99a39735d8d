//! Where files are kept.

use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::db::schema::{attachment_contents, attachments};
use crate::platform::error::Error;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text};
use diesel_async::RunQueryDsl;
use shared::document::Attachment;
use shared::{AttachmentId, DocumentId, ProblemCode};

diesel::define_sql_function! {
    /// Bytes as text.
    fn encode(bytes: Binary, format: Text) -> Text;
}

/// The columns of an [`Attachment`], in its order.
macro_rules! columns {
    () => {
        (
            attachments::id,
            attachments::name,
            attachments::media_type,
            attachments::bytes,
            encode(attachments::sha256, "hex"),
            attachments::attached_by,
            attachments::attached_by_name,
            attachments::attached_at,
            attachments::withdrawn_at,
        )
    };
}

/// The files of a document, oldest first.
pub async fn list(tx: &mut Tx<'_>, document: DocumentId) -> Result<Vec<Attachment>, Error> {
    let files = attachments::table
        .filter(attachments::entity_id.eq(tx.entity))
        .filter(attachments::document_id.eq(document))
        .select(columns!())
        .order((attachments::attached_at, attachments::id));
    Ok(files.load(tx).await?)
}

/// One of them.
pub async fn one(
    tx: &mut Tx<'_>,
    document: DocumentId,
    id: AttachmentId,
) -> Result<Attachment, Error> {
    let file = attachments::table
        .find((tx.entity, id))
        .filter(attachments::document_id.eq(document))
        .select(columns!());
    let found = file.first(tx).await.optional()?;
    found.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Is there one of this id, on whatever document?
pub async fn exists_anywhere(tx: &mut Tx<'_>, id: AttachmentId) -> Result<bool, Error> {
    let known = attachments::table.find((tx.entity, id));
    Ok(select(exists(known)).get_result(tx).await?)
}

/// The content of a file.
pub async fn content(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Vec<u8>, Error> {
    let kept = attachment_contents::entity_id
        .eq(attachments::entity_id)
        .and(attachment_contents::sha256.eq(attachments::sha256));
    let content = attachments::table
        .find((tx.entity, id))
        .inner_join(attachment_contents::table.on(kept))
        .select(attachment_contents::content);
    let found = content.first(tx).await.optional()?;
    found.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Keeps a content under its hash; the same content is kept once.
pub async fn keep(tx: &mut Tx<'_>, sha256: &[u8], content: &[u8]) -> Result<(), Error> {
    let new = (
        attachment_contents::entity_id.eq(tx.entity),
        attachment_contents::sha256.eq(sha256),
        attachment_contents::content.eq(content),
    );
    diesel::insert_into(attachment_contents::table)
        .values(new)
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// A file to note: what it is called, and the size and hash of what was kept.
#[derive(Insertable)]
#[diesel(table_name = attachments)]
pub struct NewFile<'a> {
    pub id: AttachmentId,
    pub name: &'a str,
    pub media_type: &'a str,
    /// Its size in bytes.
    pub bytes: i32,
    /// SHA-256 of its content.
    pub sha256: &'a [u8],
}

/// Notes a file of a document.
pub async fn insert(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    document: DocumentId,
    file: NewFile<'_>,
) -> Result<(), Error> {
    let new = (
        attachments::entity_id.eq(tx.entity),
        attachments::document_id.eq(document),
        file,
        attachments::attached_by.eq(ctx.person),
        attachments::attached_by_name.eq(&ctx.name),
        attachments::attached_at.eq(tx.now),
    );
    diesel::insert_into(attachments::table)
        .values(new)
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that a file was withdrawn.
pub async fn withdraw(tx: &mut Tx<'_>, id: AttachmentId) -> Result<(), Error> {
    diesel::update(attachments::table.find((tx.entity, id)))
        .set(attachments::withdrawn_at.eq(tx.now))
        .execute(tx)
        .await?;
    Ok(())
}
