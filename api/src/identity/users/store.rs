//! The roster, read from roles and people.

use crate::platform::db::schema::role_assignments;
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Jsonb, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::PersonId;
use shared::identity::{RoleHeld, User};

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
        }
    }
}

const ROSTER: &str = "SELECT p.id AS person_id, l.username, p.name_th AS name,
        (array_agg(a.position_th ORDER BY a.role, a.department_id))[1] AS position,
        jsonb_agg(jsonb_build_object('role', a.role, 'department_id', a.department_id)
            ORDER BY a.role, a.department_id) AS roles,
        bool_and(a.is_suspended) AS is_suspended, l.last_login_at
    FROM role_assignments AS a JOIN persons AS p ON p.id = a.person_id
    JOIN logins AS l ON l.person_id = p.id
    WHERE a.entity_id = $1 AND ($2::uuid IS NULL OR p.id = $2) GROUP BY p.id, l.person_id
    ORDER BY p.name_th, p.id";

/// The users of the entity, a page of them.
pub async fn list(tx: &mut Tx<'_>, limit: i64, offset: i64) -> Result<Vec<User>, Error> {
    let page = sql(format!("{ROSTER} LIMIT $3 OFFSET $4"))
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(None::<PersonId>)
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
        .bind::<Nullable<Uuid>, _>(person);
    let row: Option<Row> = one.get_result(tx).await.optional()?;
    Ok(row.map(User::from))
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
