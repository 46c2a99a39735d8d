//! Reads records as text. Typed: as JSON, which all else of verification is read as, every quote of their
//! changes would be escaped and read back.

use crate::platform::db::{OwnerConnection, sql};
use crate::platform::error::Error;
use crate::platform::record::RecordRow;
use crate::verify::store::{Refusal, settled};
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

/// Records read at once.
pub const PAGE: i64 = 500;

/// The records of an entity after a number, in order; at most so many.
pub async fn page(
    conn: &mut OwnerConnection,
    entity: Uuid,
    after: i64,
    limit: i64,
) -> Result<Result<Vec<RecordRow>, Refusal>, Error> {
    let page = sql(
        "SELECT form::int, entity_id, seq, actor, permission, subject, idempotency_key, request_hash,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at,
            changes, answer,
            encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash
        FROM records WHERE entity_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    );
    let page = page.bind::<SqlUuid, _>(entity).bind::<BigInt, _>(after);
    let read = page.bind::<BigInt, _>(limit).load(conn).await;
    settled(conn, read.map_err(Error::from)).await
}

/// The next records of an entity after a number, in order.
pub async fn records_after(
    conn: &mut OwnerConnection,
    entity: Uuid,
    after: i64,
) -> Result<Result<Vec<RecordRow>, Refusal>, Error> {
    page(conn, entity, after, PAGE).await
}
