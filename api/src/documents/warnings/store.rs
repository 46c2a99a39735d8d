//! Where compared texts are kept: what a thing would be met again by.

use super::super::header::HeaderRow;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::document::Kind;
use shared::warning::Twin;
use shared::{DepartmentId, DocumentId, Money};

// A row that is deleted is none of those that are inserted.
const KEEP: &str = "WITH gone AS (DELETE FROM twins WHERE entity_id = $1 AND thing = $2 AND id = $3
        AND NOT key = ANY($4))
    INSERT INTO twins (entity_id, thing, id, key)
    SELECT $1, $2, $3, unnest($4::text[]) ON CONFLICT DO NOTHING";

/// Keeps what a thing (a document by its kind, a party) would be met again by, instead of what was
/// kept before.
pub async fn keep(
    tx: &mut Tx<'_>,
    thing: &str,
    id: uuid::Uuid,
    twins: &[Twin],
) -> Result<(), Error> {
    let keys: Vec<&str> = twins.iter().map(|twin| twin.key.as_str()).collect();
    sql(KEEP)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Text, _>(thing)
        .bind::<Uuid, _>(id)
        .bind::<Array<Text>, _>(keys)
        .execute(tx)
        .await?;
    Ok(())
}

/// A document that has the same compared text.
#[derive(QueryableByName)]
pub struct Met {
    /// What is the same.
    #[diesel(sql_type = Text)]
    pub key: String,
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    /// Its number, else what it is about.
    #[diesel(sql_type = Text)]
    pub label: String,
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
    #[diesel(sql_type = Nullable<Uuid>)]
    pub department_id: Option<DepartmentId>,
}

// Drafts are nothing yet: whoever hands in second is warned.
const MEETS: &str = "SELECT t.key, d.id, d.kind, d.amount, d.department_id,
        coalesce((SELECT n.number FROM document_numbers n WHERE n.entity_id = d.entity_id
            AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1), d.title) AS label
    FROM twins t
    JOIN documents d ON d.entity_id = t.entity_id AND d.id = t.id AND d.kind = t.thing
    WHERE t.entity_id = $1 AND t.key = ANY($2) AND d.id <> $3
      AND d.status NOT IN ('draft', 'cancelled')
    ORDER BY d.id DESC LIMIT 5";

/// The newest documents that were handed in and have one of these compared texts, beside its own.
pub async fn meets(tx: &mut Tx<'_>, header: &HeaderRow, twins: &[Twin]) -> Result<Vec<Met>, Error> {
    let keys: Vec<&str> = twins.iter().map(|twin| twin.key.as_str()).collect();
    let met = sql(MEETS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(keys)
        .bind::<Uuid, _>(header.id);
    Ok(met.load(tx).await?)
}
