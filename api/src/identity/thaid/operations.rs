//! To ThaiD and back.

use super::provider;
use super::ticket::Ticket;
use crate::identity::attempts;
use crate::identity::devices::Device;
use crate::identity::people::{self, Account};
use crate::identity::sessions::{self, Arrival, Entered, Means};
use crate::identity::{before_login, cookies, keys, throttle};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::client_address;
use crate::platform::state::State;
use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::ProblemCode;
use std::net::IpAddr;

/// A log-in about to begin.
pub struct Start {
    /// ThaiD's page.
    pub url: String,
    /// For the cookie of the attempt.
    pub ticket: String,
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
    /// Logged in.
    Home(Box<Entered>),
    /// The first log-in goes on, with the token of the attempt.
    Enrol(String),
    /// Proved once more.
    Proved(Box<Entered>),
}

/// Why somebody goes to ThaiD, other than to log in.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The password was forgotten: a new one is set (W-2, step 4).
    Password,
    /// To prove once more who one is, logged in already (step-up).
    Proof,
}

/// Begins a log-in, or what else it is for. Nothing is kept of it.
pub async fn start(
    state: &State,
    purpose: Option<Purpose>,
    address: Option<IpAddr>,
) -> Result<Start, Error> {
    throttle::admit(address)?;
    let ticket = Ticket::new(state.clock.now(), purpose);
    let asked = ticket.asked(&state.config.secret)?;
    let url = provider::page(&state.config, asked).await?;
    Ok(Start {
        url,
        ticket: ticket.text,
    })
}

/// Why the browser that comes back went.
pub fn purpose_of(request: &HttpRequest, now: DateTime<Utc>) -> Option<Purpose> {
    ticket(request, now)?.purpose
}

fn ticket(request: &HttpRequest, now: DateTime<Utc>) -> Option<Ticket> {
    let cookie = request.cookie(cookies::ATTEMPT)?;
    Ticket::read(cookie.value(), now)
}

/// Goes on with what ThaiD answered to whoever carries the ticket.
pub async fn answered(state: &State, request: &HttpRequest, answer: Answer) -> Result<Next, Error> {
    let address = client_address(request, &state.config.trusted_proxies);
    throttle::admit(address)?;
    let refused = || Error::Problem(ProblemCode::IDENTITY_REFUSED);
    let (config, auth) = (&state.config, before_login(state.clock.now()));
    let ticket = ticket(request, auth.now).ok_or_else(refused)?;
    let is_ours = answer.state == Some(ticket.asked(&config.secret)?.state);
    let is_other = answer
        .iss
        .is_some_and(|issuer| issuer != config.oidc.issuer);
    let code = answer
        .code
        .filter(|_| is_ours && answer.error.is_none() && !is_other)
        .ok_or_else(refused)?;
    let pid = provider::citizen_number(config, auth.now, code, &ticket).await?;
    let pid_hash = keys::pid_hash(&config.secret, &pid)?;
    let find = async |tx: &mut Tx<'_>| people::by_pid_hash(tx, &pid_hash).await;
    let found = state.db.read(auth, find).await?;
    let account = found.ok_or(Error::Problem(ProblemCode::NO_ACCOUNT))?;
    if ticket.purpose == Some(Purpose::Proof) {
        let proved = sessions::confirm_by_thaid(state, request, account.id).await?;
        return Ok(Next::Proved(Box::new(proved)));
    }
    let has_enrolled = account.password_hash.is_some() && account.email.is_some();
    if ticket.purpose.is_some() || !has_enrolled {
        return enrol(state, &account).await;
    }
    let arrival = Arrival {
        account: &account,
        device: Device::of(request),
        address,
        means: Means::Thaid,
    };
    let entered = sessions::enter(state, arrival, async |_: &mut Tx<'_>| Ok(())).await?;
    Ok(Next::Home(Box::new(entered)))
}

/// On to e-mail address, code and password.
async fn enrol(state: &State, account: &Account) -> Result<Next, Error> {
    let token = keys::new_token();
    let hash = keys::token_hash(&token);
    let work = async |tx: &mut Tx<'_>| {
        if people::posts(tx, account.id).await?.is_empty() {
            return Err(Error::Problem(ProblemCode::ACCOUNT_SUSPENDED));
        }
        attempts::insert(tx, &hash, account.id).await
    };
    let auth = before_login(state.clock.now());
    state.db.write_unrecorded(auth, work).await?;
    Ok(Next::Enrol(token))
}
