//! Where people, passwords and roles are kept.

use super::operations::NewRole;
use crate::args;
use crate::platform::db::{Arg, Tx};
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::identity::{Post, RoleHeld};
use shared::permission::Role;
use shared::{DepartmentId, EntityId, PersonId};
use uuid::Uuid;

/// A person's account.
#[derive(Debug, Clone, Deserialize)]
pub struct Account {
    pub id: PersonId,
    pub username: String,
    /// Name with title.
    pub name_th: String,
    /// Proved by a one-time code.
    pub email: Option<String>,
    /// The log-in before the latest.
    pub previous_login_at: Option<DateTime<Utc>>,
    /// Hash of the password, once one is set.
    pub password_hash: Option<String>,
}

const ACCOUNT: &str = "SELECT p.id, p.username, p.name_th, p.email, p.previous_login_at,
        c.password_hash
    FROM persons AS p LEFT JOIN credentials AS c ON c.person_id = p.id";

async fn account(tx: &mut Tx<'_>, column: &str, arg: Arg) -> Result<Option<Account>, Error> {
    tx.row(&format!("{ACCOUNT} WHERE p.{column} = $1"), &[arg])
        .await
}

/// The account with this user name.
pub async fn by_username(tx: &mut Tx<'_>, username: &str) -> Result<Option<Account>, Error> {
    account(tx, "username", username.into()).await
}

/// The account prepared for this citizen number.
pub async fn by_pid_hash(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Account>, Error> {
    account(tx, "pid_hash", hash.into()).await
}

/// The account of this person.
pub async fn by_id(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Account>, Error> {
    account(tx, "id", id.into()).await
}

/// The posts a person holds today, everywhere; suspended ones are none.
pub async fn posts(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Post>, Error> {
    #[derive(Deserialize)]
    struct Row {
        entity_id: EntityId,
        entity_name: String,
        role: Role,
        department_id: Option<DepartmentId>,
        position_th: String,
    }
    let sql = "SELECT o.entity_id, e.name_th AS entity_name, o.role, o.department_id, o.position_th
               FROM posts_of($1) AS o JOIN entities AS e ON e.id = o.entity_id
               ORDER BY e.name_th, o.entity_id, o.role, o.department_id";
    let rows: Vec<Row> = tx.rows(sql, args![person]).await?;
    let mut posts: Vec<Post> = Vec::new();
    for row in rows {
        let held = RoleHeld {
            role: row.role,
            department_id: row.department_id,
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

/// Enters a person, unless the citizen number is known already.
pub async fn insert(
    tx: &mut Tx<'_>,
    username: &str,
    name_th: &str,
    pid_hash: &str,
    email: Option<&str>,
) -> Result<(), Error> {
    let sql = "INSERT INTO persons (id, username, name_th, pid_hash, email)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (pid_hash) DO NOTHING";
    tx.execute(
        sql,
        args![Uuid::now_v7(), username, name_th, pid_hash, email],
    )
    .await?;
    Ok(())
}

/// Keeps the hash of a password.
pub async fn set_password(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<(), Error> {
    let sql = "INSERT INTO credentials (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
               ON CONFLICT (person_id) DO UPDATE
               SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
    tx.execute(sql, args![person, hash, tx.now]).await?;
    Ok(())
}

/// Keeps an address that was proved.
pub async fn set_email(tx: &mut Tx<'_>, person: PersonId, email: &str) -> Result<(), Error> {
    tx.execute(
        "UPDATE persons SET email = $2 WHERE id = $1",
        args![person, email],
    )
    .await?;
    Ok(())
}

/// Notes a log-in.
pub async fn set_login_time(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let sql = "UPDATE persons SET previous_login_at = last_login_at, last_login_at = $2
               WHERE id = $1";
    tx.execute(sql, args![person, tx.now]).await?;
    Ok(())
}

/// Gives a role in the entity of the transaction.
pub async fn insert_role(tx: &mut Tx<'_>, new: &NewRole) -> Result<(), Error> {
    let sql = "INSERT INTO role_assignments (entity_id, person_id, role, department_id,
                   position_th, id)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (entity_id, person_id, role, department_id)
               DO UPDATE SET position_th = excluded.position_th";
    let NewRole {
        person,
        role,
        department,
        position_th,
    } = new;
    let id = Uuid::now_v7();
    tx.execute(
        sql,
        args![
            tx.entity,
            *person,
            role.as_str(),
            *department,
            position_th,
            id
        ],
    )
    .await?;
    Ok(())
}
