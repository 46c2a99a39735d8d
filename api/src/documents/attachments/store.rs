//! Where files are kept.

use crate::args;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use serde_json::Value;
use shared::document::Attachment;
use shared::{AttachmentId, DocumentId, ProblemCode};

const COLUMNS: &str = "id, name, media_type, bytes, encode(sha256, 'hex') AS sha256, attached_by,
    attached_by_name, attached_at, withdrawn_at";

/// The files of a document, oldest first.
pub async fn list(tx: &mut Tx<'_>, document: DocumentId) -> Result<Vec<Attachment>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM attachments WHERE entity_id = $1 AND document_id = $2
         ORDER BY attached_at, id"
    );
    tx.rows(&sql, args![tx.entity, document]).await
}

/// One of them.
pub async fn one(
    tx: &mut Tx<'_>,
    document: DocumentId,
    id: AttachmentId,
) -> Result<Attachment, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM attachments
         WHERE entity_id = $1 AND document_id = $2 AND id = $3"
    );
    let found = tx.row(&sql, args![tx.entity, document, id]).await?;
    found.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Is there one of this id, on whatever document?
pub async fn exists(tx: &mut Tx<'_>, id: AttachmentId) -> Result<bool, Error> {
    let sql = "SELECT id FROM attachments WHERE entity_id = $1 AND id = $2";
    let found: Option<Value> = tx.row(sql, args![tx.entity, id]).await?;
    Ok(found.is_some())
}

/// The content of a file in base64.
pub async fn content(tx: &mut Tx<'_>, id: AttachmentId) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Row {
        content: String,
    }
    let sql = "SELECT translate(encode(c.content, 'base64'), E'\\n', '') AS content
               FROM attachments AS a JOIN attachment_contents AS c
                   ON c.entity_id = a.entity_id AND c.sha256 = a.sha256
               WHERE a.entity_id = $1 AND a.id = $2";
    let row: Option<Row> = tx.row(sql, args![tx.entity, id]).await?;
    row.map(|row| row.content)
        .ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Keeps a content under its hash; the same content is kept once.
pub async fn keep(tx: &mut Tx<'_>, sha256: &[u8], content: Vec<u8>) -> Result<(), Error> {
    let sql = "INSERT INTO attachment_contents (entity_id, sha256, content) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    tx.execute(sql, args![tx.entity, sha256.to_vec(), content])
        .await?;
    Ok(())
}

/// Notes a file: id, name, type and hash of what was kept.
pub async fn insert(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    document: DocumentId,
    (id, name, media_type, sha256): (AttachmentId, &str, &str, Vec<u8>),
) -> Result<(), Error> {
    let sql =
        "INSERT INTO attachments (entity_id, id, document_id, name, media_type, bytes, sha256,
                   attached_by, attached_by_name, attached_at)
               SELECT $1, $2, $3, $4, $5, length(content), sha256, $7, $8, $9
               FROM attachment_contents WHERE entity_id = $1 AND sha256 = $6";
    let values = args![
        tx.entity, id, document, name, media_type, sha256, ctx.person, &ctx.name, tx.now
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Notes that a file was withdrawn.
pub async fn withdraw(tx: &mut Tx<'_>, id: AttachmentId) -> Result<(), Error> {
    let sql = "UPDATE attachments SET withdrawn_at = $3 WHERE entity_id = $1 AND id = $2";
    tx.execute(sql, args![tx.entity, id, tx.now]).await?;
    Ok(())
}
