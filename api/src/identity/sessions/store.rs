//! Where sessions are kept.

use crate::args;
use crate::platform::access::Authorized;
use crate::platform::db::{Db, Tx};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::Value;
use shared::permission::Role;
use shared::{DepartmentId, EntityId, PersonId};

/// A session, who it is, and the roles held where it works, all in one query.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    pub person_id: PersonId,
    /// Where.
    pub entity_id: EntityId,
    /// Last use noted.
    pub used_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// Noted as locked.
    pub is_locked: bool,
    /// Name with title.
    pub name_th: String,
    /// Today, for an entity to practise in.
    pub practice_today: Option<NaiveDate>,
    /// Roles held there, first the one whose position is signed with.
    pub roles: Vec<HeldRow>,
}

/// A role held.
#[derive(Debug, Clone, Deserialize)]
pub struct HeldRow {
    pub role: Role,
    pub department_id: Option<DepartmentId>,
    /// ตำแหน่ง
    pub position_th: String,
}

/// The session whose token has this hash.
pub async fn find(db: &Db, auth: Authorized, hash: &[u8]) -> Result<Option<Row>, Error> {
    let sql = "SELECT s.person_id, s.entity_id, s.used_at, s.expires_at, s.is_locked, p.name_th,
                   e.practice_today,
                   coalesce((SELECT jsonb_agg(jsonb_build_object('role', o.role, 'department_id',
                                 o.department_id, 'position_th', o.position_th)
                                 ORDER BY o.role, o.department_id)
                             FROM posts_of(s.person_id) AS o
                             WHERE o.entity_id = s.entity_id), '[]') AS roles
               FROM sessions AS s JOIN persons AS p ON p.id = s.person_id
                   JOIN entities AS e ON e.id = s.entity_id
               WHERE s.token_hash = $1";
    db.ask(auth, sql, args![hash.to_vec()]).await
}

/// Where a person works or worked last, if there is a session of any age.
pub async fn last_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<EntityId>, Error> {
    #[derive(Deserialize)]
    struct Last {
        entity_id: Option<EntityId>,
    }
    let sql = "SELECT entity_id FROM sessions WHERE person_id = $1";
    let last: Option<Last> = tx.row(sql, args![person]).await?;
    Ok(last.and_then(|last| last.entity_id))
}

/// Opens a session in place of any other of the person.
pub async fn open(
    tx: &mut Tx<'_>,
    hash: &[u8],
    person: PersonId,
    entity: EntityId,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "INSERT INTO sessions (token_hash, person_id, entity_id, created_at, used_at,
                   expires_at)
               VALUES ($1, $2, $3, $4, $4, $5)
               ON CONFLICT (person_id) DO UPDATE
               SET token_hash = excluded.token_hash, entity_id = excluded.entity_id,
                   created_at = excluded.created_at, used_at = excluded.used_at,
                   expires_at = excluded.expires_at, is_locked = false";
    tx.execute(
        sql,
        args![hash.to_vec(), person, entity, tx.now, expires_at],
    )
    .await?;
    Ok(())
}

/// Gives a session another token and place, and opens it; false when it is gone.
pub async fn renew(
    tx: &mut Tx<'_>,
    old: &[u8],
    new: &[u8],
    entity: EntityId,
) -> Result<bool, Error> {
    let sql = "UPDATE sessions SET token_hash = $2, entity_id = $3, used_at = $4, is_locked = false
               WHERE token_hash = $1 AND expires_at > $4";
    Ok(tx
        .execute(sql, args![old.to_vec(), new.to_vec(), entity, tx.now])
        .await?
        == 1)
}

/// Notes a use. Nobody waits for the disk: losing it in a crash costs half a minute of idle time.
pub async fn touch(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    tx.rows::<Value>("SELECT set_config('synchronous_commit', 'off', true)", &[])
        .await?;
    let sql = "UPDATE sessions SET used_at = $2 WHERE token_hash = $1 AND NOT is_locked";
    tx.execute(sql, args![hash.to_vec(), tx.now]).await?;
    Ok(())
}

/// Notes that the idle time has run out.
pub async fn lock(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    let sql = "UPDATE sessions SET is_locked = true WHERE token_hash = $1";
    tx.execute(sql, args![hash.to_vec()]).await?;
    Ok(())
}

/// Ends a session.
pub async fn end(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM sessions WHERE token_hash = $1",
        args![hash.to_vec()],
    )
    .await?;
    Ok(())
}

/// Ends a person's session, if it works in the entity of the transaction.
pub async fn end_in_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE person_id = $1 AND entity_id = $2";
    tx.execute(sql, args![person, tx.entity]).await?;
    Ok(())
}
