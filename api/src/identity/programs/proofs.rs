//! By what a program proves at the door which one it is.

use super::rules::public_key;
use super::store::Known;
use crate::identity::keys;
use crate::platform::config::Config;
use actix_web::HttpRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::dangerous::insecure_decode;
use jsonwebtoken::{Validation, decode, decode_header};
use serde::Deserialize;
use shared::ProgramId;
use std::collections::BTreeMap;

/// What a signed proof is called (RFC 7523).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long a signed proof may count at most.
const LIFE: TimeDelta = TimeDelta::minutes(10);
/// How far the clock of a program may be from ours.
const APART: TimeDelta = TimeDelta::seconds(60);
/// The longest number of a proof.
const JTI_MAX: usize = 200;

/// The fields of a form, each once.
pub type Form = BTreeMap<String, String>;

/// What a program says to prove which one it is; nothing prints it.
pub enum Said {
    /// Its secret.
    Secret(String),
    /// Something it signed.
    Signed(String),
}

/// Which program somebody says to be, and by what.
pub struct Claim {
    /// None where it can be none.
    pub id: Option<ProgramId>,
    pub said: Said,
    /// It came in the head of the request.
    pub is_in_head: bool,
}

/// Reads the claim; none where nothing proves it, or more than one thing does.
pub fn claim(request: &HttpRequest, form: &Form) -> Option<Claim> {
    let field = |name: &str| form.get(name).cloned();
    let named = field("client_id");
    let in_head = request.headers().get("authorization");
    let is_signed = field("client_assertion_type").is_some() || field("client_assertion").is_some();
    match (in_head, field("client_secret"), is_signed) {
        (Some(head), None, false) => {
            let (id, secret) = basic(head.to_str().ok()?)?;
            let agrees = named.is_none_or(|named| named == id);
            agrees.then(|| Claim {
                id: id.parse().ok(),
                said: Said::Secret(secret),
                is_in_head: true,
            })
        }
        (None, Some(secret), false) => Some(Claim {
            id: named?.parse().ok(),
            said: Said::Secret(secret),
            is_in_head: false,
        }),
        (None, None, true) => {
            let proof = field("client_assertion")?;
            (field("client_assertion_type")? == ASSERTION).then_some(())?;
            let told = insecure_decode::<Assertion>(&proof).ok()?.claims.sub;
            let agrees = named.is_none_or(|named| named == told);
            agrees.then(|| Claim {
                id: told.parse().ok(),
                said: Said::Signed(proof),
                is_in_head: false,
            })
        }
        _ => None,
    }
}

/// Name and secret of `Basic`, both written as in a form (RFC 6749 section 2.3.1): ours have no letter
/// that would be written otherwise.
fn basic(head: &str) -> Option<(String, String)> {
    let (scheme, coded) = head.split_once(' ')?;
    let bytes = STANDARD.decode(coded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    let is_basic = scheme.eq_ignore_ascii_case("basic");
    is_basic.then(|| (id.to_owned(), secret.to_owned()))
}

/// What a program signs.
#[derive(Deserialize)]
struct Assertion {
    iss: String,
    sub: String,
    exp: i64,
    jti: String,
}

/// Is it this program? Of a signed proof also its number, which counts once.
pub fn is_proved(
    config: &Config,
    now: DateTime<Utc>,
    id: ProgramId,
    known: &Known,
    said: &Said,
) -> Option<Option<String>> {
    match said {
        Said::Secret(secret) => {
            let kept = known.secret_hash.as_deref()?;
            is_same(&keys::token_hash(secret), kept).then_some(None)
        }
        Said::Signed(proof) => {
            let key = public_key(known.public_key.as_deref()?)?;
            if decode_header(proof).ok()?.crit.is_some() {
                return None;
            }
            let mut wanted = Validation::new(key.algorithm);
            wanted.set_audience(&[token_address(config), config.public_url.clone()]);
            wanted.set_required_spec_claims(&["iss", "aud", "sub"]);
            wanted.sub = Some(id.to_string());
            // By our own clock.
            wanted.validate_exp = false;
            let said = decode::<Assertion>(proof, &key.verifies, &wanted)
                .ok()?
                .claims;
            let ends = DateTime::from_timestamp(said.exp, 0)?;
            let is_now = now - APART < ends && ends <= now + LIFE + APART;
            let has_number = (1..=JTI_MAX).contains(&said.jti.len());
            let fits = is_now && has_number && said.iss == said.sub;
            fits.then_some(Some(said.jti))
        }
    }
}

/// Where tokens are given.
pub fn token_address(config: &Config) -> String {
    format!("{}/oauth/token", config.public_url)
}

/// Compares hashes in constant time.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let differing = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn form(fields: &[(&str, &str)]) -> Form {
        let owned = fields.iter();
        let owned = owned.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        owned.collect()
    }

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn one_way_to_prove_it_and_no_two() {
        let plain = TestRequest::default().to_http_request();
        let basic = STANDARD.encode(format!("{ID}:secret"));
        let head =
            TestRequest::default().insert_header(("Authorization", format!("Basic {basic}")));
        let head = head.to_http_request();
        let secret = form(&[("client_id", ID), ("client_secret", "secret")]);
        assert!(claim(&plain, &secret).is_some());
        assert!(claim(&head, &form(&[])).is_some());
        assert!(claim(&head, &form(&[("client_id", ID)])).is_some());
        for (request, wrong) in [
            (&head, secret),
            (&head, form(&[("client_id", "another")])),
            (&plain, form(&[])),
            (&plain, form(&[("client_id", ID)])),
            (&plain, form(&[("client_assertion_type", ASSERTION)])),
            (
                &plain,
                form(&[
                    ("client_assertion_type", ASSERTION),
                    ("client_assertion", "x"),
                ]),
            ),
        ] {
            assert!(claim(request, &wrong).is_none(), "{wrong:?}");
        }
    }
}
