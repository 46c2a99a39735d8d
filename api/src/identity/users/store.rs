//! The roster, read from roles and people.

use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use shared::PersonId;
use shared::identity::User;
use uuid::Uuid;

const ROSTER: &str = "SELECT p.id AS person_id, p.username, p.name_th AS name,
        (array_agg(a.position_th ORDER BY a.role, a.department_id))[1] AS position,
        jsonb_agg(jsonb_build_object('role', a.role, 'department_id', a.department_id)
            ORDER BY a.role, a.department_id) AS roles,
        bool_and(a.is_suspended) AS is_suspended, p.last_login_at
    FROM role_assignments AS a JOIN persons AS p ON p.id = a.person_id
    WHERE a.entity_id = $1 AND ($2::uuid IS NULL OR p.id = $2) GROUP BY p.id
    ORDER BY p.name_th, p.id";

/// The users of the entity, a page of them.
pub async fn list(tx: &mut Tx<'_>, limit: i64, offset: i64) -> Result<Vec<User>, Error> {
    let sql = format!("{ROSTER} LIMIT $3 OFFSET $4");
    tx.rows(&sql, args![tx.entity, None::<Uuid>, limit, offset])
        .await
}

/// How many users the entity has.
pub async fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Count {
        total: i64,
    }
    let sql = "SELECT count(DISTINCT person_id) AS total FROM role_assignments
               WHERE entity_id = $1";
    let count: Option<Count> = tx.row(sql, args![tx.entity]).await?;
    Ok(count.map_or(0, |count| count.total))
}

/// One user of the entity.
pub async fn find(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<User>, Error> {
    tx.row(ROSTER, args![tx.entity, Some(person.0)]).await
}

/// Suspends or reinstates a user in every role of the entity.
pub async fn set_suspended(
    tx: &mut Tx<'_>,
    person: PersonId,
    is_suspended: bool,
) -> Result<(), Error> {
    let sql = "UPDATE role_assignments SET is_suspended = $3
               WHERE entity_id = $1 AND person_id = $2 AND is_suspended <> $3";
    tx.execute(sql, args![tx.entity, person, is_suspended])
        .await?;
    Ok(())
}
