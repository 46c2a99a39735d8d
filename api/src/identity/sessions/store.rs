//! Where sessions are kept.

use crate::platform::access::Authorized;
use crate::platform::db::{Db, Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Date, Jsonb, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use shared::identity::{RoleHeld, SessionSeen};
use shared::{EntityId, PersonId, ProblemCode};

/// A session, who it is, and the roles held where it works, all in one query (`session_of`).
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
    /// When the person last proved who that is.
    #[diesel(sql_type = Timestamptz)]
    pub proved_at: DateTime<Utc>,
    /// Noted as locked.
    #[diesel(sql_type = Bool)]
    pub is_locked: bool,
    /// Name with title.
    #[diesel(sql_type = Text)]
    pub name_th: String,
    /// Today, for an entity to practise in.
    #[diesel(sql_type = Nullable<Date>)]
    pub practice_today: Option<NaiveDate>,
    /// Roles given there, first the one whose position is signed with.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<HeldRow>>)]
    pub roles: Vec<HeldRow>,
}

/// A role given.
#[derive(Debug, Clone, Deserialize)]
pub struct HeldRow {
    /// The role and its limits.
    #[serde(flatten)]
    pub held: RoleHeld,
    /// ตำแหน่ง
    pub position_th: String,
}

/// The session whose token has this hash.
pub async fn find(db: &Db, auth: Authorized, hash: &[u8]) -> Result<Option<Row>, Error> {
    let ask = async |tx: &mut Tx<'_>| {
        let session = sql("SELECT * FROM session_of($1)").bind::<Binary, _>(hash);
        Ok(session.get_result(tx).await.optional()?)
    };
    db.ask(auth, ask).await
}

/// Where a person works or worked last, if there is a session of any age.
pub async fn last_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<EntityId>, Error> {
    #[derive(QueryableByName)]
    struct Last {
        #[diesel(sql_type = Nullable<Uuid>)]
        place: Option<EntityId>,
    }
    let last = sql("SELECT last_place($1) AS place").bind::<Uuid, _>(person);
    let last: Last = last.get_result(tx).await?;
    Ok(last.place)
}

/// The session of a person who works in the entity of the transaction.
pub async fn own(tx: &mut Tx<'_>, person: PersonId) -> Result<SessionSeen, Error> {
    #[derive(QueryableByName)]
    struct Seen {
        #[diesel(sql_type = Timestamptz)]
        created_at: DateTime<Utc>,
        #[diesel(sql_type = Timestamptz)]
        used_at: DateTime<Utc>,
        #[diesel(sql_type = Bool)]
        is_locked: bool,
    }
    let session = sql("SELECT created_at, used_at, is_locked FROM session_here($1, $2)")
        .bind::<Uuid, _>(person)
        .bind::<Timestamptz, _>(tx.now);
    let seen: Option<Seen> = session.get_result(tx).await.optional()?;
    let seen = seen.ok_or(Error::Problem(ProblemCode::UNAUTHENTICATED))?;
    Ok(SessionSeen {
        created_at: seen.created_at,
        used_at: seen.used_at,
        is_locked: seen.is_locked,
    })
}

/// Opens a session in place of any other of the person.
pub async fn open(
    tx: &mut Tx<'_>,
    hash: &[u8],
    person: PersonId,
    entity: EntityId,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    sql("SELECT open_session($1, $2, $3, $4, $5)")
        .bind::<Binary, _>(hash)
        .bind::<Uuid, _>(person)
        .bind::<Uuid, _>(entity)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Timestamptz, _>(expires_at)
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives a session another token and place, and opens it; false when it is gone. `proves` when the
/// person has just proved who that is.
pub async fn renew(
    tx: &mut Tx<'_>,
    old: &[u8],
    new: &[u8],
    entity: EntityId,
    proves: bool,
) -> Result<bool, Error> {
    #[derive(QueryableByName)]
    struct Renewed {
        #[diesel(sql_type = Bool)]
        is_live: bool,
    }
    let renewed = sql("SELECT renew_session($1, $2, $3, $4, $5) AS is_live")
        .bind::<Binary, _>(old)
        .bind::<Binary, _>(new)
        .bind::<Uuid, _>(entity)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Bool, _>(proves);
    let renewed: Renewed = renewed.get_result(tx).await?;
    Ok(renewed.is_live)
}

/// Notes a use. Nobody waits for the disk: losing it in a crash costs half a minute of idle time.
pub async fn touch(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    sql("SELECT set_config('synchronous_commit', 'off', true)")
        .execute(tx)
        .await?;
    sql("SELECT touch_session($1, $2)")
        .bind::<Binary, _>(hash)
        .bind::<Timestamptz, _>(tx.now)
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that the idle time has run out.
pub async fn lock(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    sql("SELECT lock_session($1)")
        .bind::<Binary, _>(hash)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    sql("SELECT end_session($1)")
        .bind::<Binary, _>(hash)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a person's session, if it works in the entity of the transaction.
pub async fn end_in_entity(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    sql("SELECT end_session_here($1)")
        .bind::<Uuid, _>(person)
        .execute(tx)
        .await?;
    Ok(())
}
