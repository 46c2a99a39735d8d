//! Logging in, unlocking, changing post, logging out.

use super::lookup::{Found, find};
use super::rules::{LIFE, Standing, username};
use super::store;
use crate::identity::passwords::{self, Verdict};
use crate::identity::people::{self, Account};
use crate::identity::throttle::{self, Caller};
use crate::identity::{before_login, keys};
use crate::organisation::entity;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::client_address;
use crate::platform::state::State;
use actix_web::HttpRequest;
use chrono::{DateTime, SubsecRound, Utc};
use shared::identity::{Login, Session};
use shared::problem::{FieldCode, FieldError};
use shared::{EntityId, PersonId, ProblemCode};
use std::net::IpAddr;

/// A session just opened or renewed, and the token for its cookie.
pub struct Entered {
    /// For the cookie; nowhere else.
    pub token: String,
    /// What the person is told.
    pub session: Session,
}

/// Opens a session of a person who has proved who that is, where the person worked last or in the
/// first post.
pub async fn enter(
    tx: &mut Tx<'_>,
    account: &Account,
    idle_seconds: i64,
) -> Result<Entered, Error> {
    let posts = people::posts(tx, account.id).await?;
    let last = store::last_entity(tx, account.id).await?;
    let post = posts
        .iter()
        .find(|post| Some(post.entity_id) == last)
        .or(posts.first());
    let post = post
        .ok_or(Error::Problem(ProblemCode::ACCOUNT_SUSPENDED))?
        .entity_id;
    people::set_login_time(tx, account.id).await?;
    let token = open_session(tx, account.id, post).await?;
    // As the database keeps it.
    let expires_at = (tx.now + LIFE).trunc_subsecs(6);
    let session = describe(tx, account.id, post, expires_at, idle_seconds).await?;
    tracing::info!(person = %account.id, "logged in");
    Ok(Entered { token, session })
}

/// Opens a session for a person in an entity without any proof; the token for its cookie. For
/// practice and replay.
pub async fn open_session(
    tx: &mut Tx<'_>,
    person: PersonId,
    entity: EntityId,
) -> Result<String, Error> {
    let token = keys::new_token();
    store::open(tx, &keys::token_hash(&token), person, entity, tx.now + LIFE).await?;
    Ok(token)
}

/// Logs in with user name and password.
pub async fn log_in(
    state: &State,
    login: &Login,
    address: Option<IpAddr>,
) -> Result<Entered, Error> {
    check_filled(login)?;
    let caller = Caller {
        username: username(&login.username),
        address,
    };
    throttle::begin(state, &caller).await?;
    let auth = before_login(state.clock.now());
    let read = async |tx: &mut Tx<'_>| match &caller.username {
        Some(username) => people::by_username(tx, username).await,
        None => Ok(None),
    };
    let account = state.db.read(auth.clone(), read).await?;
    let rehashed = prove(state, account.as_ref(), &login.password, &caller).await?;
    let account = account.ok_or(Error::Problem(ProblemCode::WRONG_CREDENTIALS))?;
    let work = async |tx: &mut Tx<'_>| {
        if let Some(hash) = &rehashed {
            people::set_password(tx, account.id, hash).await?;
        }
        throttle::clear(tx, &account.username).await?;
        enter(tx, &account, state.config.idle_seconds).await
    };
    state.db.write_unrecorded(auth, work).await
}

fn check_filled(login: &Login) -> Result<(), Error> {
    let fields = [("username", &login.username), ("password", &login.password)];
    let empty = fields
        .into_iter()
        .filter(|(_, value)| value.trim().is_empty());
    let errors: Vec<_> = empty
        .map(|(name, _)| FieldError::new(name, FieldCode::Required))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

/// Refuses a wrong password, in the same time and words whether or not the account exists. Gives
/// a new hash to keep where the old one is out of date.
async fn prove(
    state: &State,
    account: Option<&Account>,
    password: &str,
    caller: &Caller,
) -> Result<Option<String>, Error> {
    let secret = &state.config.secret;
    let kept = account.and_then(|account| account.password_hash.as_deref());
    match passwords::verify(secret, password, kept).await? {
        Verdict::Right { is_outdated: true } => Ok(Some(passwords::hash(secret, password).await?)),
        Verdict::Right { is_outdated: false } => Ok(None),
        Verdict::Wrong => {
            tracing::info!(person = account.map(|a| a.id.to_string()), "wrong password");
            throttle::fail(state, caller).await?;
            Err(Error::Problem(ProblemCode::WRONG_CREDENTIALS))
        }
    }
}

/// Who is logged in, also behind a lock. Asking is not using: a page may ask without keeping the
/// session awake.
pub async fn current(state: &State, request: &HttpRequest) -> Result<Session, Error> {
    let Found { row, standing, .. } = find(state, request).await?;
    let idle_seconds = state.config.idle_seconds;
    let work = async |tx: &mut Tx<'_>| {
        describe(
            tx,
            row.person_id,
            row.entity_id,
            row.expires_at,
            idle_seconds,
        )
        .await
    };
    let session = state.db.read(before_login(state.clock.now()), work).await?;
    let is_locked = matches!(standing, Standing::Locked { .. });
    Ok(Session {
        is_locked,
        ..session
    })
}

/// Opens a locked session with the password.
pub async fn unlock(
    state: &State,
    request: &HttpRequest,
    password: &str,
) -> Result<Entered, Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let auth = before_login(state.clock.now());
    let read = async |tx: &mut Tx<'_>| people::by_id(tx, row.person_id).await;
    let account = state.db.read(auth.clone(), read).await?;
    let address = client_address(request, &state.config.trusted_proxies);
    let caller = Caller {
        username: account.as_ref().map(|a| a.username.clone()),
        address,
    };
    throttle::begin(state, &caller).await?;
    prove(state, account.as_ref(), password, &caller).await?;
    let work = async |tx: &mut Tx<'_>| {
        if let Some(username) = &caller.username {
            throttle::clear(tx, username).await?;
        }
        let idle_seconds = state.config.idle_seconds;
        renew(
            tx,
            &hash,
            row.person_id,
            row.entity_id,
            row.expires_at,
            idle_seconds,
        )
        .await
    };
    state.db.write_unrecorded(auth, work).await
}

/// Works in another post of the person.
pub async fn choose_post(
    state: &State,
    request: &HttpRequest,
    ctx: &Ctx,
    entity: EntityId,
) -> Result<Entered, Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let idle_seconds = state.config.idle_seconds;
    let work = async |tx: &mut Tx<'_>| {
        let posts = people::posts(tx, ctx.person).await?;
        if !posts.iter().any(|post| post.entity_id == entity) {
            return Err(Error::Problem(ProblemCode::NOT_FOUND));
        }
        renew(tx, &hash, ctx.person, entity, row.expires_at, idle_seconds).await
    };
    state.db.write_unrecorded(before_login(ctx.now), work).await
}

/// Logs out; a locked session too.
pub async fn log_out(state: &State, request: &HttpRequest) -> Result<(), Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let work = async |tx: &mut Tx<'_>| store::end(tx, &hash).await;
    state
        .db
        .write_unrecorded(before_login(state.clock.now()), work)
        .await?;
    tracing::info!(person = %row.person_id, "logged out");
    Ok(())
}

async fn renew(
    tx: &mut Tx<'_>,
    old: &[u8],
    person: PersonId,
    entity: EntityId,
    expires_at: DateTime<Utc>,
    idle_seconds: i64,
) -> Result<Entered, Error> {
    let token = keys::new_token();
    if !store::renew(tx, old, &keys::token_hash(&token), entity).await? {
        return Err(Error::Problem(ProblemCode::UNAUTHENTICATED));
    }
    let session = describe(tx, person, entity, expires_at, idle_seconds).await?;
    Ok(Entered { token, session })
}

/// What an open session of a person in an entity looks like from outside.
async fn describe(
    tx: &mut Tx<'_>,
    person: PersonId,
    place: EntityId,
    expires_at: DateTime<Utc>,
    idle_seconds: i64,
) -> Result<Session, Error> {
    let gone = || Error::Problem(ProblemCode::UNAUTHENTICATED);
    let account = people::by_id(tx, person).await?.ok_or_else(gone)?;
    let posts = people::posts(tx, person).await?;
    let post = posts
        .iter()
        .find(|post| post.entity_id == place)
        .cloned()
        .ok_or_else(gone)?;
    Ok(Session {
        person_id: account.id,
        name: account.name_th,
        username: account.username,
        entity: entity(tx, place).await?,
        post,
        posts,
        is_locked: false,
        idle_seconds,
        expires_at,
        last_login_at: account.previous_login_at,
    })
}
