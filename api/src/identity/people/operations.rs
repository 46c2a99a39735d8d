//! Preparing accounts.

use super::store;
use crate::identity::{keys, passwords};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::problem::FieldCode;
use shared::{PersonId, ProblemCode};

/// An account to prepare.
#[derive(Clone)]
pub struct NewPerson {
    /// User name: 3 to 50 of `a-z 0-9 . _ -`.
    pub username: String,
    /// Name with title.
    pub name_th: String,
    /// Citizen number, thirteen digits; only its hash is kept.
    pub pid: String,
    /// A password set beforehand, for demonstration and practice; people set theirs themselves.
    pub password: Option<String>,
    /// An address taken as proved.
    pub email: Option<String>,
}

/// Prepares an account; a citizen number that is known keeps the account it has. `secret` is
/// `LAAS_SECRET`.
pub async fn create_person(
    tx: &mut Tx<'_>,
    secret: &str,
    new: NewPerson,
) -> Result<PersonId, Error> {
    if new.pid.len() != 13 || !new.pid.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::field("pid", FieldCode::Malformed));
    }
    let hash = keys::pid_hash(secret, &new.pid)?;
    if let Some(known) = store::by_pid_hash(tx, &hash).await? {
        return Ok(known.id);
    }
    if store::by_username(tx, &new.username).await?.is_some() {
        return Err(Error::field("username", FieldCode::Duplicate));
    }
    store::insert(tx, &new.username, &new.name_th, &hash, new.email.as_deref()).await?;
    let made = store::by_pid_hash(tx, &hash)
        .await?
        .ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    if let Some(password) = &new.password {
        let hash = passwords::hash(secret, password).await?;
        store::set_password(tx, made.id, &hash).await?;
    }
    Ok(made.id)
}
