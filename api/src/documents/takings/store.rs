//! Where takings are kept.

use crate::platform::db::schema::document_takes;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::DocumentId;
use shared::document::Status;

/// A document about to be taken: where it stands and who has it.
#[derive(Debug, QueryableByName)]
pub struct Takeable {
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    /// Where it stands.
    #[diesel(sql_type = Text)]
    pub status: Status,
    /// Who has taken it in this relation.
    #[diesel(sql_type = Nullable<Uuid>)]
    pub taken_by: Option<DocumentId>,
    /// Number or title.
    #[diesel(sql_type = Text)]
    pub label: String,
}

const TAKEABLE: &str = "SELECT d.id, d.status, coalesce((SELECT n.number FROM document_numbers n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
            ORDER BY n.given DESC LIMIT 1), d.title) AS label,
        (SELECT t.document_id FROM document_takes t
            WHERE t.entity_id = d.entity_id AND t.taken_id = d.id AND t.relation = $3
              AND t.released_at IS NULL) AS taken_by
    FROM documents d WHERE d.entity_id = $1 AND d.id = ANY($2)";

/// The state of documents about to be taken in a relation.
pub async fn takeable(
    tx: &mut Tx<'_>,
    ids: &[DocumentId],
    relation: &str,
) -> Result<Vec<Takeable>, Error> {
    let takeable = sql(TAKEABLE)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(ids)
        .bind::<Text, _>(relation);
    Ok(takeable.load(tx).await?)
}

const TAKE: &str =
    "INSERT INTO document_takes AS t (entity_id, document_id, taken_id, relation, settles, days)
    SELECT $1, $2, w, $4, true, ARRAY[$5::date] FROM unnest($3::uuid[]) AS w
    ON CONFLICT (entity_id, document_id, taken_id)
        DO UPDATE SET released_at = NULL, days = t.days || excluded.days";

/// Notes that a document has taken others.
pub async fn take(
    tx: &mut Tx<'_>,
    id: DocumentId,
    taken: &[DocumentId],
    relation: &str,
) -> Result<(), Error> {
    let take = sql(TAKE)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(id)
        .bind::<Array<Uuid>, _>(taken)
        .bind::<Text, _>(relation)
        .bind::<Date, _>(tx.today);
    take.execute(tx).await?;
    Ok(())
}

const LET_GO: &str = "UPDATE document_takes SET released_at = $3, days = array_append(days, $4)
    WHERE entity_id = $1 AND document_id = $2 AND released_at IS NULL
      AND ($5::uuid[] IS NULL OR taken_id = ANY($5))";

/// Lets go of these documents that one holds, or of all.
async fn let_go(
    tx: &mut Tx<'_>,
    id: DocumentId,
    taken: Option<&[DocumentId]>,
) -> Result<(), Error> {
    let let_go = sql(LET_GO)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(id)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Date, _>(tx.today)
        .bind::<Nullable<Array<Uuid>>, _>(taken);
    let_go.execute(tx).await?;
    Ok(())
}

/// Lets go of the documents one holds.
pub async fn release(tx: &mut Tx<'_>, id: DocumentId) -> Result<(), Error> {
    let_go(tx, id, None).await
}

const PASS_ON: &str =
    "INSERT INTO document_takes AS t (entity_id, document_id, taken_id, relation, settles, days)
    SELECT entity_id, $3, taken_id, relation, settles, ARRAY[$5::date] FROM document_takes
    WHERE entity_id = $1 AND document_id = $2 AND taken_id = ANY($4)
    ON CONFLICT (entity_id, document_id, taken_id)
        DO UPDATE SET released_at = NULL, days = t.days || excluded.days";

/// Passes documents from one that holds them to another.
pub async fn pass_on(
    tx: &mut Tx<'_>,
    from: DocumentId,
    to: DocumentId,
    taken: &[DocumentId],
) -> Result<(), Error> {
    let_go(tx, from, Some(taken)).await?;
    let pass_on = sql(PASS_ON)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(from)
        .bind::<Uuid, _>(to)
        .bind::<Array<Uuid>, _>(taken)
        .bind::<Date, _>(tx.today);
    pass_on.execute(tx).await?;
    Ok(())
}

/// The documents one holds and settles.
pub async fn held(tx: &mut Tx<'_>, id: DocumentId) -> Result<Vec<DocumentId>, Error> {
    let held = document_takes::table
        .filter(document_takes::entity_id.eq(tx.entity))
        .filter(document_takes::document_id.eq(id))
        .filter(document_takes::released_at.is_null())
        .filter(document_takes::settles)
        .select(document_takes::taken_id);
    Ok(held.load(tx).await?)
}
