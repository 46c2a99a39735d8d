//! Suspending and reinstating.

use super::store;
use crate::identity::{sessions, throttle};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::identity::User;
use shared::{PersonId, ProblemCode};

/// Suspends or reinstates a user of the entity. Whoever is suspended is logged out; whoever is
/// reinstated may try the password again at once (W-2.5).
pub async fn suspend(tx: &mut Tx<'_>, person: PersonId, is_suspended: bool) -> Result<User, Error> {
    let not_found = || Error::Problem(ProblemCode::NOT_FOUND);
    let user = store::find(tx, person).await?.ok_or_else(not_found)?;
    if person == tx.person {
        return Err(Error::Problem(ProblemCode::SEPARATION_OF_DUTIES));
    }
    store::set_suspended(tx, person, is_suspended).await?;
    match is_suspended {
        true => sessions::end_in_entity(tx, person).await?,
        // Else whoever may reinstate could have a password guessed without delays.
        false if user.is_suspended => throttle::clear(tx, &user.username).await?,
        false => {}
    }
    tx.subject = person.to_string();
    tracing::info!(%person, is_suspended, "suspension");
    store::find(tx, person).await?.ok_or_else(not_found)
}
