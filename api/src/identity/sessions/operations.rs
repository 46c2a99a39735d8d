//! Logging in, proving once more who one is, changing post, logging out.

use super::lookup::{Found, find};
use super::rules::{LIFE, Standing, username};
use super::store;
use crate::identity::devices::{self, Device};
use crate::identity::notices::{Notice, tell};
use crate::identity::passwords::{self, Verdict};
use crate::identity::people::{self, Account};
use crate::identity::throttle::{self, Begun, Caller};
use crate::identity::{acting, before_login, inside, keys, on_record};
use crate::organisation::entity;
use crate::platform::access::{Authorized, Ctx, proof_left};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use actix_web::HttpRequest;
use chrono::{DateTime, SubsecRound, Utc};
use shared::identity::{Login, Presence, Session};
use shared::problem::{FieldCode, FieldError};
use shared::{EntityId, PersonId, ProblemCode};
use std::net::IpAddr;
use uuid::Uuid;

/// A session just opened or renewed, and the token for its cookie.
pub struct Entered {
    /// For the cookie; nowhere else.
    pub token: String,
    /// For the cookie of the browser, after a log-in.
    pub device: Option<String>,
    /// What the person is told.
    pub session: Session,
}

/// Somebody who has proved who that is.
pub struct Arrival<'a> {
    pub account: &'a Account,
    /// With which browser.
    pub device: Device,
    /// From where, when that is known.
    pub address: Option<IpAddr>,
    /// By which proof.
    pub means: Means,
}

/// How somebody proved who that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// User name and password.
    Password,
    Thaid,
    /// ThaiD, a code by mail and a password just set.
    NewPassword,
}

impl Means {
    /// What the record says was done.
    fn act(self) -> &'static str {
        match self {
            Means::Password => "session:log_in_by_password",
            Means::Thaid => "session:log_in_by_thaid",
            Means::NewPassword => "session:set_password",
        }
    }
}

/// Opens a session where the person worked last or in the first post, and does with it what goes
/// `along`. It stands in the record of that entity, and the person is told of a browser not seen
/// before.
pub async fn enter(
    state: &State,
    arrival: Arrival<'_>,
    along: impl AsyncFn(&mut Tx<'_>) -> Result<(), Error>,
) -> Result<Entered, Error> {
    let Arrival {
        account, device, ..
    } = &arrival;
    let now = state.clock.now();
    let place = async |tx: &mut Tx<'_>| place(tx, account.id).await;
    let place = state.db.read(before_login(now), place).await?;
    let token = keys::new_token();
    let work = async |tx: &mut Tx<'_>| {
        along(tx).await?;
        let is_known = devices::is_known(tx, account.id, &device.hash).await?;
        tx.subject = subject(&arrival, is_known);
        if arrival.means == Means::NewPassword {
            // Whoever had the old password is a stranger again.
            devices::forget(tx, account.id).await?;
        }
        devices::note(tx, account.id, &device.hash).await?;
        let expires_at = open(tx, &token, account.id, place).await?;
        people::set_login_time(tx, account.id).await?;
        let idle_seconds = state.config.idle_seconds;
        let until = Until {
            expires_at,
            proved_at: tx.now,
            idle_seconds,
        };
        let session = describe(tx, account.id, place, until).await?;
        Ok((session, is_known))
    };
    let auth = acting(place, account.id, arrival.means.act(), now);
    let (session, is_known) = on_record(state, auth, work).await?;
    tracing::info!(person = %account.id, is_known, "logged in");
    // Whoever sets the first password, or another, hears of that.
    if !is_known && arrival.means != Means::NewPassword {
        tell(
            &state.config,
            account.email.as_deref(),
            Notice::NewDevice,
            now,
        );
    }
    Ok(Entered {
        token,
        device: Some(arrival.device.token),
        session,
    })
}

/// Where a person worked last, or else the first post.
async fn place(tx: &mut Tx<'_>, person: PersonId) -> Result<EntityId, Error> {
    let posts = people::posts(tx, person).await?;
    let last = store::last_entity(tx, person).await?;
    let places = || posts.iter().map(|post| post.entity_id);
    let place = places().find(|place| Some(*place) == last);
    let place = place.or_else(|| places().next());
    place.ok_or(Error::Problem(ProblemCode::ACCOUNT_SUSPENDED))
}

/// What the record says of a log-in besides who and how: the browser, and from where.
fn subject(arrival: &Arrival<'_>, is_known: bool) -> String {
    let device = if is_known {
        "known device"
    } else {
        "new device"
    };
    match arrival.address {
        Some(address) => format!("{device} {}", address.to_canonical()),
        None => device.to_owned(),
    }
}

async fn open(
    tx: &mut Tx<'_>,
    token: &str,
    person: PersonId,
    entity: EntityId,
) -> Result<DateTime<Utc>, Error> {
    // As the database keeps it.
    let expires_at = (tx.now + LIFE).trunc_subsecs(6);
    store::open(tx, &keys::token_hash(token), person, entity, expires_at).await?;
    Ok(expires_at)
}

/// Opens a session for a person in an entity without any proof; the token for its cookie. For
/// practice and replay.
pub async fn open_session(
    tx: &mut Tx<'_>,
    person: PersonId,
    entity: EntityId,
) -> Result<String, Error> {
    let token = keys::new_token();
    open(tx, &token, person, entity).await?;
    Ok(token)
}

/// Logs in with user name and password.
pub async fn log_in(
    state: &State,
    login: &Login,
    device: Device,
    address: Option<IpAddr>,
) -> Result<Entered, Error> {
    check_filled(login)?;
    let username = username(&login.username);
    let read = async |tx: &mut Tx<'_>| {
        let Some(username) = &username else {
            return Ok((None, false));
        };
        let account = people::by_username(tx, username).await?;
        let is_known = match &account {
            Some(account) => devices::is_known(tx, account.id, &device.hash).await?,
            None => false,
        };
        Ok((account, is_known))
    };
    let auth = before_login(state.clock.now());
    let (account, is_known) = state.db.read(auth.clone(), read).await?;
    let caller = match &account {
        Some(account) if is_known => Caller::at_device(&account.username, &device.hash),
        _ => Caller::stranger(username.as_deref(), address),
    };
    let proof = prove(state, &auth, account.as_ref(), &login.password, &caller);
    let (rehashed, begun) = proof.await?;
    let account = account.ok_or(Error::Problem(ProblemCode::WRONG_CREDENTIALS))?;
    let arrival = Arrival {
        account: &account,
        device,
        address,
        means: Means::Password,
    };
    let along = async |tx: &mut Tx<'_>| {
        if let Some(hash) = &rehashed {
            people::set_password(tx, account.id, hash).await?;
        }
        throttle::succeed(tx, &caller, &begun).await
    };
    let entered = enter(state, arrival, along).await;
    if entered.is_err() {
        // The password was right: what failed is no fault of the person.
        throttle::give_back(state, &auth, &begun).await?;
    }
    entered
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

/// Counts a try and refuses a wrong password, in the same time and words whether or not the account
/// exists. Gives a new hash to keep where the old one is out of date, and what was counted.
async fn prove(
    state: &State,
    auth: &Authorized,
    account: Option<&Account>,
    password: &str,
    caller: &Caller,
) -> Result<(Option<String>, Begun), Error> {
    let begun = throttle::begin(state, auth, caller).await?;
    let secret = &state.config.secret;
    let kept = account.and_then(|account| account.password_hash.as_deref());
    let looked_at = async {
        let verdict = passwords::verify(secret, password, kept).await?;
        let rehashed = match verdict {
            Verdict::Right { is_outdated: true } => Some(passwords::hash(secret, password).await?),
            Verdict::Right { is_outdated: false } | Verdict::Wrong => None,
        };
        Ok::<_, Error>((verdict, rehashed))
    };
    match looked_at.await {
        Err(error) => {
            throttle::give_back(state, auth, &begun).await?;
            Err(error)
        }
        Ok((Verdict::Right { .. }, rehashed)) => Ok((rehashed, begun)),
        Ok((Verdict::Wrong, _)) => {
            tracing::info!(person = account.map(|a| a.id.to_string()), "wrong password");
            if throttle::fail(state, auth, caller).await? {
                let email = account.and_then(|account| account.email.as_deref());
                tell(
                    &state.config,
                    email,
                    Notice::ManyFailures,
                    state.clock.now(),
                );
            }
            Err(Error::Problem(ProblemCode::WRONG_CREDENTIALS))
        }
    }
}

/// Who is logged in, also behind a lock. Asking is not using: a page may ask without keeping the
/// session awake.
pub async fn current(state: &State, request: &HttpRequest) -> Result<Session, Error> {
    let Found { row, standing, .. } = find(state, request).await?;
    let until = Until::of(&row, state);
    let work = async |tx: &mut Tx<'_>| describe(tx, row.person_id, row.entity_id, until).await;
    let auth = inside(row.entity_id, row.person_id, state.clock.now());
    let session = state.db.read(auth, work).await?;
    let is_locked = matches!(standing, Standing::Locked { .. });
    Ok(Session {
        is_locked,
        ..session
    })
}

/// Proves once more, with the password, whose session it is: opens a locked one, and lets an open one
/// do what asks for a fresh proof. `act` is what the record says.
pub async fn confirm(
    state: &State,
    request: &HttpRequest,
    password: &str,
    act: &'static str,
) -> Result<Entered, Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let now = state.clock.now();
    let read = async |tx: &mut Tx<'_>| people::by_id(tx, row.person_id).await;
    let here = inside(row.entity_id, row.person_id, now);
    let account = state.db.read(here.clone(), read).await?;
    let gone = || Error::Problem(ProblemCode::UNAUTHENTICATED);
    let account = account.ok_or_else(gone)?;
    let caller = Caller::in_session(&account.username);
    let (_, begun) = prove(state, &here, Some(&account), password, &caller).await?;
    let (token, until) = (keys::new_token(), Until::of(&row, state).proved(now));
    let work = async |tx: &mut Tx<'_>| {
        throttle::succeed(tx, &caller, &begun).await?;
        renew(tx, &hash, &token, row.entity_id, until).await
    };
    let auth = acting(row.entity_id, row.person_id, act, now);
    match on_record(state, auth, work).await {
        Ok(session) => Ok(renewed(token, session)),
        Err(error) => {
            throttle::give_back(state, &here, &begun).await?;
            Err(error)
        }
    }
}

/// The same with ThaiD, which has said who it is: the person of the session, or nobody.
pub async fn confirm_by_thaid(
    state: &State,
    request: &HttpRequest,
    person: PersonId,
) -> Result<Entered, Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    if row.person_id != person {
        return Err(Error::Problem(ProblemCode::IDENTITY_REFUSED));
    }
    let now = state.clock.now();
    let (token, until) = (keys::new_token(), Until::of(&row, state).proved(now));
    let work = async |tx: &mut Tx<'_>| renew(tx, &hash, &token, row.entity_id, until).await;
    let auth = acting(row.entity_id, person, "session:prove_by_thaid", now);
    let session = on_record(state, auth, work).await?;
    Ok(renewed(token, session))
}

/// Works in another post of the person.
pub async fn choose_post(
    state: &State,
    request: &HttpRequest,
    ctx: &Ctx,
    entity: EntityId,
) -> Result<Entered, Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let (token, until) = (keys::new_token(), Until::of(&row, state));
    let holds = async |tx: &mut Tx<'_>| people::posts(tx, ctx.person).await;
    let auth = inside(ctx.entity, ctx.person, ctx.now);
    let posts = state.db.read(auth, holds).await?;
    if !posts.iter().any(|post| post.entity_id == entity) {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let work = async |tx: &mut Tx<'_>| renew(tx, &hash, &token, entity, until).await;
    let auth = acting(entity, ctx.person, "session:choose_post", ctx.now);
    let session = on_record(state, auth, work).await?;
    Ok(renewed(token, session))
}

/// Logs out; a locked session too.
pub async fn log_out(state: &State, request: &HttpRequest) -> Result<(), Error> {
    let Found { hash, row, .. } = find(state, request).await?;
    let now = state.clock.now();
    let auth = acting(row.entity_id, row.person_id, "session:log_out", now);
    let work = async |tx: &mut Tx<'_>| store::end(tx, &hash).await;
    on_record(state, auth, work).await?;
    tracing::info!(person = %row.person_id, "logged out");
    Ok(())
}

/// Where one is logged in, and with what.
pub async fn presence(state: &State, ctx: &Ctx, device: &Device) -> Result<Presence, Error> {
    let work = async |tx: &mut Tx<'_>| {
        let session = store::own(tx, ctx.person).await?;
        let devices = devices::list(tx, ctx.person, &device.hash).await?;
        Ok(Presence { session, devices })
    };
    let auth = inside(ctx.entity, ctx.person, ctx.now);
    state.db.read(auth, work).await
}

/// Forgets a browser of one's own.
pub async fn forget_device(state: &State, ctx: &Ctx, id: Uuid) -> Result<(), Error> {
    let work = async |tx: &mut Tx<'_>| {
        tx.subject = id.to_string();
        match devices::forget_one(tx, ctx.person, id).await? {
            true => Ok(()),
            false => Err(Error::Problem(ProblemCode::NOT_FOUND)),
        }
    };
    let auth = acting(ctx.entity, ctx.person, "session:forget_device", ctx.now);
    on_record(state, auth, work).await
}

fn renewed(token: String, session: Session) -> Entered {
    Entered {
        token,
        device: None,
        session,
    }
}

/// What limits a session.
#[derive(Clone, Copy)]
struct Until {
    expires_at: DateTime<Utc>,
    proved_at: DateTime<Utc>,
    idle_seconds: i64,
}

impl Until {
    fn of(row: &store::Row, state: &State) -> Until {
        Until {
            expires_at: row.expires_at,
            proved_at: row.proved_at,
            idle_seconds: state.config.idle_seconds,
        }
    }

    fn proved(self, proved_at: DateTime<Utc>) -> Until {
        Until { proved_at, ..self }
    }
}

/// Gives a session another token and place, and opens it.
async fn renew(
    tx: &mut Tx<'_>,
    old: &[u8],
    token: &str,
    entity: EntityId,
    until: Until,
) -> Result<Session, Error> {
    let proves = until.proved_at == tx.now;
    if !store::renew(tx, old, &keys::token_hash(token), entity, proves).await? {
        return Err(Error::Problem(ProblemCode::UNAUTHENTICATED));
    }
    let person = tx.person;
    describe(tx, person, entity, until).await
}

/// What an open session of a person in an entity looks like from outside.
async fn describe(
    tx: &mut Tx<'_>,
    person: PersonId,
    place: EntityId,
    until: Until,
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
        idle_seconds: until.idle_seconds,
        expires_at: until.expires_at,
        last_login_at: account.previous_login_at,
        proof_seconds: proof_left(until.proved_at, tx.now),
    })
}
