//! Where takings are kept.

use crate::platform::db::schema::document_takes;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::document::Status;
use shared::{DocumentId, EntityId};

/// A document about to be taken: where it stands and who has it.
#[derive(Debug, QueryableByName)]
pub struct Takeable {
    /// Which.
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
    "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles)
    SELECT $1, $2, t, $4, true FROM unnest($3::uuid[]) AS t
    ON CONFLICT (entity_id, document_id, taken_id) DO UPDATE SET released_at = NULL";

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
        .bind::<Text, _>(relation);
    take.execute(tx).await?;
    Ok(())
}

/// What a document holds now.
#[auto_type(no_type_alias)]
fn held_by(entity: EntityId, id: DocumentId) -> _ {
    let of_entity = document_takes::entity_id.eq(entity);
    document_takes::table
        .filter(of_entity)
        .filter(document_takes::document_id.eq(id))
        .filter(document_takes::released_at.is_null())
}

/// Lets go of the documents one holds.
pub async fn release(tx: &mut Tx<'_>, id: DocumentId) -> Result<(), Error> {
    diesel::update(held_by(tx.entity, id))
        .set(document_takes::released_at.eq(tx.now))
        .execute(tx)
        .await?;
    Ok(())
}

const PASS_ON: &str =
    "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles)
    SELECT entity_id, $3, taken_id, relation, settles FROM document_takes
    WHERE entity_id = $1 AND document_id = $2 AND taken_id = ANY($4)
    ON CONFLICT (entity_id, document_id, taken_id) DO UPDATE SET released_at = NULL";

/// Passes documents from one that holds them to another.
pub async fn pass_on(
    tx: &mut Tx<'_>,
    from: DocumentId,
    to: DocumentId,
    taken: &[DocumentId],
) -> Result<(), Error> {
    let passed = held_by(tx.entity, from).filter(document_takes::taken_id.eq_any(taken));
    diesel::update(passed)
        .set(document_takes::released_at.eq(tx.now))
        .execute(tx)
        .await?;
    let pass_on = sql(PASS_ON)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(from)
        .bind::<Uuid, _>(to)
        .bind::<Array<Uuid>, _>(taken);
    pass_on.execute(tx).await?;
    Ok(())
}

/// The documents one holds and settles.
pub async fn held(tx: &mut Tx<'_>, id: DocumentId) -> Result<Vec<DocumentId>, Error> {
    let held = held_by(tx.entity, id)
        .filter(document_takes::settles)
        .select(document_takes::taken_id);
    Ok(held.load(tx).await?)
}
