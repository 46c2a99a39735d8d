//! Reads records as text.

use crate::args;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::platform::record::RecordRow;
use crate::verify::store::{Refusal, attempt};
use uuid::Uuid;

/// Records read at once.
pub const PAGE: i64 = 500;

/// The records of an entity after a number, in order; at most [`PAGE`].
pub async fn page(
    conn: &mut OwnerConnection,
    entity: Uuid,
    after: i64,
    limit: i64,
) -> Result<Result<Vec<RecordRow>, Refusal>, Error> {
    let sql =
        "SELECT form, entity_id, seq, actor, permission, subject, idempotency_key, request_hash,
                   to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at,
                   changes, answer,
                   encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash
               FROM records WHERE entity_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    attempt(conn, sql, args![entity, after, limit]).await
}
