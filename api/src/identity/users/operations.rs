//! Who comes, who goes, and what people may do from now on.

use super::{rules, store};
use crate::identity::notices::{Notice, tell};
use crate::identity::people::{self, NewPerson, create_person};
use crate::identity::{inside, keys, sessions, throttle};
use crate::platform::access::{Authorized, Ctx};
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use shared::identity::{Appointment, Departure, NewUser, RoleHeld, User};
use shared::text::{clean, normal};
use shared::{EntityId, FieldError, PersonId, ProblemCode};

/// A user of the entity.
pub async fn get(tx: &mut Tx<'_>, person: PersonId) -> Result<User, Error> {
    let user = store::find(tx, person).await?;
    user.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// The same, whom the one asking may change: everybody but oneself.
async fn other(tx: &mut Tx<'_>, person: PersonId) -> Result<User, Error> {
    let user = get(tx, person).await?;
    tx.subject = person.to_string();
    match person == tx.person {
        true => Err(Error::Problem(ProblemCode::OWN_RIGHTS)),
        false => Ok(user),
    }
}

/// Suspends or reinstates a user of the entity. Whoever is suspended is logged out; whoever is
/// reinstated may try the password again at once, once a day (W-2.5).
pub async fn suspend(tx: &mut Tx<'_>, person: PersonId, is_suspended: bool) -> Result<User, Error> {
    let user = other(tx, person).await?;
    store::set_suspended(tx, person, is_suspended).await?;
    match is_suspended {
        true => sessions::end_in_entity(tx, person).await?,
        // Else whoever may reinstate could have a password guessed without delays.
        false if user.is_suspended => throttle::unlock(tx, &user.username).await?,
        false => {}
    }
    tracing::info!(%person, is_suspended, "suspension");
    get(tx, person).await
}

/// Ends the session of a user who works in the entity now.
pub async fn end_session(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    get(tx, person).await?;
    tx.subject = person.to_string();
    sessions::end_in_entity(tx, person).await
}

/// Gives a user of the entity another position and other roles; those not named are taken away.
pub async fn appoint(tx: &mut Tx<'_>, person: PersonId, asked: Appointment) -> Result<User, Error> {
    refuse(asked.check())?;
    let user = other(tx, person).await?;
    let is_own = |held: &RoleHeld| held.acting.is_none();
    let (own, acting): (Vec<_>, Vec<_>) = user.roles.into_iter().partition(is_own);
    rules::check_roles(&own, &asked.roles)?;
    rules::check_clash(&[asked.roles.clone(), acting].concat())?;
    let is_in = |roles: &[RoleHeld], one: &RoleHeld| {
        let mut roles = roles.iter();
        roles.any(|held| held.role == one.role && held.department_id == one.department_id)
    };
    // Whatever goes, wholly or from a day on, goes before what would clash with it comes.
    for held in own.iter().filter(|held| !is_in(&asked.roles, held)) {
        people::take_role(tx, person, held).await?;
    }
    let mut asked = asked;
    asked.roles.sort_by_key(|role| !is_in(&own, role));
    give(tx, person, &asked).await?;
    if user.is_suspended {
        store::set_suspended(tx, person, true).await?;
    }
    tracing::info!(%person, "roles changed");
    get(tx, person).await
}

/// Ends all that somebody may do here with a day, in the post of others too (W-2.7): who is moved works
/// in the new place by the roster of that place.
pub async fn depart(tx: &mut Tx<'_>, person: PersonId, asked: Departure) -> Result<User, Error> {
    let user = other(tx, person).await?;
    rules::check_departure(&user.roles, asked.last_day, tx.today)?;
    store::end_rights(tx, person, asked.last_day).await?;
    if asked.last_day < tx.today {
        sessions::end_in_entity(tx, person).await?;
    }
    tracing::info!(%person, last_day = %asked.last_day, "rights end");
    get(tx, person).await
}

/// Prepares an account for somebody (W-2 step 1), to be opened by ThaiD alone; who has one already,
/// from another entity, keeps it. `secret` is `LAAS_SECRET`.
pub async fn add(tx: &mut Tx<'_>, secret: &str, new: NewUser) -> Result<User, Error> {
    let appointment = new.appointment();
    refuse(new.check())?;
    rules::check_roles(&[], &new.roles)?;
    let person = account(tx, secret, &new.name_th, &new.pid, &new.email).await?;
    tx.subject = person.to_string();
    if person == tx.person {
        return Err(Error::Problem(ProblemCode::OWN_RIGHTS));
    }
    if store::find(tx, person).await?.is_some() {
        return Err(Error::Problem(ProblemCode::ALREADY_HERE));
    }
    give(tx, person, &appointment).await?;
    tracing::info!(%person, "user added");
    get(tx, person).await
}

/// Tells somebody by mail that the own rights were changed; nobody waits for it.
pub async fn tell_of_rights(state: &State, ctx: &Ctx, person: PersonId) {
    if ctx.rehearses {
        return;
    }
    let work = async |tx: &mut Tx<'_>| people::by_id(tx, person).await;
    let auth = inside(ctx.entity, ctx.person, ctx.now);
    match state.db.read(auth, work).await {
        Ok(account) => {
            let email = account.and_then(|account| account.email);
            tell(
                &state.config,
                email.as_deref(),
                Notice::RightsChanged,
                ctx.now,
            );
        }
        Err(error) => tracing::warn!(%error, %person, "not told of other rights"),
    }
}

async fn give(tx: &mut Tx<'_>, person: PersonId, asked: &Appointment) -> Result<(), Error> {
    let position = clean(&asked.position_th);
    for role in &asked.roles {
        people::assign_role(tx, person, &position, role).await?;
    }
    Ok(())
}

/// The account of a citizen number, made where there is none. A name that is not the account's is
/// refused: nobody learns whose a number is, and a slip of the hand is noticed.
async fn account(
    tx: &mut Tx<'_>,
    secret: &str,
    name: &str,
    pid: &str,
    email: &str,
) -> Result<PersonId, Error> {
    let hash = keys::pid_hash(secret, pid)?;
    if let Some(known) = people::by_pid_hash(tx, &hash).await? {
        return match normal(&known.name_th) == normal(name) {
            true => Ok(known.id),
            false => Err(Error::Problem(ProblemCode::NAME_DIFFERS)),
        };
    }
    let mut username = None;
    for name in rules::usernames(email) {
        if people::by_username(tx, &name).await?.is_none() {
            username = Some(name);
            break;
        }
    }
    let new = NewPerson {
        username: username.ok_or(Error::Problem(ProblemCode::DUPLICATE_REQUEST))?,
        name_th: clean(name).into_owned(),
        pid: pid.to_owned(),
        password: None,
        email: None,
    };
    create_person(tx, secret, new).await
}

/// Opens the post of the head of finance of an entity, which its own roster does not: until provinces
/// have a page for it, the operator does so by their letter. The citizen number proves the person at
/// the first log-in, by ThaiD.
pub async fn appoint_head(state: &State, entity: EntityId, new: NewUser) -> Result<User, Error> {
    refuse(new.check())?;
    let now = state.clock.now();
    let auth = Authorized::system(entity, "operator:appoint_head", now, bangkok_day(now));
    let secret = &state.config.secret;
    let work = async |tx: &mut Tx<'_>| {
        let person = account(tx, secret, &new.name_th, &new.pid, &new.email).await?;
        tx.subject = person.to_string();
        let known = store::find(tx, person).await?;
        let held = known.map(|user| user.roles).unwrap_or_default();
        let all: Vec<_> = held.into_iter().chain(new.roles.iter().cloned()).collect();
        rules::check_clash(&all)?;
        give(tx, person, &new.appointment()).await?;
        get(tx, person).await
    };
    state.db.write(auth, work).await
}

fn refuse(wrong: Vec<FieldError>) -> Result<(), Error> {
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(wrong)),
    }
}
