//! To ThaiD and back.

use super::provider;
use crate::identity::attempts::{self, Begun};
use crate::identity::people::{self, Account};
use crate::identity::{before_login, keys, sessions};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use serde::Deserialize;
use shared::ProblemCode;

/// A log-in about to begin.
pub struct Start {
    /// ThaiD's page.
    pub url: String,
    /// For the cookie of the attempt.
    pub token: String,
}

/// What ThaiD sends the browser back with; other parameters it may add are not looked at.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Answer {
    /// The code, when the citizen agreed.
    pub code: Option<String>,
    /// The state of the attempt.
    pub state: Option<String>,
    /// Why not.
    pub error: Option<String>,
    /// The provider, where it says so (RFC 9207).
    pub iss: Option<String>,
}

/// Where to go after ThaiD.
pub enum Next {
    /// Logged in, with the token of the session.
    Home(String),
    /// The first log-in goes on, with a new token of the attempt.
    Enrol(String),
}

/// Why somebody goes to ThaiD, other than to log in.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The password was forgotten: a new one is set (W-2, step 4).
    Password,
}

/// Begins a log-in, or what else it is for.
pub async fn start(state: &State, purpose: Option<Purpose>) -> Result<Start, Error> {
    let asked = provider::authorization(&state.config).await?;
    let token = keys::new_token();
    let begun = Begun {
        nonce: asked.nonce,
        pkce_verifier: asked.pkce_verifier,
        sets_password: matches!(purpose, Some(Purpose::Password)),
    };
    let hash = keys::token_hash(&token);
    let work = async |tx: &mut Tx<'_>| attempts::insert(tx, &hash, &asked.state, &begun).await;
    state
        .db
        .write_unrecorded(before_login(state.clock.now()), work)
        .await?;
    Ok(Start {
        url: asked.url,
        token,
    })
}

/// Goes on with what ThaiD answered.
pub async fn answered(
    state: &State,
    attempt: Option<Vec<u8>>,
    answer: Answer,
) -> Result<Next, Error> {
    let refused = || Error::Problem(ProblemCode::IDENTITY_REFUSED);
    let auth = before_login(state.clock.now());
    let (hash, asked) = attempt.zip(answer.state).ok_or_else(refused)?;
    let take = async |tx: &mut Tx<'_>| attempts::take(tx, &hash, &asked).await;
    let taken = state.db.write_unrecorded(auth.clone(), take).await?;
    let Begun {
        nonce,
        pkce_verifier,
        sets_password,
    } = taken.ok_or_else(refused)?;
    let is_other = answer
        .iss
        .is_some_and(|issuer| issuer != state.config.oidc.issuer);
    let code = answer
        .code
        .filter(|_| answer.error.is_none() && !is_other)
        .ok_or_else(refused)?;
    let config = &state.config;
    let pid = provider::citizen_number(config, auth.now, code, pkce_verifier, nonce).await?;
    let pid_hash = keys::pid_hash(&config.secret, &pid)?;
    let work = async |tx: &mut Tx<'_>| {
        let found = people::by_pid_hash(tx, &pid_hash).await?;
        let account = found.ok_or(Error::Problem(ProblemCode::NO_ACCOUNT))?;
        match sets_password {
            true => enrol(tx, &hash, &account).await,
            false => go_on(tx, &hash, &account, config.idle_seconds).await,
        }
    };
    state.db.write_unrecorded(auth, work).await
}

/// Whoever has a password and a proved address is in; whoever has not enrols first.
async fn go_on(
    tx: &mut Tx<'_>,
    hash: &[u8],
    account: &Account,
    idle_seconds: i64,
) -> Result<Next, Error> {
    if account.password_hash.is_some() && account.email.is_some() {
        attempts::discard(tx, hash).await?;
        return Ok(Next::Home(
            sessions::enter(tx, account, idle_seconds).await?.token,
        ));
    }
    enrol(tx, hash, account).await
}

/// On to e-mail address, code and password.
async fn enrol(tx: &mut Tx<'_>, hash: &[u8], account: &Account) -> Result<Next, Error> {
    if people::posts(tx, account.id).await?.is_empty() {
        return Err(Error::Problem(ProblemCode::ACCOUNT_SUSPENDED));
    }
    let token = keys::new_token();
    match attempts::identify(tx, hash, &keys::token_hash(&token), account.id).await? {
        true => Ok(Next::Enrol(token)),
        false => Err(Error::Problem(ProblemCode::IDENTITY_REFUSED)),
    }
}
