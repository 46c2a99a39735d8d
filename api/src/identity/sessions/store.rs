//! Where sessions are kept.

use crate::platform::access::Authorized;
use crate::platform::db::schema::sessions;
use crate::platform::db::{Db, Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Date, Jsonb, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use shared::permission::Role;
use shared::{DepartmentId, EntityId, PersonId};

/// A session, who it is, and the roles held where it works, all in one query.
#[derive(Debug, Clone, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Uuid)]
    pub person_id: PersonId,
    /// Where.
    #[diesel(sql_type = Uuid)]
    pub entity_id: EntityId,
    /// Last use noted.
    #[diesel(sql_type = Timestamptz)]
    pub used_at: DateTime<Utc>,
    /// When it ends.
    #[diesel(sql_type = Timestamptz)]
    pub expires_at: DateTime<Utc>,
    /// Noted as locked.
    #[diesel(sql_type = Bool)]
    pub is_locked: bool,
    /// Name with title.
    #[diesel(sql_type = Text)]
    pub name_th: String,
    /// Today, for an entity to practise in.
    #[diesel(sql_type = Nullable<Date>)]
    pub practice_today: Option<NaiveDate>,
    /// Roles held there, first the one whose position is signed with.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<HeldRow>>)]
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

const SESSION: &str = "SELECT s.person_id, s.entity_id, s.used_at, s.expires_at, s.is_locked,
        p.name_th, e.practice_today,
        coalesce((SELECT jsonb_agg(jsonb_build_object('role', o.role, 'department_id',
                      o.department_id, 'position_th', o.position_th)
                      ORDER BY o.role, o.department_id)
                  FROM posts AS o
                  WHERE o.person_id = s.person_id AND o.entity_id = s.entity_id), '[]') AS roles
    FROM sessions AS s JOIN persons AS p ON p.id = s.person_id
        JOIN entities AS e ON e.id = s.entity_id
    WHERE s.token_hash = $1";

/// The session whose token has this hash.
pub async fn find(db: &Db, auth: Authorized, hash: &[u8]) -> Result<Option<Row>, Error> {
    let ask = async |tx: &mut Tx<'_>| {
        let session = sql(SESSION).bind::<Binary, _>(hash);
        Ok(session.get_result(tx).await.optional()?)
    };
    db.ask(auth, ask).await
}

/// Where a person works or worked last, if there is a session of any age.
pub async fn last_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<EntityId>, Error> {
    let last = sessions::table
        .filter(sessions::person_id.eq(person))
        .select(sessions::entity_id);
    let last: Option<Option<EntityId>> = last.first(tx).await.optional()?;
    Ok(last.flatten())
}

/// Opens a session in place of any other of the person.
pub async fn open(
    tx: &mut Tx<'_>,
    hash: &[u8],
    person: PersonId,
    entity: EntityId,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let new = (
        sessions::token_hash.eq(hash),
        sessions::entity_id.eq(entity),
        sessions::created_at.eq(tx.now),
        sessions::used_at.eq(tx.now),
        sessions::expires_at.eq(expires_at),
        sessions::is_locked.eq(false),
    );
    diesel::insert_into(sessions::table)
        .values((sessions::person_id.eq(person), new))
        .on_conflict(sessions::person_id)
        .do_update()
        .set(new)
        .execute(tx)
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
    let live = sessions::table
        .find(old)
        .filter(sessions::expires_at.gt(tx.now));
    let renewed = diesel::update(live).set((
        sessions::token_hash.eq(new),
        sessions::entity_id.eq(entity),
        sessions::used_at.eq(tx.now),
        sessions::is_locked.eq(false),
    ));
    Ok(renewed.execute(tx).await? == 1)
}

/// Notes a use. Nobody waits for the disk: losing it in a crash costs half a minute of idle time.
pub async fn touch(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    sql("SELECT set_config('synchronous_commit', 'off', true)")
        .execute(tx)
        .await?;
    let open = sessions::table
        .find(hash)
        .filter(diesel::dsl::not(sessions::is_locked));
    diesel::update(open)
        .set(sessions::used_at.eq(tx.now))
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that the idle time has run out.
pub async fn lock(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    diesel::update(sessions::table.find(hash))
        .set(sessions::is_locked.eq(true))
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    diesel::delete(sessions::table.find(hash))
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a person's session, if it works in the entity of the transaction.
pub async fn end_in_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let there = sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::entity_id.eq(tx.entity));
    diesel::delete(there).execute(tx).await?;
    Ok(())
}
