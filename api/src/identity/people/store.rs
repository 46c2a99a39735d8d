//! Where people, passwords and roles are kept.

use crate::platform::clock::bangkok_day;
use crate::platform::db::schema::{credentials, logins, persons};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::auto_type;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types;
use diesel_async::RunQueryDsl;
use shared::deputies::Acting;
use shared::identity::{Post, RoleHeld};
use shared::permission::Role;
use shared::{DepartmentId, EntityId, Money, PersonId};
use uuid::Uuid;

/// A person's account.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = logins, check_for_backend(Pg))]
pub struct Account {
    #[diesel(column_name = person_id)]
    pub id: PersonId,
    pub username: String,
    /// Name with title.
    #[diesel(select_expression = persons::name_th)]
    pub name_th: String,
    /// Proved by a one-time code.
    pub email: Option<String>,
    /// The log-in before the latest.
    pub previous_login_at: Option<DateTime<Utc>>,
    /// Hash of the password, once one is set.
    #[diesel(select_expression = credentials::password_hash.nullable())]
    pub password_hash: Option<String>,
}

#[auto_type(no_type_alias)]
fn accounts() -> _ {
    logins::table
        .inner_join(persons::table.on(persons::id.eq(logins::person_id)))
        .left_join(credentials::table.on(credentials::person_id.eq(logins::person_id)))
}

/// The account with this user name.
pub async fn by_username(tx: &mut Tx<'_>, username: &str) -> Result<Option<Account>, Error> {
    let known = accounts().filter(logins::username.eq(username));
    Ok(known
        .select(Account::as_select())
        .first(tx)
        .await
        .optional()?)
}

/// The account prepared for this citizen number.
pub async fn by_pid_hash(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Account>, Error> {
    let known = accounts().filter(logins::pid_hash.eq(hash));
    Ok(known
        .select(Account::as_select())
        .first(tx)
        .await
        .optional()?)
}

/// The account of this person.
pub async fn by_id(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Account>, Error> {
    let known = accounts().filter(logins::person_id.eq(id));
    Ok(known
        .select(Account::as_select())
        .first(tx)
        .await
        .optional()?)
}

const POSTS: &str = "SELECT o.entity_id, e.name_th AS entity_name, o.role, o.department_id,
        o.position_th, o.amount_ceiling, o.valid_from, o.valid_until,
        coalesce(o.acting, 'null') AS acting
    FROM posts_of($1) AS o JOIN entities AS e ON e.id = o.entity_id
    WHERE is_within(o.valid_from, o.valid_until, coalesce(e.practice_today, $2))
    ORDER BY e.name_th, o.entity_id, o.acting IS NOT NULL, o.role, o.department_id";

/// The posts a person holds today, everywhere; those that are suspended or do not count today are none.
pub async fn posts(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Post>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = sql_types::Uuid)]
        entity_id: EntityId,
        #[diesel(sql_type = sql_types::Text)]
        entity_name: String,
        #[diesel(sql_type = sql_types::Text)]
        role: Role,
        #[diesel(sql_type = sql_types::Nullable<sql_types::Uuid>)]
        department_id: Option<DepartmentId>,
        #[diesel(sql_type = sql_types::Text)]
        position_th: String,
        #[diesel(sql_type = sql_types::Nullable<sql_types::Numeric>)]
        amount_ceiling: Option<Money>,
        #[diesel(sql_type = sql_types::Nullable<sql_types::Date>)]
        valid_from: Option<NaiveDate>,
        #[diesel(sql_type = sql_types::Nullable<sql_types::Date>)]
        valid_until: Option<NaiveDate>,
        #[diesel(sql_type = sql_types::Jsonb, deserialize_as = Json<Option<Acting>>)]
        acting: Option<Acting>,
    }
    let held = sql(POSTS)
        .bind::<sql_types::Uuid, _>(person)
        .bind::<sql_types::Date, _>(bangkok_day(tx.now));
    let rows: Vec<Row> = held.load(tx).await?;
    let mut posts: Vec<Post> = Vec::new();
    for row in rows {
        let held = RoleHeld {
            role: row.role,
            department_id: row.department_id,
            amount_ceiling: row.amount_ceiling,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            acting: row.acting,
        };
        match posts
            .last_mut()
            .filter(|post| post.entity_id == row.entity_id)
        {
            Some(post) => post.roles.push(held),
            None => posts.push(Post {
                entity_id: row.entity_id,
                entity_name: row.entity_name,
                position: row.position_th,
                roles: vec![held],
            }),
        }
    }
    Ok(posts)
}

const NEW_PERSON: &str = "WITH login AS (
        INSERT INTO logins (person_id, username, pid_hash, email) VALUES ($1, $2, $4, $5)
        ON CONFLICT (pid_hash) DO NOTHING RETURNING person_id)
    INSERT INTO persons (id, name_th) SELECT person_id, $3 FROM login";

/// Enters a person, unless the citizen number is known already.
pub async fn insert(
    tx: &mut Tx<'_>,
    username: &str,
    name_th: &str,
    pid_hash: &str,
    email: Option<&str>,
) -> Result<(), Error> {
    sql(NEW_PERSON)
        .bind::<sql_types::Uuid, _>(Uuid::now_v7())
        .bind::<sql_types::Text, _>(username)
        .bind::<sql_types::Text, _>(name_th)
        .bind::<sql_types::Text, _>(pid_hash)
        .bind::<sql_types::Nullable<sql_types::Text>, _>(email)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps the hash of a password.
pub async fn set_password(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<(), Error> {
    sql("SELECT set_password($1, $2, $3)")
        .bind::<sql_types::Uuid, _>(person)
        .bind::<sql_types::Text, _>(hash)
        .bind::<sql_types::Timestamptz, _>(tx.now)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps the address that was proved in the attempt whose token has this hash.
pub async fn set_email(tx: &mut Tx<'_>, attempt: &[u8]) -> Result<(), Error> {
    sql("SELECT set_email($1, $2)")
        .bind::<sql_types::Binary, _>(attempt.to_vec())
        .bind::<sql_types::Timestamptz, _>(tx.now)
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes the log-in of whoever has just been given a session.
pub async fn set_login_time(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    sql("SELECT note_login($1, $2)")
        .bind::<sql_types::Uuid, _>(person)
        .bind::<sql_types::Timestamptz, _>(tx.now)
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives a role in the entity of the transaction, which must be a recorded write; of one that is held
/// already the position and the limits become these. `position` is printed under signatures.
pub async fn assign_role(
    tx: &mut Tx<'_>,
    person: PersonId,
    position: &str,
    held: &RoleHeld,
) -> Result<(), Error> {
    sql("SELECT assign_role($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<sql_types::Uuid, _>(Uuid::now_v7())
        .bind::<sql_types::Uuid, _>(person)
        .bind::<sql_types::Text, _>(held.role)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(held.department_id)
        .bind::<sql_types::Text, _>(position)
        .bind::<sql_types::Nullable<sql_types::Numeric>, _>(held.amount_ceiling)
        .bind::<sql_types::Nullable<sql_types::Date>, _>(held.valid_from)
        .bind::<sql_types::Nullable<sql_types::Date>, _>(held.valid_until)
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes a role away in the entity of the transaction.
pub async fn take_role(tx: &mut Tx<'_>, person: PersonId, held: &RoleHeld) -> Result<(), Error> {
    sql("SELECT take_role($1, $2, $3)")
        .bind::<sql_types::Uuid, _>(person)
        .bind::<sql_types::Text, _>(held.role)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(held.department_id)
        .execute(tx)
        .await?;
    Ok(())
}
