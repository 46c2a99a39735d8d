//! The roster, read from roles and people.

use crate::platform::access::Missing;
use crate::platform::db::schema::role_assignments;
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date, Jsonb, Nullable, Numeric, Text, Timestamptz, Uuid,
};
use diesel_async::RunQueryDsl;
use shared::PersonId;
use shared::identity::{DeviceSeen, RoleHeld, SessionSeen, User};
use shared::problem::RightHolder;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    position: String,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<RoleHeld>>)]
    roles: Vec<RoleHeld>,
    #[diesel(sql_type = Bool)]
    is_suspended: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_login_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Option<SessionSeen>>)]
    session: Option<SessionSeen>,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<DeviceSeen>>)]
    devices: Vec<DeviceSeen>,
}

impl From<Row> for User {
    fn from(row: Row) -> User {
        User {
            person_id: row.person_id,
            username: row.username,
            name: row.name,
            position: row.position,
            roles: row.roles,
            is_suspended: row.is_suspended,
            last_login_at: row.last_login_at,
            session: row.session,
            devices: row.devices,
        }
    }
}

/// When and with what somebody comes in is told of those who work here alone: what they do elsewhere
/// is not for this entity to see.
const ROSTER: &str = "SELECT p.id AS person_id, l.username, p.name_th AS name,
        (array_agg(a.position_th ORDER BY a.deputy_id IS NOT NULL, a.role, a.department_id))[1]
            AS position,
        jsonb_agg(jsonb_build_object('role', a.role, 'department_id', a.department_id,
            'amount_ceiling', a.amount_ceiling::text, 'valid_from', a.valid_from,
            'valid_until', a.valid_until, 'acting', acting(d))
            ORDER BY a.deputy_id IS NOT NULL, a.role, a.department_id, a.valid_from) AS roles,
        bool_and(a.is_suspended) AS is_suspended,
        CASE WHEN f.is_here_alone THEN l.last_login_at END AS last_login_at,
        coalesce((SELECT to_jsonb(s) FROM session_here(p.id, $3) AS s), 'null') AS session,
        coalesce((SELECT jsonb_agg(jsonb_build_object('first_used_at', d.first_used_at,
                'last_used_at', d.last_used_at) ORDER BY d.last_used_at DESC)
            FROM login_devices AS d WHERE d.person_id = p.id AND f.is_here_alone), '[]') AS devices
    FROM role_assignments AS a JOIN persons AS p ON p.id = a.person_id
    LEFT JOIN deputies AS d ON d.entity_id = a.entity_id AND d.id = a.deputy_id
    JOIN logins AS l ON l.person_id = p.id
    CROSS JOIN LATERAL (SELECT NOT EXISTS (SELECT FROM posts_of(p.id) AS o
        WHERE o.entity_id <> $1) AS is_here_alone) AS f
    WHERE a.entity_id = $1 AND ($2::uuid IS NULL OR p.id = $2)
    GROUP BY p.id, l.person_id, f.is_here_alone
    ORDER BY p.name_th, p.id";

/// The users of the entity, a page of them.
pub async fn list(tx: &mut Tx<'_>, limit: i64, offset: i64) -> Result<Vec<User>, Error> {
    let page = sql(format!("{ROSTER} LIMIT $4 OFFSET $5"))
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(None::<PersonId>)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset);
    let rows: Vec<Row> = page.load(tx).await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// How many users the entity has.
pub async fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let users = role_assignments::table
        .filter(role_assignments::entity_id.eq(tx.entity))
        .select(dsl::count(role_assignments::person_id).aggregate_distinct());
    Ok(users.first(tx).await?)
}

/// One user of the entity.
pub async fn find(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<User>, Error> {
    let one = sql(ROSTER)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(person)
        .bind::<Timestamptz, _>(tx.now);
    let row: Option<Row> = one.get_result(tx).await.optional()?;
    Ok(row.map(User::from))
}

const HOLDERS: &str = "SELECT p.name_th AS name, min(a.position_th) AS position
    FROM role_assignments AS a JOIN persons AS p ON p.id = a.person_id
    WHERE a.entity_id = $1 AND a.role = ANY($2) AND NOT a.is_suspended
        AND is_within(a.valid_from, a.valid_until, $3)
        AND ($4::uuid IS NULL OR a.department_id IS NULL OR a.department_id = $4)
        AND ($5::numeric IS NULL OR a.amount_ceiling IS NULL OR a.amount_ceiling >= $5)
        AND a.person_id <> ALL($6)
    GROUP BY p.id ORDER BY p.name_th, p.id LIMIT 3";

/// Some of those of the entity who have, on this day, the right that somebody lacks.
pub async fn holders(
    tx: &mut Tx<'_>,
    missing: &Missing,
    day: NaiveDate,
) -> Result<Vec<RightHolder>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Text)]
        position: String,
    }
    let rows: Vec<Row> = sql(HOLDERS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(&missing.roles)
        .bind::<Date, _>(day)
        .bind::<Nullable<Uuid>, _>(missing.department)
        .bind::<Nullable<Numeric>, _>(missing.amount)
        .bind::<Array<Uuid>, _>(&missing.barred)
        .load(tx)
        .await?;
    let holder = |row: Row| RightHolder {
        name: row.name,
        position: row.position,
    };
    Ok(rows.into_iter().map(holder).collect())
}

/// Suspends or reinstates a user in every role of the entity.
pub async fn set_suspended(
    tx: &mut Tx<'_>,
    person: PersonId,
    is_suspended: bool,
) -> Result<(), Error> {
    sql("SELECT set_suspended($1, $2)")
        .bind::<Uuid, _>(person)
        .bind::<Bool, _>(is_suspended)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends the rights of somebody with a day.
pub async fn end_rights(tx: &mut Tx<'_>, person: PersonId, last: NaiveDate) -> Result<(), Error> {
    sql("SELECT end_rights($1, $2)")
        .bind::<Uuid, _>(person)
        .bind::<Date, _>(last)
        .execute(tx)
        .await?;
    Ok(())
}
