//! The steps of the first log-in.

use super::{letter, rules};
use crate::identity::attempts::{self, Attempt};
use crate::identity::devices::Device;
use crate::identity::notices::{Notice, tell};
use crate::identity::people::{self, Account};
use crate::identity::sessions::{self, Arrival, Entered, Means};
use crate::identity::throttle::refuse_for;
use crate::identity::{before_login, keys, mail, passwords};
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use crate::platform::state::State;
use shared::ProblemCode;
use shared::grants::is_plausible;
use shared::identity::Enrolment;
use shared::problem::FieldCode;
use std::net::IpAddr;

/// What came of trying a code; a refusal must not undo the counting.
enum Tried {
    Right,
    Wrong,
    Void,
}

/// How far the first log-in is.
pub async fn progress(state: &State, hash: &[u8]) -> Result<Enrolment, Error> {
    let work = async |tx: &mut Tx<'_>| {
        let attempt = attempts::find(tx, hash).await?.ok_or_else(nobody)?;
        let account = account(tx, &attempt).await?;
        let Attempt {
            otp_sent_at,
            otp_sent_count,
            expires_at,
            ..
        } = attempt;
        Ok(Enrolment {
            name: account.name_th,
            username: account.username,
            step: rules::step(attempt.email.as_deref(), attempt.email_proved),
            email: attempt.email.as_deref().map(rules::masked),
            resend_seconds: rules::resend_seconds(otp_sent_at, otp_sent_count, expires_at, tx.now),
        })
    };
    state.db.read(before_login(state.clock.now()), work).await
}

/// Sends a code to an address; the same address again sends another code.
pub async fn give_email(state: &State, hash: &[u8], typed: &str) -> Result<Enrolment, Error> {
    let email = typed.trim();
    let malformed = || Error::field("email", FieldCode::Malformed);
    let address = Some(email)
        .filter(|email| is_plausible(email))
        .ok_or_else(malformed)?;
    let address = address.parse().map_err(|_| malformed())?;
    let code = keys::new_code();
    let code_hash = keys::code_hash(&state.config.secret, hash, email, &code)?;
    let auth = before_login(state.clock.now());
    let keep = async |tx: &mut Tx<'_>| {
        let attempt = attempts::lock(tx, hash).await?.ok_or_else(nobody)?;
        let Attempt {
            otp_sent_at,
            otp_sent_count,
            expires_at,
            ..
        } = attempt;
        refuse_for(rules::resend_seconds(
            otp_sent_at,
            otp_sent_count,
            expires_at,
            tx.now,
        ))?;
        attempts::keep_code(tx, hash, email, code_hash).await
    };
    state.db.write_unrecorded(auth.clone(), keep).await?;
    if let Err(error) = mail::send(&state.config, address, letter::with_code(&code)).await {
        let forget = async |tx: &mut Tx<'_>| attempts::forget_sending(tx, hash).await;
        state.db.write_unrecorded(auth, forget).await?;
        return Err(error);
    }
    progress(state, hash).await
}

/// Tries a code.
pub async fn give_code(state: &State, hash: &[u8], typed: &str) -> Result<Enrolment, Error> {
    let malformed = || Error::field("otp", FieldCode::Malformed);
    let code = rules::digits(typed).ok_or_else(malformed)?;
    let work = async |tx: &mut Tx<'_>| try_code(tx, &state.config.secret, hash, &code).await;
    let auth = before_login(state.clock.now());
    let refused = match state.db.write_unrecorded(auth, work).await? {
        Tried::Right => return progress(state, hash).await,
        Tried::Wrong => ProblemCode::WRONG_CODE,
        Tried::Void => ProblemCode::CODE_EXPIRED,
    };
    tracing::warn!(code = refused.as_str(), "a code by mail was refused");
    Err(Error::Problem(refused))
}

async fn try_code(tx: &mut Tx<'_>, secret: &str, hash: &[u8], code: &str) -> Result<Tried, Error> {
    let attempt = attempts::lock(tx, hash).await?.ok_or_else(nobody)?;
    let Attempt {
        email,
        otp_sent_at,
        otp_tries,
        ..
    } = attempt;
    let Some(email) = email else {
        return Ok(Tried::Void);
    };
    if attempt.email_proved || !rules::is_code_open(otp_sent_at, otp_tries, tx.now) {
        return Ok(Tried::Void);
    }
    let kept = attempts::count_try(tx, hash).await?;
    if keys::is_code(secret, hash, &email, code, &kept)? {
        attempts::prove_email(tx, hash).await?;
        return Ok(Tried::Right);
    }
    let is_last = !rules::is_code_open(otp_sent_at, otp_tries + 1, tx.now);
    Ok(if is_last { Tried::Void } else { Tried::Wrong })
}

/// Sets the password, keeps the proved address, and logs in. Of another password both addresses are
/// told, the one before and the one that is proved now.
pub async fn give_password(
    state: &State,
    hash: &[u8],
    password: &str,
    device: Device,
    address: Option<IpAddr>,
) -> Result<Entered, Error> {
    let auth = before_login(state.clock.now());
    let read = async |tx: &mut Tx<'_>| {
        let attempt = attempts::find(tx, hash).await?.ok_or_else(nobody)?;
        let email = proved(&attempt)?.to_owned();
        let account = account(tx, &attempt).await?;
        let posts = people::posts(tx, account.id).await?;
        Ok((account, posts, email))
    };
    let (account, posts, email) = state.db.read(auth.clone(), read).await?;
    let names = posts.iter().map(|post| post.entity_name.as_str());
    let names: Vec<&str> = names
        .chain([&*account.username, &*account.name_th])
        .collect();
    if let Some(error) = passwords::check(password, &names) {
        return Err(Error::Refused(
            ProblemCode::WEAK_PASSWORD,
            Context::new(),
            vec![error],
        ));
    }
    let password_hash = passwords::hash(&state.config.secret, password).await?;
    let along = async |tx: &mut Tx<'_>| {
        let attempt = attempts::lock(tx, hash).await?.ok_or_else(nobody)?;
        proved(&attempt)?;
        people::set_email(tx, hash).await?;
        people::set_password(tx, attempt.person_id, &password_hash).await?;
        attempts::discard(tx, hash).await
    };
    let arrival = Arrival {
        account: &account,
        device,
        address,
        means: Means::NewPassword,
    };
    let entered = sessions::enter(state, arrival, along).await?;
    if account.password_hash.is_some() {
        let before = account.email.as_deref().filter(|before| *before != email);
        for address in [before, Some(&*email)] {
            tell(
                &state.config,
                address,
                Notice::PasswordChanged,
                state.clock.now(),
            );
        }
    }
    Ok(entered)
}

/// The proved address of an attempt.
fn proved(attempt: &Attempt) -> Result<&str, Error> {
    let email = attempt.email.as_deref().filter(|_| attempt.email_proved);
    email.ok_or(Error::Problem(ProblemCode::WRONG_STATE))
}

async fn account(tx: &mut Tx<'_>, attempt: &Attempt) -> Result<Account, Error> {
    people::by_id(tx, attempt.person_id)
        .await?
        .ok_or_else(nobody)
}

fn nobody() -> Error {
    Error::Problem(ProblemCode::UNAUTHENTICATED)
}
