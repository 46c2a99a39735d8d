//! What a token says, and reading one (RFC 9068).

pub use super::rules::TOKEN_LIFE as LIFE;
use super::signing::{self, Key};
use crate::platform::config::Config;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::programs::Scope;
use shared::{EntityId, ProblemCode, ProgramId};
use uuid::Uuid;

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
    sign(&signing::current(config, now)?, &claims)
}

fn sign(key: &Key, claims: &Claims) -> Result<String, Error> {
    let header = Header {
        typ: Some(KIND.to_owned()),
        kid: Some(key.name.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    encode(&header, claims, &key.signs()).map_err(Error::unexpected)
}

/// Reads a token: signed by a key of ours that still counts, for us, by us, and not too old. Why another
/// one does not count is told to nobody.
pub fn read(config: &Config, now: DateTime<Utc>, token: &str) -> Result<Claims, Error> {
    let none = || Error::Problem(ProblemCode::INVALID_TOKEN);
    let head = decode_header(token).map_err(|_| none())?;
    if head.alg != Algorithm::EdDSA || head.typ.as_deref() != Some(KIND) || head.crit.is_some() {
        return Err(none());
    }
    let name = head.kid.ok_or_else(none)?;
    let key = signing::named(config, now, &name)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn config() -> Config {
        Config::for_tests()
    }

    fn now() -> DateTime<Utc> {
        // Within a quarter, far from its ends.
        DateTime::from_timestamp(200 * 90 * 24 * 3600 + 1_000_000, 0).unwrap()
    }

    fn honest(config: &Config) -> Claims {
        let program = ProgramId(Uuid::from_u128(1));
        let scopes = Scope::list("journal:read").unwrap();
        let token = write(
            config,
            now(),
            program,
            EntityId(Uuid::from_u128(2)),
            &scopes,
        )
        .unwrap();
        read(config, now(), &token).expect("an honest token")
    }

    #[test]
    fn each_claim_by_itself_makes_a_token_of_our_own_key_none_of_ours() {
        let config = config();
        let key = signing::current(&config, now()).unwrap();
        let changes: [fn(&mut Claims); 7] = [
            |claims| claims.aud = "https://elsewhere.example/api/v1".to_owned(),
            |claims| claims.aud = claims.iss.clone(),
            |claims| claims.iss = "https://elsewhere.example".to_owned(),
            |claims| claims.client_id = ProgramId(Uuid::from_u128(3)),
            |claims| claims.exp += 1,
            |claims| claims.exp = claims.iat,
            |claims| claims.iat += 301,
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut claims = honest(&config);
            change(&mut claims);
            let token = sign(&key, &claims).unwrap();
            assert!(read(&config, now(), &token).is_err(), "{n}");
        }
    }

    #[test]
    fn a_key_of_the_quarter_before_the_last_signs_nothing() {
        let config = config();
        let quarter = TimeDelta::days(90);
        for (before, counts) in [(0, true), (1, false), (2, false), (-1, false)] {
            let key = signing::current(&config, now() - quarter * before).unwrap();
            let token = sign(&key, &honest(&config)).unwrap();
            assert_eq!(read(&config, now(), &token).is_ok(), counts, "{before}");
        }
    }
}
