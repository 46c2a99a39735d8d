//! What a token says, and reading one (RFC 9068).

use super::signing;
use crate::platform::config::Config;
use crate::platform::error::Error;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::programs::Scope;
use shared::{EntityId, ProblemCode, ProgramId};
use uuid::Uuid;

/// How long a token counts.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// What a token is called in its head, so that nothing else that we sign passes for one.
const KIND: &str = "at+jwt";

/// What stands in a token.
#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// The program.
    pub sub: ProgramId,
    client_id: ProgramId,
    /// The one organisation it works for.
    pub entity: EntityId,
    scope: String,
    iat: i64,
    exp: i64,
    jti: Uuid,
}

impl Claims {
    /// What it is for.
    pub fn scopes(&self) -> Vec<Scope> {
        Scope::list(&self.scope).unwrap_or_default()
    }
}

/// Where tokens count.
fn audience(config: &Config) -> String {
    format!("{}{}", config.public_url, crate::platform::openapi::BASE)
}

/// A token for a program.
pub fn write(
    config: &Config,
    now: DateTime<Utc>,
    program: ProgramId,
    entity: EntityId,
    scopes: &[Scope],
) -> Result<String, Error> {
    let key = signing::current(config, now)?;
    let claims = Claims {
        iss: config.public_url.clone(),
        aud: audience(config),
        sub: program,
        client_id: program,
        entity,
        scope: Scope::text(scopes),
        iat: now.timestamp(),
        exp: (now + LIFE).timestamp(),
        jti: Uuid::new_v4(),
    };
    let header = Header {
        typ: Some(KIND.to_owned()),
        kid: Some(key.name.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    encode(&header, &claims, &key.signs()).map_err(Error::unexpected)
}

/// Reads a token: signed by a key of ours that still counts, for us, by us, and not too old. Why another
/// one does not count is told to nobody.
pub fn read(config: &Config, now: DateTime<Utc>, token: &str) -> Result<Claims, Error> {
    let none = || Error::Problem(ProblemCode::INVALID_TOKEN);
    let head = decode_header(token).map_err(|_| none())?;
    if head.alg != Algorithm::EdDSA || head.typ.as_deref() != Some(KIND) || head.crit.is_some() {
        return Err(none());
    }
    let keys = signing::counting(config, now)?;
    let key = keys.iter().find(|key| Some(&key.name) == head.kid.as_ref());
    let key = key.ok_or_else(none)?.proves()?;
    let mut wanted = Validation::new(Algorithm::EdDSA);
    wanted.set_issuer(&[config.public_url.as_str()]);
    wanted.set_audience(&[audience(config)]);
    wanted.set_required_spec_claims(&["iss", "aud", "sub"]);
    // By our own clock.
    wanted.validate_exp = false;
    let claims = decode::<Claims>(token, &key, &wanted)
        .map_err(|_| none())?
        .claims;
    let (begins, ends) = (claims.iat - 300, claims.exp);
    let is_now = (begins..ends).contains(&now.timestamp());
    let is_short = claims.exp - claims.iat <= LIFE.num_seconds();
    match is_now && is_short && claims.client_id == claims.sub {
        true => Ok(claims),
        false => Err(none()),
    }
}
